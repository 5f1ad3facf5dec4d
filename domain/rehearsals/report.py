"""What rehearsals of one round came to: each seed by itself, and the spread over all. Data for pages."""

from collections.abc import Sequence
from datetime import date
from statistics import median

from pydantic import Field

from domain.rehearsals.behaviour import Said
from models.record import Record


class Week(Record):
    """A calendar week by its Monday, and how many mails left in it."""

    monday: date
    mails: int


class Phases(Record):
    """The local days on which a rehearsal's phases ended; none that it never came to."""

    applications: date | None = None
    first_plan: date | None = None  # approved and published
    confirmed: date | None = None  # the last exchange that both sides said yes to
    last_day: date | None = None  # of the exchanges
    ended: date | None = None


class Counts(Record):
    """One rehearsal in numbers. Shares and medians would hide who bears them; these are whole numbers."""

    applications: int
    proposed: int  # in the first plan
    placed: int  # whose exchange took place
    released: int
    repaired: int
    unanswered: int  # questions that nobody answered: endorsements, proposals, notes and the rest
    ended_by_silence: int  # endorsements, proposals and other questions that a deadline ended
    mails: int
    mails_to_one: int  # to one person, the median of all
    mails_to_one_most: int
    decisions: int  # the coordinator's: plans, questions, mails that a human must read
    mails_to_coordinator: int


class Outcome(Record):
    """How one rehearsal ended."""

    seed: int
    counts: Counts
    phases: Phases
    worst_weeks: tuple[Week, ...] = ()
    weeks: tuple[Week, ...] = ()  # all with mails, in their order
    released_because: dict[str, int] = Field(default_factory=dict)


class Spread(Record):
    """Least, median and most over the seeds."""

    least: int
    median: float
    most: int


class DaySpread(Record):
    """The earliest, the middle and the latest day over the seeds that came so far."""

    earliest: date
    middle: date
    latest: date


class Report(Record):
    """A round's rehearsals: who took part in which way, how each ended, and the spread by name of count."""

    round: str
    people: Said
    seconds: float
    outcomes: tuple[Outcome, ...]
    spreads: dict[str, Spread]
    phases: dict[str, DaySpread]  # of those that any seed came to the end of


def report(round_: str, people: Said, outcomes: Sequence[Outcome], *, seconds: float) -> Report:
    days = {name: _days(outcomes, name) for name in Phases.model_fields}
    return Report(
        round=round_,
        people=people,
        seconds=round(seconds, 1),
        outcomes=tuple(outcomes),
        spreads={name: _spread(outcomes, name) for name in Counts.model_fields},
        phases={name: found for name, found in days.items() if found},
    )


def _spread(outcomes: Sequence[Outcome], name: str) -> Spread:
    numbers = [getattr(each.counts, name) for each in outcomes]
    return Spread(least=min(numbers), median=median(numbers), most=max(numbers))


def _days(outcomes: Sequence[Outcome], name: str) -> DaySpread | None:
    days = sorted(day for each in outcomes if (day := getattr(each.phases, name)))
    return DaySpread(earliest=days[0], middle=days[len(days) // 2], latest=days[-1]) if days else None
