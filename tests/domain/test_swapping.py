"""Two people change places in the plan that waits: its cost is known at once, and both are locked there."""

import pytest
from sqlalchemy.orm import Session

from domain import locks, schedules, swapping
from domain.comparisons import case_of
from domain.locks import Ruling
from domain.refusals import Conflict, NotFound
from domain.swapping import Cost
from models import streams
from models.applications import Application, TopicWish
from models.offers import Offer, TopicStrength
from models.rounds import Round
from models.schedules import Schedule
from models.states import RoundState, ScheduleState
from solver.check import check
from tests.builders import (
    CLOSES,
    a_host_offer,
    a_person,
    a_round,
    a_wish,
    an_application,
    an_organisation,
)
from tests.domain.deciding import drafted, owner
from tests.domain.lived import facts

Round_ = tuple[Round, Schedule, tuple[Application, Application], tuple[Offer, Offer]]


def two_at_their_wished_places(db: Session) -> Round_:
    """Aino wishes for the house of Onni, Bertta for that of Paavo; both teach the same."""
    round_ = a_round(db, state=RoundState.CLOSED)
    offers = tuple(_desk(db, round_, name) for name in ("Onni Keksitty", "Paavo Keksitty"))
    asked = tuple(
        an_application(db, to=round_, person=a_person(db, name=name))
        for name in ("Aino Keksitty", "Bertta Keksitty")
    )
    for application, offer in zip(asked, offers, strict=True):
        a_wish(db, application=application, organisation=offer.person.organisation)
    return round_, drafted(db, round_), (asked[0], asked[1]), (offers[0], offers[1])


def _desk(db: Session, round_: Round, name: str) -> Offer:
    host = a_person(db, name=name, organisation=an_organisation(db))
    return a_host_offer(db, to=round_, person=host, most=1)


def ruling(db: Session, round_: Round) -> Ruling:
    return Ruling(owner(db, round_), "Sovittu puhelimessa")


def test_what_it_costs_is_told_without_the_solver(db: Session) -> None:
    _round, schedule, (aino, bertta), _offers = two_at_their_wished_places(db)

    told = swapping.cost(schedule, (aino.id, bertta.id))

    assert (told.wishes, told.is_possible) == (-2, True)
    assert told.fit < 0
    assert told.points < 0


def test_nobody_gains_or_loses_by_changing_there_and_back(db: Session) -> None:
    round_, schedule, (aino, bertta), _offers = two_at_their_wished_places(db)
    two = (aino.id, bertta.id)
    there = swapping.cost(schedule, two)

    new = swapping.swap(db, round_, schedule, two, ruling=ruling(db, round_), now=CLOSES)
    back = swapping.cost(new, two)

    assert back.broken == ("locked",)  # HR has locked both: that must be lifted first
    assert (back.wishes, back.fit, back.points) == (-there.wishes, -there.fit, -there.points)


def test_the_new_version_differs_in_the_two_alone_and_is_right_by_the_judge(db: Session) -> None:
    round_, schedule, (aino, bertta), (_onni, _paavo) = two_at_their_wished_places(db)
    third = an_application(db, to=round_, person=a_person(db, name="Cecilia Keksitty"))
    _desk(db, round_, "Reino Keksitty")
    schedules.reject(db, schedule, by=owner(db, round_), now=CLOSES)
    schedule = drafted(db, round_)
    before = {each.application_id: (each.offer_id, each.blocks) for each in schedule.pairings}

    new = swapping.swap(db, round_, schedule, (aino.id, bertta.id), ruling=ruling(db, round_), now=CLOSES)

    after = {each.application_id: (each.offer_id, each.blocks) for each in new.pairings}
    case = case_of(new)
    assert check(case.problem, case.solution) == []
    assert (after[aino.id], after[bertta.id]) == (before[bertta.id], before[aino.id])
    assert after[third.id] == before[third.id]
    assert (new.version, new.state, schedule.state) == (3, ScheduleState.DRAFT, ScheduleState.SUPERSEDED)
    assert new.value <= new.bound


def test_both_are_locked_to_each_others_days_with_the_reason(db: Session) -> None:
    round_, schedule, (aino, bertta), (onni, paavo) = two_at_their_wished_places(db)
    days = {each.application_id: each.blocks for each in schedule.pairings}

    swapping.swap(db, round_, schedule, (aino.id, bertta.id), ruling=ruling(db, round_), now=CLOSES)

    held = {
        each.application_id: (each.offer_id, each.blocks, each.reason) for each in locks.rules(db, round_)
    }
    assert held == {
        aino.id: (paavo.id, days[bertta.id], "Sovittu puhelimessa"),
        bertta.id: (onni.id, days[aino.id], "Sovittu puhelimessa"),
    }
    assert facts(db, streams.of_round(round_.id))[-1] == "plan_swapped"


def test_a_later_plan_keeps_the_swap(db: Session) -> None:
    round_, schedule, (aino, bertta), (onni, paavo) = two_at_their_wished_places(db)
    new = swapping.swap(db, round_, schedule, (aino.id, bertta.id), ruling=ruling(db, round_), now=CLOSES)

    schedules.reject(db, new, by=owner(db, round_), now=CLOSES)
    later = drafted(db, round_)

    assert {each.application_id: each.offer_id for each in later.pairings} == {
        aino.id: paavo.id,
        bertta.id: onni.id,
    }


def test_who_does_not_learn_what_they_wish_cannot_go_there(db: Session) -> None:
    round_ = a_round(db, state=RoundState.CLOSED)
    _desk(db, round_, "Onni Keksitty")
    host = a_person(db, name="Paavo Keksitty", organisation=an_organisation(db))
    a_host_offer(db, to=round_, person=host, most=1, topics=(TopicStrength(topic="culture", strength=5),))
    aino = an_application(db, to=round_)
    culture = (TopicWish(topic="culture", weight=5),)
    bertta = an_application(db, to=round_, person=a_person(db, name="Bertta Keksitty"), topics=culture)
    schedule = drafted(db, round_)
    two = (aino.id, bertta.id)

    told = swapping.cost(schedule, two)

    assert "topics" in told.broken
    with pytest.raises(Conflict):
        swapping.swap(db, round_, schedule, two, ruling=ruling(db, round_), now=CLOSES)
    assert locks.rules(db, round_) == []


def test_only_two_with_a_place_change_places(db: Session) -> None:
    _round, schedule, (aino, _bertta), (onni, _paavo) = two_at_their_wished_places(db)

    for other in (aino.id, onni.id):
        with pytest.raises(NotFound):
            swapping.cost(schedule, (aino.id, other))


def test_an_approved_version_takes_no_swap(db: Session) -> None:
    round_, schedule, (aino, bertta), _offers = two_at_their_wished_places(db)
    schedules.approve(db, schedule, by=owner(db, round_), now=CLOSES)

    with pytest.raises(Conflict):
        swapping.swap(db, round_, schedule, (aino.id, bertta.id), ruling=ruling(db, round_), now=CLOSES)


def test_a_cost_is_possible_where_nothing_is_broken() -> None:
    assert Cost(wishes=0, fit=0, minutes=0, points=0, broken=()).is_possible
    assert not Cost(wishes=0, fit=0, minutes=0, points=0, broken=("dates",)).is_possible
