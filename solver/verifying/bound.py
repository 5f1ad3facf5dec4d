"""The Lagrangian bound of a certificate: what the limits cost, and what every party gains at best."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field

from solver.certificate import SCALE, Price
from solver.problem import Application, CommonDays, Sessions, Stay
from solver.verifying.budgets import Choices, choices, effort, most_worth
from solver.verifying.ledger import Ledger, Party
from solver.verifying.parties import Options, options, parties
from solver.verifying.points import constant
from solver.verifying.rows import at_a_time
from solver.verifying.times import Timetables
from solver.violation import Violation

LARGEST = 2**60  # sums stay below the price of what cannot be
MOST_STEPS = 2 * 10**10  # additions that are still a matter of a minute


@dataclass
class Gains:
    """What parties gain at best: each by itself, or out of one budget together."""

    alone: list[int | None] = field(default_factory=list)  # None: locked, and without any option
    purses: dict[str, list[Choices]] = field(default_factory=lambda: defaultdict(list))


def gains(ledger: Ledger) -> Gains:
    """The gains of all parties."""
    gained, timetables = Gains(), Timetables(ledger)
    for party in parties(ledger):
        found = options(timetables, party)
        home = _purse(ledger, party)
        if home is None:
            gained.alone.append(_best(found))
        else:
            gained.purses[home].append(choices(found, ledger.certificate.money_step))
    return gained


def _purse(ledger: Ledger, party: Party) -> str | None:
    """The organisation out of whose exact budget all of a party travel."""
    homes = {one.organisation for one in party}
    return homes.pop() if len(homes) == 1 and homes <= {*ledger.certificate.exact_budgets} else None


def _best(found: Options) -> int | None:
    if found.locked:
        return int(found.worth.max()) if found.worth.size else None
    return int(found.worth.max(initial=0))


def too_fine(ledger: Ledger, gained: Gains) -> Iterator[Violation]:
    """A money step so small that the budgets could not be recomputed in a reasonable time."""
    steps = sum(effort(each, _steps(ledger, home)) for home, each in gained.purses.items())
    if steps > MOST_STEPS:
        yield Violation("money_step", f"{ledger.certificate.money_step} takes {steps} additions")


def bound(ledger: Ledger, gained: Gains) -> int | None:
    """What no plan exceeds, in points rounded down; None if the locks leave no plan."""
    chosen = [most_worth(each, _steps(ledger, home)) for home, each in gained.purses.items()]
    found = [each for each in (*gained.alone, *chosen) if each is not None]
    if len(found) < len(gained.alone) + len(chosen):
        return None
    limits = sum(_limit(ledger, row) * abs(row.price) for row in ledger.certificate.prices)
    return (constant(ledger) + limits + sum(found)) // SCALE


def _steps(ledger: Ledger, home: str) -> int:
    return (ledger.rows.organisations[home].travel_budget or 0) // ledger.certificate.money_step


def _limit(ledger: Ledger, row: Price) -> int:
    return ledger.rows.limit(row) or 0


def too_large(ledger: Ledger) -> Iterator[Violation]:
    """Weights or prices whose sums might not fit into 64 bits."""
    everybody = ledger.problem.applications
    dearest = max((_dearest(ledger, one) for one in everybody), default=0)
    prices = sum(abs(row.price) * _units(ledger, row, dearest) for row in ledger.certificate.prices)
    points = sum(_points(ledger, one) for one in everybody)
    largest = SCALE * points + len(everybody) * (prices + dearest)
    if largest >= LARGEST:
        yield Violation("too_large", f"sums may reach {largest}, more than {LARGEST}")


def _units(ledger: Ledger, row: Price, dearest: int) -> int:
    """The most units of a row that one application can use."""
    if row.kind == "budget":
        return dearest
    return at_a_time(ledger.rows.offers[row.whose]) if row.kind == "offer_time" else 2


def _points(ledger: Ledger, application: Application) -> int:
    """More than one application can add to the value or take from it."""
    weights, costs = ledger.problem.objective.weights, ledger.problem.objective.change_costs
    return (
        weights.priority * application.priority
        + 100 * weights.fit
        + 40 * weights.shortfall
        + weights.swap * len(ledger.partners.get(application.id, ()))
        + weights.minutes * ledger.roads.most_minutes
        + weights.cost * (1 + _dearest(ledger, application))
        + weights.co2 * (1 + _trips(application)[0] * ledger.roads.most_co2)
        + weights.stability * costs.confirmed_times * (costs.lost + costs.offer + costs.day + costs.farthest)
    )


def _dearest(ledger: Ledger, application: Application) -> int:
    """At least what the dearest journey costs."""
    (trips, days), rates = _trips(application), ledger.problem.rates
    return trips * ledger.roads.most_cost + days * (rates.day + rates.night)


def _trips(application: Application) -> tuple[int, int]:
    match application.needs:
        case Stay(blocks=blocks):
            return len(blocks), sum(blocks)
        case Sessions(count=count):
            return count, 0
        case CommonDays(at_least=least):
            return 1, least
