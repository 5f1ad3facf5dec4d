"""Who may do what: the whole table of roles, actions and reaches."""

from dataclasses import replace
from uuid import UUID

import pytest

from domain.access.actors import Actor, Grant, Reach
from domain.access.policy import Action, can
from models.states import Role

ME, OTHER = UUID(int=1), UUID(int=2)
HOME, ELSEWHERE = UUID(int=10), UUID(int=11)
ROUND, ANOTHER = UUID(int=20), UUID(int=21)
HERE = Reach(HOME, ROUND, OTHER)
THERE = Reach(ELSEWHERE, ANOTHER, OTHER)
MAY = {
    Role.HR: {Action.STEER, Action.START_ROUNDS, Action.KEEP_ORGANISATION, Action.WORD_LETTERS},
    Role.COORDINATOR: {Action.STEER, Action.START_ROUNDS, Action.WORD_LETTERS},
    Role.ADMINISTRATOR: {
        Action.STEER,
        Action.START_ROUNDS,
        Action.OPERATE,
        Action.AUDIT,
        Action.APPOINT,
        Action.KEEP_ORGANISATION,
        Action.WORD_LETTERS,
    },
    Role.AUDITOR: {Action.AUDIT},
}


def actor(*grants: Grant) -> Actor:
    return Actor(ME, HOME, grants)


def allowed(who: Actor, on: Reach | None) -> set[Action]:
    return {each for each in Action if can(who, each, on).is_allowed}


@pytest.mark.parametrize("role", Role)
def test_a_role_held_everywhere_reaches_everything(role: Role) -> None:
    who = actor(Grant(role))

    assert [allowed(who, on) for on in (None, HERE, THERE)] == [MAY[role]] * 3


@pytest.mark.parametrize("role", Role)
def test_a_role_in_an_organisation_ends_at_its_border(role: Role) -> None:
    who = actor(Grant(role, organisation_id=HOME))

    assert allowed(who, HERE) == MAY[role]
    assert allowed(who, Reach(HOME)) == MAY[role]
    assert allowed(who, THERE) == set()
    assert allowed(who, None) == set()


@pytest.mark.parametrize("role", Role)
def test_a_role_in_a_round_ends_with_the_round(role: Role) -> None:
    who = actor(Grant(role, round_id=ROUND))

    assert allowed(who, HERE) == MAY[role]
    assert allowed(who, replace(HERE, round_id=ANOTHER)) == set()
    assert allowed(who, Reach(HOME)) == set()


def test_an_owner_steers_their_round_and_nothing_else() -> None:
    assert allowed(actor(), Reach(HOME, ROUND, ME)) == {Action.STEER}


def test_who_holds_nothing_may_nothing() -> None:
    assert [allowed(actor(), on) for on in (None, HERE, THERE)] == [set()] * 3


def test_a_decision_says_why_in_a_code() -> None:
    assert can(actor(Grant(Role.HR)), Action.STEER).reason == "hr"
    assert can(actor(), Action.AUDIT).reason == "no role for audit"
