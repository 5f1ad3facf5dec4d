"""What the way to every organisation asks of one applicant."""

from dataclasses import dataclass
from functools import cached_property

import numpy as np
import numpy.typing as npt

from solver.problem import Application, Problem, Stay

Ints = npt.NDArray[np.int64]


@dataclass(frozen=True)
class Journeys:
    """To each place: minutes one way, the whole cost, the grams of CO2, and the points of all three."""

    minutes: Ints
    cost: Ints
    co2: Ints
    points: Ints


@dataclass(frozen=True)
class Roads:
    """The table of travel as matrices; rows are origins. A way that is not listed takes nothing."""

    problem: Problem

    @cached_property
    def number(self) -> dict[str, int]:
        """The row of each organisation."""
        return {one.id: number for number, one in enumerate(self.problem.organisations)}

    @cached_property
    def _ways(self) -> tuple[Ints, Ints, Ints]:
        minutes, cost, co2 = (np.zeros((len(self.number),) * 2, dtype=np.int64) for _ in range(3))
        origins = [self.number[way.origin] for way in self.problem.travel]
        there = [self.number[way.destination] for way in self.problem.travel]
        minutes[origins, there] = [way.minutes for way in self.problem.travel]
        cost[origins, there] = [way.cost for way in self.problem.travel]
        co2[origins, there] = [way.co2 for way in self.problem.travel]
        return minutes, cost + cost.T, co2 + co2.T

    def of(self, application: Application) -> Journeys:
        """Every trip there and back, with days and nights; sessions have one trip each."""
        rates, needs = self.problem.rates, application.needs
        minutes, cost, co2 = (way[self.number[application.organisation]] for way in self._ways)
        if isinstance(needs, Stay):
            trips, days = len(needs.blocks), sum(-(-block // 2) for block in needs.blocks)
            nights = np.where(minutes > rates.night_beyond_minutes, rates.night * (days - trips), 0)
            cost = trips * cost + days * rates.day + nights
        else:
            trips = getattr(needs, "count", 0)
            cost = trips * cost
        return Journeys(minutes, cost, trips * co2, self._points(minutes, cost, trips * co2))

    def _points(self, minutes: Ints, cost: Ints, co2: Ints) -> Ints:
        """Minutes, started euros and started kilograms, as a loss."""
        weights = self.problem.objective.weights
        unit = 100 if self.problem.money_unit == "cent" else 1
        return -(weights.minutes * minutes + weights.cost * -(-cost // unit) + weights.co2 * -(-co2 // 1000))
