"""Reading a problem: what is wrong, where, and what would be right. Nothing is solved before all is right."""

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from solver.flaw import Flaw
from solver.flaws import consistency, excess, references, sharing
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
    sharing.strange_partners,
    sharing.impossible_second_hosts,
    excess.far_dates,
    excess.needs_of_years,
    excess.too_many_days,
    excess.too_many_ways,
    excess.too_large_sums,
)

LIMITS = {
    "ge": "at least",
    "le": "at most",
    "min_length": "in all at least",
    "max_length": "in all at most",
    "expected": "one of",
    "expected_tags": "one of",
}
RIGHT = {
    "extra_forbidden": "leave the field out; the contract does not know it",
    "missing": "give the field a value",
    "json_invalid": "one JSON object in UTF-8 without a byte order mark, nested as the contract is",
    "string_unicode": "text without half characters",
    "int_type": "a whole number without quotes and decimal point",
    "bool_type": "true or false",
    "string_type": "text in quotes",
    "tuple_type": "a list",
    "model_type": "an object",
    "dict_type": "an object",
    "union_tag_not_found": "an object that names its kind",
    "date_from_datetime_parsing": "a date as 2027-03-01",
    "date_type": "a date as 2027-03-01",
    "date_parsing": "a date as 2027-03-01",
    "time_parsing": "a local time as 09:00:00",
    "time_type": "a local time as 09:00:00",
    "value_error": "one of the two",
}


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
        raise ProblemError(shapes(error)) from error
    refuse_flaws(problem)
    return problem


def refuse_flaws(problem: Problem) -> None:
    """Raise ProblemError unless the parts of the problem agree with one another."""
    flaws = tuple(flaw for find in FLAWS for flaw in find(problem))
    if flaws:
        raise ProblemError(flaws)


def shapes(error: ValidationError, *, of: str = "problem") -> tuple[Flaw, ...]:
    """What pydantic found wrong with a piece of the contract; `of` is the path of all of it."""
    return tuple(
        Flaw(_path(one["loc"]) or of, one["msg"].removeprefix("Value error, "), _right(one))
        for one in error.errors(include_url=False, include_input=False)
    )


def _path(steps: tuple[str | int, ...]) -> str:
    """Where it stands in the JSON; the kind that was chosen for the needs is no step of its own."""
    kind = 3 if steps[2:3] == ("needs",) else None
    return ".".join(str(step) for at, step in enumerate(steps) if at != kind)


def _right(error: ErrorDetails) -> str:
    limits = {name: value for name, value in error.get("ctx", {}).items() if name in LIMITS}
    if limits:
        return ", ".join(f"{LIMITS[name]} {value}" for name, value in limits.items())
    return RIGHT.get(error["type"], "see the field in the problem's JSON Schema")
