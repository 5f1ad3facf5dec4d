"""Series over the clock changes of 2027 and 2028, as they are planned and as they are lived."""

from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from functools import cache
from zoneinfo import ZoneInfo

from invites.issue import Message, plan, revise
from invites.meetings import Meeting, Move, Series
from tests.invites.made import GUEST, a_meeting
from tests.outside.judges import Objects
from tests.outside.kept import kept
from tests.outside.posted import calendar, mail
from tests.outside.sent import planned

CHANGES = (date(2027, 3, 28), date(2027, 10, 31), date(2028, 3, 26), date(2028, 10, 29))
HOURS = (9, 14)
MINUTES = 60
CLOCK = ZoneInfo("Europe/Helsinki")


@dataclass(frozen=True)
class Rule:
    """Sessions at one hour, every so many weeks."""

    first: date
    hour: int
    every_weeks: int
    count: int

    @property
    def name(self) -> str:
        return f"{self.count} from {self.first} at {self.hour}"

    @property
    def starts(self) -> tuple[datetime, ...]:
        days = (self.first + timedelta(weeks=self.every_weeks * n) for n in range(self.count))
        return tuple(datetime.combine(day, time(self.hour), CLOCK) for day in days)

    def meeting(self, *, moved: tuple[Move, ...] = (), cancelled: tuple[datetime, ...] = ()) -> Meeting:
        series = Series(self.starts[0], MINUTES, self.every_weeks, self.count, moved, cancelled)
        return a_meeting(series, attendees=(GUEST,))


OVER_ONE = tuple(Rule(day - timedelta(days=18), hour, 1, 6) for day in CHANGES for hour in HOURS)
OVER_BOTH = tuple(Rule(date(year, 3, 1), hour, 4, 10) for year in (2027, 2028) for hour in HOURS)
ON_THE_DAY = tuple(Rule(day - timedelta(days=14), hour, 2, 3) for day in CHANGES for hour in HOURS)
SIX_IN_AUTUMN = Rule(date(2027, 9, 14), 14, 4, 6)
RULES = (*OVER_ONE, *OVER_BOTH, *ON_THE_DAY, SIX_IN_AUTUMN, Rule(date(2027, 2, 2), 14, 2, 50))


@cache
def as_planned() -> Objects:
    return tuple((rule.name, invitation(rule.meeting())) for rule in RULES)


@cache
def to_newcomers() -> Objects:
    return tuple((rule.name, invitation(changed(rule))) for rule in RULES)


@cache
def one_by_one() -> Objects:
    return tuple((rule.name, lived(rule.meeting(), moved(rule), changed(rule))) for rule in RULES)


@cache
def moved_then_cancelled() -> Objects:
    return tuple(
        (rule.name, lived(rule.meeting(), moved(rule), rule.meeting(cancelled=(rule.starts[-1],))))
        for rule in RULES
    )


def moved(rule: Rule) -> Meeting:
    """The last session goes to the other side of the clock change, to another hour."""
    return rule.meeting(moved=(Move(rule.starts[-1], elsewhere(rule)),))


def changed(rule: Rule) -> Meeting:
    """The second session is cancelled as well."""
    return rule.meeting(moved=(Move(rule.starts[-1], elsewhere(rule)),), cancelled=(rule.starts[1],))


def elsewhere(rule: Rule) -> datetime:
    return datetime.combine(rule.first + timedelta(days=1), time(11, 30), CLOCK)


def after(rule: Rule) -> tuple[datetime, ...]:
    return tuple(sorted((rule.starts[0], *rule.starts[2:-1], elsewhere(rule))))


def lived(first: Meeting, *states: Meeting) -> bytes:
    """One calendar after the invitation and every lone message that followed."""
    known, messages = first, []
    for state in states:
        new = revise(known, replace(state, sequence=known.sequence))
        messages += [posted(message) for message in plan(known, new)]
        known = new
    return kept(invitation(first), *messages)


def invitation(meeting: Meeting) -> bytes:
    (message,) = plan(None, meeting)
    return posted(message)


def posted(message: Message) -> bytes:
    return calendar(mail(planned("message", message)))


def spans(starts: tuple[datetime, ...]) -> tuple[tuple[str, str], ...]:
    ends = (start.astimezone(UTC) + timedelta(minutes=MINUTES) for start in starts)
    return tuple((written(start), written(end)) for start, end in zip(starts, ends, strict=True))


def written(at: datetime) -> str:
    return f"{at.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}"
