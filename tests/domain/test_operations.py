"""Running cases as an administrator sees them, and those that surface by themselves."""

from datetime import date, datetime, time, timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from domain import errands, exchange_life, exchanges, operations, planning, stuck_cases
from domain.events import record
from domain.operations import STUCK_AFTER, Trouble
from domain.refusals import Conflict, Invalid
from invites.reading_back import words_of
from models import streams
from models.asks import About, Ask, AskState
from models.errands import Errand
from models.events import Stream, Wait
from models.exchanges import Exchange
from models.facts import ExchangeProposed
from models.mails import Mail
from models.messages import Action
from models.people import Appointee, Person
from models.rounds import Round
from models.states import Answer, ExchangeState, Reason, Role
from solver.problem import Forbidden
from tests.builders import CONFIRM_BY, a_person
from tests.domain.lived import YES, a_confirmed_exchange, a_proposed_exchange, at, facts, lane, loaded, told

ASKED = at(date(2027, 1, 29), time(10))
ON_THE_EVE = at(date(2027, 3, 5), time(14))
LONG_AFTER = CONFIRM_BY + STUCK_AFTER + timedelta(minutes=1)


def a_waiting_exchange(db: Session) -> Exchange:
    """Both were asked on the 29th of January; they have until the 5th of February."""
    exchange = a_proposed_exchange(db)
    record(db, ExchangeProposed(exchange_id=exchange.id), on=lane(exchange), now=ASKED)
    exchange_life.confirm(db, exchange, heard=1, now=ASKED)
    return loaded(db, exchange)


def an_errand(db: Session, exchange: Exchange, action: Action, **said: object) -> Errand:
    usual = {
        "stream_id": lane(exchange),
        "action": action,
        "by_id": owner(db, exchange).id,
        "why": "ovat lomalla",
    }
    errand = Errand(**usual | {"asked_at": ASKED} | said)
    errands.ask(db, errand)
    return errand


def owner(db: Session, exchange: Exchange) -> Person:
    return db.get_one(Person, db.get_one(Round, exchange.round_id).owner_id)


def of(db: Session, exchange: Exchange, *, now: datetime = ASKED) -> operations.Running:
    return next(each for each in operations.running(db, now=now) if each.stream_id == lane(exchange))


def test_a_case_says_what_it_waits_for_since_when_and_what_comes_next(db: Session) -> None:
    exchange = a_waiting_exchange(db)

    case = of(db, exchange)

    assert (case.waiting_for, case.since, case.deadline) == ("answers", ASKED, CONFIRM_BY)
    assert case.next_at is not None
    assert ASKED < case.next_at < CONFIRM_BY  # a reminder comes first
    assert (case.whose, case.owner) == (exchange.guest, owner(db, exchange))
    assert case.trouble is None


def test_a_case_whose_deadline_has_passed_without_an_ending_is_stuck(db: Session) -> None:
    exchange = a_waiting_exchange(db)
    db.get_one(Wait, lane(exchange)).until = None

    assert of(db, exchange, now=LONG_AFTER).trouble is Trouble.OVERDUE


def test_a_case_whose_step_has_not_answered_for_hours_is_stuck(db: Session) -> None:
    exchange = a_waiting_exchange(db)
    soon = at(date(2027, 2, 3), time(9)) + timedelta(hours=1)

    late = of(db, exchange, now=soon + STUCK_AFTER)

    assert (of(db, exchange, now=soon).trouble, late.trouble) == (None, Trouble.AT_WORK)


def test_a_case_that_does_not_act_on_what_has_happened_is_stuck(db: Session) -> None:
    exchange = a_waiting_exchange(db)
    record(db, ExchangeProposed(exchange_id=exchange.id), on=lane(exchange), now=ASKED)

    later = ASKED + STUCK_AFTER + timedelta(minutes=1)

    assert of(db, exchange, now=later).trouble is Trouble.UNHEARD


def test_a_closed_case_is_not_listed(db: Session) -> None:
    exchange = a_waiting_exchange(db)
    db.get_one(Stream, lane(exchange)).closed_at = ASKED

    assert [each.stream_id for each in operations.running(db, now=ASKED)] == []


def test_a_stuck_case_is_told_once_to_the_coordinator_and_to_administrators(db: Session) -> None:
    exchange = a_waiting_exchange(db)
    db.get_one(Wait, lane(exchange)).until = None
    administrator = a_person(db, name="Risto Keksitty")
    db.add(Appointee(person_id=administrator.id, role=Role.ADMINISTRATOR))
    db.flush()

    for night in range(2):
        stuck_cases.tell(db, now=LONG_AFTER + timedelta(days=night))

    found = select(Mail.person_id).where(Mail.kind == "cases_stuck")
    assert set(db.scalars(found)) == {owner(db, exchange).id, administrator.id}
    assert [kind for kind, _name in told(db, streams.of_round(exchange.round_id))] == ["cases_stuck"] * 2


def test_where_nothing_is_stuck_nobody_is_told(db: Session) -> None:
    exchange = a_waiting_exchange(db)

    stuck_cases.tell(db, now=ASKED + timedelta(hours=1))

    assert told(db, streams.of_round(exchange.round_id)) == []


def test_a_skipped_wait_ends_as_its_deadline_would_end_it(db: Session) -> None:
    exchange = a_waiting_exchange(db)
    errand = an_errand(db, exchange, Action.SKIP)

    errands.carry_out(db, errand.id, now=ASKED)
    exchange_life.confirm(db, loaded(db, exchange), heard=2, now=ASKED)

    assert (exchange.state, exchange.released_reason) == (ExchangeState.RELEASED, Reason.NO_ANSWER)
    assert "wait_skipped" in facts(db, lane(exchange))


def test_an_errand_is_carried_out_once(db: Session) -> None:
    exchange = a_waiting_exchange(db)
    errand = an_errand(db, exchange, Action.CANCEL)

    twice = [errands.carry_out(db, errand.id, now=ASKED) for _turn in range(2)]

    assert twice[0] == twice[1]
    assert facts(db, lane(exchange)).count("case_cancelled") == 1
    assert exchange.state is ExchangeState.RELEASED


def test_what_an_administrator_cancels_is_told_as_that_and_not_proposed_again(db: Session) -> None:
    exchange = a_waiting_exchange(db)
    errand = an_errand(db, exchange, Action.CANCEL)

    errands.carry_out(db, errand.id, now=ASKED)

    letters = select(Mail.octets).where(Mail.exchange_id == exchange.id, Mail.kind == "released")
    said = [words_of(each).lines for each in db.scalars(letters)]
    forbidden = planning.problem(db, db.get_one(Round, exchange.round_id), now=ASKED).forbidden
    pair = Forbidden(application=f"{exchange.application_id}", offer=f"{exchange.offer_id}")
    assert ["Koordinaattori on perunut tämän." in each for each in said] == [True, True]
    assert forbidden == (pair,)


def test_a_case_can_be_given_to_somebody_else_until_it_waits_for_another_thing(db: Session) -> None:
    exchange = a_waiting_exchange(db)
    deputy = a_person(db, name="Sari Keksitty")
    errand = an_errand(db, exchange, Action.REASSIGN, to_id=deputy.id)

    errands.carry_out(db, errand.id, now=ASKED)
    exchange_life.confirm(db, loaded(db, exchange), heard=1, now=ASKED + timedelta(hours=1))

    assert of(db, exchange).owner == deputy


def test_what_has_moved_on_since_is_not_skipped(db: Session) -> None:
    exchange = a_waiting_exchange(db)
    errand = an_errand(db, exchange, Action.SKIP)
    db.get_one(Wait, lane(exchange)).waiting_for = "days"

    with pytest.raises(Conflict):
        errands.carry_out(db, errand.id, now=ASKED)


def test_a_wait_without_an_ending_of_its_own_cannot_be_skipped(db: Session) -> None:
    exchange = a_waiting_exchange(db)
    db.get_one(Wait, lane(exchange)).waiting_for = "days"
    errand = an_errand(db, exchange, Action.SKIP)

    with pytest.raises(Conflict):
        errands.carry_out(db, errand.id, now=ASKED)


def test_a_skipped_wait_ends_the_questions_that_it_consists_of(db: Session) -> None:
    exchange = a_proposed_exchange(db)
    db.get_one(Round, exchange.round_id).supervisor_confirms_dates = True
    exchange.guest.supervisor_id = a_person(db, name="Eero Keksitty").id
    record(db, ExchangeProposed(exchange_id=exchange.id), on=lane(exchange), now=ASKED)
    for person_id in (exchange.guest_id, exchange.host_id):
        exchanges.answer(db, loaded(db, exchange), person_id, Answer.ACCEPTED, now=ASKED)
    waits = exchange_life.confirm(db, loaded(db, exchange), heard=1, now=ASKED).waiting_for
    errand = an_errand(db, exchange, Action.SKIP)

    errands.carry_out(db, errand.id, now=ASKED)
    exchange_life.confirm(db, loaded(db, exchange), heard=2, now=ASKED)

    assert (waits, list(db.scalars(select(Ask.state)))) == ("unit", [AskState.LAPSED])
    assert exchange.state is ExchangeState.RELEASED


def test_a_wait_is_not_skipped_by_ending_a_question_beside_it(db: Session) -> None:
    exchange = a_confirmed_exchange(db)
    db.get_one(Round, exchange.round_id).asks_evening_before = True
    record(db, ExchangeProposed(exchange_id=exchange.id), on=lane(exchange), now=ASKED)
    for now in (YES, ON_THE_EVE):
        exchange_life.accompany(db, loaded(db, exchange), heard=1, now=now)
    errand = an_errand(db, exchange, Action.SKIP)

    with pytest.raises(Conflict):
        errands.carry_out(db, errand.id, now=ON_THE_EVE)

    assert list(db.scalars(select(Ask.deadline > ON_THE_EVE))) == [True]


def test_a_skipped_wait_leaves_the_questions_beside_it(db: Session) -> None:
    exchange = a_waiting_exchange(db)
    whose, later = exchange.host_id, CONFIRM_BY + timedelta(days=9)
    about = {"stream_id": lane(exchange), "about": About.EVENING_BEFORE, "subject_id": exchange.id}
    beside = Ask(**about, first_id=whose, whose_id=whose, asked_at=ASKED, deadline=later)
    db.add(beside)
    db.flush()
    errand = an_errand(db, exchange, Action.SKIP)

    errands.carry_out(db, errand.id, now=ASKED)

    assert (loaded(db, exchange).confirm_by, beside.deadline) == (ASKED, later)


@pytest.mark.parametrize("why", ["  ", "henkilötunnus 131052-308T"])
def test_an_errand_says_why_and_names_no_identity_code(db: Session, why: str) -> None:
    exchange = a_waiting_exchange(db)

    with pytest.raises(Invalid):
        an_errand(db, exchange, Action.SKIP, why=why)
