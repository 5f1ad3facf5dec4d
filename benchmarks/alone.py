"""One thing measured in a process of its own; the record is one line on stdout.

    python -m benchmarks.alone plan --seconds 10 P.json '{"size":"S","tightness":"scarce","seed":1}'

Everything is loaded before the clock starts; the peak of memory is taken before the judge looks at the plan.
OR-Tools is imported only where it is needed, since HiGHS cannot live beside it.
"""

import argparse
import resource
import sys
from collections.abc import Callable
from pathlib import Path
from time import perf_counter

from benchmarks.instances import instance
from benchmarks.methods import METHODS, SOLVER, Limits, Plan, load
from benchmarks.records import Ceiling, Explained, Measured, Moment, Planned, Repaired, Round, Started, middle
from benchmarks.sizes import Size
from solver.check import check
from solver.problem import Problem
from solver.solution import Progress, Solution

AGAIN = 5  # times of what takes milliseconds; the median is told
TINY = Size(guests=12, hosts=10, mentees=4, mentors=3, days=20, topics=4, mixed=True)
WIDE = Size(guests=300, hosts=10, mentees=0, mentors=0, days=20, topics=4)


def main() -> None:
    """Measure what is asked."""
    asked = argparse.ArgumentParser(prog="python -m benchmarks.alone", description=__doc__)
    asked.add_argument("job", choices=JOBS)
    asked.add_argument("problem", type=Path)
    asked.add_argument("round_", type=Round.model_validate_json)
    asked.add_argument("--method", choices=METHODS, default=SOLVER)
    asked.add_argument("--seconds", type=float, default=10.0)
    asked.add_argument("--plan", type=Path, help="the plan is written here, or read from here")
    wanted = asked.parse_args()
    problem = Problem.model_validate_json(wanted.problem.read_bytes())
    record = JOBS[wanted.job](problem, wanted)
    sys.stdout.write(record.model_dump_json() + "\n")


def planned(problem: Problem, wanted: argparse.Namespace) -> Planned:
    """One round by one method."""
    plan = loaded(wanted.method)
    trace: list[Moment] = []
    began = perf_counter()

    def tell(value: int | None, bound: int | None) -> None:
        trace.append(Moment(seconds=perf_counter() - began, value=value, bound=bound))

    solution = plan(problem, Limits(wanted.seconds, wanted.round_.seed), tell)
    tell(solution.value, solution.bound)
    peak = peak_mb()
    if wanted.plan:
        wanted.plan.write_text(solution.model_dump_json(), encoding="utf-8")
    return Planned(
        round_=wanted.round_,
        method=wanted.method,
        status=solution.status,
        placed=len(solution.pairings),
        fit=sum(pairing.fit for pairing in solution.pairings),
        value=solution.value,
        bound=solution.bound,
        seconds=trace[-1].seconds,
        peak_mb=peak,
        trace=news(trace),
        wrong=wrongs(problem, solution),
    )


def loaded(method: str) -> Plan:
    """A method that has nothing left to load."""
    if method == SOLVER:
        warm_up()
    return load(method)


def warm_up() -> None:
    """Load what is compiled and cached; a worker that waits for rounds has done so."""
    from solver.solve import solve  # OR-Tools

    solve(instance(TINY, seed=1), seed=1)
    solve(instance(WIDE, seed=1), seed=1, iterations=10)


def news(trace: list[Moment]) -> tuple[Moment, ...]:
    """The moments in which something became known."""
    kept: list[Moment] = []
    value, bound = -sys.maxsize, sys.maxsize
    for one in trace:
        now = max(value, one.value or -sys.maxsize), min(bound, one.bound or sys.maxsize)
        if now != (value, bound):
            kept.append(one)
        value, bound = now
    return tuple(kept)


def wrongs(problem: Problem, solution: Solution) -> tuple[str, ...]:
    """What the judge finds."""
    return tuple(f"{one.rule}: {one.about}" for one in check(problem, solution)[:5])


def ceiling(problem: Problem, wanted: argparse.Namespace) -> Ceiling:
    """The most places that pairs and offers leave."""
    from benchmarks.ceiling import ceiling as most  # OR-Tools

    began = perf_counter()
    placed = most(problem)
    return Ceiling(round_=wanted.round_, placed=placed, seconds=perf_counter() - began)


def repair(problem: Problem, wanted: argparse.Namespace) -> Repaired:
    """Hosts leave the round of a plan."""
    from benchmarks.broken import Changes, broken, repaired  # OR-Tools

    warm_up()
    plan = Solution.model_validate_json(wanted.plan.read_bytes())
    case = broken(problem, plan, seed=wanted.round_.seed)
    began = perf_counter()
    solved, solution = repaired(case, seed=wanted.round_.seed, seconds=wanted.seconds)
    seconds, peak = perf_counter() - began, peak_mb()
    changes = Changes(case, {pairing.application: pairing for pairing in solution.pairings})
    return Repaired(
        round_=wanted.round_,
        seconds=seconds,
        peak_mb=peak,
        placed_before=len(plan.pairings),
        placed=len(solution.pairings),
        fallen_confirmed=len(changes.fallen_confirmed()),
        placed_again=len(changes.placed_again()),
        standing=len(changes.standing()),
        untouched=len(changes.untouched()),
        confirmed_moved=len(changes.confirmed_moved()),
        wrong=wrongs(solved, solution),
    )


def explain(problem: Problem, wanted: argparse.Namespace) -> Explained:
    """The cheapest way out for everybody whom a plan leaves without a place."""
    from solver.cheapest import Search, search_beside

    plan = Solution.model_validate_json(wanted.plan.read_bytes())
    waiting = [one.application for one in plan.unplaced]

    def told(search: Search) -> float:
        began = perf_counter()
        ways = search.ways(waiting)
        explained.update(way.application for way in ways)
        return perf_counter() - began

    explained: set[str] = set()
    alone, with_others = (search_beside(problem, plan, others=others) for others in (0, 2))
    building, _ = told(alone), told(with_others)
    return Explained(
        round_=wanted.round_,
        unplaced=len(waiting),
        explained=len(explained),
        building_seconds=building,
        seconds=middle([told(alone) for _ in range(AGAIN)]),
        others_seconds=middle([told(with_others) for _ in range(AGAIN)]),
        peak_mb=peak_mb(),
    )


def start(problem: Problem, wanted: argparse.Namespace) -> Started:
    """How long somebody waits for a first plan where the solver is warm."""
    from solver.solve import solve  # OR-Tools

    warm_up()
    first: list[float] = []
    began = perf_counter()

    def hear(progress: Progress) -> None:
        if progress.placed is not None and not first:
            first.append(perf_counter() - began)

    solution = solve(problem, seed=1, time_limit=wanted.seconds, on_progress=hear)
    seconds = perf_counter() - began
    return Started(
        how="solver.solve, warm",
        first_seconds=first[0] if first else None,
        seconds=seconds,
        placed=len(solution.pairings),
    )


def peak_mb() -> int:
    """The most memory this process ever held; Linux says so without what was inherited from the parent."""
    status = Path("/proc/self/status")
    if status.exists():
        said = next(line for line in status.read_text().splitlines() if line.startswith("VmHWM:"))
        return int(said.split()[1]) // 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 2**20


JOBS: dict[str, Callable[[Problem, argparse.Namespace], Measured]] = {
    "plan": planned,
    "ceiling": ceiling,
    "repair": repair,
    "explain": explain,
    "start": start,
}

if __name__ == "__main__":
    main()
