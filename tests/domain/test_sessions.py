"""Sessions that a pair moves or drops, one after the other, read back from the octets."""

from collections.abc import Callable
from datetime import date, datetime, time, timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from domain import exchanges, sessions
from domain.behalf import Behalf
from domain.refusals import Conflict, Invalid, NotFound, Refusal
from models.exchanges import Appointment, Exchange, SessionStart
from models.invites import Invite
from models.states import AppointmentState, ExchangeState, Kind, Reason
from models.timeline import HELSINKI
from tests.builders import SESSIONS, a_person
from tests.builders_of_exchanges import some_sessions
from tests.domain.calendars import calendars, sent
from tests.domain.lived import a_confirmed_exchange, at, calendar_of, facts, invited, lane, loaded
from tests.invites.made import Seen

NOW = at(date(2027, 2, 15))
NEW_TIME = at(date(2027, 3, 18), time(14))
IRREGULAR = (date(2027, 3, 2), date(2027, 3, 11), date(2027, 4, 7))


def here(day: date, hour: int) -> datetime:
    return datetime.combine(day, time(hour), HELSINKI)


def a_series(db: Session) -> Exchange:
    """Tuesdays 2, 16 and 30 March at one, the last across the clock change."""
    return invited(db, a_confirmed_exchange(db, kind=Kind.MENTORING))


def lone_sessions(db: Session) -> Exchange:
    """Three sessions that no rule fits, each under its own UID."""
    singles = some_sessions(*(at(day, time(13)) for day in IRREGULAR))
    for each in singles:
        each.original_starts_at = None
    return invited(db, a_confirmed_exchange(db, kind=Kind.MENTORING, appointments=singles))


def by_phone(db: Session) -> Behalf:
    return Behalf(a_person(db, name="Helmi Keksitty"), "soittivat")


def moved(db: Session, exchange: Exchange, number: int, to: datetime) -> Appointment:
    return sessions.move(db, loaded(db, exchange), number, to=to, now=NOW, behalf=by_phone(db))


def dropped(db: Session, exchange: Exchange, number: int) -> Appointment:
    return sessions.cancel(db, loaded(db, exchange), number, now=NOW, behalf=by_phone(db))


def brief(event: Seen) -> tuple[object, ...]:
    original = event["RECURRENCE-ID"].dt if "RECURRENCE-ID" in event else None
    return (str(event["STATUS"]), event["SEQUENCE"], original, event["DTSTART"].dt)


def test_a_moved_session_is_named_by_its_original_start_and_sent_alone(db: Session) -> None:
    exchange = a_series(db)

    moved(db, exchange, 2, NEW_TIME)

    mine = calendars(db, exchange, to=exchange.guest.email)
    assert [len(each) for each in mine] == [1, 1]
    assert brief(mine[1][0]) == ("CONFIRMED", 1, here(date(2027, 3, 16), 13), here(date(2027, 3, 18), 14))
    assert mine[1][0]["RECURRENCE-ID"].params["TZID"] == "Europe/Helsinki"
    assert "RRULE" not in mine[1][0]
    assert calendar_of(db, lane(exchange))[2:] == [("REQUEST", 1, "Aino"), ("REQUEST", 1, "Onni")]


def test_move_cancel_cancel_the_moved_and_cancel_all_work_in_a_row(db: Session) -> None:
    exchange = a_series(db)
    second, third = (here(date(2027, 3, day), 13) for day in (16, 30))

    moved(db, exchange, 2, NEW_TIME)
    dropped(db, exchange, 3)
    dropped(db, exchange, 2)
    exchanges.release(db, loaded(db, exchange), reason=Reason.HOST_DECLINED, now=NOW)

    mine = [each[0] for each in calendars(db, exchange, to=exchange.guest.email)]
    assert [brief(each) for each in mine] == [
        ("CONFIRMED", 0, None, here(date(2027, 3, 2), 13)),
        ("CONFIRMED", 1, second, here(date(2027, 3, 18), 14)),
        ("CANCELLED", 2, third, third),
        ("CANCELLED", 3, second, second),
        ("CANCELLED", 4, None, here(date(2027, 3, 2), 13)),
    ]
    assert {str(each["UID"]) for each in mine} == {str(mine[0]["UID"])}
    assert [each["DTSTAMP"].dt for each in mine] == sorted({each["DTSTAMP"].dt for each in mine})


def test_a_session_moved_twice_keeps_its_original_name(lite: Session) -> None:
    exchange = a_series(lite)

    moved(lite, exchange, 2, NEW_TIME)
    moved(lite, exchange, 2, NEW_TIME + timedelta(days=1))

    last = calendars(lite, exchange, to=exchange.guest.email)[-1][0]
    assert brief(last) == ("CONFIRMED", 2, here(date(2027, 3, 16), 13), here(date(2027, 3, 19), 14))


def test_sessions_that_no_rule_fits_are_single_events_with_their_own_uids(db: Session) -> None:
    exchange = lone_sessions(db)

    found = sent(db, exchange)

    assert [each["DTSTART"].dt for each in found[::2]] == [here(day, 13) for day in IRREGULAR]
    assert len({str(each["UID"]) for each in found}) == 3
    assert not any("RRULE" in each or "RECURRENCE-ID" in each for each in found)


def test_a_lone_session_moves_and_is_cancelled_without_touching_the_others(db: Session) -> None:
    exchange = lone_sessions(db)
    before = sent(db, exchange)

    moved(db, exchange, 2, NEW_TIME)
    dropped(db, exchange, 2)

    mine = sent(db, exchange)[len(before) :]
    assert [brief(each) for each in mine] == [
        ("CONFIRMED", 1, None, here(date(2027, 3, 18), 14)),
        ("CONFIRMED", 1, None, here(date(2027, 3, 18), 14)),
        ("CANCELLED", 2, None, here(date(2027, 3, 18), 14)),
        ("CANCELLED", 2, None, here(date(2027, 3, 18), 14)),
    ]
    assert {str(each["UID"]) for each in mine} == {str(before[2]["UID"])}


def test_a_series_that_gets_irregular_dates_is_cancelled_and_its_sessions_stand_alone(db: Session) -> None:
    exchange = a_series(db)
    exchange.state, exchange.broken_at = ExchangeState.BROKEN, NOW
    singles = some_sessions(*(at(day, time(13)) for day in IRREGULAR))
    for each in singles:
        each.original_starts_at = None

    exchanges.move(db, exchange, singles, now=NOW)

    mine = [each[0] for each in calendars(db, exchange, to=exchange.guest.email)]
    assert [brief(each)[:2] for each in mine[1:]] == [
        ("CANCELLED", 1),
        *[("CONFIRMED", 0)] * 3,
    ]
    assert len({str(each["UID"]) for each in mine}) == 4


def test_who_wrote_a_move_down_and_why_stays_on_record(lite: Session) -> None:
    exchange = a_series(lite)

    session = moved(lite, exchange, 2, NEW_TIME)

    assert (session.recorded_why, session.recorded_at) == ("soittivat", NOW)
    assert facts(lite, lane(exchange))[-1] == "exchange_moved"


def test_both_are_booked_for_the_new_time_and_free_at_the_old(lite: Session) -> None:
    exchange = a_series(lite)

    moved(lite, exchange, 2, NEW_TIME)

    starts = lite.scalars(select(SessionStart.starts_at).order_by(SessionStart.starts_at)).all()
    assert list(starts) == sorted([SESSIONS[0], NEW_TIME, SESSIONS[2]] * 2)


def test_the_same_move_told_twice_is_told_once(lite: Session) -> None:
    exchange = a_series(lite)
    moved(lite, exchange, 2, NEW_TIME)
    before = calendar_of(lite, lane(exchange))

    moved(lite, exchange, 2, NEW_TIME)

    assert calendar_of(lite, lane(exchange)) == before


def test_nobody_sits_in_two_sessions_at_once(db: Session) -> None:
    exchange = a_series(db)

    with pytest.raises(Conflict):
        moved(db, exchange, 2, SESSIONS[0] + timedelta(minutes=30))

    assert calendar_of(db, lane(exchange))[2:] == []


@pytest.mark.parametrize(
    ("attempt", "refusal"),
    [
        (lambda db, exchange: moved(db, exchange, 2, NOW - timedelta(hours=1)), Invalid),
        (lambda db, exchange: moved(db, exchange, 9, NEW_TIME), NotFound),
        (lambda db, exchange: (dropped(db, exchange, 2), moved(db, exchange, 2, NEW_TIME)), Conflict),
        (lambda db, exchange: [dropped(db, exchange, number) for number in (1, 2, 3)], Conflict),
    ],
)
def test_what_cannot_be_moved_or_dropped_is_refused(
    lite: Session, attempt: Callable[[Session, Exchange], object], refusal: type[Refusal]
) -> None:
    exchange = a_series(lite)

    with pytest.raises(refusal):
        attempt(lite, exchange)


def test_a_proposal_that_is_not_confirmed_is_not_moved_by_phone(lite: Session) -> None:
    exchange = a_series(lite)
    exchange.state = ExchangeState.PROPOSED

    with pytest.raises(Conflict):
        moved(lite, exchange, 2, NEW_TIME)


def test_a_dropped_session_is_marked_and_the_invite_lives_on(lite: Session) -> None:
    exchange = a_series(lite)

    dropped(lite, exchange, 2)

    states = [each.state for each in loaded(lite, exchange).appointments]
    assert states == [AppointmentState.PLANNED, AppointmentState.CANCELLED, AppointmentState.PLANNED]
    assert lite.scalars(select(Invite.cancelled_at)).all() == [None]
