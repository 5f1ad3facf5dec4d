"""Plans of a round whose pairs agree their days: the plan's own days are one choice, and nothing is taken."""

from datetime import date

import pytest
from sqlalchemy.orm import Session

from domain import illnesses, rounds
from domain.agreeing import open_dates
from domain.refusals import Invalid
from models.exchanges import Exchange
from models.states import ApplicationState, DateMode, ExchangeState, Kind
from solver.problem import CommonDays
from tests.builders import (
    FIRST_DAY,
    LAST_DAY,
    STAY,
    a_host_offer,
    a_pairing,
    a_person,
    a_round,
    an_application,
)
from tests.domain.agreeing.pairs import (
    AGREE_BY,
    ENDS,
    PROPOSED,
    a_pair_without_days,
    an_agreeing_round,
    live,
)
from tests.domain.lived import a_confirmed_exchange, loaded, taken
from tests.domain.plans import NOW, a_planned_round, an_approved_plan, begun, publish
from tests.domain.solved import asks, pairs, problem_of, solved


def published(db: Session, mode: DateMode, kind: Kind = Kind.SHADOWING) -> Exchange:
    round_ = a_planned_round(db)
    round_.date_mode, round_.agree_by = mode, AGREE_BY
    schedule = an_approved_plan(db, of=round_)
    a_pairing(db, schedule=schedule, application=an_application(db, to=round_, kind=kind))
    publish(db, round_)
    (exchange,) = begun(db)
    return exchange


@pytest.mark.parametrize(
    ("mode", "first", "last"),
    [(DateMode.AGREED, FIRST_DAY, LAST_DAY), (DateMode.WINDOW, date(2027, 3, 8), date(2027, 3, 14))],
)
def test_a_pair_begins_without_days_in_its_window(
    lite: Session, mode: DateMode, first: date, last: date
) -> None:
    exchange = published(lite, mode)

    row = open_dates.of(lite, exchange)
    assert row is not None
    assert (row.first_day, row.last_day, row.agree_by) == (first, last, ENDS)
    assert [days.blocks for days in row.possible] == [(STAY,)]
    assert (exchange.state, exchange.appointments, taken(lite, exchange)) == (
        ExchangeState.PROPOSED,
        [],
        (0, 0),
    )


def test_sessions_are_held_at_the_weekly_times_that_the_plan_has_found(lite: Session) -> None:
    exchange = published(lite, DateMode.AGREED, Kind.MENTORING)

    assert len(exchange.appointments) == 3
    assert open_dates.of(lite, exchange) is None


def test_who_travels_together_has_the_same_days_from_the_plan(lite: Session) -> None:
    round_ = a_planned_round(lite)
    round_.date_mode, round_.agree_by = DateMode.AGREED, AGREE_BY
    desk = a_host_offer(lite, to=round_, most=2, guests_per_day=2)
    schedule = an_approved_plan(lite, of=round_)
    aino = an_application(lite, to=round_)
    bertta = an_application(lite, to=round_, person=a_person(lite), travels_with_id=aino.id)
    for each in (aino, bertta):
        a_pairing(lite, schedule=schedule, application=each, offer=desk)

    publish(lite, round_)

    assert [taken(lite, each) for each in begun(lite)] == [(6, 0), (6, 0)]


def test_in_a_window_only_its_weeks_are_offered(lite: Session) -> None:
    exchange = published(lite, DateMode.WINDOW)

    live(lite, exchange, NOW)

    row = open_dates.of(lite, exchange)
    assert row is not None
    firsts = [days.blocks[0].first_day for days in row.possible]
    assert firsts == [date(2027, 3, 8), date(2027, 3, 9), date(2027, 3, 10)]


def test_a_repair_leaves_pairs_without_days_where_they_are(lite: Session) -> None:
    round_ = an_agreeing_round(lite)
    desk = a_host_offer(lite, to=round_, most=2)
    open_ = a_pair_without_days(lite, round_=round_, offer=desk)
    waiting = an_application(lite, to=round_, state=ApplicationState.WAITING)

    problem = problem_of(lite, round_, now=PROPOSED)
    plan = solved(problem)

    assert asks(problem, open_.application_id).needs == CommonDays(at_least=1)
    assert pairs(plan) == sorted([(str(open_.application_id), str(desk.id)), (str(waiting.id), str(desk.id))])


def test_a_full_offer_has_no_room_beside_a_pair_without_days(lite: Session) -> None:
    round_ = an_agreeing_round(lite)
    desk = a_host_offer(lite, to=round_, most=1)
    open_ = a_pair_without_days(lite, round_=round_, offer=desk)
    an_application(lite, to=round_, state=ApplicationState.WAITING)

    plan = solved(problem_of(lite, round_, now=PROPOSED))

    assert pairs(plan) == [(str(open_.application_id), str(desk.id))]


def test_pairs_that_have_agreed_are_planned_with_their_days(lite: Session) -> None:
    round_ = an_agreeing_round(lite)
    open_ = a_pair_without_days(lite, round_=round_)
    settled = a_confirmed_exchange(lite, offer=a_host_offer(lite, to=round_))

    plan = solved(problem_of(lite, round_, now=PROPOSED))

    days = {each.application: each.days for each in plan.pairings}
    assert days[str(open_.application_id)] == ()
    assert [each.date for each in days[str(settled.application_id)]] == [
        date(2027, 3, 8),
        date(2027, 3, 9),
        date(2027, 3, 10),
    ]


def test_illness_of_somebody_without_days_only_blocks_the_days(lite: Session) -> None:
    exchange = a_pair_without_days(lite)
    live(lite, exchange, PROPOSED)

    broken = illnesses.fall_ill(
        lite, exchange.round_id, exchange.guest_id, first=STAY.first_day, last=STAY.last_day, now=PROPOSED
    )

    assert broken == []
    assert loaded(lite, exchange).state is ExchangeState.PROPOSED


@pytest.mark.parametrize("agree_by", [None, date(2027, 1, 29), LAST_DAY])
def test_a_round_whose_pairs_agree_says_by_when(lite: Session, agree_by: date | None) -> None:
    round_ = a_round(lite, date_mode=DateMode.AGREED, agree_by=agree_by)

    with pytest.raises(Invalid):
        rounds.check(round_)
