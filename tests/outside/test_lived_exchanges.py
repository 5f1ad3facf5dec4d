"""The mails of whole exchanges, from the database to the octets, before the judges."""

from collections.abc import Callable
from datetime import date

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session, undefer

from domain import exchanges, feeds, invitations
from invites.feed import write
from models.exchanges import Appointment, Exchange
from models.mails import Mail
from models.people import Person
from models.schedules import Block
from models.states import ExchangeState, Half, Kind
from tests.builders_of_exchanges import a_stay, some_sessions
from tests.domain.lived import SECOND_STAY, a_confirmed_exchange, at, invited, lane, loaded
from tests.outside import calendar_octets, mail_octets
from tests.outside.judges import EVERY_JUDGE, Ask, Judge, Reading
from tests.outside.posted import calendar

IN_FEBRUARY = at(date(2027, 2, 15))
HALF_DAYS = Block(
    first_day=date(2027, 3, 26),
    last_day=date(2027, 3, 30),
    first_half=Half.AFTERNOON,
    last_half=Half.MORNING,
)
LIVES: dict[str, tuple[Kind, Callable[[], list[Appointment]]]] = {
    "whole days": (Kind.SHADOWING, a_stay),
    "half days": (Kind.SHADOWING, lambda: a_stay(HALF_DAYS)),
    "sessions": (Kind.MENTORING, some_sessions),
}
TIMES_TOLD = ["REQUEST", "REQUEST", "REQUEST", "REQUEST", "CANCEL", "CANCEL"]


@pytest.mark.parametrize("life", LIVES)
def test_no_mail_of_a_lived_exchange_is_wrong_in_its_octets(lite: Session, life: str) -> None:
    mails = lived(lite, life)

    assert [mail.method for mail in mails] == TIMES_TOLD
    assert [mail_octets.faults(mail.octets) for mail in mails] == [[]] * 6
    assert [calendar_octets.faults(calendar(mail.octets)) for mail in mails] == [[]] * 6


@EVERY_JUDGE
def test_the_row_of_a_mail_says_what_a_reader_finds(lite: Session, judge: Judge, ask: Ask) -> None:
    mails = {f"{life} {mail.number}": mail for life in LIVES for mail in lived(lite, life)}

    readings = ask(judge, tuple((name, calendar(mail.octets)) for name, mail in mails.items()))

    assert len(mails) == len(LIVES) * len(TIMES_TOLD)
    assert {name: found(reading, mails[name].recipient) for name, reading in readings.items()} == {
        name: ((), mail.method, mail.sequence, True) for name, mail in mails.items()
    }


@EVERY_JUDGE
def test_a_feed_shows_what_the_newest_invitation_said(lite: Session, judge: Judge, ask: Ask) -> None:
    moved = {life: a_moved_exchange(lite, life) for life in LIVES}
    mailed = ((f"{life} by mail", calendar(newest(lite, each).octets)) for life, each in moved.items())
    subscribed = ((f"{life} by feed", feed(lite, each.guest)) for life, each in moved.items())

    readings = ask(judge, (*mailed, *subscribed))

    for life in LIVES:
        assert shown(readings[f"{life} by feed"]) == shown(readings[f"{life} by mail"])


def test_a_cancelled_exchange_is_gone_from_the_feed(lite: Session) -> None:
    exchange = a_moved_exchange(lite, "sessions")

    invitations.cancel(lite, exchange, ending=None, now=IN_FEBRUARY)

    assert b"BEGIN:VEVENT" not in feed(lite, exchange.guest)


def lived(db: Session, life: str) -> list[Mail]:
    """Invited, moved and cancelled: the mails in their order."""
    exchange = a_moved_exchange(db, life)
    invitations.cancel(db, exchange, ending=None, now=IN_FEBRUARY)
    return mails_of(db, exchange)


def a_moved_exchange(db: Session, life: str) -> Exchange:
    kind, appointments = LIVES[life]
    exchange = invited(db, a_confirmed_exchange(db, kind=kind, appointments=appointments()))
    exchange.state, exchange.broken_at = ExchangeState.BROKEN, IN_FEBRUARY
    exchanges.move(db, exchange, elsewhere(kind), now=IN_FEBRUARY)
    return loaded(db, exchange)


def mails_of(db: Session, exchange: Exchange) -> list[Mail]:
    found = select(Mail).where(Mail.lane == lane(exchange), Mail.method.is_not(None)).order_by(Mail.number)
    return list(db.scalars(found.options(undefer(Mail.octets))))


def newest(db: Session, exchange: Exchange) -> Mail:
    """The last invitation of the guest."""
    return [mail for mail in mails_of(db, exchange) if mail.person_id == exchange.guest_id][-1]


def feed(db: Session, person: Person) -> bytes:
    found = feeds.find(db, feeds.renew(db, person, now=IN_FEBRUARY))
    assert found is not None
    return write(feeds.subscription(db, found, source="https://vaihto.example.org/x.ics", now=IN_FEBRUARY))


def shown(reading: Reading) -> list[tuple[str | None, ...]]:
    return [
        (each.uid, each.original, each.start, each.end, each.summary, each.place, each.description, each.link)
        for each in reading.entries
    ]


def elsewhere(kind: Kind) -> list[Appointment]:
    if kind is Kind.SHADOWING:
        return a_stay(SECOND_STAY)
    return some_sessions(at(date(2027, 4, 6)), at(date(2027, 4, 13)), at(date(2027, 4, 20)))


def found(reading: Reading, recipient: str) -> tuple[tuple[str, ...], str | None, int, bool]:
    """Faults, method and SEQUENCE, and whether the recipient is invited."""
    entry = reading.entries[0]
    is_invited = f"mailto:{recipient}" in {each.address for each in entry.invited}
    return reading.faults, reading.method, entry.sequence, is_invited
