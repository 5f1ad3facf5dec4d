"""What people and coordinators change in an exchange, from the verb to the octets, before the judges."""

from collections.abc import Callable, Mapping
from datetime import date, time, timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session, undefer

from domain import colleagues, counters, handing_over, invitations, refreshes, sessions, visit_packs
from domain.behalf import Behalf
from models.exchanges import Exchange
from models.languages import Language
from models.mails import Mail
from models.states import Kind
from tests.builders import a_person
from tests.builders_of_exchanges import some_sessions
from tests.domain.lived import a_confirmed_exchange, at, invited, lane, loaded
from tests.outside import calendar_octets, mail_octets
from tests.outside.judges import EVERY_JUDGE, ICAL_JS, JUDGES, LIBICAL, NODE_ICAL, Ask, Judge, Objects
from tests.outside.posted import calendar

NOW = at(date(2027, 2, 15))
NOVEMBER = date(2027, 11, 16)
IRREGULAR = (date(2027, 3, 2), date(2027, 3, 11), date(2027, 4, 7))


def a_stay(db: Session) -> Exchange:
    return invited(db, a_confirmed_exchange(db))


def a_series(db: Session) -> Exchange:
    """Tuesdays 2, 16 and 30 March at one, the last across the clock change."""
    return invited(db, a_confirmed_exchange(db, kind=Kind.MENTORING))


def lone_sessions(db: Session) -> Exchange:
    singles = some_sessions(*(at(day, time(13)) for day in IRREGULAR))
    for each in singles:
        each.original_starts_at = None
    return invited(db, a_confirmed_exchange(db, kind=Kind.MENTORING, appointments=singles))


def by_phone(db: Session) -> Behalf:
    return Behalf(a_person(db, name="Helmi Keksitty"), "soittivat")


def company(db: Session) -> Exchange:
    exchange = a_stay(db)
    sisko = colleagues.a_colleague(
        exchange,
        of=exchange.host,
        name="Sisko Öhman, pj.",
        email="sisko@example.org",
        language=Language.SV,
        is_asked=False,
    )
    colleagues.bring(db, exchange, sisko, by=exchange.host, now=NOW)
    exchange = loaded(db, exchange)
    colleagues.leave_out(db, exchange, "sisko@example.org", by=exchange.host, now=NOW)
    return exchange


def another_host(db: Session) -> Exchange:
    exchange = a_stay(db)
    paula = a_person(
        db, organisation=exchange.host.organisation, name="Paula Keksitty", email="p@example.org"
    )
    handing_over.hand_over(db, loaded(db, exchange), to=paula, now=NOW, behalf=by_phone(db))
    return exchange


def another_pack(db: Session) -> Exchange:
    exchange = a_stay(db)
    edit = visit_packs.Edit(
        ask_for="Åsa; aula, 2. krs", programme="Ma: kierros\nTi: puimala", dress="Säänmukainen"
    )
    visit_packs.edit_for_one(db, exchange, edit, by=exchange.host, now=NOW)
    exchange = loaded(db, exchange)
    visit_packs.meet_at(db, exchange, "https://meet.example.org/a?b=1;c,d", by=exchange.host, now=NOW)
    return exchange


def sessions_in_a_row(db: Session, exchange: Exchange) -> Exchange:
    """The third is moved, the second dropped, the moved one dropped."""
    moved = at(date(2027, 4, 8), time(14))
    sessions.move(db, loaded(db, exchange), 3, to=moved, now=NOW, behalf=by_phone(db))
    for number in (2, 3):
        sessions.cancel(db, loaded(db, exchange), number, now=NOW, behalf=by_phone(db))
    invitations.cancel(db, loaded(db, exchange), ending=None, now=NOW)
    return exchange


def one_more(db: Session) -> Exchange:
    """Beside a series, on another weekday and after the clock change of the autumn."""
    exchange = a_series(db)
    sessions.add(db, loaded(db, exchange), at=at(NOVEMBER, time(14)), now=NOW, behalf=by_phone(db))
    return exchange


def shown_again(db: Session) -> Exchange:
    exchange = a_stay(db)
    (invite,) = invitations.of_exchange(db, exchange)
    assert refreshes.answer(db, exchange, invite, exchange.guest, now=NOW)
    return exchange


def impossible(db: Session) -> Exchange:
    """Four days are wished for instead of the three, and last week."""
    exchange = a_stay(db)
    (invite,) = invitations.of_exchange(db, exchange)
    last_week = NOW.date() - timedelta(days=7)
    wish = counters.Counter(last_week, last_week + timedelta(days=4), sequence=0)
    counters.answer(db, exchange, invite, exchange.guest, wish, now=NOW)
    return exchange


Change = Callable[[Session], Exchange]
CHANGES: Mapping[str, tuple[Change, list[str]]] = {
    "company": (company, ["REQUEST"] * 5 + ["CANCEL"] + ["REQUEST"] * 2),
    "another host": (another_host, ["REQUEST"] * 2 + ["CANCEL"] + ["REQUEST"] * 2),
    "another pack": (another_pack, ["REQUEST"] * 6),
    "sessions of a series": (
        lambda db: sessions_in_a_row(db, a_series(db)),
        ["REQUEST"] * 4 + ["CANCEL"] * 6,
    ),
    "lone sessions": (
        lambda db: sessions_in_a_row(db, lone_sessions(db)),
        ["REQUEST"] * 8 + ["CANCEL"] * 6,
    ),
    "one more session": (one_more, ["REQUEST"] * 4),
    "shown again": (shown_again, ["REQUEST"] * 3),
    "impossible wish": (impossible, ["REQUEST"] * 2 + ["DECLINECOUNTER"]),
}


@pytest.mark.parametrize("name", CHANGES)
def test_no_mail_of_a_change_is_wrong_in_its_octets(lite: Session, name: str) -> None:
    change, methods = CHANGES[name]

    mails = mails_of(lite, change(lite))

    assert [mail.method for mail in mails] == methods
    assert [mail_octets.faults(mail.octets) for mail in mails] == [[]] * len(mails)
    assert [calendar_octets.faults(calendar(mail.octets)) for mail in mails] == [[]] * len(mails)


@pytest.mark.outside(*(judge.name for judge in JUDGES))
def test_all_readers_find_the_same_in_every_change(lite: Session, ask: Ask) -> None:
    mails = [mail for change, _methods in CHANGES.values() for mail in mails_of(lite, change(lite))]
    objects: Objects = tuple((f"{mail.id}", calendar(mail.octets)) for mail in mails)

    libical, ical_js, node_ical = (ask(judge, objects) for judge in (LIBICAL, ICAL_JS, NODE_ICAL))

    assert libical == ical_js == node_ical
    for mail in mails:
        found = ical_js[f"{mail.id}"]
        assert (found.method, found.entries[0].sequence) == (mail.method, mail.sequence)


@EVERY_JUDGE
def test_every_reader_keeps_the_local_hour_of_a_series_and_of_one_more_session(
    lite: Session, judge: Judge, ask: Ask
) -> None:
    to_guest = mails_of(lite, one_more(lite))[::2]

    found = ask(judge, tuple((f"{mail.number}", calendar(mail.octets)) for mail in to_guest))

    series, extra = (found[f"{mail.number}"].sessions for mail in to_guest)
    assert [start for start, _end in series] == [
        "2027-03-02T11:00:00Z",
        "2027-03-16T11:00:00Z",
        "2027-03-30T10:00:00Z",
    ]
    assert extra == (("2027-11-16T12:00:00Z", "2027-11-16T13:00:00Z"),)


def mails_of(db: Session, exchange: Exchange) -> list[Mail]:
    found = select(Mail).where(Mail.lane == lane(exchange), Mail.method.is_not(None)).order_by(Mail.number)
    return list(db.scalars(found.options(undefer(Mail.octets))))
