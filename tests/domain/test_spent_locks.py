"""Locks that a later no, a host who leaves or other dates of the round have overtaken."""

from datetime import date, timedelta

from sqlalchemy.orm import Session

from domain import exchanges, locks, offers, publishing, round_life, ruled, schedules, widening
from domain.locks import Ruling, Time
from models.applications import Application
from models.exchanges import Exchange
from models.messages import Outcome
from models.offers import Offer
from models.rounds import Round
from models.schedules import Block
from models.states import ExchangeState, Reason, RoundState
from tests.builders import CLOSES, a_host_offer, a_pairing, a_person, a_round, a_schedule, an_application
from tests.domain.deciding import drafted, owner
from tests.domain.lived import a_confirmed_exchange, loaded
from tests.domain.plans import begun
from tests.domain.solved import pairs, problem_of, solved

NO = CLOSES + timedelta(days=1)
AGAIN = CLOSES + timedelta(days=5)
THREE_DAYS = Block(first_day=date(2027, 3, 15), last_day=date(2027, 3, 17))


def ruling(db: Session) -> Ruling:
    return Ruling(a_person(db, name="Helmi Keksitty"), "Sovittu.")


def a_round_with_a_lock(db: Session) -> tuple[Round, Application, Offer]:
    round_ = a_round(db, state=RoundState.CLOSED)
    desk = a_host_offer(db, to=round_, person=a_person(db, name="Onni Keksitty"))
    application = an_application(db, to=round_)
    locks.lock(db, application, desk, ruling=ruling(db), now=CLOSES)
    return round_, application, desk


def a_locked_pair_that_said_no(db: Session) -> tuple[Round, Application, Offer]:
    round_, application, desk = a_round_with_a_lock(db)
    begin(db, round_)
    (exchange,) = begun(db)
    exchanges.release(db, exchange, reason=Reason.HOST_DECLINED, now=NO)
    db.flush()
    return round_, application, desk


def begin(db: Session, round_: Round) -> None:
    draft = drafted(db, round_)
    schedules.approve(db, draft, by=owner(db, round_), now=CLOSES)
    publishing.publish(db, round_, draft, now=CLOSES)
    db.flush()


def planned_again(db: Session, round_: Round) -> Outcome | None:
    problem = problem_of(db, round_, now=AGAIN)
    standing = round_life.take_plan(db, round_, problem, solved(problem), heard=0, now=AGAIN)
    db.flush()
    return standing.outcome


def watched(db: Session, round_: Round) -> Outcome | None:
    return round_life.watch(db, round_, heard=0, now=AGAIN).outcome


def test_a_pair_that_has_said_no_is_looked_at_once_and_not_for_ever(lite: Session) -> None:
    round_, _application, _desk = a_locked_pair_that_said_no(lite)
    assert watched(lite, round_) is Outcome.REPAIR

    outcome = planned_again(lite, round_)

    assert outcome is Outcome.DONE
    assert watched(lite, round_) is not Outcome.REPAIR


def test_a_lock_after_the_no_brings_the_pair_together_again_and_comes_to_rest(lite: Session) -> None:
    round_, application, desk = a_locked_pair_that_said_no(lite)
    locks.lock(lite, application, desk, ruling=ruling(lite), now=NO + timedelta(hours=1))

    assert planned_again(lite, round_) is Outcome.PLANNED

    draft = schedules.newest(lite, round_)
    assert draft is not None
    schedules.approve(lite, draft, by=owner(lite, round_), now=AGAIN)
    publishing.publish(lite, round_, draft, now=AGAIN)
    lite.flush()
    assert sorted(each.state for each in begun(lite)) == [ExchangeState.PROPOSED, ExchangeState.RELEASED]
    assert watched(lite, round_) is None


def test_a_spent_lock_keeps_no_place_from_others(lite: Session) -> None:
    round_, _application, desk = a_locked_pair_that_said_no(lite)
    desk.most = 1
    other = an_application(lite, to=round_)

    locks.lock(lite, other, desk, ruling=ruling(lite), now=AGAIN)

    assert [each.application_id for each in locks.binding(lite, round_)] == [other.id]


def test_who_lives_elsewhere_after_the_no_may_move(lite: Session) -> None:
    round_, application, _desk = a_locked_pair_that_said_no(lite)
    other = a_host_offer(lite, to=round_)
    exchange = a_confirmed_exchange(lite, application=application, offer=other)

    assert widening.movable(lite, round_, now=AGAIN) == {exchange.application_id}


def test_a_plan_is_approved_although_a_locked_host_has_left(lite: Session) -> None:
    round_, _application, desk = a_round_with_a_lock(lite)
    offers.withdraw(desk)
    draft = drafted(lite, round_)

    schedules.approve(lite, draft, by=owner(lite, round_), now=CLOSES)

    assert pairs(solved(problem_of(lite, round_))) == []


def test_a_lock_binds_without_its_days_when_the_round_has_moved_away_from_them(lite: Session) -> None:
    round_ = a_round(lite, state=RoundState.CLOSED)
    desk, application = a_host_offer(lite, to=round_), an_application(lite, to=round_)
    time = Time((THREE_DAYS,))
    locks.lock(lite, application, desk, ruling=ruling(lite), now=CLOSES, time=time)
    round_.first_day = date(2027, 3, 16)
    draft = drafted(lite, round_)

    schedules.approve(lite, draft, by=owner(lite, round_), now=CLOSES)

    assert [each.offer_id for each in draft.pairings] == [desk.id]


def a_locked_stay_that_has_moved(db: Session) -> Exchange:
    exchange = a_confirmed_exchange(db)
    exchange.offer.most = 1
    locks.lock(
        db, exchange.application, exchange.offer, ruling=ruling(db), now=CLOSES, time=Time((THREE_DAYS,))
    )
    return exchange


def test_a_pair_that_stands_can_be_locked_where_the_host_takes_no_more(lite: Session) -> None:
    exchange = a_locked_stay_that_has_moved(lite)

    (rule,) = locks.binding(lite, lite.get_one(Round, exchange.round_id))
    assert rule.application_id == exchange.application_id


def test_days_that_a_pair_has_moved_by_itself_stand_in_no_plans_way(lite: Session) -> None:
    exchange = loaded(lite, a_locked_stay_that_has_moved(lite))
    round_ = lite.get_one(Round, exchange.round_id)
    plan = a_schedule(lite, of=round_)
    a_pairing(lite, schedule=plan, application=exchange.application, offer=exchange.offer)

    ruled.check_followed(lite, plan)

    (lock,) = problem_of(lite, round_).locked
    assert lock.days is not None
    assert lock.days[0].date == date(2027, 3, 8)
