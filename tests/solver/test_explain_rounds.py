"""Explanations of random rounds, against brute force."""

import random

import pytest

from solver import explain
from solver.explaining.answers import Answer
from solver.own import own_reach
from solver.own_plan import Reason, own_pairing
from solver.problem import Application, CommonDays, Free, Problem
from solver.solution import Pairing
from solver.solve import solve
from tests.solver.oracle import a_random_round, value
from tests.solver.plans import a_varied_round, left_out, parties_of, together
from tests.solver.widening import in_reach, least_points


@pytest.mark.parametrize("seed", range(60))
def test_what_own_answers_keep_away_is_what_comes_within_reach_without_them(seed: int) -> None:
    problem = a_varied_round(seed)

    for application in problem.applications:
        told = own_reach(problem, application.id)
        kept = {one.answer: (one.offers, one.alone) for one in told.kept_away}
        suits = within(problem, application, *Answer)
        assert told.in_reach == within(problem, application)
        for answer in Answer:
            others = [other for other in Answer if other != answer]
            away = suits - within(problem, application, *others)
            alone = within(problem, application, answer) - told.in_reach
            assert kept.get(answer, (0, 0)) == (away, alone)


def within(problem: Problem, application: Application, *lifted: Answer) -> int:
    """How many offers are within reach if these answers keep nothing away."""
    every = {
        language for offer in (*problem.host_offers, *problem.mentor_offers) for language in offer.languages
    }
    without: dict[Answer, dict[str, object]] = {
        Answer.MINUTES: {"max_minutes": None},
        Answer.COST: {"max_cost": None},
        Answer.LANGUAGES: {"languages": tuple(sorted(every))},
        Answer.EXCLUSIONS: {"excluded_organisations": (), "excluded_persons": ()},
        Answer.TIMES: {"free": Free(), "slots": None},
    }
    said = {name: value for answer in lifted for name, value in without[answer].items()}
    return in_reach(said_by(problem, application, **said), application)


def said_by(problem: Problem, application: Application, **said: object) -> Problem:
    """The round with other answers of one applicant."""
    rows = (one.model_copy(update=said if one.id == application.id else {}) for one in problem.applications)
    return problem.model_copy(update={"applications": tuple(rows)})


@pytest.mark.parametrize("seed", range(24))
def test_no_smaller_change_of_own_answers_brings_enough_within_reach(seed: int) -> None:
    problem = a_varied_round(seed)
    chance = random.Random(seed)
    application = chance.choice(problem.applications)
    at_least = chance.randint(1, 3)

    told = own_reach(problem, application.id, at_least=at_least)

    if told.smallest is None:
        assert told.in_reach >= at_least or least_points(problem, application, told.in_reach + 1) is None
    else:
        reached = told.in_reach + told.smallest.more
        enough = min(at_least, reached)
        assert in_reach(problem, application, told.smallest.changes) == reached
        assert sum(one.points for one in told.smallest.changes) == least_points(problem, application, enough)
        assert reached >= at_least or least_points(problem, application, reached + 1) is None


@pytest.mark.parametrize("seed", range(60))
def test_hr_reads_what_is_taken_where_nothing_more_goes(seed: int) -> None:
    problem, answer = left_out(seed)

    for application in dated(problem, {one.application for one in answer.unplaced}):
        told = explain.waiting(problem, answer, application).offers
        reach = {one.offer: one.rule for one in explain.reach(problem, application).offers}
        free = {one.offer for one in told if one.rule is None and not one.taken}
        assert all(reach[one.offer] in (None, one.rule) for one in told if one.whose is None)
        assert free == set(goes(problem, answer.pairings, application))


@pytest.mark.parametrize("seed", range(60))
def test_a_next_best_is_free_or_taken_and_gains_what_brute_force_says(seed: int) -> None:
    problem, answer = left_out(seed)

    for application in dated(problem, {one.application for one in answer.pairings}):
        told = explain.pairing(problem, answer, application, others=9)
        together_with = {member.id for member in party_of(problem, application)}
        rest = tuple(one for one in answer.pairings if one.application not in together_with)
        going = goes(problem, rest, application)
        before = value(problem, answer.pairings) or 0
        gained = {
            one.offer: before + sum(level.points for level in one.gains)
            for one in told.next_best
            if not one.taken
        }
        assert gained == {offer: best for offer, best in going.items() if offer in gained}
        assert not {one.offer for one in told.next_best if one.taken} & {*going}


@pytest.mark.parametrize("seed", range(30))
def test_nothing_that_is_free_beats_a_plan_that_is_proved_best(seed: int) -> None:
    problem = a_random_round(seed)
    answer = solve(problem)

    for pairing in answer.pairings:
        told = own_pairing(problem, answer, pairing.application, others=9)
        assert Reason.NOT_PROVED not in {reason for one in told.next_best for reason in one.reasons}


def dated(problem: Problem, applications: set[str]) -> list[str]:
    """Those of whom brute force knows all times."""
    if problem.date_mode == "pair":
        return []
    rows = (one for one in problem.applications if one.id in applications)
    return [one.id for one in rows if not isinstance(one.needs, CommonDays)]


def goes(problem: Problem, plan: tuple[Pairing, ...], application: str) -> dict[str, int]:
    """The offers that could serve somebody beside a plan, and what the plan is worth at best with each."""
    values: dict[str, int] = {}
    for choice in together(problem, party_of(problem, application)):
        worth = value(problem, (*plan, *choice)) if choice[0].second is None else None
        if worth is not None:
            values[choice[0].offer] = max(worth, values.get(choice[0].offer, worth))
    return values


def party_of(problem: Problem, application: str) -> tuple[Application, ...]:
    return next(one for one in parties_of(problem) if application in {member.id for member in one})
