"""Repairs to choose from, each with its bill; one under HR's limit is adopted by the round's own rule."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import NamedTuple

from sqlalchemy import select
from sqlalchemy.orm import Session

from domain import bills, comparisons
from domain.comparisons import Comparison
from models.repairs import RepairChoice
from models.rounds import Round
from models.schedules import Schedule
from models.states import RoundState
from solver.bill import worth
from solver.check import check
from solver.findings import Repaired
from solver.problem import Problem
from solver.solution import Solution
from solver.violation import Case

LEAST_CHANGE = "least_change"


@dataclass(frozen=True)
class Alternative:
    """One way to mend what broke: the problem as the round has it, and a plan for it."""

    aim: str
    problem: Problem
    solution: Solution


class Price(NamedTuple):
    """What a repair asks; less is better in each."""

    others_moved: int
    lost: int  # broken ones without a place again
    euros: int  # more than before
    worth: int  # lost of all that the round weighs, so a negative number


@dataclass(frozen=True)
class Choice:
    """A repair with its bill, as HR sees it: everybody by name."""

    number: int
    aim: str
    comparison: Comparison
    price: Price


def alternatives(
    strict: Problem, solution: Solution, wide: Problem | None = None, found: Iterable[Repaired] = ()
) -> tuple[Alternative, ...]:
    """The repair in which nobody else moves first, then those of the wider search that are worth a choice.

    Nobody who stands loses the place altogether, and none is left in that another outdoes in all respects.
    """
    if solution.value is None:
        return ()
    first = Alternative(LEAST_CHANGE, strict, solution)
    others = (
        Alternative(each.aim, wide, each.solution)
        for each in found
        if wide is not None and each.bill is not None and not check(each.solved, each.solution)
    )
    broken = frozenset(each.application for each in strict.previous)
    kept = [first]
    for other in others:
        asked = price(other, broken)
        if not _puts_out(other, broken) and not any(_outdoes(price(one, broken), asked) for one in kept):
            kept.append(other)
    return (first, *sorted(kept[1:], key=lambda each: price(each, broken)))


def price(alternative: Alternative, broken: frozenset[str]) -> Price:
    """What it asks of people and money, beside what was lived before."""
    problem, solution = alternative.problem, alternative.solution
    lived = bills.lived_plan(problem, solution)
    was = {each.application: each for each in lived.pairings}
    now = {each.application: each for each in solution.pairings}
    others = was.keys() - broken
    return Price(
        others_moved=sum(
            key in now and (now[key].offer, now[key].days) != (was[key].offer, was[key].days)
            for key in others
            if was[key].days
        ),
        lost=len((was.keys() & broken) - now.keys()),
        euros=_euros(solution) - _euros(lived),
        worth=-worth(Case(problem, solution)),
    )


def within_limit(round_: Round, found: tuple[Alternative, ...]) -> Alternative | None:
    """The cheapest that HR's limit allows, if there is one: nobody loses a place in it."""
    most_moved, most_euros = round_.auto_repair_most_moved, round_.auto_repair_most_euros
    if round_.state is not RoundState.RUNNING or most_moved is None or most_euros is None or not found:
        return None
    broken = frozenset(each.application for each in found[0].problem.previous)
    priced = [(price(each, broken), each) for each in found]
    allowed = [
        (asked, each)
        for asked, each in priced
        if asked.others_moved <= most_moved and asked.euros <= most_euros and not asked.lost
    ]
    return min(allowed, key=lambda one: one[0])[1] if allowed else None


def note(db: Session, schedule: Schedule, found: tuple[Alternative, ...]) -> None:
    """Keep what HR may choose from; one alone is no choice."""
    if len(found) < 2:
        return
    for number, each in enumerate(found, start=1):
        row = RepairChoice(
            schedule_id=schedule.id,
            number=number,
            aim=each.aim,
            problem=each.problem.model_dump_json(),
            solution=each.solution.model_dump_json(),
        )
        db.add(row)
    db.flush()


def rows(db: Session, schedule: Schedule) -> list[RepairChoice]:
    found = select(RepairChoice).where(RepairChoice.schedule_id == schedule.id)
    return list(db.scalars(found.order_by(RepairChoice.number)))


def carry(db: Session, found: Iterable[RepairChoice], *, to: Schedule) -> None:
    """Another version of the plan has the same to choose from."""
    for each in found:
        said = {"number": each.number, "aim": each.aim, "problem": each.problem, "solution": each.solution}
        db.add(RepairChoice(schedule_id=to.id, **said))
    db.flush()


def choices(db: Session, schedule: Schedule) -> tuple[Choice, ...]:
    """Everything that HR may choose from for a version of the plan, the least change first."""
    found = [(each.number, of_row(each)) for each in rows(db, schedule)]
    if not found:
        return ()
    broken = frozenset(each.application for each in found[0][1].problem.previous)
    return tuple(
        Choice(number, each.aim, _beside_the_lived(db, each), price(each, broken)) for number, each in found
    )


def of_row(row: RepairChoice) -> Alternative:
    return Alternative(
        row.aim, Problem.model_validate_json(row.problem), Solution.model_validate_json(row.solution)
    )


def _beside_the_lived(db: Session, each: Alternative) -> Comparison:
    lived = bills.lived_plan(each.problem, each.solution)
    return comparisons.compare(db, Case(each.problem, lived), Case(each.problem, each.solution))


def _puts_out(each: Alternative, broken: frozenset[str]) -> bool:
    """Whether somebody who stands has no place in it."""
    lived = {one.application for one in bills.lived_plan(each.problem, each.solution).pairings}
    return bool(lived - broken - {one.application for one in each.solution.pairings})


def _outdoes(one: Price, other: Price) -> bool:
    """No worse in any respect."""
    return all(mine <= theirs for mine, theirs in zip(one, other, strict=True))


def _euros(solution: Solution) -> int:
    return sum(each.journey.cost for each in solution.pairings)
