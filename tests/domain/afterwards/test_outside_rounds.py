"""A second visit belongs to no round: nobody looks for another place, and nobody is promised one."""

from datetime import date, time

from sqlalchemy import select
from sqlalchemy.orm import Session

from domain import exchange_life, exchanges, illnesses, outside_rounds
from domain.afterwards import visits
from domain.asks import asking
from models.applications import Application
from models.asks import About, Ask, AskState, Reply
from models.exchanges import Exchange
from models.messages import Outcome
from models.offers import Availability
from models.people import Person
from models.states import Answer, ApplicationState, ExchangeState, Reason
from tests.builders import STAY
from tests.domain.lived import a_confirmed_exchange, at, lane, letters, loaded, told

HELD = at(STAY.last_day, time(16))
AGREED = at(date(2027, 8, 11))
ILL = at(date(2027, 8, 30))
FIRST = date(2027, 9, 7)


def a_second_visit(db: Session) -> Exchange:
    """Confirmed, and in both calendars."""
    exchange = a_confirmed_exchange(db)
    exchanges.hold(db, loaded(db, exchange), now=HELD)
    made = visits.again(db, loaded(db, exchange), FIRST, days=2, now=AGREED)
    made = loaded(db, made)
    exchange_life.confirm(db, made, heard=1, now=AGREED)
    for each in (made.guest_id, made.host_id):
        exchanges.answer(db, made, each, Answer.ACCEPTED, now=AGREED)
    exchange_life.accompany(db, loaded(db, made), heard=1, now=AGREED)
    return loaded(db, made)


def falls_ill(db: Session, visit: Exchange) -> None:
    first, last = FIRST, visit.appointments[0].last_day or FIRST
    illnesses.fall_ill(db, visit.round_id, visit.host_id, first=first, last=last, now=ILL)


def nobody_can(db: Session, visit: Exchange) -> None:
    """On no day of the standing round but those agreed."""
    for each in (date(2027, 8, 30), date(2027, 9, 9)):
        last = date(2027, 9, 6) if each < FIRST else date(2028, 9, 1)
        db.add(Availability(offer_id=visit.offer_id, first_day=each, last_day=last, can=False))
    db.flush()


def test_a_visit_that_is_released_leaves_nobody_waiting_for_another(lite: Session) -> None:
    visit = a_second_visit(lite)

    exchanges.release(lite, visit, reason=Reason.HOST_DECLINED, now=ILL)

    assert lite.get_one(Application, visit.application_id).state is ApplicationState.WITHDRAWN
    last = letters(lite, lane(visit))[-2:]
    assert not [each for each in last if "toisen ratkaisun" in each]
    assert told(lite, lane(visit))[-2:] == [("invitation_cancel", "Aino"), ("invitation_cancel", "Onni")]


def test_a_visit_that_breaks_without_other_days_ends_at_once_and_its_owner_hears(lite: Session) -> None:
    visit = a_second_visit(lite)
    nobody_can(lite, visit)

    falls_ill(lite, visit)
    standing = exchange_life.accompany(lite, loaded(lite, visit), heard=1, now=ILL)

    assert standing.outcome is Outcome.RELEASED
    assert sorted(told(lite, lane(visit))[-3:]) == [
        ("released", "Aino"),
        ("released", "Helmi"),
        ("released", "Onni"),
    ]


def test_other_days_are_asked_about_before_it_ends(lite: Session) -> None:
    visit = a_second_visit(lite)

    falls_ill(lite, visit)
    waiting = exchange_life.accompany(lite, loaded(lite, visit), heard=1, now=ILL)
    open_ = select(Ask).where(Ask.about == About.NEW_DAYS, Ask.state == AskState.OPEN)
    asking.answer(lite, lite.scalars(open_.limit(1)).one(), Reply(word="none"), now=ILL)
    ended = exchange_life.accompany(lite, loaded(lite, visit), heard=1, now=ILL)

    assert (waiting.waiting_for, ended.outcome) == ("new_days", Outcome.RELEASED)
    assert loaded(lite, visit).state is ExchangeState.RELEASED


def test_a_house_has_one_standing_round(db: Session) -> None:
    house = loaded(db, a_confirmed_exchange(db)).guest.organisation
    owner = db.scalars(select(Person).order_by(Person.email).limit(1)).one()

    rounds = {outside_rounds.of_house(db, house, owner=owner, now=HELD).reference for _time in range(2)}

    assert rounds == {f"outside-{house.code}-1".lower()}
