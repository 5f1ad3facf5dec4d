"""Publishing an approved plan: who gets an exchange, and who is told why not."""

from datetime import date, datetime, time

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from invites.codes import Shortage
from invites.wordings import SHORTAGES
from models import streams
from models.exchanges import Exchange
from models.languages import Language
from models.schedules import Block, Pairing, Schedule, Unplaced
from models.states import (
    ApplicationState,
    EndorsementState,
    ExchangeState,
    Kind,
    OfferState,
    RoundState,
    ScheduleState,
)
from models.timeline import EVENING
from tests.builders import (
    STAY,
    a_host_offer,
    a_pairing,
    added,
    an_application,
    an_endorsement,
)
from tests.builders_of_exchanges import an_exchange
from tests.domain.lived import (
    SECOND_STAY,
    a_confirmed_exchange,
    at,
    facts,
    letters,
    taken,
    told,
)
from tests.domain.plans import NOW, a_planned_round, an_approved_plan, begun, publish

THIRD_STAY = Block(first_day=date(2027, 3, 22), last_day=date(2027, 3, 24))


def test_publishing_begins_one_exchange_for_each_pairing(db: Session) -> None:
    round_ = a_planned_round(db)
    pairing = a_pairing(db, schedule=an_approved_plan(db, of=round_))

    schedule = publish(db, round_)

    exchange = begun(db)[0]
    assert (exchange.application_id, exchange.offer_id) == (pairing.application_id, pairing.offer_id)
    assert (exchange.state, exchange.application.state) == (ExchangeState.PROPOSED, ApplicationState.PLACED)
    assert exchange.confirm_by == at(date(2027, 1, 27), EVENING)
    assert [(each.first_day, each.last_day) for each in exchange.appointments] == [
        (STAY.first_day, STAY.last_day)
    ]
    assert taken(db, exchange) == (6, 0)
    assert (schedule.state, schedule.published_at) == (ScheduleState.PUBLISHED, NOW)
    assert round_.state is RoundState.RUNNING
    assert facts(db, streams.of_exchange(exchange.id)) == ["exchange_proposed"]
    assert facts(db, streams.of_round(round_.id)) == ["schedule_published"]


def test_publishing_twice_is_publishing_once(db: Session) -> None:
    round_ = a_planned_round(db)
    a_pairing(db, schedule=an_approved_plan(db, of=round_))
    an_application(db, to=round_)

    publish(db, round_)
    publish(db, round_)

    assert len(begun(db)) == 1
    assert told(db, streams.of_round(round_.id)) == [("not_placed", "Aino")]
    assert facts(db, streams.of_round(round_.id)) == ["schedule_published"]


@pytest.mark.parametrize("state", [ScheduleState.DRAFT, ScheduleState.SUPERSEDED])
def test_what_hr_has_not_approved_is_not_published(lite: Session, state: ScheduleState) -> None:
    round_ = a_planned_round(lite)
    a_pairing(lite, schedule=an_approved_plan(lite, of=round_, state=state))

    publish(lite, round_)

    assert (begun(lite), round_.state) == ([], RoundState.PLANNED)


def test_a_series_begins_with_all_its_sessions(lite: Session) -> None:
    round_ = a_planned_round(lite)
    asks = an_application(lite, to=round_, kind=Kind.MENTORING)
    a_pairing(lite, schedule=an_approved_plan(lite, of=round_), application=asks)

    publish(lite, round_)

    assert [each.number for each in begun(lite)[0].appointments] == [1, 2, 3]
    assert taken(lite, begun(lite)[0]) == (0, 6)


def test_the_version_before_is_superseded(lite: Session) -> None:
    round_ = a_planned_round(lite)
    first = an_approved_plan(lite, of=round_)
    publish(lite, round_)
    second = an_approved_plan(lite, of=round_)

    publish(lite, round_)

    assert (first.state, second.state) == (ScheduleState.SUPERSEDED, ScheduleState.PUBLISHED)


def test_somebody_who_withdrew_since_the_plan_is_left_out(lite: Session) -> None:
    round_ = a_planned_round(lite)
    asks = an_application(lite, to=round_, state=ApplicationState.WITHDRAWN)
    a_pairing(lite, schedule=an_approved_plan(lite, of=round_), application=asks)

    publish(lite, round_)

    assert (begun(lite), asks.state) == ([], ApplicationState.WITHDRAWN)
    assert told(lite, streams.of_round(round_.id)) == []


def test_a_guest_whose_host_withdrew_since_the_plan_waits_and_is_told(lite: Session) -> None:
    round_ = a_planned_round(lite)
    asks = an_application(lite, to=round_)
    gone = a_host_offer(lite, to=round_, state=OfferState.WITHDRAWN)
    a_pairing(lite, schedule=an_approved_plan(lite, of=round_), application=asks, offer=gone)

    publish(lite, round_)

    assert (begun(lite), asks.state) == ([], ApplicationState.WAITING)
    assert told(lite, streams.of_round(round_.id)) == [("not_placed", "Aino")]


@pytest.mark.parametrize("taken_by", ["another guest", "the same guest elsewhere"])
def test_a_place_that_somebody_took_meanwhile_leaves_the_applicant_waiting_and_told(
    db: Session, taken_by: str
) -> None:
    round_ = a_planned_round(db)
    asks, desk = an_application(db, to=round_), a_host_offer(db, to=round_)
    if taken_by == "another guest":
        a_confirmed_exchange(db, offer=desk)
    else:
        an_exchange(db, application=an_application(db, person=asks.person))
    free = a_pairing(db, schedule=an_approved_plan(db, of=round_), blocks=(SECOND_STAY,))
    a_pairing(db, schedule=db.get_one(Schedule, free.schedule_id), application=asks, offer=desk)

    publish(db, round_)

    mine = db.scalars(select(Exchange.id).where(Exchange.application_id == asks.id)).all()
    assert (mine, asks.state) == ([], ApplicationState.WAITING)
    assert told(db, streams.of_round(round_.id)) == [("not_placed", "Aino")]
    assert lived(db, free) == [ExchangeState.PROPOSED]


def lived(db: Session, pairing: Pairing) -> list[ExchangeState]:
    found = select(Exchange.state).where(Exchange.application_id == pairing.application_id)
    return list(db.scalars(found))


@pytest.mark.parametrize(
    ("endorsement", "reason", "told_reason"),
    [
        (None, None, Shortage.PLACES_TAKEN),
        (EndorsementState.GIVEN, "no_common_days", Shortage.NO_COMMON_DAYS),
        (EndorsementState.REFUSED, None, Shortage.NOT_ENDORSED),
    ],
)
def test_who_gets_no_place_is_told_once_and_why(
    lite: Session, endorsement: EndorsementState | None, reason: str | None, told_reason: Shortage
) -> None:
    round_ = a_planned_round(lite)
    asks = an_application(lite, to=round_)
    if endorsement:
        an_endorsement(lite, application=asks, state=endorsement)
    schedule = an_approved_plan(lite, of=round_)
    if reason:
        added(lite, Unplaced(schedule_id=schedule.id, application_id=asks.id, reason=reason))

    publish(lite, round_)
    an_approved_plan(lite, of=round_, is_repair=True)
    publish(lite, round_)

    assert asks.state is ApplicationState.WAITING
    assert told(lite, streams.of_round(round_.id)) == [("not_placed", "Aino")]
    assert SHORTAGES[told_reason].into(Language.FI) in letters(lite, streams.of_round(round_.id))[0]


@pytest.mark.parametrize(
    ("now", "begins"), [(at(date(2027, 3, 5)), True), (at(date(2027, 3, 5), time(16)), False)]
)
def test_days_that_have_come_while_hr_thought_are_not_offered_any_more(
    lite: Session, now: datetime, *, begins: bool
) -> None:
    round_ = a_planned_round(lite)
    asks = an_application(lite, to=round_)
    a_pairing(lite, schedule=an_approved_plan(lite, of=round_), application=asks)

    publish(lite, round_, now=now)

    assert asks.state is (ApplicationState.PLACED if begins else ApplicationState.WAITING)
    assert len(begun(lite)) == begins
