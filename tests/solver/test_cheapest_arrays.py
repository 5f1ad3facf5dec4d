"""The search by arrays finds what going through every offer and time one by one finds."""

import random
from collections.abc import Iterator
from itertools import combinations

import pytest

from solver.beside.booked import in_the_way
from solver.beside.obstacles import changes_for
from solver.beside.room import room_in
from solver.beside.trial import Trial
from solver.changes import ChangeWeights
from solver.cheapest import search_beside
from solver.days import stays
from solver.placements import Placement, series
from solver.problem import Application, CommonDays, HostOffer, Lock, MentorOffer, Problem, Sessions, Stay
from solver.solution import Solution
from solver.view import View
from tests.solver.plans import left_out, parties_of
from tests.solver.tiny import WEEK, whole

WEIGHTS = ChangeWeights(minutes=3, own_days=170, offer_days=171, guests_per_day=400, most=650, lock=900)


@pytest.mark.parametrize("seed", range(160))
def test_every_offer_and_time_one_by_one_gives_the_same_ways_out(seed: int) -> None:
    problem, answer = left_out(seed)
    chance = random.Random(seed)
    problem = with_a_lock(problem, answer, chance) if chance.random() < 0.4 else problem
    unplaced = {one.application for one in answer.unplaced}

    search = search_beside(problem, answer, others=9, weights=WEIGHTS)

    for party in parties_of(problem):
        if party[0].id in unplaced:
            found = [(way.cost, way.offer) for way in search.ways([party[0].id])]
            assert found == sorted(one_by_one(problem, answer, party), key=lambda one: one[0])


def with_a_lock(problem: Problem, answer: Solution, chance: random.Random) -> Problem:
    """Somebody without a place was locked to one after the plan was made."""
    waiting = {one.application for one in answer.unplaced}
    guests = [one for one in problem.applications if one.id in waiting and one.kind == "shadowing"]
    if not guests:
        return problem
    days = chance.choice((None, whole(chance.choice(WEEK))))
    locked = Lock(
        application=chance.choice(guests).id, offer=chance.choice(problem.host_offers).id, days=days
    )
    return problem.model_copy(update={"locked": (locked,)})


def one_by_one(
    problem: Problem, answer: Solution, party: tuple[Application, ...]
) -> Iterator[tuple[int, str]]:
    """The least cost of every offer that is possible at all."""
    room = room_in(problem, answer)
    kind = MentorOffer if isinstance(party[0].needs, Sessions) else HostOffer
    for offer in room.view.offers:
        trials = (Trial(room, WEIGHTS, party, offer, time) for time in times(room.view, party[0]))
        costs = [sum(one.points for one in changes_for(trial)) for trial in trials if is_possible(trial)]
        if isinstance(offer, kind) and costs:
            yield min(costs), offer.id


def times(view: View, application: Application) -> Iterator[Placement]:
    window = view.window
    match application.needs:
        case Stay() as needs:
            yield from (Placement(halves=halves) for halves in stays(window, window.open, needs))
        case Sessions() as needs:
            for slot in view.slots:
                held = (series(slot, first, needs) for first in range(len(slot.dates)))
                yield from (Placement(slot=slot.id, sessions=dates) for dates in held if dates)
        case CommonDays(at_least=least):
            whole = [3 << 2 * day for day in range(len(window.dates)) if window.open >> 2 * day & 3 == 3]
            yield from (Placement(halves=sum(days)) for days in combinations(whole, least))


def is_possible(trial: Trial) -> bool:
    """Not at home, not with oneself, not without any language, and nobody is elsewhere."""
    offer, time = trial.offer, trial.planned
    home = any(offer.organisation == member.organisation for member in trial.party)
    oneself = any(offer.person == member.person for member in trial.party)
    if home or oneself or not offer.languages:
        return False
    people = [(member.person, False) for member in trial.party] + [(offer.person, True)]
    return not any(in_the_way(trial.room, person, offer.id, time, hosts=hosts) for person, hosts in people)
