"""Weekly times for mentoring, such as "tue 13:00", and the dates that they mean in a round."""

from collections.abc import Iterable
from datetime import date, datetime, time, timedelta

from domain.working_days import is_working_day
from models.applications import Application
from models.exchanges import Exchange
from models.offers import Offer
from models.rounds import Round
from models.states import ApplicationState
from models.timeline import days as every_day
from models.timeline import local, local_day
from solver import problem as p

WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
SESSION_MINUTES = 60
MENTORING_WEEKS = 26
SLACK_WEEKS = 6  # a July and some holidays
JULY = 7


def parse_slot(slot: str) -> tuple[int, time]:
    """The ISO weekday and the local time of a slot such as "tue 13:00"."""
    weekday, clock = slot.split()
    return WEEKDAYS.index(weekday) + 1, time.fromisoformat(clock)


def slot_of(starts_at: datetime) -> str:
    start = local(starts_at)
    return f"{WEEKDAYS[start.weekday()]} {start:%H:%M}"


def slots(
    applications: list[Application],
    offers: list[Offer],
    round_: Round,
    *,
    earliest: date,
    exchanges: Iterable[Exchange],
) -> tuple[p.Slot, ...]:
    """Each weekly slot with its dates; new series begin after `earliest`, running ones keep their dates."""
    last = _last_day(applications, round_, earliest=earliest)
    running = {local_day(start) for each in exchanges for start in planned_starts(each)}
    names = {slot for each in applications for slot in each.slots}
    names |= {slot for each in offers for slot in each.slots}
    return tuple(
        p.Slot(
            id=name,
            weekday=parse_slot(name)[0],
            start=parse_slot(name)[1],
            minutes=SESSION_MINUTES,
            dates=tuple(
                day
                for day in every_day(round_.first_day, last)
                if day.isoweekday() == parse_slot(name)[0]
                and (day in running or (day >= earliest and is_working_day(day) and day.month != JULY))
            ),
        )
        for name in sorted(names)
    )


def _last_day(applications: Iterable[Application], round_: Round, *, earliest: date) -> date:
    """Half a year, or as long as the longest series takes that is still to begin, with July and holidays."""
    waiting = (each for each in applications if each.sessions and each.state is not ApplicationState.PLACED)
    weeks = max((((each.sessions or 1) - 1) * (each.cadence_weeks or 1) for each in waiting), default=0)
    usual = round_.first_day + timedelta(weeks=MENTORING_WEEKS)
    return max(usual, earliest + timedelta(weeks=weeks + SLACK_WEEKS)) if weeks else usual


def planned_starts(exchange: Exchange) -> list[datetime]:
    """When its sessions would be if nobody had moved any, rising; none of a stay.

    Plans know weekly times only: what came on top of a series is in none.
    """
    by_rule = [each.original_starts_at for each in exchange.series if each.original_starts_at]
    return sorted(by_rule or [each.starts_at for each in exchange.appointments if each.starts_at])
