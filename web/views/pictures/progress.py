"""A round over time: applications by day until the deadline, and what has become of the exchanges."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

from sqlalchemy import select

from domain.access import visibility
from invites import dates
from models.applications import Application
from models.exchanges import Exchange
from models.languages import Language, _
from models.rounds import Round
from models.schedules import Schedule
from models.states import ApplicationState, ExchangeState, Kind
from models.timeline import days, local_day
from web.pictures.columns import Column, Columns, Limit, Part
from web.pictures.drawing import Look
from web.views.pictures.plan_figures import PARTS
from web.views.reading import Reading

MOST_DAYS, MOST_WEEKS = 80, 80  # more days than this are shown by week, more weeks not at all
A_WEEK = timedelta(days=7)


class Stood(StrEnum):
    """Where an exchange stood at the end of a week."""

    WAITED = "waited"
    AGREED = "agreed"
    HELD = "held"
    RELEASED = "released"


STOOD = (
    Part(name=_("held"), look=Look.DOTTED),
    Part(name=_("agreed"), look=Look.FIRM),
    Part(name=_("waits for an answer or a change"), look=Look.HATCHED),
    Part(name=_("will not take place"), look=Look.HOLLOW),
)
ORDER = (Stood.HELD, Stood.AGREED, Stood.WAITED, Stood.RELEASED)


@dataclass(frozen=True)
class Life:
    """The moments of one exchange."""

    proposed_at: datetime
    confirmed_at: datetime | None
    broken_at: datetime | None
    held_at: datetime | None
    released_at: datetime | None
    state: ExchangeState

    @property
    def changed_at(self) -> datetime:
        """When something last became of it."""
        all_ = (self.proposed_at, self.confirmed_at, self.broken_at, self.held_at, self.released_at)
        return max(each for each in all_ if each)

    def at(self, moment: datetime) -> Stood | None:
        """None before it was proposed."""
        if self.proposed_at > moment:
            return None
        if _was(self.released_at, moment):
            return Stood.RELEASED
        if _was(self.held_at, moment):
            return Stood.HELD
        is_broken = self.state is ExchangeState.BROKEN and _was(self.broken_at, moment)
        return Stood.AGREED if _was(self.confirmed_at, moment) and not is_broken else Stood.WAITED


def _was(at: datetime | None, moment: datetime) -> bool:
    return at is not None and at <= moment


def applications(seen: Reading, round_: Round) -> Columns | None:
    """New applications by day, or by week where the round takes them for long."""
    found = seen.db.execute(
        select(Application.kind, Application.submitted_at).where(
            Application.round_id == round_.id,
            Application.state != ApplicationState.DRAFT,
            Application.submitted_at.is_not(None),
            visibility.applications(seen.actor),
        )
    )
    came = Counter((kind, local_day(at)) for kind, at in found if at)
    if not came:
        return None
    closes = local_day(round_.closes_at)
    known = [day for _kind, day in came]
    first, last = min(local_day(round_.opens_at), *known), max(closes, *known)
    by_week = (last - first).days >= MOST_DAYS
    starts = _starts(first, last, by_week=by_week)
    return Columns(
        name="applications",
        title=_("New applications by week") if by_week else _("New applications by day"),
        head=_("Week") if by_week else _("Day"),
        unit=dates.HABITS[seen.language].week,
        parts=PARTS,
        columns=tuple(_applied(start, came, seen.language, by_week=by_week) for start in starts),
        limit=Limit(
            after=sum(start <= closes for start in starts),
            words=_("Applications close {day}", day=dates.day(closes, seen.language)),
        ),
    )


def _starts(first: date, last: date, *, by_week: bool) -> list[date]:
    if by_week:
        return list(_mondays(first, last))
    return list(days(first, last))


def _mondays(first: date, last: date) -> Iterator[date]:
    monday = first - timedelta(days=first.weekday())
    while monday <= last:
        yield monday
        monday += A_WEEK


def _applied(start: date, came: Counter[tuple[Kind, date]], language: Language, *, by_week: bool) -> Column:
    """Only Mondays are labelled under a picture of days."""
    span = days(start, start + timedelta(days=6)) if by_week else (start,)
    is_labelled = start.weekday() == 0
    return Column(
        label=f"{start.isocalendar().week}" if is_labelled else "",
        below=f"{start.day}.{start.month}." if is_labelled else "",
        told=dates.week([start], language) if by_week else dates.day(start, language),
        numbers=tuple(sum(came[kind, day] for day in span) for kind in (Kind.SHADOWING, Kind.MENTORING)),
    )


def exchanges(seen: Reading, round_: Round) -> Columns | None:
    """What had become of all exchanges at the end of each week, while something has changed until now."""
    lives = list(_lives(seen, round_))
    if not lives:
        return None
    begun = min(each.proposed_at for each in lives)
    settled = max(each.changed_at for each in lives) + A_WEEK
    mondays = list(_mondays(local_day(begun), local_day(min(settled, seen.now))))[:MOST_WEEKS]
    return Columns(
        name="states",
        title=_("What has become of the exchanges, by week"),
        head=_("Week"),
        unit=dates.HABITS[seen.language].week,
        parts=STOOD,
        columns=tuple(_stood(monday, lives, seen) for monday in mondays),
    )


def _lives(seen: Reading, round_: Round) -> Iterator[Life]:
    found = seen.db.execute(
        select(Schedule.published_at, Exchange)
        .join(Schedule, Schedule.id == Exchange.schedule_id)
        .where(Exchange.round_id == round_.id, visibility.exchanges(seen.actor))
    )
    for published_at, each in found:
        if published_at:
            held_at = each.held_at or each.closed_at
            moments = (each.confirmed_at, each.broken_at, held_at, each.released_at)
            yield Life(published_at, *moments, each.state)


def _stood(monday: date, lives: list[Life], seen: Reading) -> Column:
    """Counted when the week ends; this week's, now."""
    next_ = monday + A_WEEK
    ends = datetime(next_.year, next_.month, next_.day, tzinfo=seen.now.tzinfo)
    counted = Counter(each.at(min(ends, seen.now)) for each in lives)
    return Column(
        label=f"{monday.isocalendar().week}",
        below=f"{monday.day}.{monday.month}.",
        told=f"{dates.week([monday], seen.language)}, {dates.day(monday, seen.language)}",
        numbers=tuple(counted[each] for each in ORDER),
    )
