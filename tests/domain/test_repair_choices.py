"""Several ways to mend what broke: to choose from for HR, or adopted by the rule of the round."""

from datetime import date

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from domain import choosing, planning, planning_settings, publishing, repairs, schedules, widening
from domain.beside import Beside
from domain.planning_settings import RepairLimit
from domain.refusals import Conflict, Invalid, NotFound
from domain.repairs import Alternative
from models.applications import Application
from models.exchanges import Exchange
from models.offers import Offer
from models.rounds import Round
from models.schedules import Block, Schedule
from models.states import ExchangeState, Reason, RoundState, ScheduleState
from models.streams import of_round
from solver.frontier import repairs as frontier
from solver.problem import Problem
from tests.builders import a_host_offer, a_person, a_round, an_availability
from tests.builders_of_exchanges import a_stay
from tests.domain.deciding import owner
from tests.domain.lived import a_confirmed_exchange, a_placed_application, at, facts, loaded, told
from tests.domain.solved import solved

REPAIR = at(date(2027, 2, 10))
FIRST = Block(first_day=date(2027, 3, 8), last_day=date(2027, 3, 10))
SECOND = Block(first_day=date(2027, 3, 15), last_day=date(2027, 3, 17))


def a_broken_round(db: Session) -> tuple[Round, Exchange, Exchange]:
    """Aino's host is ill; only Bertta's host has room, on her days, and Bertta could come a week later."""
    round_ = a_round(db, owner=a_person(db, name="Helmi Keksitty"), state=RoundState.RUNNING)
    ill, well = (a_host_offer(db, to=round_, person=a_person(db, name=name)) for name in ("Onni K", "Sven K"))
    aino, bertta = (
        a_placed_application(db, to=round_, person=a_person(db, name=name)) for name in ("Aino K", "Bertta K")
    )
    broken = a_confirmed_exchange(db, application=aino, offer=ill, appointments=a_stay(FIRST))
    stands = a_confirmed_exchange(db, application=bertta, offer=well, appointments=a_stay(FIRST))
    can(db, aino, FIRST)
    can(db, bertta, FIRST, SECOND)
    can(db, well, FIRST, SECOND)
    an_availability(db, of=ill, first_day=date(2027, 3, 1), last_day=date(2027, 5, 28))
    broken = loaded(db, broken)
    broken.state, broken.broken_at = ExchangeState.BROKEN, REPAIR
    db.flush()
    return round_, broken, stands


def can(db: Session, whose: Application | Offer, *blocks: Block) -> None:
    for each in blocks:
        an_availability(db, of=whose, first_day=each.first_day, last_day=each.last_day, can=True)


def found(db: Session, round_: Round) -> tuple[Problem, tuple[Alternative, ...]]:
    """As the solver's step finds them."""
    db.expire_all()
    problem = planning.problem(db, round_, now=REPAIR)
    wide = widening.widened(db, round_, problem, now=REPAIR)
    assert wide is not None
    return problem, repairs.alternatives(problem, solved(problem), wide, frontier(wide))


def kept(db: Session, round_: Round) -> Schedule | None:
    problem, ways = found(db, round_)
    beside = Beside(alternatives=ways)
    return schedules.keep(db, round_, problem, ways[0].solution, now=REPAIR, beside=beside)


def published(db: Session, round_: Round, schedule: Schedule) -> None:
    schedule.state = ScheduleState.APPROVED
    db.flush()
    publishing.publish(db, round_, schedule, now=REPAIR)
    db.flush()


def test_the_least_change_comes_first_and_who_stands_never_loses_the_place(lite: Session) -> None:
    round_, broken, _stands = a_broken_round(lite)

    problem, ways = found(lite, round_)

    prices = [repairs.price(each, frozenset({str(broken.application_id)})) for each in ways]
    assert [(each.others_moved, each.lost) for each in prices] == [(0, 1), (1, 0)]
    assert ways[0].problem == problem
    assert [len(each.solution.pairings) for each in ways] == [1, 2]


def test_who_has_ruled_or_near_days_does_not_move(lite: Session) -> None:
    round_, _broken, stands = a_broken_round(lite)

    assert widening.movable(lite, round_, now=REPAIR) == {stands.application_id}
    assert widening.movable(lite, round_, now=at(date(2027, 3, 3))) == frozenset()


def test_where_nothing_is_broken_there_is_nothing_to_choose_from(lite: Session) -> None:
    exchange = a_confirmed_exchange(lite)
    round_ = lite.get_one(Round, exchange.round_id)
    problem = planning.problem(lite, round_, now=REPAIR)

    assert widening.widened(lite, round_, problem, now=REPAIR) is None


def test_hr_sees_each_choice_with_its_bill(lite: Session) -> None:
    round_, _broken, _stands = a_broken_round(lite)

    draft = kept(lite, round_)

    assert draft is not None
    first, second = repairs.choices(lite, draft)
    assert [each.person for each in first.comparison.losing] == ["Aino K"]
    assert [each.person for each in second.comparison.moving] == ["Aino K", "Bertta K"]
    assert second.comparison.losing == ()
    assert told(lite, of_round(round_.id)) == [("repair_ready", "Helmi")]


def test_the_choice_of_hr_becomes_a_version_of_its_own_once(lite: Session) -> None:
    round_, _broken, _stands = a_broken_round(lite)
    first = kept(lite, round_)
    assert first is not None

    second = choosing.choose(lite, round_, 2, by=owner(lite, round_), now=REPAIR)
    again = choosing.choose(lite, round_, 2, by=owner(lite, round_), now=REPAIR)

    assert (second.version, second.state, first.state) == (
        first.version + 1,
        ScheduleState.DRAFT,
        ScheduleState.SUPERSEDED,
    )
    assert again.id == second.id
    assert facts(lite, of_round(round_.id)).count("repair_chosen") == 1
    assert len(repairs.choices(lite, second)) == 2


def test_the_first_choice_can_be_taken_again(lite: Session) -> None:
    round_, _broken, _stands = a_broken_round(lite)
    kept(lite, round_)
    second = choosing.choose(lite, round_, 2, by=owner(lite, round_), now=REPAIR)

    back = choosing.choose(lite, round_, 1, by=owner(lite, round_), now=REPAIR)

    assert (back.version, len(back.pairings)) == (second.version + 1, 1)


def test_what_is_chosen_moves_who_stood_and_asks_both_anew(lite: Session) -> None:
    round_, broken, stands = a_broken_round(lite)
    kept(lite, round_)
    schedule = choosing.choose(lite, round_, 2, by=owner(lite, round_), now=REPAIR)

    published(lite, round_, schedule)

    moved = loaded(lite, stands)
    assert (moved.state, moved.appointments[0].first_day) == (ExchangeState.CONFIRMED, SECOND.first_day)
    old = loaded(lite, broken)
    assert (old.state, old.released_reason) == (ExchangeState.RELEASED, Reason.REARRANGED)
    new = lite.scalars(select(Exchange).where(Exchange.state == ExchangeState.PROPOSED)).one()
    assert (new.application_id, new.offer_id) == (broken.application_id, stands.offer_id)


def test_who_has_moved_meanwhile_is_left_alone(lite: Session) -> None:
    round_, _broken, stands = a_broken_round(lite)
    kept(lite, round_)
    schedule = choosing.choose(lite, round_, 2, by=owner(lite, round_), now=REPAIR)
    own = Block(first_day=date(2027, 4, 12), last_day=date(2027, 4, 14))
    now = loaded(lite, stands)
    now.appointments[0].first_day, now.appointments[0].last_day = own.first_day, own.last_day
    lite.flush()

    published(lite, round_, schedules.newest(lite, round_) or schedule)

    assert loaded(lite, stands).appointments[0].first_day == own.first_day


def test_only_a_draft_can_be_chosen_for_and_only_what_is_there(lite: Session) -> None:
    round_, _broken, _stands = a_broken_round(lite)
    helmi = owner(lite, round_)
    with pytest.raises(NotFound):
        choosing.choose(lite, round_, 1, by=helmi, now=REPAIR)
    draft = kept(lite, round_)
    assert draft is not None

    with pytest.raises(NotFound):
        choosing.choose(lite, round_, 9, by=helmi, now=REPAIR)
    draft.state = ScheduleState.APPROVED
    lite.flush()
    with pytest.raises(Conflict):
        choosing.choose(lite, round_, 2, by=helmi, now=REPAIR)


@pytest.mark.parametrize(
    ("most_moved", "state", "by_rule", "moves"),
    [(0, ScheduleState.DRAFT, False, 1), (1, ScheduleState.APPROVED, True, 2)],
)
def test_a_repair_within_the_limit_is_approved_by_the_rule(
    lite: Session, *, most_moved: int, state: ScheduleState, by_rule: bool, moves: int
) -> None:
    round_, _broken, _stands = a_broken_round(lite)
    limit = RepairLimit(most_moved=most_moved, most_euros=1000)
    planning_settings.limit_repairs(lite, round_, limit, by=owner(lite, round_), now=REPAIR)

    schedule = kept(lite, round_)

    assert schedule is not None
    assert (schedule.state, schedule.by_rule, len(schedule.pairings)) == (state, by_rule, moves)
    assert ("repair_adopted" in facts(lite, of_round(round_.id))) is by_rule


def test_the_coordinator_hears_of_it_when_it_is_published(lite: Session) -> None:
    round_, _broken, _stands = a_broken_round(lite)
    limit = RepairLimit(most_moved=1, most_euros=1000)
    planning_settings.limit_repairs(lite, round_, limit, by=owner(lite, round_), now=REPAIR)
    schedule = kept(lite, round_)
    assert schedule is not None
    before = told(lite, of_round(round_.id))

    published(lite, round_, schedule)

    assert before == []
    assert told(lite, of_round(round_.id)) == [("repair_adopted", "Helmi")]


def test_a_repair_that_costs_a_euro_too_much_waits_for_hr(lite: Session) -> None:
    round_, broken, _stands = a_broken_round(lite)
    _problem, ways = found(lite, round_)
    asked = repairs.price(ways[1], frozenset({str(broken.application_id)}))
    round_.auto_repair_most_moved, round_.auto_repair_most_euros = 1, asked.euros

    enough = repairs.within_limit(round_, ways)
    round_.auto_repair_most_euros = asked.euros - 1
    too_little = repairs.within_limit(round_, ways)

    assert (enough, too_little) == (ways[1], None)


def test_a_limit_is_not_below_nothing_and_can_be_taken_off(lite: Session) -> None:
    round_, _broken, _stands = a_broken_round(lite)
    helmi = owner(lite, round_)

    with pytest.raises(Invalid):
        planning_settings.limit_repairs(lite, round_, RepairLimit(-1, 0), by=helmi, now=REPAIR)
    planning_settings.limit_repairs(lite, round_, RepairLimit(2, 50), by=helmi, now=REPAIR)
    planning_settings.limit_repairs(lite, round_, None, by=helmi, now=REPAIR)

    assert (round_.auto_repair_most_moved, round_.auto_repair_most_euros) == (None, None)
