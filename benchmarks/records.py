"""What was measured, as lines between the processes."""

from statistics import median

from solver.parts import Part
from solver.solution import Status


class Round(Part):
    """Which drawn round."""

    size: str
    tightness: str
    seed: int

    def __str__(self) -> str:
        return f"{self.size} {self.tightness} {self.seed}"


class Moment(Part):
    """What a method knew after so many seconds."""

    seconds: float
    value: int | None
    bound: int | None


class Planned(Part):
    """One round planned by one method in a process of its own; `wrong` is what the judge found."""

    round_: Round
    method: str
    status: Status
    placed: int
    fit: int
    value: int | None
    bound: int | None
    seconds: float
    peak_mb: int
    trace: tuple[Moment, ...] = ()
    wrong: tuple[str, ...] = ()

    @property
    def least_bound(self) -> int | None:
        """The strongest claim it ever made."""
        said = (self.bound, *(moment.bound for moment in self.trace))
        return min((bound for bound in said if bound is not None), default=None)

    def gap_after(self, seconds: float) -> float | None:
        """Between the best value and the best bound that it knew by then, as a share of the value."""
        known = [moment for moment in self.trace if moment.seconds <= seconds]
        values = [moment.value for moment in known if moment.value is not None]
        bounds = [moment.bound for moment in known if moment.bound is not None]
        return gap(max(values), min(bounds)) if values and bounds else None

    def reached(self, value: float) -> float | None:
        """The seconds until it had a plan of this value."""
        enough = (one.seconds for one in self.trace if one.value is not None and one.value >= value)
        return next(enough, None)


class Ceiling(Part):
    """The most that could be placed if neither days nor money mattered."""

    round_: Round
    placed: int
    seconds: float


class Repaired(Part):
    """A round repaired after hosts left: counts of the pairings before."""

    round_: Round
    seconds: float
    peak_mb: int
    placed_before: int
    placed: int
    fallen_confirmed: int
    placed_again: int
    standing: int
    untouched: int
    confirmed_moved: int
    wrong: tuple[str, ...] = ()


class Explained(Part):
    """Ways out for everybody who is unplaced; a process that tells of one plan often has the arrays ready."""

    round_: Round
    unplaced: int
    explained: int
    building_seconds: float  # the cheapest way out of each, and the arrays built
    seconds: float  # the cheapest way out of each, the arrays ready
    others_seconds: float  # the same with two other offers for each
    peak_mb: int


class Started(Part):
    """From the start to the first plan and to the answer."""

    how: str
    first_seconds: float | None  # None: it does not say
    seconds: float
    placed: int


Measured = Planned | Ceiling | Repaired | Explained | Started


def gap(value: int, bound: int) -> float:
    """What the bound promises beyond the value, as a share of the value."""
    return (bound - value) / max(1, abs(value))


def middle(values: list[float]) -> float:
    """The median; of none nothing is known."""
    return median(values) if values else float("nan")
