from datetime import timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from domain.waits import Waiting, over, rest
from models import streams
from models.events import Wait
from models.messages import Outcome, Standing
from tests.builders import CLOSES, NOON, a_round

LATER = NOON + timedelta(hours=1)


def test_a_wait_is_a_row_with_its_deadline_and_its_person(lite: Session) -> None:
    round_ = a_round(lite)
    stream = streams.of_round(round_.id)

    standing = rest(lite, stream, Waiting("approval", NOON, CLOSES, round_.owner_id), heard=4, now=NOON)

    wait = lite.scalars(select(Wait)).one()
    assert standing == Standing(waiting_for="approval", until=NOON)
    assert (wait.stream_id, wait.waiting_for, wait.until, wait.deadline) == (stream, "approval", NOON, CLOSES)
    assert (wait.whose_id, wait.since, wait.heard_number) == (round_.owner_id, NOON, 4)


def test_a_wait_without_a_deadline_ends_at_its_next_moment(lite: Session) -> None:
    stream = streams.of_round(a_round(lite).id)

    rest(lite, stream, Waiting("notes", CLOSES), heard=0, now=NOON)

    assert lite.get_one(Wait, stream).deadline == CLOSES


def test_waiting_for_the_same_again_keeps_since_when(lite: Session) -> None:
    stream = streams.of_round(a_round(lite).id)
    rest(lite, stream, Waiting("answers", CLOSES), heard=1, now=NOON)

    rest(lite, stream, Waiting("answers", None), heard=2, now=LATER)

    wait = lite.get_one(Wait, stream)
    assert (wait.since, wait.until, wait.deadline, wait.heard_number) == (NOON, None, None, 2)


def test_waiting_for_something_else_begins_anew(lite: Session) -> None:
    stream = streams.of_round(a_round(lite).id)
    rest(lite, stream, Waiting("answers", CLOSES), heard=1, now=NOON)

    rest(lite, stream, Waiting("repair", None), heard=2, now=LATER)

    assert lite.get_one(Wait, stream).since == LATER


def test_a_chapter_that_is_over_leaves_no_wait_and_may_be_told_twice(lite: Session) -> None:
    stream = streams.of_round(a_round(lite).id)
    rest(lite, stream, Waiting("answers", CLOSES), heard=1, now=NOON)

    first, again = over(lite, stream, Outcome.DONE), over(lite, stream, Outcome.DONE)

    assert (first, again) == (Standing(outcome=Outcome.DONE), Standing(outcome=Outcome.DONE))
    assert lite.scalars(select(Wait)).all() == []
