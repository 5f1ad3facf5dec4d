"""Repairs of random tiny rounds, judged by the checks and by brute force."""

from functools import cache
from math import prod

import pytest

from solver.bill import Account, Bill
from solver.check import check
from solver.damage import Damage, Repaired
from solver.effort import ALL_IT_TAKES
from solver.frontier import repairs
from solver.locks import with_locks
from solver.problem import Problem
from solver.repair import repair
from solver.solution import Solution, Status
from tests.solver.broken import MANY, a_broken_round, is_possible
from tests.solver.oracle import choices_of, plans, value

SEEDS = 25
PEOPLE = ("kept", "moved_day", "moved_offer", "lost", "gained", "confirmed_touched", "confirmed_again")


def rounds(batch: int) -> list[tuple[int, Problem]]:
    drawn = ((seed, a_broken_round(seed)) for seed in range(batch * SEEDS, batch * SEEDS + SEEDS))
    return [(seed, problem) for seed, problem in drawn if problem is not None]


@cache
def found(seed: int) -> tuple[Repaired, ...]:
    problem = a_broken_round(seed)
    return () if problem is None else repairs(problem)


def bill_of(answer: Repaired) -> Bill:
    assert answer.bill is not None
    return answer.bill


@pytest.mark.parametrize("batch", range(4))
def test_every_repair_is_right_and_touches_the_confirmed_only_if_forced_and_then_says_why(batch: int) -> None:
    for seed, problem in rounds(batch):
        damage = Damage(problem, ALL_IT_TAKES)
        confirmed = tuple(one.lock for one in damage.stood if one.known.confirmed)
        all_can_stay = is_possible(with_locks(problem, confirmed))

        for answer in found(seed):
            touched = bill_of(answer).confirmed_touched
            named = {lock.application for clash in answer.clashes for lock in clash.locks}

            assert check(answer.solved, answer.solution) == [], seed
            assert all_can_stay in (None, not touched), seed
            assert {*touched} <= named, seed


@pytest.mark.parametrize("batch", range(4))
def test_no_plan_keeps_more_of_the_confirmed_or_changes_less(batch: int) -> None:
    judged = 0
    for seed, problem in rounds(batch):
        choices = choices_of(problem)
        if prod(len(one) for one in choices) > MANY:
            continue
        answer = repair(problem)

        bills = [bill for bill in all_bills(problem, answer) if bill.confirmed_touched == ()]

        mine = bill_of(answer)
        if bills:
            assert mine.confirmed_touched == (), seed
            again = len(mine.confirmed_again)
            alike = [bill.change for bill in bills if len(bill.confirmed_again) >= again]
            assert mine.change == min(alike), seed
        judged += 1
    assert judged >= 8


def all_bills(problem: Problem, answer: Repaired) -> list[Bill]:
    """The bill of every plan that is possible at all."""
    damage = Damage(problem, ALL_IT_TAKES)
    possible = (plan for plan in plans(choices_of(problem)) if value(problem, plan) is not None)
    return [
        Account(problem, damage.stood, damage.fallen, as_solution(answer.solution, plan)).bill
        for plan in possible
    ]


def as_solution(like: Solution, plan: tuple[object, ...]) -> Solution:
    return like.model_copy(update={"pairings": plan, "unplaced": ()})


@pytest.mark.parametrize("batch", range(4))
def test_where_nobody_else_moves_all_who_can_stand_together_do(batch: int) -> None:
    for seed, problem in rounds(batch):
        answer = Damage(problem, ALL_IT_TAKES).nobody_else()

        bill = bill_of(answer)
        if not answer.clashes:
            assert bill.change == 0, seed
        assert len(bill.kept) >= len(bill_of(repair(problem)).kept), seed


@pytest.mark.parametrize("batch", range(4))
def test_no_repair_outdoes_another_and_least_change_comes_first(batch: int) -> None:
    for seed, problem in rounds(batch):
        found = repairs(problem)

        merits = [(-bill.change, bill.worth.after, len(bill.confirmed_again)) for bill in map(bill_of, found)]
        for one in merits:
            outdone = [other for other in merits if all(a >= b for a, b in zip(other, one, strict=True))]
            assert outdone == [one], seed
        assert [-change for change, _, _ in merits] == sorted(-change for change, _, _ in merits), seed


def test_random_rounds_break_in_every_way() -> None:
    answers = [repair(problem) for _, problem in rounds(0) + rounds(1) + rounds(2) + rounds(3)]

    bills = [bill_of(answer) for answer in answers]
    assert {answer.solution.status for answer in answers} == {Status.OPTIMAL}
    for name in (
        "kept",
        "moved_day",
        "moved_offer",
        "lost",
        "gained",
        "confirmed_touched",
        "confirmed_again",
    ):
        assert any(getattr(bill, name) for bill in bills), name
    assert any(answer.clashes for answer in answers)
