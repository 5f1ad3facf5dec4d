"""What HR locks and forbids, and what every plan makes of it."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date

import pytest
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from domain import clashes, locks, ruled, schedules
from domain.locks import Ruling, Time
from domain.refusals import Conflict, Invalid, NotFound
from models.applications import Application
from models.offers import Offer
from models.pairing_rules import PairingRule
from models.people import Person
from models.rounds import Round
from models.schedules import Block
from models.states import ApplicationState, RoundState, RuleEffect
from models.streams import of_round
from models.timeline import MORNING
from solver.problem import StayDay
from tests.builders import (
    CLOSES,
    a_host_offer,
    a_pairing,
    a_person,
    a_round,
    a_schedule,
    an_application,
)
from tests.domain.lived import a_confirmed_exchange, at, facts
from tests.domain.solved import pairs, problem_of, solved

MONDAY, WEDNESDAY = date(2027, 3, 15), date(2027, 3, 17)
THREE_DAYS = Block(first_day=MONDAY, last_day=WEDNESDAY)
CODE = "131052-308T"


def ruling(db: Session, reason: str = "Sovittu päälliköiden kesken.") -> Ruling:
    return Ruling(a_person(db, name="Helmi Keksitty"), reason)


def a_closed_round(db: Session) -> tuple[Round, Application, Offer, Offer]:
    """One applicant, and two hosts, the first of whom fits worse."""
    round_ = a_round(db, state=RoundState.CLOSED)
    worse = a_host_offer(db, to=round_, person=a_person(db, name="Aatu Keksitty"), topics=())
    better = a_host_offer(db, to=round_, person=a_person(db, name="Onni Keksitty"))
    return round_, an_application(db, to=round_, topics=()), worse, better


@contextmanager
def saying(words: str) -> Iterator[None]:
    """A conflict, told in these words."""
    with pytest.raises(Conflict) as no:
        yield
    assert words in f"{no.value.words}"


def given(db: Session, round_: Round) -> list[tuple[str, str]]:
    return pairs(solved(problem_of(db, round_)))


def test_a_locked_pairing_is_planned_on_the_days_that_were_said(lite: Session) -> None:
    round_, application, worse, _better = a_closed_round(lite)

    locks.lock(lite, application, worse, ruling=ruling(lite), now=CLOSES, time=Time((THREE_DAYS,)))

    (pairing,) = solved(problem_of(lite, round_)).pairings
    assert (pairing.application, pairing.offer) == (str(application.id), str(worse.id))
    assert pairing.days == tuple(StayDay(date=date(2027, 3, day)) for day in (15, 16, 17))


def test_a_forbidden_pairing_is_never_planned(lite: Session) -> None:
    round_, application, worse, better = a_closed_round(lite)
    ((_, first),) = given(lite, round_)
    forbidden, other = (worse, better) if first == str(worse.id) else (better, worse)

    locks.forbid(lite, application, forbidden, ruling=ruling(lite), now=CLOSES)

    assert given(lite, round_) == [(str(application.id), str(other.id))]


def test_what_is_unlocked_holds_no_more_and_is_kept_with_both_reasons(lite: Session) -> None:
    round_, application, worse, better = a_closed_round(lite)
    for each in (worse, better):
        locks.forbid(lite, application, each, ruling=ruling(lite), now=CLOSES)
    assert given(lite, round_) == []

    rule = locks.unlock(lite, application, better, ruling=ruling(lite, "Sopii sittenkin."), now=CLOSES)

    assert given(lite, round_) == [(str(application.id), str(better.id))]
    assert (rule.reason, rule.lifted_reason, rule.lifted_at) == (
        "Sovittu päälliköiden kesken.",
        "Sopii sittenkin.",
        CLOSES,
    )
    assert [each.offer_id for each in locks.rules(lite, round_)] == [worse.id]
    assert len(locks.rules(lite, round_, lifted=True)) == 2
    assert facts(lite, of_round(round_.id)) == ["pairing_ruled", "pairing_ruled", "pairing_freed"]


def test_ruling_twice_is_ruling_once(lite: Session) -> None:
    _round, application, worse, _better = a_closed_round(lite)

    first = locks.lock(lite, application, worse, ruling=ruling(lite), now=CLOSES)
    again = locks.lock(lite, application, worse, ruling=ruling(lite), now=CLOSES)

    assert first is again


def test_nothing_is_unlocked_that_was_never_ruled(lite: Session) -> None:
    _round, application, worse, _better = a_closed_round(lite)

    with pytest.raises(NotFound):
        locks.unlock(lite, application, worse, ruling=ruling(lite), now=CLOSES)


@pytest.mark.parametrize("reason", ["", "  ", f"Tunnus {CODE}"])
def test_a_rule_needs_a_reason_without_identity_codes(lite: Session, reason: str) -> None:
    _round, application, worse, _better = a_closed_round(lite)

    with pytest.raises(Invalid):
        locks.forbid(lite, application, worse, ruling=ruling(lite, reason), now=CLOSES)


def test_one_application_is_not_locked_to_two(lite: Session) -> None:
    _round, application, worse, better = a_closed_round(lite)
    locks.lock(lite, application, worse, ruling=ruling(lite), now=CLOSES)

    with saying("locked to somebody else"):
        locks.lock(lite, application, better, ruling=ruling(lite), now=CLOSES)


def test_what_is_locked_is_not_forbidden_before_it_is_unlocked(lite: Session) -> None:
    _round, application, worse, _better = a_closed_round(lite)
    locks.lock(lite, application, worse, ruling=ruling(lite), now=CLOSES)

    with saying("unlock it first"):
        locks.forbid(lite, application, worse, ruling=ruling(lite), now=CLOSES)


def test_an_offer_is_not_locked_to_more_than_it_takes(lite: Session) -> None:
    round_ = a_round(lite, state=RoundState.CLOSED)
    desk = a_host_offer(lite, to=round_, most=1)
    one, other = an_application(lite, to=round_), an_application(lite, to=round_)
    locks.lock(lite, one, desk, ruling=ruling(lite), now=CLOSES)

    with saying("takes 1 in all"):
        locks.lock(lite, other, desk, ruling=ruling(lite), now=CLOSES)


def test_an_exchange_that_lives_is_not_forbidden_nor_its_guest_locked_elsewhere(lite: Session) -> None:
    exchange = a_confirmed_exchange(lite)
    other = a_host_offer(lite, to=lite.get_one(Round, exchange.round_id))

    with saying("release it first"):
        locks.forbid(lite, exchange.application, exchange.offer, ruling=ruling(lite), now=CLOSES)
    with saying("has a place elsewhere"):
        locks.lock(lite, exchange.application, other, ruling=ruling(lite), now=CLOSES)


@pytest.mark.parametrize(
    "blocks",
    [
        (Block(first_day=MONDAY, last_day=MONDAY),),
        (Block(first_day=date(2027, 6, 7), last_day=date(2027, 6, 9)),),
        (Block(first_day=date(2027, 3, 13), last_day=date(2027, 3, 15)),),
    ],
)
def test_days_that_cannot_be_are_refused(lite: Session, blocks: tuple[Block, ...]) -> None:
    _round, application, worse, _better = a_closed_round(lite)

    with pytest.raises(Invalid):
        locks.lock(lite, application, worse, ruling=ruling(lite), now=CLOSES, time=Time(blocks))


def test_a_locked_series_begins_at_its_session(lite: Session) -> None:
    _round, application, worse, _better = a_closed_round(lite)

    with pytest.raises(Invalid):
        locks.lock(
            lite,
            application,
            worse,
            ruling=ruling(lite),
            now=CLOSES,
            time=Time(starts_at=at(MONDAY, MORNING)),
        )


def test_a_draft_that_does_not_follow_a_newer_rule_is_not_approved(lite: Session) -> None:
    round_, application, worse, better = a_closed_round(lite)
    helmi = lite.get_one(Person, round_.owner_id)
    draft = a_schedule(lite, of=round_)
    a_pairing(lite, schedule=draft, application=application, offer=better)
    locks.lock(lite, application, worse, ruling=ruling(lite), now=CLOSES)
    lite.expire_all()

    with saying("set it aside"):
        schedules.approve(lite, draft, by=helmi, now=CLOSES)


def test_a_rule_about_somebody_who_is_not_in_the_plan_stands_in_nobodys_way(lite: Session) -> None:
    round_, application, worse, _better = a_closed_round(lite)
    locks.lock(lite, application, worse, ruling=ruling(lite), now=CLOSES)
    application.state = ApplicationState.WITHDRAWN
    draft = a_schedule(lite, of=round_)

    ruled.check_followed(lite, draft)

    assert problem_of(lite, round_).locked == ()


def test_an_offer_that_takes_fewer_by_now_than_are_locked_is_a_contradiction(lite: Session) -> None:
    round_ = a_round(lite, state=RoundState.CLOSED)
    desk = a_host_offer(lite, to=round_, most=2)
    for _each in range(2):
        locks.lock(lite, an_application(lite, to=round_), desk, ruling=ruling(lite), now=CLOSES)
    desk.most = 1

    (found,) = clashes.over_locked(problem_of(lite, round_))

    assert [(each.kind, each.now) for each in found.limits] == [("most_stays", 1)]
    assert len(found.locks) == 2


def test_two_rules_about_one_pair_cannot_stand_in_the_database(db: Session) -> None:
    _round, application, worse, _better = a_closed_round(db)
    rule = locks.lock(db, application, worse, ruling=ruling(db), now=CLOSES)
    said = {name: getattr(rule, name) for name in ("round_id", "application_id", "offer_id", "set_by_id")}

    db.add(PairingRule(**said, effect=RuleEffect.FORBIDDEN, reason="Toinen.", set_at=CLOSES))

    with pytest.raises(IntegrityError):
        db.flush()
    db.rollback()
