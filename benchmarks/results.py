"""Everything that was measured in one run, and what can be asked of it."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TypeVar

from pydantic import TypeAdapter

from benchmarks.methods import BY_FIT, BY_VALUE, CP_SAT, HIGHS, SOLVER
from benchmarks.records import Ceiling, Explained, Measured, Planned, Repaired, Round, Started

Record = TypeVar("Record", Planned, Ceiling, Repaired, Explained)
LINE: TypeAdapter[Measured] = TypeAdapter(Measured)
NEAR = 0.99  # of the best known bound


@dataclass(frozen=True)
class Results:
    """Records of one machine and one time."""

    records: tuple[Measured, ...]

    @classmethod
    def read(cls, file: Path) -> "Results":
        """From a file with a record a line."""
        return cls(tuple(LINE.validate_json(line) for line in file.read_text(encoding="utf-8").splitlines()))

    @cached_property
    def rounds(self) -> tuple[Round, ...]:
        """The rounds in the order in which they were measured."""
        return tuple(dict.fromkeys(one.round_ for one in self.records if not isinstance(one, Started)))

    @cached_property
    def starts(self) -> tuple[Started, ...]:
        return tuple(one for one in self.records if isinstance(one, Started))

    def of(self, kind: type[Record], size: str, tightness: str | None = None) -> list[Record]:
        """All records of a kind about rounds of a size."""
        return [
            one
            for one in self.records
            if isinstance(one, kind) and one.round_.size == size and tightness in (None, one.round_.tightness)
        ]

    def plans(self, round_: Round) -> dict[str, Planned]:
        """What each method made of a round."""
        mine = (one for one in self.records if isinstance(one, Planned) and one.round_ == round_)
        return {one.method: one for one in mine}

    def ours(self, size: str, tightness: str) -> list[Planned]:
        """The solver's plans of the rounds of a size."""
        return [one for one in self.of(Planned, size, tightness) if one.method == SOLVER]

    def bound(self, round_: Round) -> int | None:
        """The least that any method proved to be the most."""
        return min((one.bound for one in self.plans(round_).values() if one.bound is not None), default=None)

    def greedy(self, round_: Round) -> int | None:
        """How many the better of the two greedy methods placed."""
        plans = self.plans(round_)
        return max((plans[one].placed for one in (BY_FIT, BY_VALUE) if one in plans), default=None)

    def more_placed(self, size: str, tightness: str) -> list[float]:
        """The solver's lead over greedy in each round, as a share."""
        pairs = ((one.placed, self.greedy(one.round_)) for one in self.ours(size, tightness))
        return [ours / greedy - 1 for ours, greedy in pairs if greedy]

    def against_cp_sat(self, size: str, tightness: str) -> list[float]:
        """The solver's lead in value at equal time in each round where CP-SAT has a plan, as a share."""
        rivals = ((one, self.plans(one.round_).get(CP_SAT)) for one in self.ours(size, tightness))
        return [(one.value or 0) / rival.value - 1 for one, rival in rivals if rival and rival.value]

    def near(self, size: str, tightness: str, method: str) -> dict[Round, float | None]:
        """Seconds until a method was within one in a hundred of the best known bound of each round."""
        mine = (one for one in self.of(Planned, size, tightness) if one.method == method)
        bounds = ((one, self.bound(one.round_)) for one in mine)
        return {one.round_: one.reached(NEAR * bound) for one, bound in bounds if bound is not None}

    def sooner_than_highs(self, size: str, tightness: str) -> list[float]:
        """How many times sooner the solver was that near, in each round where both were."""
        theirs, ours = (self.near(size, tightness, method) for method in (HIGHS, SOLVER))
        pairs = ((seconds, ours.get(round_)) for round_, seconds in theirs.items())
        return [highs / mine for highs, mine in pairs if highs and mine]

    @property
    def wrong(self) -> list[str]:
        """What the judge found in any plan, and bounds that another's plan exceeds."""
        judged = (one for one in self.records if isinstance(one, Planned | Repaired))
        found = [f"{one.round_}: {wrong}" for one in judged for wrong in one.wrong]
        return found + [wrong for round_ in self.rounds for wrong in self._refuted(round_)]

    def _refuted(self, round_: Round) -> Iterator[str]:
        plans = self.plans(round_)
        best = max((one.value for one in plans.values() if one.value is not None), default=None)
        for one in plans.values():
            least = one.least_bound
            if best is not None and least is not None and least < best:
                yield f"{round_}: {one.method} says that {least} is the most, and {best} was reached"
