"""The clock of a rehearsal moves when all is idle, and only then."""

import asyncio
from collections import Counter
from collections.abc import AsyncIterator, Callable
from datetime import datetime, timedelta

import pytest
from sqlalchemy import select, update
from temporalio.api.enums.v1 import EventType
from temporalio.client import Client

from domain import nightly
from domain.events import close_stream, record
from models import streams
from models.database import Database
from models.events import Stream, Wait
from models.facts import RoundOpened
from models.mails import Check, Mail
from models.messages import Case, Heard
from models.people import Person
from models.rehearsals import Cue, Rehearsal
from models.states import MailState
from models.timeline import local_day, moment
from tests.builders import NOON, a_round, an_application, an_endorsement
from tests.builders_of_exchanges import a_mail, an_exchange
from tests.stories.engine import end_workflows, engine
from tests.stories.theatre import nobody
from workers.conductor import Conductor, Pace, Scene, Stuck
from workflows.door import connect, ring

DAY = timedelta(days=1)
HASTY = Pace(tell_again=0.2, patience=1.0)
PATIENT = Pace(tell_again=0.2, patience=60.0)
SIGNALED = EventType.EVENT_TYPE_WORKFLOW_EXECUTION_SIGNALED


@pytest.fixture
async def client(database: Database) -> AsyncIterator[Client]:
    with database.change() as db:
        db.add(Rehearsal(id=1, seed=1, now=NOON))
    client = await connect(engine().address)
    yield client
    await end_workflows(client, database)


def conductor(database: Database, client: Client, pace: Pace = PATIENT) -> Conductor:
    async def connected() -> Client:
        return client

    return Conductor(database, connected, cast=nobody, pace=pace)


def quietly() -> None:
    """Nobody has to be started again."""


def resting(database: Database, *, until: datetime | None) -> str:
    """A round whose workflow has acted on all it heard, and waits."""
    with database.change() as db:
        round_ = a_round(db)
        stream = streams.of_round(round_.id)
        record(db, RoundOpened(round_id=round_.id), on=stream, now=NOON)
        db.get_one(Stream, stream).delivered_number = 1
        db.add(Wait(stream_id=stream, waiting_for="applications", since=NOON, until=until, heard_number=1))
        return stream


def change(database: Database, stream: str, happens: Callable[[Stream, Wait], None]) -> None:
    with database.change() as db:
        happens(db.get_one(Stream, stream), db.get_one(Wait, stream))


async def next_scene(moving: Conductor, until: datetime | None = None) -> Scene:
    return await moving.next_scene(watch=quietly, until=until)


async def test_the_clock_moves_to_the_next_moment_that_somebody_waits_for(
    database: Database, client: Client
) -> None:
    resting(database, until=NOON + 2 * DAY)
    resting(database, until=NOON + DAY)
    resting(database, until=None)

    scene = await next_scene(conductor(database, client))

    assert scene == Scene(NOON + DAY, is_over=False)
    with database.look() as db:
        assert db.get_one(Rehearsal, 1).now == NOON + DAY


async def test_on_its_way_the_clock_stops_at_the_night_after_a_loss(
    database: Database, client: Client
) -> None:
    resting(database, until=NOON + 3 * DAY)
    with database.change() as db:
        exchange = an_exchange(db)
        mail = a_mail(db, about=exchange, to=db.get_one(Person, exchange.guest_id))
        mail.state, mail.refusal, mail.told_at = MailState.REFUSED, "550 5.1.1", NOON
        round_id = exchange.round_id
        db.get_one(Stream, mail.lane).closed_at = NOON
        night = moment(local_day(NOON) + DAY, nightly.AT)
    moving = conductor(database, client)

    first = await next_scene(moving)
    with database.change() as db:
        told = db.scalars(select(Mail.kind).where(Mail.state == MailState.QUEUED)).all()
        db.execute(update(Mail).where(Mail.state == MailState.QUEUED).values(state=MailState.SENT))
    second = await next_scene(moving)

    assert first == Scene(night, is_over=False)
    assert told == ["mails_to_check"]
    assert second == Scene(NOON + 3 * DAY, is_over=False)
    with database.look() as db:
        assert db.get_one(Check, round_id).checked_at == night


async def test_it_is_over_when_nobody_waits_for_a_moment(database: Database, client: Client) -> None:
    resting(database, until=None)

    scene = await next_scene(conductor(database, client))

    assert scene == Scene(NOON, is_over=True)


async def test_the_clock_stops_where_it_is_asked_to(database: Database, client: Client) -> None:
    resting(database, until=NOON + 2 * DAY)

    scene = await next_scene(conductor(database, client), NOON + DAY)

    assert scene == Scene(NOON + DAY, is_over=True)


async def test_only_those_who_are_due_are_told(database: Database, client: Client) -> None:
    due, later = resting(database, until=NOON + DAY), resting(database, until=NOON + 2 * DAY)
    for each in (due, later):
        await begin(client, each)

    await next_scene(conductor(database, client))

    assert [await signals(client, each) for each in (due, later)] == [
        {"hear": 1, "tell_time": 1},
        {"hear": 1},
    ]


async def begin(client: Client, stream: str) -> None:
    owner = streams.owner(stream)
    case = Case(id=owner, round_id=owner, stands_still=True)
    await ring(client, stream, case, Heard(number=1, fact_id=owner))


async def signals(client: Client, stream: str) -> dict[str, int]:
    history = await client.get_workflow_handle(stream).fetch_history()
    said = [each for each in history.events if each.event_type == SIGNALED]
    return dict(Counter(each.workflow_execution_signaled_event_attributes.signal_name for each in said))


def uncarried(stream: Stream, _wait: Wait) -> None:
    stream.delivered_number = 0


def not_heard(stream: Stream, _wait: Wait) -> None:
    stream.bell_number = stream.delivered_number = 2


def overdue(_stream: Stream, wait: Wait) -> None:
    wait.until = NOON


@pytest.mark.parametrize(
    ("happens", "who"),
    [(uncarried, "relay: 1 streams not carried"), (not_heard, "round-"), (overdue, "round-")],
)
async def test_who_does_not_get_on_is_named(
    database: Database, client: Client, happens: Callable[[Stream, Wait], None], who: str
) -> None:
    stream = resting(database, until=NOON + DAY)
    change(database, stream, happens)

    with pytest.raises(Stuck) as stuck:
        await next_scene(conductor(database, client, HASTY))

    named = who if who.startswith("relay") else f"workflow at work: {stream}"
    assert str(stuck.value) == named
    with database.look() as db:
        assert db.get_one(Rehearsal, 1).now == NOON


async def test_a_mail_that_does_not_leave_is_named(database: Database, client: Client) -> None:
    with database.change() as db:
        exchange = an_exchange(db)
        a_mail(db, about=exchange, to=db.get_one(Person, exchange.guest_id))

    with pytest.raises(Stuck) as stuck:
        await next_scene(conductor(database, client, HASTY))

    assert str(stuck.value) == "delivery: 1 mails not sent"


async def test_a_mail_that_may_wait_keeps_nobody_busy_and_its_morning_is_a_moment(
    database: Database, client: Client
) -> None:
    with database.change() as db:
        exchange = an_exchange(db)
        a_mail(db, about=exchange, to=db.get_one(Person, exchange.guest_id), held_until=NOON + DAY)

    scene = await next_scene(conductor(database, client, HASTY))

    assert scene == Scene(NOON + DAY, is_over=False)


async def test_a_stream_that_is_closed_keeps_nobody_waiting(database: Database, client: Client) -> None:
    stream = resting(database, until=NOON + DAY)
    with database.change() as db:
        db.get_one(Stream, stream).delivered_number = 0
        close_stream(db, stream, now=NOON)

    scene = await next_scene(conductor(database, client))

    assert scene.is_over


async def test_who_is_due_and_does_not_move_is_told_again_until_all_is_idle(
    database: Database, client: Client
) -> None:
    stream = resting(database, until=NOON)
    await begin(client, stream)
    moving = asyncio.create_task(next_scene(conductor(database, client)))

    async with asyncio.timeout(60):
        while (await signals(client, stream)).get("tell_time", 0) < 2:
            await asyncio.sleep(0.05)
    change(database, stream, lambda _stream, wait: setattr(wait, "until", NOON + DAY))

    assert await moving == Scene(NOON + DAY, is_over=False)


async def test_whoever_watches_may_start_somebody_again(database: Database, client: Client) -> None:
    stream = resting(database, until=NOON + DAY)
    change(database, stream, uncarried)

    def start_again() -> None:
        change(database, stream, lambda row, _wait: setattr(row, "delivered_number", 1))

    scene = await conductor(database, client).next_scene(watch=start_again)

    assert scene == Scene(NOON + DAY, is_over=False)


async def test_a_server_that_is_away_is_told_later(database: Database, client: Client) -> None:
    stream = resting(database, until=NOON + DAY)
    await begin(client, stream)
    tries: list[int] = []

    async def connected() -> Client:
        tries.append(len(tries))
        if len(tries) == 1:
            raise RuntimeError("no connection")
        return client

    moving = Conductor(database, connected, cast=nobody, pace=PATIENT)
    await next_scene(moving)
    told_at_first = await signals(client, stream)
    waiting = asyncio.create_task(next_scene(moving))
    async with asyncio.timeout(60):
        while "tell_time" not in await signals(client, stream):
            await asyncio.sleep(0.05)
    change(database, stream, lambda _stream, wait: setattr(wait, "until", None))
    await waiting

    assert told_at_first == {"hear": 1}
    assert len(tries) == 2


async def test_a_cue_is_spoken_once_at_its_moment(database: Database, client: Client) -> None:
    with database.change() as db:
        endorsement = an_endorsement(db, application=an_application(db))
        said = {"act": "endorse", "about_id": endorsement.id, "word": "given", "turn": "a"}
        db.add(Cue(person_id=endorsement.supervisor_id, at=NOON + DAY, **said))

    scene = await next_scene(conductor(database, client))

    assert scene == Scene(NOON + DAY, is_over=False)
    with database.look() as db:
        assert [each.spoken_at for each in db.query(Cue)] == [NOON + DAY]
        assert db.get_one(type(endorsement), endorsement.id).answered_at == NOON + DAY
