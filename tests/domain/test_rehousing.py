"""Who stands gives up a place only for another that is really there."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from domain.changes import Known
from models.applications import Application
from models.exchanges import Exchange
from models.offers import Offer
from models.rounds import Round
from models.schedules import Schedule
from models.states import ApplicationState, ExchangeState, OfferState, RoundState, ScheduleState
from solver.problem import Previous, StayDay
from tests.builders import a_host_offer, a_pairing, a_person, a_round, a_schedule
from tests.builders_of_exchanges import a_stay
from tests.domain.lived import a_confirmed_exchange, a_placed_application, loaded
from tests.domain.plans import publish
from tests.domain.test_repair_choices import FIRST


def a_plan_that_rehouses_bertta(db: Session) -> tuple[Schedule, Exchange, Offer]:
    round_ = a_round(db, state=RoundState.RUNNING)
    here, there = (
        a_host_offer(db, to=round_, person=a_person(db, name=name)) for name in ("Onni K", "Sven K")
    )
    bertta = a_placed_application(db, to=round_, person=a_person(db, name="Bertta K"))
    stands = a_confirmed_exchange(db, application=bertta, offer=here, appointments=a_stay(FIRST))
    days = tuple(StayDay(date=FIRST.first_day.replace(day=day)) for day in (8, 9, 10))
    known = Previous(application=str(bertta.id), offer=str(here.id), confirmed=False, days=days)
    plan = a_schedule(
        db, of=round_, state=ScheduleState.APPROVED, problem=Known(previous=(known,)).model_dump_json()
    )
    a_pairing(db, schedule=plan, application=bertta, offer=there, blocks=(FIRST,))
    return plan, stands, there


def published(db: Session, plan: Schedule) -> None:
    publish(db, db.get_one(Round, plan.round_id))


def test_who_is_rehoused_gets_the_new_place(lite: Session) -> None:
    plan, stands, there = a_plan_that_rehouses_bertta(lite)

    published(lite, plan)

    new = lite.scalars(select(Exchange).where(Exchange.state == ExchangeState.PROPOSED)).one()
    assert (new.application_id, new.offer_id) == (stands.application_id, there.id)
    assert loaded(lite, stands).state is ExchangeState.RELEASED


def test_who_stands_keeps_the_place_when_the_new_one_is_gone(lite: Session) -> None:
    plan, stands, there = a_plan_that_rehouses_bertta(lite)
    there.state = OfferState.WITHDRAWN

    published(lite, plan)

    assert lite.scalars(select(Exchange.state)).all() == [ExchangeState.CONFIRMED]
    assert lite.get_one(Application, stands.application_id).state is ApplicationState.PLACED
