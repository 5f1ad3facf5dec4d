"""What a workshop's steps find to do, by the clock."""

from datetime import timedelta

from sqlalchemy.orm import Session

from domain import workshop_life
from models import streams
from models.events import Stream
from models.messages import Outcome, Standing
from models.states import WorkshopState
from tests.builders_of_workshops import BEGINS, ENDS, a_workshop
from tests.domain.lived import facts


def test_people_may_sign_up_until_it_begins(db: Session) -> None:
    workshop = a_workshop(db)

    early = workshop_life.gather(db, workshop, heard=1, now=BEGINS - timedelta(minutes=1))
    then = workshop_life.gather(db, workshop, heard=1, now=BEGINS)

    assert early == Standing(waiting_for="workshop", until=BEGINS)
    assert then == Standing(outcome=Outcome.DONE)


def test_it_is_held_when_its_hours_are_over_and_then_closed(db: Session) -> None:
    workshop = a_workshop(db)
    stream = streams.of_workshop(workshop.id)

    during = workshop_life.hold(db, workshop, heard=1, now=BEGINS)
    held = workshop_life.hold(db, workshop, heard=1, now=ENDS)
    workshop_life.close(db, workshop, now=ENDS)

    assert (during.until, held.outcome, workshop.state) == (ENDS, Outcome.HELD, WorkshopState.CLOSED)
    assert facts(db, stream) == ["workshop_held", "workshop_closed"]
    assert db.get_one(Stream, stream).closed_at == ENDS


def test_a_cancelled_one_goes_no_further(db: Session) -> None:
    workshop = a_workshop(db, state=WorkshopState.CANCELLED)

    chapters = (workshop_life.prepare, workshop_life.gather, workshop_life.hold)

    assert {step(db, workshop, heard=1, now=BEGINS).outcome for step in chapters} == {Outcome.RELEASED}
