"""A rehearsal is ordered once at a time, played by one worker, and remembered with what it was made for."""

from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest
from sqlalchemy.orm import Session

from domain.refusals import Conflict, Invalid, NotFound
from domain.rehearsals import orders, playing
from domain.rehearsals.behaviour import Said
from domain.rehearsals.orders import Wanted
from domain.rehearsals.playing import LEASE, Scene
from domain.rehearsals.report import Counts, Outcome, Phases
from models.people import Person
from models.rehearsal_orders import OrderState, RehearsalOrder
from models.rounds import Round
from models.states import RoundState
from tests.builders import NOON, a_round, an_application

WALL = datetime(2026, 12, 1, 12, 0, tzinfo=UTC)
ONE, OTHER = UUID(int=1), UUID(int=2)
TWICE = Wanted(seeds=2)


def a_rehearsed(db: Session, *, state: RoundState = RoundState.OPEN) -> Round:
    round_ = a_round(db, state=state)
    an_application(db, to=round_)
    return round_


def ordered(db: Session, round_: Round, wanted: Wanted = TWICE) -> RehearsalOrder:
    return orders.order(db, round_, wanted, by=db.get_one(Person, round_.owner_id), now=NOON)


def an_outcome(seed: int) -> Outcome:
    counts = Counts(**dict.fromkeys(Counts.model_fields, seed))
    return Outcome(seed=seed, counts=counts, phases=Phases())


def test_an_order_remembers_what_was_wished_and_who_had_applied(db: Session) -> None:
    round_ = a_rehearsed(db)

    row = ordered(db, round_, Wanted(seeds=3, people=Said(declines=0.2, late=0.0)))

    assert (row.number, row.state, row.seeds, row.applications) == (1, OrderState.ORDERED, 3, 1)
    assert orders.people(row) == Said(declines=0.2, late=0.0)
    assert orders.of_round(db, round_) == [row]


def test_a_round_is_rehearsed_once_at_a_time(db: Session) -> None:
    round_ = a_rehearsed(db)
    first = ordered(db, round_)

    with pytest.raises(Conflict):
        ordered(db, round_)
    orders.cancel(db, first, now=NOON)

    assert ordered(db, round_).number == 2


@pytest.mark.parametrize("wanted", [Wanted(seeds=0), Wanted(seeds=21)])
def test_how_often_has_its_limits(db: Session, wanted: Wanted) -> None:
    round_ = a_rehearsed(db)

    with pytest.raises(Invalid):
        ordered(db, round_, wanted)


def test_invented_people_are_for_rounds_without_applications(db: Session) -> None:
    with pytest.raises(Conflict):
        ordered(db, a_rehearsed(db), Wanted(invented=20))
    with pytest.raises(Conflict):
        ordered(db, a_round(db))

    assert ordered(db, a_round(db), Wanted(invented=20)).invented == 20


def test_a_round_that_runs_is_not_rehearsed(db: Session) -> None:
    with pytest.raises(Conflict):
        ordered(db, a_rehearsed(db, state=RoundState.RUNNING))


def test_other_dates_change_a_round_and_opening_it_does_not(db: Session) -> None:
    round_ = a_rehearsed(db)
    row = ordered(db, round_)

    round_.state, round_.opens_at = RoundState.CLOSED, NOON
    opened = orders.is_changed(row, round_)
    round_.answer_working_days += 1

    assert (opened, orders.is_changed(row, round_)) == (False, True)


def test_a_number_that_there_is_not_is_not_found(db: Session) -> None:
    with pytest.raises(NotFound):
        orders.numbered(db, a_round(db), 1)


def test_one_worker_plays_an_order_and_another_one_when_it_has_died(db: Session) -> None:
    row = ordered(db, a_rehearsed(db))

    taken = playing.take(db, worker_id=ONE, now=WALL)
    nobody = playing.take(db, worker_id=OTHER, now=WALL + LEASE)
    later = playing.take(db, worker_id=OTHER, now=WALL + LEASE + timedelta(seconds=1))

    assert (taken, nobody, later) == (row, None, row)
    assert (row.tries, row.state) == (2, OrderState.RUNNING)
    assert not playing.hold(db, row.id, worker_id=ONE, now=WALL + 2 * LEASE)


def test_whoever_plays_tells_how_far_it_is(db: Session) -> None:
    row = ordered(db, a_rehearsed(db))
    playing.take(db, worker_id=ONE, now=WALL)
    scene = Scene(seed=2, day=WALL.date(), phase=RoundState.PLANNED, mails=17)

    held = playing.hold(db, row.id, worker_id=ONE, now=WALL + LEASE, at=scene)
    db.refresh(row)

    assert held
    assert (row.seed, row.phase, row.mails) == (2, RoundState.PLANNED, 17)
    assert row.leased_until == WALL + 2 * LEASE


def test_a_cancelled_order_is_lost_to_who_plays_it(db: Session) -> None:
    row = ordered(db, a_rehearsed(db))
    playing.take(db, worker_id=ONE, now=WALL)

    orders.cancel(db, row, now=NOON)
    orders.cancel(db, row, now=NOON + LEASE)

    assert not playing.hold(db, row.id, worker_id=ONE, now=WALL)
    assert (row.state, row.ended_at) == (OrderState.CANCELLED, NOON)


def test_an_outcome_that_is_told_twice_is_kept_once(db: Session) -> None:
    row = ordered(db, a_rehearsed(db))

    for each in (an_outcome(1), an_outcome(1), an_outcome(2)):
        playing.keep(db, row.id, each)

    assert orders.outcomes(db, row) == (an_outcome(1), an_outcome(2))


def test_what_fails_again_and_again_ends(db: Session) -> None:
    row = ordered(db, a_rehearsed(db))

    tries = []
    while playing.take(db, worker_id=ONE, now=WALL):
        tries.append(row.tries)
        playing.give_back(db, row.id, worker_id=ONE, is_excused=False)

    assert tries == [1, 2, 3]
    assert (row.state, row.failure, row.ended_at) == (OrderState.FAILED, playing.BROKEN, WALL)


def test_a_worker_that_leaves_has_not_failed(db: Session) -> None:
    row = ordered(db, a_rehearsed(db))
    playing.take(db, worker_id=ONE, now=WALL)

    playing.give_back(db, row.id, worker_id=ONE, is_excused=True)

    assert (row.state, row.tries, row.worker_id) == (OrderState.ORDERED, 0, None)


def test_a_round_that_has_begun_meanwhile_is_not_played(db: Session) -> None:
    round_ = a_rehearsed(db)
    row = ordered(db, round_)
    round_.state = RoundState.RUNNING

    assert playing.take(db, worker_id=ONE, now=WALL) is None
    assert (row.state, row.failure) == (OrderState.FAILED, playing.BEGUN)
