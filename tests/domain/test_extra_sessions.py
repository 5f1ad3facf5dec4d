"""One session more than the series has: its own invitation, and nothing else changes."""

from collections.abc import Callable
from datetime import date, datetime, time, timedelta

import pytest
from sqlalchemy.orm import Session

from domain import counters, declines, doubt_answers, exchanges, invitations, sessions
from domain.counters import Counter
from domain.exchange_life import accompany
from domain.possible_dates import possible_dates
from domain.refusals import Refusal
from domain.visit_packs import meet_at
from invites.judgement import Outcome
from invites.meetings import Answer as Said
from models.exchanges import Appointment, Exchange
from models.invites import Invite
from models.rounds import Round
from models.states import Answer, AppointmentState, ExchangeState, Kind, Reason
from solver.check import check
from tests.builders import SESSIONS
from tests.builders_of_exchanges import some_sessions
from tests.domain.calendars import calendars, sent
from tests.domain.doubted import says, the_doubt
from tests.domain.lived import (
    a_confirmed_exchange,
    at,
    calendar_of,
    facts,
    invited,
    lane,
    letters,
    loaded,
    taken,
)
from tests.domain.solved import problem_of, solved
from tests.domain.test_sessions import NOW, a_series, brief, by_phone, dropped, here, lone_sessions, moved

THURSDAY = at(date(2027, 3, 11), time(14))
NOVEMBER = at(date(2027, 11, 16), time(14))


def one_more(
    db: Session, exchange: Exchange, to: datetime = THURSDAY, minutes: int | None = None
) -> Appointment:
    found = loaded(db, exchange)
    return sessions.add(db, found, at=to, minutes=minutes, now=NOW, behalf=by_phone(db))


def refused(attempt: Callable[[], object]) -> str:
    """The sentence with which something is refused."""
    with pytest.raises(Refusal) as refusal:
        attempt()
    return str(refusal.value.words)


def parts(db: Session, exchange: Exchange) -> dict[int, Invite]:
    return {each.covers: each for each in invitations.of_exchange(db, exchange)}


def test_an_extra_session_is_invited_under_a_uid_of_its_own(db: Session) -> None:
    exchange = a_series(db)
    series = sent(db, exchange)[0]

    one_more(db, exchange)

    found = calendars(db, exchange)[2:]
    assert [len(each) for each in found] == [1, 1]
    assert [brief(each[0]) for each in found] == [("CONFIRMED", 0, None, here(date(2027, 3, 11), 14))] * 2
    assert {str(each[0]["UID"]) for each in found}.isdisjoint({str(series["UID"])})
    assert not any("RRULE" in each[0] for each in found)
    assert calendar_of(db, lane(exchange))[2:] == [("REQUEST", 0, "Aino"), ("REQUEST", 0, "Onni")]


def test_the_letter_says_that_it_is_one_more_and_the_others_stay(lite: Session) -> None:
    exchange = a_series(lite)

    one_more(lite, exchange)

    assert (
        "Teille on sovittu yksi tapaaminen lisää: to 11.3.2027 klo 14.00–15.00 (vk 10), Suomen aikaa. Aiemmin"
        " sovitut tapaamiset pysyvät ennallaan." in letters(lite, lane(exchange))[-1]
    )


def test_after_the_clock_change_it_is_at_its_local_hour_and_as_long_as_was_said(lite: Session) -> None:
    exchange = a_series(lite)

    one_more(lite, exchange, NOVEMBER, minutes=90)

    last = sent(lite, exchange)[-1]
    assert (last["DTSTART"].dt, last["DTEND"].dt - last["DTSTART"].dt) == (
        here(date(2027, 11, 16), 14),
        timedelta(minutes=90),
    )
    assert last["DTSTART"].dt.utcoffset() == timedelta(hours=2)


def test_sessions_at_irregular_dates_get_one_more_as_well(db: Session) -> None:
    exchange = lone_sessions(db)

    extra = one_more(db, exchange)

    assert (extra.number, calendar_of(db, lane(exchange))[6:]) == (
        4,
        [("REQUEST", 0, "Aino"), ("REQUEST", 0, "Onni")],
    )
    assert sorted(parts(db, exchange)) == [1, 2, 3, 4]


def test_both_are_booked_and_the_workflow_hears_of_it(lite: Session) -> None:
    exchange = a_series(lite)

    extra = one_more(lite, exchange)

    assert (taken(lite, exchange), facts(lite, lane(exchange))[-1]) == ((0, 8), "exchange_moved")
    assert (extra.recorded_why, extra.original_starts_at) == ("soittivat", None)


def test_an_extra_session_moves_and_is_dropped_without_the_series(lite: Session) -> None:
    exchange = a_series(lite)
    extra = one_more(lite, exchange)

    moved(lite, exchange, extra.number, THURSDAY + timedelta(hours=1))
    dropped(lite, exchange, extra.number)

    mine = sent(lite, exchange)[4:]
    assert [brief(each) for each in mine[::2]] == [
        ("CONFIRMED", 1, None, here(date(2027, 3, 11), 15)),
        ("CANCELLED", 2, None, here(date(2027, 3, 11), 15)),
    ]
    assert sorted(parts(lite, exchange)) == [0]


def test_a_session_of_the_series_moves_alone_beside_an_extra_one(lite: Session) -> None:
    exchange = a_series(lite)
    one_more(lite, exchange)

    moved(lite, exchange, 2, at(date(2027, 3, 18), time(14)))

    mine = sent(lite, exchange)[4:]
    assert [brief(each) for each in mine] == [
        ("CONFIRMED", 1, here(date(2027, 3, 16), 13), here(date(2027, 3, 18), 14))
    ] * 2


def test_when_the_whole_series_is_dropped_the_extra_session_stays(lite: Session) -> None:
    exchange = a_series(lite)
    extra = one_more(lite, exchange)

    for number in (1, 2, 3):
        dropped(lite, exchange, number)

    assert sorted(parts(lite, exchange)) == [extra.number]
    assert brief(sent(lite, exchange)[-1]) == ("CANCELLED", 3, None, here(date(2027, 3, 2), 13))


def test_the_exchange_waits_for_an_extra_session_after_the_series(lite: Session) -> None:
    exchange = a_series(lite)
    one_more(lite, exchange, NOVEMBER)

    exchange = loaded(lite, exchange)
    accompany(lite, exchange, heard=0, now=SESSIONS[-1] + timedelta(days=1))

    assert exchange.state is ExchangeState.CONFIRMED


def test_a_release_cancels_both_invitations(lite: Session) -> None:
    exchange = a_series(lite)
    one_more(lite, exchange)

    exchanges.release(lite, loaded(lite, exchange), reason=Reason.HOST_DECLINED, now=NOW)

    assert [method for method, _sequence, _to in calendar_of(lite, lane(exchange))[4:]] == ["CANCEL"] * 4


def test_a_link_reaches_both_invitations(lite: Session) -> None:
    exchange = a_series(lite)
    one_more(lite, exchange)

    found = loaded(lite, exchange)
    meet_at(lite, found, "https://meet.example.org/a", by=found.host, now=NOW)

    assert {each["URL"] for each in sent(lite, exchange)[4:]} == {"https://meet.example.org/a"}
    assert len(sent(lite, exchange)) == 8


def test_a_no_to_the_extra_session_ends_only_that_one(lite: Session) -> None:
    exchange = a_series(lite)
    extra = one_more(lite, exchange)
    exchange = loaded(lite, exchange)
    invite = parts(lite, exchange)[extra.number]
    mine = next(each for each in invite.attendees if each.person_id == exchange.guest_id)
    declines.heard(lite, exchange, invite, mine, Answer.DECLINED, session_at=None, now=NOW)

    doubt_answers.cancel(lite, exchange, the_doubt(lite, exchange), now=NOW)

    assert [each.state for each in exchange.appointments] == [
        *[AppointmentState.PLANNED] * 3,
        AppointmentState.CANCELLED,
    ]
    assert exchange.state is ExchangeState.CONFIRMED


def test_a_series_moves_whole_beside_an_extra_session(lite: Session) -> None:
    exchange = a_series(lite)
    one_more(lite, exchange)
    exchange = loaded(lite, exchange)
    invite = parts(lite, exchange)[0]
    wish = Counter(SESSIONS[0] + timedelta(days=7), SESSIONS[0] + timedelta(days=7, hours=1), sequence=0)

    outcome = counters.answer(lite, exchange, invite, exchange.guest, wish, now=NOW)

    rows = loaded(lite, exchange).appointments
    assert outcome is Outcome.COUNTER_TAKEN
    assert [each.starts_at for each in rows] == [
        *(here(date(2027, 3, 9) + timedelta(weeks=2 * n), 13) for n in range(3)),
        THURSDAY,
    ]
    assert [each.original_starts_at for each in rows[:3]] == [each.starts_at for each in rows[:3]]


def test_days_that_were_offered_before_still_hold_after_a_session_was_added(lite: Session) -> None:
    exchange = invited(lite, a_confirmed_exchange(lite, kind=Kind.MENTORING))
    says(lite, exchange, exchange.guest, Said.DECLINED)
    one_more(lite, exchange)
    exchange = loaded(lite, exchange)
    doubt = the_doubt(lite, exchange)

    doubt_answers.choose(lite, exchange, doubt, doubt.possible[0], keeps_else=False, now=NOW)

    assert doubt.chosen is not None
    assert doubt.chosen.starts == (*doubt.possible[0].starts, THURSDAY)


def test_what_is_possible_for_the_series_leaves_the_extra_session_where_it_is(lite: Session) -> None:
    exchange = a_series(lite)
    one_more(lite, exchange)

    found = possible_dates(lite, loaded(lite, exchange), None, now=NOW)

    assert {days.starts[3] for days in found} == {THURSDAY}


def test_a_plan_is_made_beside_an_extra_session_on_another_weekday(db: Session) -> None:
    exchange = a_series(db)
    round_ = db.get_one(Round, exchange.round_id)
    before = problem_of(db, round_)

    one_more(db, exchange)

    after = problem_of(db, round_)
    assert (after.locked, after.slots) == (before.locked, before.slots)
    assert check(after, solved(after)) == []


def test_a_repair_of_the_series_keeps_the_extra_session(lite: Session) -> None:
    exchange = a_series(lite)
    extra = one_more(lite, exchange)
    exchange = loaded(lite, exchange)
    exchange.state, exchange.broken_at = ExchangeState.BROKEN, NOW
    anew = some_sessions(*(each + timedelta(days=1) for each in SESSIONS))

    exchanges.move(lite, exchange, anew, now=NOW)

    assert [(each.number, each.starts_at) for each in loaded(lite, exchange).appointments] == [
        *((number, each + timedelta(days=1)) for number, each in enumerate(SESSIONS, start=1)),
        (extra.number, THURSDAY),
    ]
    assert sorted(parts(lite, exchange)) == [0, extra.number]
