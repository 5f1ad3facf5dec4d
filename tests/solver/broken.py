"""Random tiny rounds with locks that may clash, and rounds that are broken after they were solved."""

import random
from math import prod

from solver.problem import Free, Lock, Previous, Problem
from solver.solution import Pairing, Solution, Status
from solver.solve import solve
from tests.solver.oracle import a_random_round, best, choices_of
from tests.solver.tiny import WEEK

MANY = 3_000  # plans of a round that brute force is spared


def is_possible(problem: Problem) -> bool | None:
    """Whether brute force finds a plan; none if there are too many to look at."""
    choices = choices_of(problem)
    if prod(len(one) for one in choices) > MANY:
        return None
    return best(problem, choices) is not None


def a_locked_round(seed: int) -> Problem:
    """A random round where most people are locked to somebody who would take them, some to the day."""
    chance = random.Random(seed)
    problem = a_random_round(seed)
    locked = []
    for choices in choices_of(problem):
        pairings = [one for one in choices if one is not None]
        if pairings and chance.random() < 0.85:
            locked.append(lock_on(chance.choice(pairings), with_time=chance.random() < 0.6))
    return problem.model_copy(update={"locked": tuple(locked)})


def lock_on(pairing: Pairing, *, with_time: bool = True) -> Lock:
    """The lock that keeps a pairing."""
    if not with_time:
        return Lock(application=pairing.application, offer=pairing.offer)
    return Lock(
        application=pairing.application,
        offer=pairing.offer,
        days=pairing.days or None,
        slot=pairing.slot,
        first=pairing.sessions[0].date() if pairing.sessions else None,
    )


def as_before(pairing: Pairing, *, confirmed: bool) -> Previous:
    """A pairing of the plan before."""
    lock = lock_on(pairing)
    return Previous(
        application=lock.application,
        offer=lock.offer,
        second=pairing.second.offer if pairing.second else None,
        confirmed=confirmed,
        days=lock.days or (),
        slot=lock.slot,
        first=lock.first,
    )


def a_broken_round(seed: int) -> Problem | None:
    """A random round that was solved, and then a host left or places, money or days became fewer."""
    chance = random.Random(seed)
    problem = a_random_round(seed).model_copy(update={"locked": ()})
    solution = solve(problem)
    if solution.status != Status.OPTIMAL:
        return None
    problem = with_previous(problem, solution, chance)
    breaks = (without_a_host, with_fewer_stays, with_less_money, with_fewer_guests, with_fewer_days)
    return chance.choice(breaks)(problem, chance)


def with_previous(problem: Problem, solution: Solution, chance: random.Random) -> Problem:
    """The plan becomes the one before; half of it is confirmed."""
    previous = tuple(as_before(one, confirmed=chance.random() < 0.5) for one in solution.pairings)
    return problem.model_copy(update={"previous": previous})


def without_a_host(problem: Problem, chance: random.Random) -> Problem:
    gone = chance.choice(problem.host_offers).id
    return problem.model_copy(
        update={
            "host_offers": tuple(one for one in problem.host_offers if one.id != gone),
            "forbidden": tuple(one for one in problem.forbidden if one.offer != gone),
        }
    )


def with_fewer_stays(problem: Problem, chance: random.Random) -> Problem:
    fewer = {"most_stays": 1, "least_stays": 0}
    hosts = tuple(one.model_copy(update=fewer) for one in problem.host_offers)
    return problem.model_copy(update={"host_offers": hosts})


def with_less_money(problem: Problem, chance: random.Random) -> Problem:
    less = {"travel_budget": 20_000}
    places = tuple(one.model_copy(update=less) for one in problem.organisations)
    return problem.model_copy(update={"organisations": places})


def with_fewer_guests(problem: Problem, chance: random.Random) -> Problem:
    fewer = {"guests_per_day": 1, "closed": (WEEK[1],)}
    places = tuple(one.model_copy(update=fewer) for one in problem.organisations)
    return problem.model_copy(update={"organisations": places})


def with_fewer_days(problem: Problem, chance: random.Random) -> Problem:
    free = Free(days=tuple(sorted(chance.sample(WEEK, 3))))
    hosts = tuple(one.model_copy(update={"free": free}) for one in problem.host_offers)
    return problem.model_copy(update={"host_offers": hosts})
