"""Random rounds with some of everything that can stand in the way, and random plans that leave people out."""

import random
from itertools import product

from solver.problem import Application, CommonDays, HostOffer, MentorOffer, Problem, Travel
from solver.solution import Pairing, Solution
from tests.solver.answers import right
from tests.solver.oracle import a_random_round, pairings, value

PEOPLE = ((), (), ("person 1", "person 2"))
PLACES = ((), (), ("turku",))
SLOTS = (None, None, ("after noon",), ())


def a_varied_round(seed: int) -> Problem:
    """Limits, exclusions and slots of all kinds, or shared trips; nothing is locked."""
    chance = random.Random(seed)
    shares = chance.random() < 0.3
    drawn = a_random_round(seed, shared_trips=shares).model_copy(update={"locked": ()})
    return drawn if shares else drawn.model_copy(update=_varied(drawn, chance))


def _varied(drawn: Problem, chance: random.Random) -> dict[str, object]:
    asking = tuple(_asking(one, chance) for one in drawn.applications)
    if not drawn.companions and chance.random() < 0.3:
        asking = tuple(_agreeing(one, chance) for one in asking)
    return {
        "date_mode": chance.choice(("fixed", "window", "pair")),
        "only_listed_fits": chance.random() < 0.2,
        "least_topic_percent": chance.choice((15, 60)),
        "travel": tuple(_travelling(way, chance) for way in drawn.travel),
        "applications": asking,
        "host_offers": tuple(_hosting(one, chance) for one in drawn.host_offers),
        "mentor_offers": tuple(_mentoring(one, chance) for one in drawn.mentor_offers),
    }


def _asking(one: Application, chance: random.Random) -> Application:
    slots = chance.choice(SLOTS) if one.kind == "mentoring" else None
    said = {
        "max_minutes": chance.choice((None, 100, 119)),
        "slots": slots,
        "excluded_persons": chance.choice(PEOPLE),
    }
    return one.model_copy(update=said)


def _travelling(way: Travel, chance: random.Random) -> Travel:
    said = {"minutes": chance.choice((90, 120, 150)), "cost": chance.choice((8_000, 10_000, 13_050))}
    return way.model_copy(update=said)


def _agreeing(one: Application, chance: random.Random) -> Application:
    if one.kind == "mentoring":
        return one
    return one.model_copy(update={"needs": CommonDays(at_least=chance.randint(1, 3))})


def _hosting(one: HostOffer, chance: random.Random) -> HostOffer:
    said = {
        "languages": chance.choice((one.languages, one.languages, ())),
        "excluded_organisations": chance.choice(PLACES),
        "excluded_persons": chance.choice(PEOPLE),
    }
    return one.model_copy(update=said)


def _mentoring(one: MentorOffer, chance: random.Random) -> MentorOffer:
    said = {
        "slots": chance.choice(SLOTS),
        "excluded_organisations": chance.choice(PLACES),
        "most_mentees": 2,
    }
    return one.model_copy(update=said)


def a_plan(problem: Problem, chance: random.Random) -> tuple[Pairing, ...]:
    """Some of the pairings that go together, drawn one after the other."""
    plan: tuple[Pairing, ...] = ()
    parties = parties_of(problem)
    for party in chance.sample(parties, len(parties)):
        choices = together(problem, party)
        shared = [choice for choice in choices if choice[0].second]
        for choice in [*shared[:1], *chance.sample(choices, min(2, len(choices)))]:
            if value(problem, (*plan, *choice)) is not None:
                plan = (*plan, *choice)
                break
    return plan


def parties_of(problem: Problem) -> list[tuple[Application, ...]]:
    """Companions together, everybody else alone."""
    applications = {one.id: one for one in problem.applications}
    groups = [tuple(applications.pop(one) for one in group.applications) for group in problem.companions]
    return [*groups, *((one,) for one in applications.values())]


def together(problem: Problem, party: tuple[Application, ...]) -> list[tuple[Pairing, ...]]:
    """Every way to serve a party: the same host at the same time."""
    every = product(*(pairings(problem, one) for one in party))
    return [choice for choice in every if len({_place(one) for one in choice}) == 1]


def _place(one: Pairing) -> tuple[object, ...]:
    return one.offer, one.days, one.second, one.slot, one.sessions


def left_out(seed: int) -> tuple[Problem, Solution]:
    """A random round with a random plan, as an answer that is right in all else."""
    problem = a_varied_round(seed)
    return problem, right(problem, *a_plan(problem, random.Random(seed)))
