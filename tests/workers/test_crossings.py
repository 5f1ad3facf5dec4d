"""Loops that lock the streams of several cases never lock each other out with a verb that does too."""

import asyncio
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy.orm import Session
from temporalio.client import Client, Interceptor, OutboundInterceptor, StartWorkflowInput, WorkflowHandle
from temporalio.exceptions import WorkflowAlreadyStartedError

from domain import exchanges, illnesses
from domain.events import record
from models import streams
from models.base import new_id
from models.clock import WallClock
from models.database import Database
from models.exchanges import Exchange
from models.facts import ExchangeMoved
from models.people import Person
from models.states import ExchangeState
from tests.builders import STAY
from tests.builders_of_exchanges import a_mail
from tests.domain.crossing import LIMIT_SECONDS, crossing
from tests.domain.lived import LATER, SECOND_STAY, lane, two_guests_of_one_host
from workers.delivery import Delivery
from workers.office import Office
from workers.relay import Relay

TRIES = 50


@dataclass(frozen=True)
class Case:
    """Two exchanges of one host in one round."""

    first: UUID
    second: UUID
    round_id: UUID
    host_id: UUID

    def breaks(self, db: Session, exchange_id: UUID) -> None:
        """The host cannot take one of them: its stream is locked, and then its round's."""
        broken = exchanges.load(db, exchange_id)
        first, last = STAY.first_day, STAY.last_day
        exchanges.break_off(db, broken, self.host_id, first=first, last=last, now=LATER)

    def falls_ill(self, db: Session) -> list[Exchange]:
        """The host is ill on the days of both."""
        first, last = STAY.first_day, SECOND_STAY.last_day
        return illnesses.fall_ill(db, self.round_id, self.host_id, first=first, last=last, now=LATER)

    def states(self, database: Database) -> list[ExchangeState]:
        with database.look() as db:
            return [db.get_one(Exchange, each).state for each in (self.first, self.second)]


def a_case(db: Session) -> Case:
    """The second exchange and the round have a mail that waits, and news for their workflows."""
    first, second = sorted(two_guests_of_one_host(db), key=lambda each: each.id)
    round_lane = streams.of_round(first.round_id)
    host = db.get_one(Person, first.host_id)
    a_mail(db, about=second, to=host, message_id=f"{new_id()}@example.org")
    a_mail(db, about=second, to=host, lane=round_lane, number=1, message_id=f"{new_id()}@example.org")
    for each in (lane(second), round_lane):
        record(db, ExchangeMoved(exchange_id=second.id), on=each, now=LATER)
    return Case(first.id, second.id, first.round_id, first.host_id)


@dataclass(frozen=True)
class Outside:
    """A mail server and a Temporal that take everything, and can be made to take their time."""

    is_reached: threading.Event = field(default_factory=threading.Event)
    goes_on: threading.Event = field(default_factory=threading.Event)

    def send(self, *, key: str, sender: str, to: str, octets: bytes) -> None:
        self.is_reached.set()
        self.goes_on.wait(LIMIT_SECONDS)


class Ears(Interceptor):
    def __init__(self, outside: Outside) -> None:
        self.outside = outside

    def intercept_client(self, next: OutboundInterceptor) -> OutboundInterceptor:  # noqa: A002
        return Listening(next, self.outside)


class Listening(OutboundInterceptor):
    def __init__(self, next: OutboundInterceptor, outside: Outside) -> None:  # noqa: A002
        super().__init__(next)
        self.outside = outside

    async def start_workflow(self, input: StartWorkflowInput) -> WorkflowHandle[Any, Any]:  # noqa: A002
        self.outside.is_reached.set()
        await asyncio.to_thread(self.outside.goes_on.wait, LIMIT_SECONDS)
        raise WorkflowAlreadyStartedError(input.id, input.workflow)  # it is over: nobody has to hear


def deliver(database: Database, outside: Outside) -> int:
    return Delivery(Office(database, WallClock()), outside).deliver()


def carry(database: Database, outside: Outside) -> int:
    async def carried() -> int:
        client = await Client.connect("127.0.0.1:1", lazy=True, interceptors=[Ears(outside)])
        return await Relay(Office(database, WallClock()), client, stands_still=False).carry()

    return asyncio.run(carried())


Loop = Callable[[Database, Outside], int]


def test_a_relay_that_marks_its_streams_stops_no_verb_that_locks_several(
    postgresql_database: Database,
) -> None:
    with postgresql_database.change() as db:
        case = a_case(db)
    outside = Outside()

    with crossing(postgresql_database) as other:
        relaying = other.thread.submit(carry, postgresql_database, outside)
        assert outside.is_reached.wait(LIMIT_SECONDS)
        with postgresql_database.change() as db:
            case.breaks(db, case.first)
            outside.goes_on.set()
            other.until_waiting(relaying)
            case.breaks(db, case.second)

    assert relaying.result() == 2
    assert case.states(postgresql_database) == [ExchangeState.BROKEN] * 2


@pytest.mark.parametrize("loop", [deliver, carry])
def test_fifty_illnesses_are_saved_beside_a_loop_that_never_rests(
    postgresql_database: Database, loop: Loop
) -> None:
    outside, enough = Outside(), threading.Event()
    outside.goes_on.set()

    def loops() -> int:
        done = 0
        while not enough.is_set():
            done += loop(postgresql_database, outside)
        return done

    broken = []
    with ThreadPoolExecutor(1) as thread:
        looping = thread.submit(loops)
        try:
            for _turn in range(TRIES):
                with postgresql_database.change() as db:
                    case = a_case(db)
                with postgresql_database.change() as db:
                    broken.append(len(case.falls_ill(db)))
        finally:
            enough.set()

    assert (broken, looping.result() > 0) == ([2] * TRIES, True)
