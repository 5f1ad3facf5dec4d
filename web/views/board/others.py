"""What else a plan could have done for one person: judged beside the plan, nothing is solved."""

from collections.abc import Iterator

from pydantic import ValidationError

from domain import change_words, fit_words, lacking_words, plan_words
from domain.clash_words import Names
from domain.comparisons import case_of
from models.languages import Words, _
from models.record import Record
from models.schedules import Schedule
from models.what_ifs import AnyChange
from solver import explain
from solver.changes import WayOut
from solver.cheapest import ways_out
from solver.explain import NextBest
from solver.violation import Case
from web.views.board.deeds import change_of

OTHERS = 4


class Else(Record):
    """Another host within reach; `points` is what the whole plan would gain with it, None if it is full."""

    offer_id: str
    host: str
    fit: int
    reasons: tuple[str, ...]
    minutes: int
    lacking: tuple[Words, ...]
    points: int | None


class Way(Record):
    """Changes that would give a place; `asks` are those that a question to the solver can make."""

    host: str
    times: tuple[str, ...]
    clauses: tuple[Words, ...]
    asks: tuple[AnyChange, ...]

    @property
    def may_be_asked(self) -> bool:
        return len(self.asks) == len(self.clauses)


def readable(schedule: Schedule) -> Case | None:
    """None where the problem cannot be read: the pairs stand, and nothing can be judged beside them."""
    try:
        return case_of(schedule)
    except ValidationError:
        return None


def elses(case: Case, application: str, names: Names) -> tuple[Else, ...]:
    """The next best by fit and journey."""
    told = explain.pairing(case.problem, case.solution, application, others=OTHERS)
    return tuple(_else(each, case, names) for each in told.next_best)


def ways(case: Case, application: str, names: Names) -> tuple[Way, ...]:
    """The cheapest changes while everybody else stays as planned."""
    left = tuple(each for each in case.solution.unplaced if each.application == application)
    alone = case.solution.model_copy(update={"unplaced": left})
    return tuple(_way(each, case, names) for each in ways_out(case.problem, alone))


def _else(one: NextBest, case: Case, names: Names) -> Else:
    lacking = tuple(
        lacking_words.clause(each, case.problem, names.reader, names.__getitem__) for each in one.taken
    )
    return Else(
        offer_id=one.offer,
        host=names[one.offer],
        fit=one.fit,
        reasons=tuple(fit_words.in_words(each, names.reader) for each in fit_words.codes(one.reasons)),
        minutes=one.journey.minutes,
        lacking=lacking,
        points=None if lacking else sum(each.points for each in one.gains),
    )


def _way(way: WayOut, case: Case, names: Names) -> Way:
    times = tuple(plan_words.times(way.pairing, names.reader))
    return Way(
        host=names[way.offer],
        times=times or (_("the two agree the days").into(names.reader),),
        clauses=tuple(
            change_words.clause(each, case.problem, names.reader, names.__getitem__) for each in way.changes
        ),
        asks=tuple(_asks(way)),
    )


def _asks(way: WayOut) -> Iterator[AnyChange]:
    for each in way.changes:
        change = change_of(each)
        if change is not None:
            yield change
