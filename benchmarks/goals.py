"""What the solver wants to reach, and whether it did."""

from collections.abc import Callable
from dataclasses import dataclass

from benchmarks.records import Ceiling, Explained, Repaired, middle
from benchmarks.results import Results
from solver.solution import Status

NEVER = float("inf")


@dataclass(frozen=True)
class Reached:
    """What was measured, in words, and whether it is enough."""

    words: str
    enough: bool


@dataclass(frozen=True)
class Goal:
    """One cell of the table of goals; the look is None where nothing was measured."""

    size: str
    tightness: str
    words: str
    look: Callable[[Results], Reached | None]


def proved(size: str, tightness: str, *, median: float, worst: float) -> Goal:
    """Proved best, and how soon."""

    def look(results: Results) -> Reached | None:
        times = [
            one.seconds if one.status == Status.OPTIMAL else NEVER for one in results.ours(size, tightness)
        ]
        if not times:
            return None
        number = sum(time < NEVER for time in times)
        words = f"{number} of {len(times)} proved, median {middle(times):.2f} s, worst {max(times):.2f} s"
        return Reached(words, middle(times) <= median and max(times) <= worst)

    return Goal(size, tightness, f"proved: median {median:g} s, worst {worst:g} s", look)


def gap(size: str, tightness: str, *, most: float, seconds: float) -> Goal:
    """How far at most the solver knows itself to be from the best, after so many seconds."""

    def look(results: Results) -> Reached | None:
        runs = results.ours(size, tightness)
        gaps = [NEVER if (known := one.gap_after(seconds)) is None else known for one in runs]
        return Reached(f"{max(gaps):.3%}", max(gaps) <= most) if gaps else None

    return Goal(size, tightness, f"gap at most {most:.2%} in {seconds:g} s", look)


def more_placed(size: str, *, share: float) -> Goal:
    """The lead over greedy where things are scarce."""

    def look(results: Results) -> Reached | None:
        leads = results.more_placed(size, "scarce")
        if not leads:
            return None
        words = f"median {middle(leads):+.1%}, least {min(leads):+.1%} of {len(leads)}"
        return Reached(words, middle(leads) >= share)

    return Goal(size, "scarce", f"placed against greedy {share:+.0%}", look)


def all_places(size: str) -> Goal:
    """As many as a maximal flow."""

    def look(results: Results) -> Reached | None:
        most = {one.round_: one.placed for one in results.of(Ceiling, size, "scarce")}
        lacking = [
            most[one.round_] - one.placed for one in results.ours(size, "scarce") if one.round_ in most
        ]
        return Reached(f"{max(lacking)} short", max(lacking) <= 0) if lacking else None

    return Goal(size, "scarce", "placed: the max-flow ceiling", look)


def memory(size: str, *, mb: int) -> Goal:
    """The peak of the solver's process."""

    def look(results: Results) -> Reached | None:
        peaks = [one.peak_mb for tightness in ("scarce", "loose") for one in results.ours(size, tightness)]
        return Reached(f"{max(peaks)} MB", max(peaks) <= mb) if peaks else None

    return Goal(size, "both", f"peak memory {mb} MB", look)


def repair(size: str, *, seconds: float, again: float = 0.0, untouched: float = 0.0) -> Goal:
    """After hosts left: nobody confirmed is moved, and most of those who fell are placed again."""

    def look(results: Results) -> Reached | None:
        done = results.of(Repaired, size, "scarce")
        if not done:
            return None
        slowest = max(one.seconds for one in done)
        placed = sum(one.placed_again for one in done) / max(1, sum(one.fallen_confirmed for one in done))
        kept = sum(one.untouched for one in done) / max(1, sum(one.standing for one in done))
        moved = sum(one.confirmed_moved for one in done)
        words = f"{slowest:.2f} s, {placed:.0%} again, {kept:.1%} untouched, {moved} confirmed moved"
        return Reached(words, slowest <= seconds and placed >= again and kept >= untouched and not moved)

    wanted = f", {again:.0%} again, {untouched:.0%} untouched" if again else ""
    return Goal(size, "scarce", f"repair in {seconds:g} s, no confirmed moved{wanted}", look)


def explained(size: str, *, ms: int) -> Goal:
    """The cheapest way out of everybody who is unplaced, in a process that has the arrays of the plan."""

    def look(results: Results) -> Reached | None:
        done = results.of(Explained, size, "scarce")
        if not done:
            return None
        slowest, building = max(one.seconds for one in done), max(one.building_seconds for one in done)
        missing = sum(one.unplaced - one.explained for one in done)
        words = f"{1000 * slowest:.0f} ms ({1000 * building:.0f} with building), {missing} without a way"
        return Reached(words, 1000 * slowest <= ms and not missing)

    return Goal(size, "scarce", f"cheapest way out of all unplaced in {ms} ms, arrays ready", look)


GOALS = (
    proved("S", "scarce", median=1, worst=10),
    gap("M", "scarce", most=0.006, seconds=10),
    gap("M", "scarce", most=0.003, seconds=120),
    gap("L", "scarce", most=0.006, seconds=40),
    gap("L", "scarce", most=0.003, seconds=120),
    gap("XL", "scarce", most=0.002, seconds=150),
    proved("S", "loose", median=1, worst=1),
    proved("M", "loose", median=30, worst=30),
    gap("L", "loose", most=0.0003, seconds=60),
    gap("XL", "loose", most=0.0005, seconds=150),
    more_placed("S", share=0.10),
    more_placed("M", share=0.08),
    more_placed("L", share=0.07),
    all_places("XL"),
    memory("S", mb=400),
    memory("M", mb=500),
    memory("L", mb=600),
    memory("XL", mb=1200),
    repair("S", seconds=0.2),
    repair("M", seconds=0.5, again=0.93, untouched=0.93),
    repair("L", seconds=1, again=0.96, untouched=0.95),
    repair("XL", seconds=10),
    explained("S", ms=10),
    explained("M", ms=20),
    explained("L", ms=50),
    explained("XL", ms=1000),
)
