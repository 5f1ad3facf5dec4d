"""A round in which hosts leave after most exchanges were confirmed, and what a repair did to it."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from random import Random

from solver.effort import Effort
from solver.problem import Previous, Problem
from solver.repair import repair
from solver.solution import Pairing, Solution

LEAVING, CONFIRMED = 0.05, 0.6
STEPS = 50_000


def broken(problem: Problem, plan: Solution, *, seed: int) -> Problem:
    """Five in a hundred hosts leave; six in ten pairings were confirmed."""
    chance = Random(seed)
    hosts = [host.id for host in problem.host_offers]
    gone = {*chance.sample(hosts, max(1, round(LEAVING * len(hosts))))}
    return problem.model_copy(
        update={
            "host_offers": tuple(host for host in problem.host_offers if host.id not in gone),
            "applications": tuple(
                one.model_copy(update={"wishes": tuple(w for w in one.wishes if w.offer not in gone)})
                for one in problem.applications
            ),
            "previous": tuple(
                _before(pairing, confirmed=chance.random() < CONFIRMED) for pairing in plan.pairings
            ),
        }
    )


def _before(pairing: Pairing, *, confirmed: bool) -> Previous:
    return Previous(
        application=pairing.application,
        offer=pairing.offer,
        second=pairing.second.offer if pairing.second else None,
        confirmed=confirmed,
        days=pairing.days,
        slot=pairing.slot,
        first=pairing.sessions[0].date() if pairing.sessions else None,
    )


def repaired(problem: Problem, *, seed: int, seconds: float) -> tuple[Problem, Solution]:
    """The problem that the repair solved, and its answer; in few steps, since somebody waits for it."""
    done = repair(problem, Effort(seed=seed, time_limit=seconds, iterations=STEPS))
    return done.solved, done.solution


@dataclass(frozen=True)
class Changes:
    """The pairings before, sorted by what became of them."""

    problem: Problem
    now: Mapping[str, Pairing]

    def fallen_confirmed(self) -> list[Previous]:
        """Those whose host left."""
        return [one for one in self.problem.previous if one.confirmed and not self._stands(one)]

    def placed_again(self) -> list[Previous]:
        return [one for one in self.fallen_confirmed() if one.application in self.now]

    def standing(self) -> list[Previous]:
        """Those whose host is still there."""
        return [one for one in self.problem.previous if self._stands(one)]

    def untouched(self) -> list[Previous]:
        return [one for one in self.standing() if self._is_kept(one)]

    def confirmed_moved(self) -> list[Previous]:
        return [one for one in self.standing() if one.confirmed and not self._is_kept(one)]

    def _stands(self, before: Previous) -> bool:
        return before.offer in self._offers

    @cached_property
    def _offers(self) -> frozenset[str]:
        offers = (*self.problem.host_offers, *self.problem.mentor_offers)
        return frozenset(offer.id for offer in offers)

    def _is_kept(self, before: Previous) -> bool:
        now = self.now.get(before.application)
        return now is not None and _before(now, confirmed=before.confirmed) == before
