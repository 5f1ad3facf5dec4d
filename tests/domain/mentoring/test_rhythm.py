"""The rhythm of a pair over months: July, holidays, calendars, and one session left out."""

from datetime import date, datetime, time, timedelta
from itertools import pairwise

import pytest
from sqlalchemy.orm import Session

from domain import pairings, planning, sessions
from domain.mentoring import rhythm
from domain.refusals import Conflict, Invalid
from models.feeds import BusySource, BusyTime
from models.people import Person
from models.rounds import Round
from models.states import AppointmentState, BusyKind, ExchangeState, Kind, RoundState
from models.timeline import local, local_day, moment
from tests.builders import a_mentor_offer, a_round, an_application
from tests.builders_of_exchanges import some_sessions
from tests.domain.lived import LATER, a_confirmed_exchange, calendar_of, invited, lane, loaded
from tests.domain.mentoring.paired import a_pair, by_phone
from tests.domain.solved import solved

MAY = date(2027, 5, 11)  # a Tuesday
PLANNED, CANCELLED = AppointmentState.PLANNED, AppointmentState.CANCELLED


def at_one(day: date) -> datetime:
    return moment(day, time(13))


def busy(db: Session, who: Person, day: date, hours: int = 3) -> None:
    """Somebody's own calendar has something long at noon."""
    source = BusySource(person_id=who.id, kind=BusyKind.FILE, made_at=LATER)
    db.add(source)
    db.flush()
    start = moment(day, time(12))
    db.add(BusyTime(source_id=source.id, starts_at=start, ends_at=start + timedelta(hours=hours)))
    db.flush()


def planned_days(db: Session, *, first: date, count: int, weeks: int) -> list[date]:
    """The sessions that the solver plans for one mentee and one mentor on Tuesdays at one."""
    round_ = a_round(
        db,
        state=RoundState.CLOSED,
        first_day=first,
        last_day=first + timedelta(weeks=8),
        kinds=(Kind.MENTORING,),
    )
    an_application(db, to=round_, kind=Kind.MENTORING, sessions=count, cadence_weeks=weeks)
    a_mentor_offer(db, to=round_)
    found = solved(planning.problem(db, round_, now=moment(first - timedelta(days=30), time(9))))
    rows = [pairings.row(each, sizes=()) for each in found.pairings]
    return [local_day(each) for row in rows for each in row.starts]


def test_july_in_the_middle_of_a_series_is_left_free_and_the_rest_follows_after_it(lite: Session) -> None:
    days = planned_days(lite, first=MAY, count=7, weeks=2)

    assert len(days) == 7
    assert not [day for day in days if day.month == 7]
    assert days[-1].month >= 8
    assert all(later - day >= timedelta(weeks=2) for day, later in pairwise(days))


def test_twelve_monthly_sessions_find_room_in_a_year(lite: Session) -> None:
    days = planned_days(lite, first=date(2027, 9, 7), count=12, weeks=4)

    assert len(days) == 12
    assert days[-1] - days[0] >= timedelta(weeks=44)


def test_one_session_is_skipped_and_the_others_stay(lite: Session) -> None:
    pair = a_pair(lite)

    sessions.cancel(lite, pair, 3, now=LATER, behalf=by_phone(lite, pair))

    states = [each.state for each in loaded(lite, pair).appointments]
    assert states == [PLANNED, PLANNED, CANCELLED, PLANNED, PLANNED, PLANNED]
    assert calendar_of(lite, lane(pair))[2:] == [("CANCEL", 1, "Aino"), ("CANCEL", 1, "Onni")]


def test_a_session_that_a_calendar_has_made_impossible_moves_to_the_nearest_time(lite: Session) -> None:
    pair = a_pair(lite)
    busy(lite, pair.host, date(2027, 3, 30))

    moved = rhythm.find_again(lite, pair, now=LATER, behalf=by_phone(lite, pair))

    assert [(each.number, each.starts_at) for each in moved] == [(3, at_one(date(2027, 3, 23)))]
    assert [method for method, _n, _who in calendar_of(lite, lane(pair))[2:]] == ["REQUEST", "REQUEST"]


def test_where_nothing_clashes_nobody_is_told(lite: Session) -> None:
    pair = a_pair(lite)

    assert rhythm.find_again(lite, pair, now=LATER, behalf=by_phone(lite, pair)) == []
    assert len(calendar_of(lite, lane(pair))) == 2


def test_calendars_count_after_the_last_day_of_the_round_too(lite: Session) -> None:
    starts = [at_one(date(2027, 8, 3)), at_one(date(2027, 8, 17))]
    pair = a_confirmed_exchange(lite, kind=Kind.MENTORING, appointments=some_sessions(*starts))
    pair = invited(lite, pair)
    assert starts[1].date() > lite.get_one(Round, pair.round_id).last_day
    busy(lite, pair.guest, date(2027, 8, 17))
    busy(lite, pair.host, date(2027, 8, 10))

    moved = rhythm.find_again(lite, pair, now=LATER, behalf=by_phone(lite, pair))

    assert [each.starts_at for each in moved] == [at_one(date(2027, 8, 24))]


def test_a_session_in_july_is_one_that_clashes(lite: Session) -> None:
    starts = [at_one(date(2027, 6, 29)), at_one(date(2027, 7, 13))]
    pair = invited(lite, a_confirmed_exchange(lite, kind=Kind.MENTORING, appointments=some_sessions(*starts)))

    moved = rhythm.find_again(lite, pair, now=LATER, behalf=by_phone(lite, pair))

    assert [local(each.starts_at).month for each in moved if each.starts_at] in ([6], [8])


def test_a_proposal_has_no_rhythm_yet(lite: Session) -> None:
    pair = a_pair(lite)
    pair.state = ExchangeState.PROPOSED

    with pytest.raises(Conflict):
        rhythm.find_again(lite, pair, now=LATER, behalf=by_phone(lite, pair))


def test_a_stay_has_no_rhythm(lite: Session) -> None:
    stay = invited(lite, a_confirmed_exchange(lite))

    with pytest.raises(Invalid):
        rhythm.find_again(lite, stay, now=LATER, behalf=by_phone(lite, stay))
