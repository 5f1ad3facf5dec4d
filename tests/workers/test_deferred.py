"""A mail that a server does not take now: in a round's lane others pass, in an exchange's lane none does."""

from collections.abc import Iterator

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from models.database import Database
from models.exchanges import Exchange
from models.mails import Mail
from models.people import Person
from models.streams import EXCHANGE, ROUND
from tests.builders_of_exchanges import a_mail, an_exchange
from tests.workers.post_office import Sink, a_delivery, free_port, rests_run_out, serving

AINO, FULL = "aino@example.org", "full@example.org"
NOT_NOW = "452 mailbox full"


@pytest.fixture
def port() -> int:
    return free_port()


@pytest.fixture
def sink(port: int) -> Iterator[Sink]:
    sink = Sink(answers={FULL: NOT_NOW})
    with serving(sink, port=port):
        yield sink


def a_lane_to(database: Database, *recipients: str, of: str) -> str:
    """Queued mails whose subjects are their numbers."""
    with database.change() as db:
        exchange = an_exchange(db)
        lane = f"{of}{exchange.round_id if of == ROUND else exchange.id}"
        for number, recipient in enumerate(recipients, start=1):
            a_letter(db, exchange, lane=lane, number=number, recipient=recipient)
        return lane


def a_letter(db: Session, exchange: Exchange, *, lane: str, number: int, recipient: str) -> None:
    mail = a_mail(
        db,
        about=exchange,
        to=db.get_one(Person, exchange.guest_id),
        lane=lane,
        number=number,
        recipient=recipient,
        octets=f"Subject: {number}\r\n\r\nKeksitty.\r\n".encode(),
    )
    mail.message_id = mail.message_id.strip("<>")


def attempts(database: Database, lane: str) -> list[tuple[str, int]]:
    with database.look() as db:
        rows = db.scalars(select(Mail).where(Mail.lane == lane).order_by(Mail.number))
        return [(each.state.value, each.attempts) for each in rows]


def test_in_a_rounds_lane_a_deferred_mail_holds_up_nobody(database: Database, sink: Sink, port: int) -> None:
    lane = a_lane_to(database, AINO, FULL, AINO, of=ROUND)

    a_delivery(database, port=port).deliver()

    assert sink.subjects == ["1", "3"]
    assert attempts(database, lane) == [("sent", 1), ("queued", 1), ("sent", 1)]


def test_in_an_exchanges_lane_nothing_overtakes_a_deferred_mail(
    database: Database, sink: Sink, port: int
) -> None:
    lane = a_lane_to(database, AINO, FULL, AINO, of=EXCHANGE)

    a_delivery(database, port=port).deliver()

    assert sink.subjects == ["1"]
    assert attempts(database, lane) == [("sent", 1), ("queued", 1), ("queued", 0)]


@pytest.mark.parametrize("of", [ROUND, EXCHANGE])
def test_a_deferred_mail_leaves_when_it_is_taken_and_its_attempts_are_counted(
    database: Database, sink: Sink, port: int, of: str
) -> None:
    lane = a_lane_to(database, FULL, AINO, of=of)
    delivery = a_delivery(database, port=port)

    for _turn in range(2):
        delivery.deliver()
        rests_run_out(database)
    while_full = attempts(database, lane)[0]
    sink.answers.clear()
    delivery.deliver()

    assert while_full == ("queued", 2)
    assert attempts(database, lane) == [("sent", 3), ("sent", 1)]
    assert sink.subjects == (["2", "1"] if of == ROUND else ["1", "2"])


def test_deferred_mails_that_fill_a_pass_let_the_rest_of_a_rounds_lane_leave_next(
    database: Database, sink: Sink, port: int
) -> None:
    lane = a_lane_to(database, *[FULL] * 20, AINO, of=ROUND)
    delivery = a_delivery(database, port=port)

    for _turn in range(2):
        delivery.deliver()
        rests_run_out(database)

    assert sink.subjects == ["21"]
    assert [number for _state, number in attempts(database, lane)] == [2] * 19 + [1, 1]


def test_a_lane_with_a_deferred_mail_rests_before_it_is_tried_again(
    database: Database, sink: Sink, port: int
) -> None:
    lane = a_lane_to(database, FULL, of=ROUND)
    delivery = a_delivery(database, port=port)

    for _turn in range(3):
        delivery.deliver()

    assert attempts(database, lane) == [("queued", 1)]
