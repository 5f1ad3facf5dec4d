from datetime import date, timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from domain import exchanges, publishing, schedules
from invites.codes import Shortage
from invites.wordings import SHORTAGES
from models import streams
from models.exchanges import Exchange
from models.languages import Language
from models.offers import Offer
from models.rounds import Round
from models.schedules import Block, Pairing, Schedule, Unplaced
from models.states import (
    ApplicationState,
    EndorsementState,
    ExchangeState,
    Kind,
    OfferState,
    Reason,
    RoundState,
    ScheduleState,
)
from models.timeline import EVENING
from tests.builders import (
    STAY,
    a_host_offer,
    a_pairing,
    a_round,
    a_schedule,
    added,
    an_application,
    an_endorsement,
)
from tests.builders_of_exchanges import a_stay, an_exchange
from tests.domain.lived import (
    SECOND_STAY,
    a_confirmed_exchange,
    a_running_round,
    at,
    facts,
    letters,
    loaded,
    taken,
    told,
    two_guests_of_one_host,
)

NOW = at(date(2027, 1, 20))
THIRD_STAY = Block(first_day=date(2027, 3, 22), last_day=date(2027, 3, 24))


def a_planned_round(db: Session) -> Round:
    return a_round(db, state=RoundState.PLANNED)


def an_approved_plan(db: Session, *, of: Round, **said: object) -> Schedule:
    return a_schedule(db, of=of, **{"state": ScheduleState.APPROVED, "made_at": NOW} | said)


def publish(db: Session, round_: Round) -> Schedule:
    """Publish the newest version, as the step does."""
    db.flush()
    db.expire_all()
    schedule = schedules.newest(db, round_)
    assert schedule is not None
    publishing.publish(db, round_, schedule, now=NOW)
    db.flush()
    return schedule


def begun(db: Session) -> list[Exchange]:
    found = db.scalars(select(Exchange.id).order_by(Exchange.id)).all()
    return [exchanges.load(db, each) for each in found]


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


def test_a_repair_moves_a_broken_stay_to_its_new_days(lite: Session) -> None:
    exchange = a_confirmed_exchange(lite, state=ExchangeState.BROKEN, broken_at=NOW - timedelta(hours=1))
    round_ = lite.get_one(Round, exchange.round_id)
    a_repair(lite, round_, (exchange, SECOND_STAY))

    publish(lite, round_)

    moved = loaded(lite, exchange)
    assert (moved.state, [each.first_day for each in moved.appointments]) == (
        ExchangeState.CONFIRMED,
        [SECOND_STAY.first_day],
    )
    assert moved.confirm_by == at(date(2027, 1, 27), EVENING)


def a_repair(db: Session, round_: Round, *kept: tuple[Exchange, Block]) -> list[Pairing]:
    schedule = an_approved_plan(db, of=round_, is_repair=True)
    return [
        a_pairing(
            db,
            schedule=schedule,
            application=each.application,
            offer=db.get_one(Offer, each.offer_id),
            blocks=(block,),
        )
        for each, block in kept
    ]


@pytest.mark.parametrize("turn", [1, -1])
def test_two_broken_stays_of_one_host_may_take_each_others_days(db: Session, turn: int) -> None:
    pair = two_guests_of_one_host(db)
    for each in pair:
        each.state, each.broken_at = ExchangeState.BROKEN, NOW - timedelta(hours=1)
    first, second = sorted(pair, key=lambda each: each.id)[::turn]
    here, there = (each.appointments[0].first_day for each in (first, second))
    blocks = {STAY.first_day: STAY, SECOND_STAY.first_day: SECOND_STAY}
    round_ = db.get_one(Round, first.round_id)
    a_repair(db, round_, (first, blocks[there]), (second, THIRD_STAY))  # type: ignore[index]

    publish(db, round_)

    days = [loaded(db, each).appointments[0].first_day for each in (first, second)]
    assert (days, here != there) == ([there, THIRD_STAY.first_day], True)
    assert [taken(db, each) for each in (first, second)] == [(6, 0), (6, 0)]


def test_a_broken_stay_that_finds_no_days_frees_them_and_its_guest_waits(lite: Session) -> None:
    exchange = a_confirmed_exchange(lite, state=ExchangeState.BROKEN, broken_at=NOW - timedelta(hours=1))
    round_ = lite.get_one(Round, exchange.round_id)
    an_approved_plan(lite, of=round_, is_repair=True)

    publish(lite, round_)

    released = loaded(lite, exchange)
    assert (released.state, released.released_reason) == (ExchangeState.RELEASED, Reason.ILLNESS)
    assert (released.application.state, released.repaired) == (ApplicationState.WAITING, True)
    assert told(lite, streams.of_exchange(exchange.id)) == [("released", "Aino"), ("released", "Onni")]
    assert told(lite, streams.of_round(round_.id)) == []


def test_a_guest_of_a_broken_stay_is_placed_with_another_host(lite: Session) -> None:
    exchange = a_confirmed_exchange(lite, state=ExchangeState.BROKEN, broken_at=NOW - timedelta(hours=1))
    round_ = lite.get_one(Round, exchange.round_id)
    other = a_host_offer(lite, to=round_)
    a_pairing(
        lite,
        schedule=an_approved_plan(lite, of=round_, is_repair=True),
        application=exchange.application,
        offer=other,
    )

    publish(lite, round_)

    old, new = (
        next(each for each in begun(lite) if (each.id == exchange.id) is same) for same in (True, False)
    )
    assert (old.state, old.released_reason) == (ExchangeState.RELEASED, Reason.REARRANGED)
    assert (new.offer_id, new.state, new.application.state) == (
        other.id,
        ExchangeState.PROPOSED,
        ApplicationState.PLACED,
    )


def test_a_place_that_came_free_goes_to_somebody_who_waits(lite: Session) -> None:
    round_ = a_running_round(lite)
    desk = a_host_offer(lite, to=round_)
    leaver = a_confirmed_exchange(lite, offer=desk)
    exchanges.release(lite, leaver, reason=Reason.GUEST_DECLINED, now=NOW - timedelta(hours=1))
    waiting = an_application(lite, to=round_, state=ApplicationState.WAITING)
    a_pairing(
        lite, schedule=an_approved_plan(lite, of=round_, is_repair=True), application=waiting, offer=desk
    )

    publish(lite, round_)

    placed = next(each for each in begun(lite) if each.application_id == waiting.id)
    assert (placed.offer_id, placed.state) == (desk.id, ExchangeState.PROPOSED)


def test_a_broken_stay_that_was_released_while_hr_thought_stays_released(lite: Session) -> None:
    exchange = a_confirmed_exchange(lite, state=ExchangeState.BROKEN, broken_at=NOW - timedelta(hours=1))
    round_ = lite.get_one(Round, exchange.round_id)
    a_repair(lite, round_, (exchange, SECOND_STAY))
    exchanges.release(lite, exchange, reason=Reason.HOST_DECLINED, now=NOW)

    publish(lite, round_)

    assert [each.state for each in begun(lite)] == [ExchangeState.RELEASED]


def test_a_broken_stay_whose_new_days_were_taken_is_released_for_another_repair(db: Session) -> None:
    exchange = a_confirmed_exchange(db, state=ExchangeState.BROKEN, broken_at=NOW - timedelta(hours=1))
    an_exchange(
        db,
        application=an_application(db, person=exchange.guest),
        appointments=a_stay(SECOND_STAY),
    )
    round_ = db.get_one(Round, exchange.round_id)
    a_repair(db, round_, (exchange, SECOND_STAY))

    publish(db, round_)

    released = loaded(db, exchange)
    assert (released.state, released.repaired) == (ExchangeState.RELEASED, False)
    assert (released.application.state, taken(db, released)) == (ApplicationState.WAITING, (0, 0))
    assert told(db, streams.of_exchange(exchange.id)) == [("released", "Aino"), ("released", "Onni")]
