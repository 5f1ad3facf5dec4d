"""What a repair costs: who moves, who loses a place, and what the plan is worth then."""

from datetime import date

from sqlalchemy.orm import Session

from domain import bills, schedules
from domain.bills import Bill
from models.applications import Application
from models.exchanges import Exchange
from models.languages import Language
from models.offers import Offer
from models.rounds import Round
from models.schedules import Schedule
from models.states import ApplicationState, ExchangeState, Kind, OfferState, RoundState
from solver.solution import Status
from tests.builders import (
    LAST_DAY,
    a_host_offer,
    a_person,
    a_round,
    a_schedule,
    an_application,
    an_availability,
)
from tests.domain.lived import a_confirmed_exchange, a_placed_application, at, two_guests_of_one_host
from tests.domain.solved import problem_of, solved

REPAIR = at(date(2027, 2, 10))
WORTH = 10 * 2000 + 68 * 80  # the priority, and a fit by the topic and a national language; no way to go


def broken(db: Session, exchange: Exchange) -> Round:
    """Ill on the very days of the stay."""
    exchange.state, exchange.broken_at = ExchangeState.BROKEN, REPAIR
    days = [each for each in exchange.appointments if each.first_day]
    an_availability(db, of=exchange.offer, first_day=days[0].first_day, last_day=days[-1].last_day)
    return db.get_one(Round, exchange.round_id)


def repaired(db: Session, round_: Round) -> Bill:
    problem = problem_of(db, round_, now=REPAIR)
    return bills.bill(problem, solved(problem))


def test_who_stands_is_kept_and_who_broke_gets_other_days(lite: Session) -> None:
    _stands, broke = two_guests_of_one_host(lite)

    found = repaired(lite, broken(lite, broke))

    assert found == Bill(
        kept=1,
        other_days=1,
        other_host=0,
        lost=0,
        newly_placed=0,
        worth_before=2 * WORTH,
        worth_after=2 * WORTH,
    )
    assert (found.moved, found.changes_something) == (1, True)


def test_who_finds_nothing_loses_the_place_and_what_it_was_worth(lite: Session) -> None:
    _stands, broke = two_guests_of_one_host(lite)
    an_availability(lite, of=broke.application, first_day=date(2027, 3, 1), last_day=LAST_DAY)

    found = repaired(lite, broken(lite, broke))

    assert (found.kept, found.lost, found.moved) == (1, 1, 0)
    assert found.worth_before - found.worth_after == WORTH


def test_who_goes_to_another_host_and_who_gets_a_place_are_told_apart(lite: Session) -> None:
    exchange = a_confirmed_exchange(lite)
    round_ = broken(lite, exchange)
    an_availability(lite, of=exchange.offer, first_day=date(2027, 3, 1), last_day=LAST_DAY)
    a_host_offer(lite, to=round_)
    an_application(lite, to=round_, state=ApplicationState.WAITING)

    found = repaired(lite, round_)

    assert (found.kept, found.other_host, found.newly_placed) == (0, 1, 1)
    assert found.worth_after - found.worth_before == WORTH


def test_a_series_that_runs_is_kept(lite: Session) -> None:
    exchange = a_confirmed_exchange(lite, kind=Kind.MENTORING)

    found = repaired(lite, lite.get_one(Round, exchange.round_id))

    assert (found.kept, found.changes_something) == (1, False)
    assert found.worth_before == found.worth_after > 0


def test_the_bill_is_read_from_what_its_version_keeps(lite: Session) -> None:
    helmi = a_person(lite, name="Helmi Keksitty")
    round_ = a_round(lite, owner=helmi, state=RoundState.RUNNING)
    exchange = a_confirmed_exchange(lite, application=a_placed_application(lite, to=round_))
    broken(lite, exchange)
    problem = problem_of(lite, round_, now=REPAIR)
    kept = schedules.keep(lite, round_, problem, solved(problem), now=REPAIR)
    assert kept is not None
    lite.get_one(Offer, exchange.offer_id).state = OfferState.WITHDRAWN
    lite.get_one(Application, exchange.application_id).languages = (Language.EN,)
    lite.flush()

    found = bills.of_version(lite.get_one(Schedule, kept.id))

    assert found == Bill(0, 1, 0, 0, 0, WORTH, WORTH)
    assert (kept.value, kept.bound, kept.gap) == (WORTH, WORTH, 0.0)


def test_a_repair_that_is_not_proved_says_how_much_more_one_could_be_worth(lite: Session) -> None:
    exchange = a_confirmed_exchange(lite)
    round_ = broken(lite, exchange)
    problem = problem_of(lite, round_, now=REPAIR)
    best = solved(problem)
    assert best.value is not None
    unproved = best.model_copy(
        update={
            "status": Status.FEASIBLE,
            "bound": best.value + 2544,
            "gap": 2544 / abs(best.value),
            "levels": tuple(each.model_copy(update={"bound": best.value + 2544}) for each in best.levels),
        }
    )

    kept = schedules.keep(lite, round_, problem, unproved, now=REPAIR)

    assert kept is not None
    assert (kept.value, kept.bound, round(kept.gap, 3)) == (WORTH, WORTH + 2544, 0.091)


def test_a_first_plan_has_no_bill(lite: Session) -> None:
    assert bills.of_version(a_schedule(lite)) is None
