"""A rehearsal counts as stuck only when nothing at all has moved for as long as its patience."""

import asyncio
from collections.abc import Callable

import pytest
from sqlalchemy.orm import Session
from temporalio.client import Client

from domain.events import record
from models import streams
from models.database import Database
from models.events import Stream, Wait
from models.facts import ExchangeHeld
from models.mails import Mail
from models.people import Person
from models.rehearsals import Rehearsal
from models.states import MailState
from tests.builders import NOON
from tests.builders_of_exchanges import a_mail, an_exchange
from tests.stories.theatre import nobody
from workers.conductor import Conductor, Pace, Scene, Stuck

PATIENCE = 2.0
STEP = 0.5  # each is well within the patience, all of them are not
STEPS = 6
Step = Callable[[Session], None]


async def away() -> Client:
    raise RuntimeError("nobody has to be told anything")


@pytest.fixture
def conductor(database: Database) -> Conductor:
    with database.change() as db:
        db.add(Rehearsal(id=1, seed=1, now=NOON))
    pace = Pace(tell_again=60.0, patience=PATIENCE)
    return Conductor(database, away, cast=nobody, pace=pace)


def quietly() -> None:
    """Nobody has to be started again."""


def slow_mails(database: Database) -> Step:
    """A lane that a slow mail server takes one by one."""
    with database.change() as db:
        exchange = an_exchange(db)
        person = db.get_one(Person, exchange.guest_id)
        for _turn in range(STEPS):
            a_mail(db, about=exchange, to=person)

    def one_leaves(db: Session) -> None:
        mail = db.query(Mail).filter_by(state=MailState.QUEUED).order_by(Mail.number).first()
        assert mail is not None
        mail.state = MailState.SENT

    return one_leaves


def slow_workflow(database: Database) -> Step:
    """A workflow at work, whose steps write facts down one by one before it comes to rest."""
    with database.change() as db:
        stream = at_work(db)

    def one_is_written(db: Session) -> None:
        record(db, ExchangeHeld(exchange_id=streams.owner(stream)), on=stream, now=NOON)
        if db.get_one(Stream, stream).last_number == STEPS:
            db.add(Wait(stream_id=stream, waiting_for="notes", since=NOON, heard_number=STEPS))

    return one_is_written


def slow_waits(database: Database) -> Step:
    """Workflows that come to rest one after the other."""
    with database.change() as db:
        busy = [at_work(db) for _turn in range(STEPS)]

    def one_rests(db: Session) -> None:
        db.add(Wait(stream_id=busy.pop(), waiting_for="notes", since=NOON, heard_number=1))

    return one_rests


def at_work(db: Session) -> str:
    """An exchange whose workflow has been told something, and has not come to rest."""
    stream = db.get_one(Stream, streams.of_exchange(an_exchange(db).id))
    stream.bell_number = stream.delivered_number = 1
    return stream.id


async def moves(database: Database, step: Step) -> None:
    for _turn in range(STEPS):
        await asyncio.sleep(STEP)
        with database.change() as db:
            step(db)


@pytest.mark.parametrize("slow", [slow_mails, slow_workflow, slow_waits])
async def test_patience_begins_anew_whenever_something_has_moved(
    database: Database, conductor: Conductor, slow: Callable[[Database], Step]
) -> None:
    step = slow(database)

    moving = asyncio.create_task(moves(database, step))
    scene = await conductor.next_scene(watch=quietly)
    await moving

    assert scene == Scene(NOON, is_over=True)


async def test_patience_ends_when_what_moved_has_stopped(database: Database, conductor: Conductor) -> None:
    step = slow_mails(database)

    async def one_step() -> None:
        await asyncio.sleep(STEP)
        with database.change() as db:
            step(db)

    moving = asyncio.create_task(one_step())
    with pytest.raises(Stuck) as stuck:
        await conductor.next_scene(watch=quietly)
    await moving

    assert str(stuck.value) == f"delivery: {STEPS - 1} mails not sent"
