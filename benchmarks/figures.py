"""The results as tables: what was measured, round by round."""

from benchmarks.methods import SOLVER
from benchmarks.records import Ceiling, Explained, Planned, Repaired, gap
from benchmarks.results import Results
from benchmarks.tables import Table


def plans(results: Results) -> Table:
    """Every plan; the gap is that to the best bound that any method proved for the round."""
    rows = (_plan(one, results) for one in results.records if isinstance(one, Planned))
    return Table(
        title="Plans (gap to the best bound that any method proved in this run)",
        head=("round", "method", "status", "placed", "fit", "value", "gap", "seconds", "peak MB"),
        rows=tuple(rows),
    )


def _plan(one: Planned, results: Results) -> tuple[str, ...]:
    bound = results.bound(one.round_)
    known = one.value is not None and bound is not None
    return (
        f"{one.round_}",
        one.method,
        one.status.value,
        f"{one.placed}",
        f"{one.fit}",
        "none" if one.value is None else f"{one.value}",
        f"{gap(one.value or 0, bound or 0):.3%}" if known else "unknown",
        f"{one.seconds:.2f}",
        f"{one.peak_mb}",
    )


def ceilings(results: Results) -> Table:
    """What no plan can exceed, whatever the days and budgets."""
    found = (one for one in results.records if isinstance(one, Ceiling))
    rows = ((one, results.plans(one.round_).get(SOLVER)) for one in found)
    return Table(
        title="Places that a maximal flow finds, dates and money apart",
        head=("round", "ceiling", "solver", "seconds"),
        rows=tuple(
            (f"{one.round_}", f"{one.placed}", f"{ours.placed}" if ours else "-", f"{one.seconds:.2f}")
            for one, ours in rows
        ),
    )


def repairs(results: Results) -> Table:
    """After 5 % of the hosts left a round with 60 % confirmed."""
    return Table(
        title="Repair after 5 % of the hosts left, 60 % confirmed",
        head=("round", "placed", "fallen again", "confirmed moved", "untouched", "seconds", "peak MB"),
        rows=tuple(
            (
                f"{one.round_}",
                f"{one.placed} of {one.placed_before}",
                f"{one.placed_again} of {one.fallen_confirmed}",
                f"{one.confirmed_moved}",
                f"{one.untouched} of {one.standing} ({one.untouched / max(1, one.standing):.1%})",
                f"{one.seconds:.2f}",
                f"{one.peak_mb}",
            )
            for one in results.records
            if isinstance(one, Repaired)
        ),
    )


def explanations(results: Results) -> Table:
    """The cheapest way out for everybody without a place."""
    return Table(
        title="Ways out for the unplaced",
        head=("round", "unplaced", "explained", "ms", "ms with building", "ms with two others", "peak MB"),
        rows=tuple(
            (
                f"{one.round_}",
                f"{one.unplaced}",
                f"{one.explained}",
                f"{1000 * one.seconds:.0f}",
                f"{1000 * one.building_seconds:.0f}",
                f"{1000 * one.others_seconds:.0f}",
                f"{one.peak_mb}",
            )
            for one in results.records
            if isinstance(one, Explained)
        ),
    )


def starts(results: Results) -> Table:
    """The shipped round councils-2027."""
    return Table(
        title="councils-2027: the first plan and the answer",
        head=("start", "placed", "first plan, seconds", "answer, seconds"),
        rows=tuple(
            (
                one.how,
                f"{one.placed}",
                "-" if one.first_seconds is None else f"{one.first_seconds:.2f}",
                f"{one.seconds:.2f}",
            )
            for one in results.starts
        ),
    )
