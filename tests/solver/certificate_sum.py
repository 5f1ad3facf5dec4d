"""The bound that follows from prices, added up option by option, and the best plan by brute force.

The options are those of the brute-force oracle, which asks the checks; nothing is shared with the verifier.
"""

from collections import Counter, defaultdict
from collections.abc import Iterator
from itertools import product

from solver import check
from solver.certificate import Certificate, Price
from solver.checks.value import LEVELS
from solver.problem import Application, HostOffer, MentorOffer, Problem
from solver.solution import FitReasons, Journey, Pairing, Solution, Status
from solver.violation import Case, Served
from tests.solver import oracle
from tests.solver.certificates import level_of, rows

Row = tuple[str, str, object, object, object]  # kind, whose, day, slot, half
Option = tuple[Pairing, ...]


class Sum:
    """The bound of one problem for many certificates."""

    def __init__(self, problem: Problem) -> None:
        self.problem = problem
        self.level = level_of(problem)
        self.limits = {_key(row): limit for row, limit in rows(problem)}
        self.nothing = self.points(())
        self.parties = [self.options_of(party) for party in self.groups()]
        self.locked = {lock.application for lock in problem.locked}

    def points(self, plan: Option) -> int:
        """What a plan is worth but for balance and swaps."""
        alone = self.problem.model_copy(update={"swaps": ()})
        case = Case(alone, Solution.model_construct(pairings=plan))
        levels = {name: level(case) for name, level in LEVELS.items() if name != "balance"}
        return sum(points for name, points in levels.items() if self.level in ("total", name))

    def groups(self) -> list[tuple[Application, ...]]:
        """Companions, and everybody else alone."""
        by_id = {one.id: one for one in self.problem.applications}
        groups = [tuple(by_id.pop(one) for one in each.applications) for each in self.problem.companions]
        return [*groups, *((one,) for one in by_id.values())]

    def options_of(self, party: tuple[Application, ...]) -> list[tuple[Option, int, Counter[Row]]]:
        """What a party can have: with its points in 1/1024, and the units of each row that it uses."""
        own = [[one for one in pairings(self.problem, member) if self.keeps(one)] for member in party]
        same = [option for option in product(*own) if len({_when(one) for one in option}) == 1]
        return [(option, self.worth(option), self.units(option)) for option in same]

    def keeps(self, pairing: Pairing) -> bool:
        locks = [lock for lock in self.problem.locked if lock.application == pairing.application]
        answer = Solution.model_construct(pairings=(pairing,), value=0)
        alone = self.problem.model_copy(update={"locked": tuple(locks)})
        return not any(check.broken_locks(Case(alone, answer)))

    def worth(self, option: Option) -> int:
        return 1024 * (self.points(option) - self.nothing) + 512 * sum(map(self.swapped, option))

    def swapped(self, pairing: Pairing) -> int:
        """The weights of the swaps of which this is one side."""
        if self.level not in ("total", "fit"):
            return 0
        facts = Case(self.problem, Solution.model_construct(pairings=())).facts
        others = [
            other
            for swap in self.problem.swaps
            for one, other in (swap.applications, swap.applications[::-1])
            if one == pairing.application
        ]
        there = facts.offers[pairing.offer].organisation
        granted = sum(facts.applications[other].organisation == there for other in others)
        return granted * self.problem.objective.weights.swap

    def units(self, option: Option) -> Counter[Row]:
        units: Counter[Row] = Counter()
        for served in Case(self.problem, Solution.model_construct(pairings=option)).served:
            units.update(dict(_units(self.problem, served)))
        return units

    def bound(self, certificate: Certificate) -> int | None:
        """In whole points, rounded down."""
        prices = {_key(row): row.price for row in certificate.prices}
        total = 1024 * self.nothing + sum(self.limits[row] * abs(price) for row, price in prices.items())
        purses: dict[str, list[dict[int, int]]] = defaultdict(list)
        for party, options in zip(self.groups(), self.parties, strict=True):
            best = self.best(party, options, prices, certificate)
            homes = {one.organisation for one in party}
            if len(homes) == 1 and homes <= {*certificate.exact_budgets}:
                purses[homes.pop()].append(best)
            elif best:
                total += max(best.values())
            else:
                return None
        spent = [self.purse(home, bests, certificate) for home, bests in purses.items()]
        return None if None in spent else (total + sum(one or 0 for one in spent)) // 1024

    def best(
        self,
        party: tuple[Application, ...],
        options: list[tuple[Option, int, Counter[Row]]],
        prices: dict[Row, int],
        certificate: Certificate,
    ) -> dict[int, int]:
        """The most that is left of the worth of a party's options, by steps of money."""
        best = {} if self.locked & {one.id for one in party} else {0: 0}
        for option, worth, units in options:
            cost = sum(one.journey.cost for one in option) // certificate.money_step
            left = worth - sum(number * prices.get(row, 0) for row, number in units.items())
            best[cost] = max(left, best.get(cost, left))
        return best

    def purse(self, home: str, bests: list[dict[int, int]], certificate: Certificate) -> int | None:
        """The best choice within a budget, by trying all."""
        budget = next(one.travel_budget or 0 for one in self.problem.organisations if one.id == home)
        tried = product(*(best.items() for best in bests))
        sums = (tuple(map(sum, zip(*choice, strict=True))) for choice in tried)
        return max((worth for cost, worth in sums if cost <= budget // certificate.money_step), default=None)


def _key(row: Price) -> Row:
    return row.kind, row.whose, row.day, row.slot, row.half


def _when(pairing: Pairing) -> tuple[object, ...]:
    return pairing.offer, pairing.second, pairing.days, pairing.slot, pairing.sessions


def _units(problem: Problem, served: Served) -> Iterator[tuple[Row, int]]:
    """What one pairing uses; nobody is both away and host."""
    home, place = served.application.organisation, served.offer.organisation
    for offer, part in served.hosted:
        yield ("offer", offer.id, None, None, None), 1
        yield from ((("offer_time", offer.id, day, None, half), 1) for day, half in part)
    for start in served.pairing.sessions:
        yield ("offer_time", served.offer.id, start.date(), served.pairing.slot, None), 1
    for day, half in served.halves:
        yield ("organisation_time", place, day, None, half), 1
    for host in problem.host_offers:
        if host.person == served.application.person:
            cap = min(host.guests_per_day, host.most_stays)
            yield from ((("offer_time", host.id, day, None, half), cap) for day, half in served.halves)
    yield ("budget", home, None, None, None), served.pairing.journey.cost
    if served.application.kind == "shadowing":
        yield ("balance", home, None, None, None), 1
        yield ("balance", place, None, None, None), -1


def pairings(problem: Problem, application: Application) -> list[Pairing]:
    """Every pairing that breaks no rule by itself, also where the days are left to people."""
    if problem.date_mode != "pair" and application.needs.kind != "common_days":
        return oracle.pairings(problem, application)
    offers: tuple[HostOffer | MentorOffer, ...] = (*problem.host_offers, *problem.mentor_offers)
    facts = Case(problem, Solution.model_construct(pairings=())).facts
    drafts = (
        Pairing(application=application.id, offer=one.id, fit=0, reasons=FitReasons(), journey=Journey())
        for one in offers
    )
    return [found for draft in drafts if (found := oracle.judged(facts, draft)) is not None]


def optimum(problem: Problem) -> int | None:
    """The most that the first level of any plan is worth, by brute force."""
    choices: list[list[Pairing | None]] = [[None, *pairings(problem, one)] for one in problem.applications]
    level = level_of(problem)
    return max(
        (each for plan in oracle.plans(choices) for each in _value(problem, plan, level)), default=None
    )


def _value(problem: Problem, plan: Option, level: str) -> Iterator[int]:
    """The value of a plan that breaks no rule."""
    case = Case(
        problem, Solution.model_construct(status=Status.FEASIBLE, value=0, pairings=plan, unplaced=())
    )
    if not any(True for judge in check.PLAN_CHECKS for _ in judge(case)):
        yield sum(each(case) for name, each in LEVELS.items() if level in ("total", name))
