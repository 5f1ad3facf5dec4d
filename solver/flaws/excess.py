"""What is too much for any engine: dates too far, too many days or ways, sums that are not exact."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from datetime import date, timedelta
from functools import cache
from itertools import accumulate

from solver.flaw import Flaw
from solver.problem import CommonDays, Problem, Sessions, Stay

FIRST, LAST = date(1900, 1, 1), date(2999, 12, 31)
MOST_DAYS = 1_000
MOST_WEEKS = 520
MOST_BLOCKS = 20
MOST_WAYS = 100_000  # ways to hold the blocks of one stay, whoever is free
MOST_POINTS = 2**53  # engines pass bounds as floating-point numbers, which beyond it are not exact


def far_dates(problem: Problem) -> Iterator[Flaw]:
    """Dates are of our times, so that weeks can be counted from them."""
    calendars = [("days", tuple(day.date for day in problem.days))]
    calendars += [(f"slots.{number}.dates", slot.dates) for number, slot in enumerate(problem.slots)]
    for path, dates in calendars:
        if any(not FIRST <= day <= LAST for day in dates):
            yield Flaw(path, "a date is too far from today", f"dates from {FIRST} to {LAST}")


def needs_of_years(problem: Problem) -> Iterator[Flaw]:
    """Nobody needs more than a window can have."""
    for number, one in enumerate(problem.applications):
        for name, needed, most in _needed(one.needs):
            if needed > most:
                yield Flaw(f"applications.{number}.needs.{name}", f"{needed} is too much", f"at most {most}")


def _needed(needs: Stay | Sessions | CommonDays) -> tuple[tuple[str, int, int], ...]:
    match needs:
        case Stay(blocks=blocks):
            return (("blocks", len(blocks), MOST_BLOCKS), ("blocks", max(blocks), 2 * MOST_DAYS))
        case Sessions(count=count, every_weeks=weeks):
            return (("count", count, MOST_DAYS), ("every_weeks", weeks, MOST_WEEKS))
        case CommonDays(at_least=least):
            return (("at_least", least, MOST_DAYS),)


def too_many_days(problem: Problem) -> Iterator[Flaw]:
    """The window is not longer than a few years."""
    if len(problem.days) > MOST_DAYS:
        yield Flaw("days", f"{len(problem.days)} days", f"at most {MOST_DAYS}")


def too_many_ways(problem: Problem) -> Iterator[Flaw]:
    """A stay of several blocks does not leave millions of ways to hold them."""
    dates = sorted(day.date for day in problem.days[:MOST_DAYS])

    @cache
    def count(needs: Stay) -> int:
        return _ways(dates, needs)

    for number, one in enumerate(problem.applications):
        if isinstance(one.needs, Stay) and count(one.needs) > MOST_WAYS:
            wrong = f"more than {MOST_WAYS} ways to hold the blocks"
            path = f"applications.{number}.needs.blocks"
            yield Flaw(path, wrong, "fewer blocks, or a smaller apart_most")


def _ways(dates: list[date], needs: Stay) -> int:
    """About how many: as if each block took a day, which may have two halves to begin in."""
    if sum(needs.blocks) > 2 * len(dates) or len(needs.blocks) > MOST_BLOCKS:
        return 0
    ways = [1] * len(dates)  # by the day of the last block so far
    for block in needs.blocks[1:]:
        until = [0, *accumulate(ways)]
        ways = [(1 + block % 2) * _before(dates, until, needs, day) for day in dates]
    return sum(ways)


def _before(dates: list[date], until: list[int], needs: Stay, day: date) -> int:
    """How many ways end so long before a day; `until` holds the sums of ways over the first days."""
    earliest = bisect_left(dates, day - timedelta(days=min(needs.apart_most, MOST_WEEKS * 7)))
    latest = bisect_right(dates, day - timedelta(days=min(needs.apart_least, MOST_WEEKS * 7)))
    return max(0, until[latest] - until[earliest])


def too_large_sums(problem: Problem) -> Iterator[Flaw]:
    """No plan is worth, or costs, more points than are counted exactly."""
    most = _placed(problem) + _travelled(problem) + _changed(problem)
    if most > MOST_POINTS:
        right = f"smaller weights, so that no plan exceeds {MOST_POINTS}"
        yield Flaw("objective", f"a plan may be worth {most} points", right)


def _placed(problem: Problem) -> int:
    """Priorities, fits, swaps and balance."""
    weights, people = problem.objective.weights, len(problem.applications)
    priorities = weights.priority * sum(one.priority for one in problem.applications)
    fits = people * (100 * weights.fit + 40 * weights.shortfall)
    return priorities + fits + len(problem.swaps) * weights.swap + 2 * people * weights.balance


def _travelled(problem: Problem) -> int:
    """Everybody on the longest way as often as anybody can go."""
    weights, rates = problem.objective.weights, problem.rates
    trips = max(len(problem.days), *(len(slot.dates) for slot in problem.slots), 1)
    there = max((way.minutes for way in problem.travel), default=0)
    cost = 2 * trips * max((way.cost for way in problem.travel), default=0) + trips * (
        rates.day + rates.night
    )
    co2 = 2 * trips * max((way.co2 for way in problem.travel), default=0)
    euros, kilograms = cost // (100 if problem.money_unit == "cent" else 1) + 1, co2 // 1000 + 1
    each = weights.minutes * there + weights.cost * euros + weights.co2 * kilograms
    return len(problem.applications) * each


def _changed(problem: Problem) -> int:
    """Every previous pairing at its highest price."""
    costs = problem.objective.change_costs
    dearest = max(costs.lost, costs.offer, costs.day + costs.farthest)
    times = sum(costs.confirmed_times if one.confirmed else 1 for one in problem.previous)
    return problem.objective.weights.stability * times * dearest
