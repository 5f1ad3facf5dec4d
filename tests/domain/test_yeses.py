"""Yeses that come together end as they would one by one; whatever is more than a yes waits for its turn."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session, undefer

from domain import replies, yeses
from domain.arrivals import Arrived
from invites.meetings import Answer as Said
from invites.replies import read
from models import streams
from models.base import Base
from models.database import Database
from models.events import Event, Stream
from models.exchanges import Exchange
from models.invites import Attendance, InboundMail, Reply
from models.mails import Mail
from models.people import Alias
from models.states import Kind
from tests.builders import added
from tests.domain.lived import LATER, a_confirmed_exchange, invited
from workers.replying import Answering, Client, reply_mail

NOW = LATER + timedelta(days=1)
BESIDE_ROWS = {"id", "inbound_mail_id", "actor_id"}


def invitations(db: Session, number: int, **said: Any) -> list[Exchange]:
    return [invited(db, a_confirmed_exchange(db, **said)) for _ in range(number)]


def an_answer(
    db: Session, exchange: Exchange, word: Said = Said.ACCEPTED, *, minutes: int = 0, **more: Any
) -> Arrived:
    found = select(Mail).where(Mail.exchange_id == exchange.id, Mail.person_id == exchange.guest_id)
    mail = db.scalars(found.where(Mail.method == "REQUEST").options(undefer(Mail.octets))).one()
    usual = Answering(
        attendee=mail.recipient,
        answer=word,
        stamp=NOW + timedelta(minutes=minutes - 60),
        message_id=f"{minutes}.{exchange.id}@mail.example.org",
    )
    octets = reply_mail(mail.octets, replace(usual, **more), style=Client.OUTLOOK)
    return Arrived(octets, read(octets))


def rows(db: Session, table: type[Base]) -> list[tuple[object, ...]]:
    """All there is of one kind, besides what is drawn anew each time."""
    names = [each.key for each in table.__table__.columns if each.key not in BESIDE_ROWS]
    found = db.execute(select(*(table.__table__.columns[each] for each in names)))
    return sorted(map(tuple, found), key=str)


KINDS: tuple[type[Base], ...] = (InboundMail, Reply, Attendance, Event, Stream, Mail)


@contextmanager
def undone(db: Session) -> Iterator[None]:
    with db.begin_nested() as attempt:
        yield
        db.flush()
        attempt.rollback()
    db.expire_all()


def test_yeses_that_come_together_end_as_they_would_one_by_one(db: Session) -> None:
    exchanges = invitations(db, 3)
    words = (Said.ACCEPTED, Said.TENTATIVE)
    arrived = [an_answer(db, each, words[n], minutes=n) for n in range(2) for each in exchanges]
    with undone(db):
        for each in arrived:
            assert replies.take(db, each, now=NOW).outcome == "applied"
        one_by_one = {kind: rows(db, kind) for kind in KINDS}

    receipts = yeses.take(db, arrived, now=NOW)
    db.flush()

    assert [(each.outcome, each.is_new) for each in receipts] == [("applied", True)] * 6
    assert {kind: rows(db, kind) for kind in KINDS} == one_by_one


def test_a_yes_from_an_alias_is_theirs(lite: Session) -> None:
    (exchange,) = invitations(lite, 1)
    added(lite, Alias(person_id=exchange.guest_id, email="aino.k@example.org"))
    own = f"From: {exchange.guest.email}".encode()
    octets = an_answer(lite, exchange).octets.replace(own, b"From: aino.k@example.org")

    receipts = yeses.take(lite, [Arrived(octets, read(octets))], now=NOW)

    assert b"aino.k@example.org" in octets
    assert [each.outcome for each in receipts] == ["applied"]


Change = Callable[[Session, Sequence[Exchange]], Arrived]


def a_no(db: Session, exchanges: Sequence[Exchange]) -> Arrived:
    return an_answer(db, exchanges[1], Said.DECLINED)


def the_same_again(db: Session, exchanges: Sequence[Exchange]) -> Arrived:
    return an_answer(db, exchanges[0])


def the_same_word_in_another_mail(db: Session, exchanges: Sequence[Exchange]) -> Arrived:
    return an_answer(db, exchanges[0], message_id="another@mail.example.org")


def an_older_yes(db: Session, exchanges: Sequence[Exchange]) -> Arrived:
    return an_answer(db, exchanges[0], Said.TENTATIVE, minutes=-30)


def one_that_is_known(db: Session, exchanges: Sequence[Exchange]) -> Arrived:
    arrived = an_answer(db, exchanges[1])
    replies.take(db, arrived, now=NOW)
    return arrived


def one_who_had_declined(db: Session, exchanges: Sequence[Exchange]) -> Arrived:
    replies.take(db, an_answer(db, exchanges[1], Said.DECLINED, minutes=1), now=NOW)
    return an_answer(db, exchanges[1], minutes=2)


def a_strangers(db: Session, exchanges: Sequence[Exchange]) -> Arrived:
    arrived = an_answer(db, exchanges[1])
    octets = arrived.octets.replace(f"From: {exchanges[1].guest.email}".encode(), b"From: x@example.org")
    return Arrived(octets, read(octets))


def one_that_our_mail_server_doubts(db: Session, exchanges: Sequence[Exchange]) -> Arrived:
    octets = b"Authentication-Results: mx.example.org; dmarc=fail\r\n" + an_answer(db, exchanges[1]).octets
    return Arrived(octets, read(octets), authserv="mx.example.org")


def words(_db: Session, _exchanges: Sequence[Exchange]) -> Arrived:
    octets = b"From: x@example.org\r\nMessage-ID: <w@example.org>\r\n\r\nHei!\r\n"
    return Arrived(octets, read(octets))


@pytest.mark.parametrize(
    "other",
    [
        a_no,
        the_same_again,
        the_same_word_in_another_mail,
        an_older_yes,
        one_that_is_known,
        one_who_had_declined,
        a_strangers,
        one_that_our_mail_server_doubts,
        words,
    ],
)
def test_what_is_more_than_a_yes_ends_the_run_and_is_not_touched(lite: Session, other: Change) -> None:
    exchanges = invitations(lite, 3)
    second = other(lite, exchanges)
    arrived = [an_answer(lite, exchanges[0]), second, an_answer(lite, exchanges[2])]
    lite.flush()
    before = len(rows(lite, Reply))

    receipts = yeses.take(lite, arrived, now=NOW)
    lite.flush()

    assert ([each.outcome for each in receipts], len(rows(lite, Reply)) - before) == (["applied"], 1)


def test_a_yes_to_one_session_is_more_than_a_yes(lite: Session) -> None:
    (exchange,) = invitations(lite, 1, kind=Kind.MENTORING)
    arrived = an_answer(lite, exchange, occurrence=exchange.appointments[0].starts_at)

    assert yeses.take(lite, [arrived], now=NOW) == []


def test_what_somebody_else_holds_is_not_waited_for(postgresql_database: Database) -> None:
    with postgresql_database.change() as db:
        exchanges = invitations(db, 2)
        arrived = [an_answer(db, each) for each in exchanges]
    held = select(Stream).where(Stream.id == streams.of_exchange(exchanges[1].id)).with_for_update()

    with postgresql_database.change() as other:
        other.scalars(held).one()
        with postgresql_database.change() as db:
            receipts = yeses.take(db, arrived, now=NOW)

    assert [each.outcome for each in receipts] == ["applied"]
