"""Who waited in vain to the end of the last round comes first in the next."""

from datetime import timedelta

import pytest
from sqlalchemy.orm import Session

from domain import priorities
from models.applications import Application
from models.people import Person
from models.rounds import Round
from models.states import ApplicationState, Kind, RoundState
from tests.builders import OPENS, a_host_offer, a_person, a_round, an_application
from tests.domain.solved import asks, problem_of, solved

HALF_A_YEAR = timedelta(days=182)


def an_earlier_round(db: Session, *, ago: int = 1, **said: object) -> Round:
    opened = OPENS - ago * HALF_A_YEAR
    ended = opened + timedelta(days=150)
    usual: dict[str, object] = {"state": RoundState.ENDED, "opens_at": opened, "ended_at": ended}
    return a_round(db, owner=None, **usual | said)


def who_was(db: Session, state: ApplicationState, *, then: Round, **said: object) -> Person:
    person = a_person(db, organisation=None, **said)
    an_application(db, to=then, person=person, state=state)
    return person


def priority(db: Session, round_: Round, application: Application) -> int:
    return asks(problem_of(db, round_), application.id).priority


def test_who_was_on_the_waiting_list_at_the_end_has_the_bonus_of_the_round(lite: Session) -> None:
    person = who_was(lite, ApplicationState.WAITING, then=an_earlier_round(lite))
    round_ = a_round(lite, state=RoundState.CLOSED, waiting_bonus=4)
    application = an_application(lite, to=round_, person=person, priority=1)

    assert priority(lite, round_, application) == 10 + 1 + 4


@pytest.mark.parametrize("state", [ApplicationState.PLACED, ApplicationState.WITHDRAWN])
def test_who_had_a_place_or_left_has_none(lite: Session, state: ApplicationState) -> None:
    person = who_was(lite, state, then=an_earlier_round(lite))
    round_ = a_round(lite, state=RoundState.CLOSED)

    assert priority(lite, round_, an_application(lite, to=round_, person=person)) == 10


def test_only_the_last_round_counts(lite: Session) -> None:
    person = who_was(lite, ApplicationState.WAITING, then=an_earlier_round(lite, ago=2))
    an_application(lite, to=an_earlier_round(lite), person=person, state=ApplicationState.PLACED)
    round_ = a_round(lite, state=RoundState.CLOSED)

    assert priorities.bonuses(lite, round_) == {}


def test_a_round_that_still_runs_and_another_kind_do_not_count(lite: Session) -> None:
    running = an_earlier_round(lite, state=RoundState.RUNNING, ended_at=None)
    waits = who_was(lite, ApplicationState.WAITING, then=running)
    mentored = a_person(lite)
    an_application(
        lite,
        to=an_earlier_round(lite),
        person=mentored,
        kind=Kind.MENTORING,
        state=ApplicationState.WAITING,
    )
    round_ = a_round(lite, state=RoundState.CLOSED)

    found = [an_application(lite, to=round_, person=each) for each in (waits, mentored)]

    assert [priority(lite, round_, each) for each in found] == [10, 10]


def test_of_two_alike_the_one_who_waited_gets_the_only_place(lite: Session) -> None:
    person = who_was(lite, ApplicationState.WAITING, then=an_earlier_round(lite), email="z@example.org")
    round_ = a_round(lite, state=RoundState.CLOSED)
    a_host_offer(lite, to=round_, most=1)
    waited = an_application(lite, to=round_, person=person)
    an_application(lite, to=round_, person=a_person(lite, email="a@example.org"))

    (pairing,) = solved(problem_of(lite, round_)).pairings

    assert pairing.application == str(waited.id)
