"""What the figures come to: the solver beside its peers, and beside our goals."""

from benchmarks import figures
from benchmarks.goals import GOALS
from benchmarks.methods import HIGHS, SOLVER
from benchmarks.records import middle
from benchmarks.results import Results
from benchmarks.tables import Table


def tables(results: Results) -> list[Table]:
    """Those that have rows."""
    made = (
        figures.plans(results),
        ratios(results),
        figures.ceilings(results),
        figures.repairs(results),
        figures.explanations(results),
        figures.starts(results),
        goals(results),
    )
    return [table for table in made if table.rows]


def ratios(results: Results) -> Table:
    """Medians over the rounds of a size, and the least."""
    kinds = dict.fromkeys((one.size, one.tightness) for one in results.rounds)
    return Table(
        title="The solver beside its peers: median over the rounds (least)",
        head=(
            "size",
            "tightness",
            "placed more than greedy",
            "worth more than CP-SAT",
            "within 1 % after",
            "HiGHS within 1 % after",
            "times sooner",
        ),
        rows=tuple(
            _ratios(results, size, tightness) for size, tightness in kinds if results.ours(size, tightness)
        ),
    )


def _ratios(results: Results, size: str, tightness: str) -> tuple[str, ...]:
    return (
        size,
        tightness,
        _plus(results.more_placed(size, tightness)),
        _plus(results.against_cp_sat(size, tightness)),
        _seconds([*results.near(size, tightness, SOLVER).values()]),
        _seconds([*results.near(size, tightness, HIGHS).values()]),
        _times(results.sooner_than_highs(size, tightness)),
    )


def _plus(shares: list[float]) -> str:
    return f"{middle(shares):+.1%} ({min(shares):+.1%})" if shares else "-"


def _seconds(times: list[float | None]) -> str:
    if not times:
        return "-"
    reached = [one for one in times if one is not None]
    return f"{middle(reached):.2f} s, {len(reached)} of {len(times)}" if reached else "never"


def _times(factors: list[float]) -> str:
    return f"{middle(factors):.1f} ({min(factors):.1f})" if factors else "-"


def goals(results: Results) -> Table:
    """Those of which anything was measured."""
    looked = ((goal, goal.look(results)) for goal in GOALS)
    return Table(
        title="Goals",
        head=("size", "tightness", "goal", "reached", "verdict"),
        rows=tuple(
            (goal.size, goal.tightness, goal.words, reached.words, "hit" if reached.enough else "MISS")
            for goal, reached in looked
            if reached is not None
        ),
    )
