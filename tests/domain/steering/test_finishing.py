"""A round is finished early, and does not end by itself while somebody could still get a place."""

from datetime import date, timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from domain import offers, round_life
from domain.refusals import Conflict
from domain.steering import finishing, hopes
from domain.working_days import subtract_working_days
from models import streams
from models.applications import Application
from models.messages import Outcome, Standing
from models.rounds import Round
from models.states import (
    ApplicationState,
    EndorsementState,
    ExchangeState,
    Kind,
    Reason,
    RoundState,
    ScheduleState,
)
from models.timeline import EVENING, moment
from tests.builders import LAST_DAY, a_host_offer, a_person, a_schedule, an_application, an_endorsement
from tests.builders_of_exchanges import an_exchange
from tests.domain.lived import LATER, a_placed_application, facts, loaded, told
from tests.domain.steering.steered import a_round_of_helmi, aino_to_onni, everybody_was_told, helmi_of

TOO_LATE = moment(subtract_working_days(LAST_DAY, 6), EVENING)


def finish(db: Session, round_: Round, *, releases: bool = False) -> None:
    finishing.finish(
        db, round_, releases=releases, why="Resurssit loppuivat", by=helmi_of(db, round_), now=LATER
    )


def somebody_waits(db: Session, round_: Round, **said: object) -> None:
    bertta = a_person(db, name="Bertta Keksitty")
    an_application(db, to=round_, person=bertta, **{"state": ApplicationState.WAITING} | said)


def watch(db: Session, round_: Round) -> Standing:
    return round_life.watch(db, round_, heard=1, now=LATER)


def test_what_runs_goes_on_and_nothing_is_repaired_any_more(lite: Session) -> None:
    round_ = a_round_of_helmi(lite)
    exchange = aino_to_onni(lite, round_, is_confirmed=True)
    exchange.state, exchange.broken_at = ExchangeState.BROKEN, LATER - timedelta(days=7)
    lite.flush()
    draft = a_schedule(lite, of=round_, is_repair=True)

    finish(lite, round_)
    finish(lite, round_)

    assert watch(lite, round_) == Standing(waiting_for="exchanges")
    assert draft.state is ScheduleState.SUPERSEDED
    assert facts(lite, streams.of_round(round_.id)) == ["round_finished"]


@pytest.mark.parametrize("state", [ApplicationState.WAITING, ApplicationState.SUBMITTED])
def test_those_who_wait_are_told_and_hr_gets_the_figures_once(lite: Session, state: ApplicationState) -> None:
    round_ = a_round_of_helmi(lite)
    somebody_waits(lite, round_, state=state)

    finish(lite, round_)

    round_life.close(lite, round_, now=LATER + timedelta(days=1))
    lane = streams.of_round(round_.id)
    assert told(lite, lane) == [("no_more_places", "Bertta"), ("round_summary", "Helmi")]
    assert lite.scalars(select(Application.state)).all() == [ApplicationState.WAITING]


def test_by_choice_what_has_not_taken_place_is_released_and_the_round_ends(lite: Session) -> None:
    round_ = a_round_of_helmi(lite)
    exchange = aino_to_onni(lite, round_, is_confirmed=True)

    finish(lite, round_, releases=True)

    assert loaded(lite, exchange).released_reason is Reason.ROUND_CANCELLED
    assert watch(lite, round_) == Standing(outcome=Outcome.DONE)


def test_who_had_not_heard_of_the_place_hears_that_there_is_none_and_others_hear_once(lite: Session) -> None:
    round_ = a_round_of_helmi(lite)
    aino_to_onni(lite, round_)
    bertta = a_person(lite, name="Bertta Keksitty")
    an_exchange(lite, application=a_placed_application(lite, to=round_, person=bertta))

    finish(lite, round_, releases=True)

    assert everybody_was_told(lite) == [
        ("Aino", "released"),
        ("Bertta", "no_more_places"),
        ("Onni", "released"),
    ]


@pytest.mark.parametrize("state", [RoundState.OPEN, RoundState.PLANNED, RoundState.ENDED])
def test_only_a_running_round_is_finished_early(lite: Session, state: RoundState) -> None:
    round_ = a_round_of_helmi(lite, state)

    with pytest.raises(Conflict):
        finish(lite, round_)


def test_a_round_waits_while_somebody_could_still_get_a_place_that_is_free(lite: Session) -> None:
    round_ = a_round_of_helmi(lite)
    somebody_waits(lite, round_)
    a_host_offer(lite, to=round_)

    during, after = watch(lite, round_), round_life.watch(lite, round_, heard=1, now=TOO_LATE)

    assert during == Standing(waiting_for="places", until=TOO_LATE)
    assert after == Standing(outcome=Outcome.DONE)


@pytest.mark.parametrize(
    ("waits", "gives"),
    [
        ({"state": ApplicationState.WITHDRAWN}, 2),
        ({"kind": Kind.MENTORING}, 2),
        ({}, 0),
    ],
)
def test_a_round_ends_where_nobody_waits_or_nothing_is_free(
    lite: Session, waits: dict[str, object], gives: int
) -> None:
    round_ = a_round_of_helmi(lite)
    somebody_waits(lite, round_, **waits)
    a_host_offer(lite, to=round_, most=gives, least=0)

    assert watch(lite, round_) == Standing(outcome=Outcome.DONE)


@pytest.mark.parametrize("word", [EndorsementState.ASKED, EndorsementState.REFUSED])
def test_who_was_not_endorsed_does_not_keep_a_round_alive(lite: Session, word: EndorsementState) -> None:
    round_ = a_round_of_helmi(lite)
    application = an_application(lite, to=round_, state=ApplicationState.WAITING)
    an_endorsement(lite, application=application, state=word)
    a_host_offer(lite, to=round_)

    assert watch(lite, round_) == Standing(outcome=Outcome.DONE)


def test_another_look_is_taken_once_when_hr_asks_for_it(lite: Session) -> None:
    round_ = a_round_of_helmi(lite)

    for _time in range(2):
        hopes.look_again(lite, round_, now=LATER, by=helmi_of(lite, round_))

    assert facts(lite, streams.of_round(round_.id)) == ["places_sought"]
    assert watch(lite, round_) == Standing(outcome=Outcome.REPAIR)


def test_a_host_who_comes_late_is_used_for_those_who_wait(lite: Session) -> None:
    round_ = a_round_of_helmi(lite)
    somebody_waits(lite, round_)

    offers.make(lite, a_host_offer(lite, to=round_), now=LATER)

    assert watch(lite, round_) == Standing(outcome=Outcome.REPAIR)


def test_a_host_who_comes_late_when_nobody_waits_changes_nothing(lite: Session) -> None:
    round_ = a_round_of_helmi(lite)

    offers.make(lite, a_host_offer(lite, to=round_), now=LATER)

    assert watch(lite, round_) == Standing(outcome=Outcome.DONE)


def test_days_that_are_added_are_used_for_those_who_wait(lite: Session) -> None:
    round_ = a_round_of_helmi(lite)
    somebody_waits(lite, round_)
    a_host_offer(lite, to=round_)
    round_.last_day = date(2027, 6, 30)

    hopes.revive(lite, round_, now=LATER)

    assert watch(lite, round_) == Standing(outcome=Outcome.REPAIR)
