"""Reading a problem: what is wrong, where, and what would be right. Nothing is solved before all is right."""

from pydantic import ValidationError

from solver import consistency, excess, references, sharing
from solver.flaw import Flaw
from solver.problem import Problem

FLAWS = (
    references.duplicates,
    references.repeated_topics,
    references.unknown_references,
    consistency.no_levels,
    consistency.unsorted_days,
    consistency.zoned_slots,
    consistency.days_outside,
    consistency.unheld_days,
    consistency.twofold_days,
    consistency.wrong_kinds,
    consistency.least_above_most,
    consistency.missing_travel,
    consistency.clashing_locks,
    consistency.unlike_companions,
    consistency.one_sided_swaps,
    consistency.not_supported,
    sharing.strange_partners,
    sharing.impossible_second_hosts,
    excess.far_dates,
    excess.too_many_days,
    excess.too_many_ways,
    excess.too_large_sums,
)


class ProblemError(ValueError):
    """A problem that cannot be solved as it is written, with everything that is wrong."""

    def __init__(self, flaws: tuple[Flaw, ...]) -> None:
        super().__init__("\n".join(f"{flaw.path}: {flaw.wrong}; right: {flaw.right}" for flaw in flaws))
        self.flaws = flaws


def read(text: str | bytes) -> Problem:
    """A problem from JSON; raises ProblemError with everything that is wrong."""
    try:
        problem = Problem.model_validate_json(text)
    except ValidationError as error:
        raise ProblemError(tuple(_shapes(error))) from error
    refuse_flaws(problem)
    return problem


def refuse_flaws(problem: Problem) -> None:
    """Raise ProblemError unless the parts of the problem agree with one another."""
    flaws = tuple(flaw for find in FLAWS for flaw in find(problem))
    if flaws:
        raise ProblemError(flaws)


def _shapes(error: ValidationError) -> list[Flaw]:
    return [
        Flaw(".".join(str(step) for step in one["loc"]) or "problem", one["msg"], _right(one["type"]))
        for one in error.errors(include_url=False, include_input=False)
    ]


def _right(kind: str) -> str:
    if kind == "extra_forbidden":
        return "leave the field out; the contract does not know it"
    if kind == "missing":
        return "give the field a value"
    return "see the field in the problem's JSON Schema"
