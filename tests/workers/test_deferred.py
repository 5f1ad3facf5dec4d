"""A mail that a server does not take now: others pass, but in an exchange's lane none to the same person."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select, update
from sqlalchemy.orm import Session

from invites.verp import mail_behind
from models.database import Database
from models.exchanges import Exchange
from models.mails import Mail
from models.people import Person
from models.states import MailState
from models.streams import EXCHANGE, ROUND
from tests.builders_of_exchanges import a_mail, an_exchange
from tests.workers.post_office import Sink, a_delivery, free_port, rests_run_out, serving
from workers.delivery import Manner
from workers.paces import MOST_ATTEMPTS, Pace

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
        to=db.get_one(Person, exchange.host_id if recipient == FULL else exchange.guest_id),
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


def test_while_the_host_is_deferred_the_guests_mails_leave_and_the_hosts_follow_in_order(
    database: Database, sink: Sink, port: int
) -> None:
    sink.answers[FULL] = "451 4.3.0 for an hour"
    lane = a_lane_to(database, FULL, AINO, FULL, AINO, of=EXCHANGE)
    delivery = a_delivery(database, port=port)

    for _minute in range(6):
        delivery.deliver()
        rests_run_out(database)
    in_the_hour, tries = sink.subjects, attempts(database, lane)
    sink.answers.clear()
    delivery.deliver()

    assert in_the_hour == ["2", "4"]
    assert tries == [("queued", 6), ("sent", 1), ("queued", 0), ("sent", 1)]
    assert sink.subjects == ["2", "4", "1", "3"]


def test_a_lane_whose_host_rests_is_looked_at_again_for_the_guest(
    database: Database, sink: Sink, port: int
) -> None:
    lane = a_lane_to(database, *[FULL] * 21, of=EXCHANGE)
    delivery = a_delivery(database, port=port)
    delivery.deliver()
    with database.change() as db:
        exchange = db.scalars(select(Exchange)).one()
        a_letter(db, exchange, lane=lane, number=22, recipient=AINO)
        a_letter(db, exchange, lane=lane, number=23, recipient=FULL)

    passes = [delivery.deliver() for _turn in range(2)]

    assert (passes, sink.subjects) == ([1, 0], ["22"])


def test_nothing_overtakes_a_deferred_mail_to_the_same_person_at_another_address(
    database: Database, sink: Sink, port: int
) -> None:
    lane = a_lane_to(database, FULL, AINO, of=EXCHANGE)
    with database.change() as db:
        host = select(Exchange.host_id).scalar_subquery()
        db.execute(update(Mail).where(Mail.lane == lane).values(person_id=host))
    delivery = a_delivery(database, port=port)

    for _turn in range(2):
        delivery.deliver()

    assert sink.subjects == []
    assert attempts(database, lane) == [("queued", 1), ("queued", 0)]


@pytest.mark.parametrize("of", [ROUND, EXCHANGE])
def test_a_deferred_mail_leaves_when_it_is_taken_and_its_attempts_are_counted(
    database: Database, sink: Sink, port: int, of: str
) -> None:
    lane = a_lane_to(database, FULL, AINO, FULL, of=of)
    delivery = a_delivery(database, port=port)

    for _turn in range(2):
        delivery.deliver()
        rests_run_out(database)
    while_full = attempts(database, lane)[0]
    sink.answers.clear()
    delivery.deliver()

    assert while_full == ("queued", 2)
    assert attempts(database, lane) == [("sent", 3), ("sent", 1), ("sent", 3 if of == ROUND else 1)]
    assert sink.subjects == ["2", "1", "3"]


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


def test_each_no_lets_a_mail_rest_twice_as_long(database: Database, sink: Sink, port: int) -> None:
    lane = a_lane_to(database, FULL, of=ROUND)
    delivery = a_delivery(database, port=port)

    rests = []
    for _turn in range(4):
        before = datetime.now(UTC)
        delivery.deliver()
        rests.append(round((resting(database, lane)[0] - before) / timedelta(minutes=1)))
        rests_run_out(database)

    assert rests == [1, 2, 4, 8]
    assert resting(database, lane)[1] == "452"


def test_after_days_of_not_now_a_mail_counts_as_refused_and_somebody_is_told(
    database: Database, sink: Sink, port: int
) -> None:
    lane = a_lane_to(database, FULL, AINO, of=EXCHANGE)
    with database.change() as db:
        db.execute(update(Mail).where(Mail.recipient == FULL).values(attempts=MOST_ATTEMPTS - 1))

    a_delivery(database, port=port).deliver()

    assert attempts(database, lane) == [("refused", MOST_ATTEMPTS), ("sent", 1)]
    assert told(database) == ["not_delivered"]


def test_a_refusal_keeps_its_enhanced_code_and_is_told_once(
    database: Database, sink: Sink, port: int
) -> None:
    sink.answers[FULL] = "550 5.1.1 no such user"
    lane = a_lane_to(database, FULL, of=EXCHANGE)
    delivery = a_delivery(database, port=port)
    delivery.deliver()
    with database.change() as db:
        db.execute(update(Mail).where(Mail.lane == lane).values(state=MailState.QUEUED))

    delivery.deliver()

    with database.look() as db:
        assert db.scalars(select(Mail.refusal).where(Mail.lane == lane)).one() == "550 5.1.1"
    assert told(database) == ["not_delivered"]


def test_each_mail_has_an_envelope_sender_that_names_it(database: Database, sink: Sink, port: int) -> None:
    lane = a_lane_to(database, AINO, AINO, of=EXCHANGE)

    a_delivery(database, port=port).deliver()

    with database.look() as db:
        ids = list(db.scalars(select(Mail.id).where(Mail.lane == lane).order_by(Mail.number)))
    assert [mail_behind(each) for each in sink.senders] == ids


def test_a_domain_at_its_pace_waits_in_order_and_holds_up_no_other(
    database: Database, sink: Sink, port: int
) -> None:
    ours = a_lane_to(database, *["a@slow.example.org"] * 3, of=EXCHANGE)
    a_lane_to(database, "a@slow.example.org", AINO, "a@slow.example.org", AINO, of=ROUND)
    delivery = a_delivery(database, port=port, manner=Manner(Pace(2)))

    for _turn in range(3):
        delivery.deliver()

    left = sink.recipients
    assert (left.count("a@slow.example.org"), left.count(AINO)) == (2, 2)
    numbers = [number for number, (state, _tries) in enumerate(attempts(database, ours)) if state == "sent"]
    assert numbers == list(range(len(numbers)))


def resting(database: Database, lane: str) -> tuple[datetime, str]:
    with database.look() as db:
        mail = db.scalars(select(Mail).where(Mail.lane == lane)).one()
        assert mail.next_try_at is not None
        assert mail.trouble is not None
        return mail.next_try_at, mail.trouble


def told(database: Database) -> list[str]:
    """The letters that were written about other mails."""
    with database.look() as db:
        return list(db.scalars(select(Mail.kind).where(Mail.kind == "not_delivered")))
