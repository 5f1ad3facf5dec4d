"""A program with a token, over a house with one round in which something goes on."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from uuid import UUID

import pytest
from fastapi import FastAPI
from sqlalchemy.orm import Session
from starlette.testclient import TestClient

from domain import integrations, news
from domain.access.actors import actor_of
from domain.events import record
from domain.integrations import Wish
from models import streams
from models.clock import StandingClock
from models.database import Database
from models.facts import ApplicationSubmitted, ExchangeProposed
from models.states import ApplicationState, Role
from tests.builders import (
    a_host_offer,
    a_person,
    a_round,
    a_wish,
    an_application,
    an_availability,
    an_organisation,
)
from tests.domain.lived import a_placed_application, a_proposed_exchange
from tests.web.conftest import NOW, the_administrator
from web.app import create_app

HERE = "/api/v1"
OPEN = {
    "opens_at": NOW - timedelta(days=9),
    "closes_at": NOW + timedelta(days=9),
    "decide_by": NOW + timedelta(days=19),
    "first_day": date(2027, 5, 3),
    "last_day": date(2027, 6, 18),
}


@dataclass(frozen=True)
class House:
    """What the tests name of it."""

    own_code: str
    own_id: UUID
    other_code: str
    round_id: UUID
    round: str
    person: str
    stranger: str
    application_id: UUID
    offer_id: UUID


@pytest.fixture
def house(database: Database) -> House:
    with database.change() as db:
        return a_house(db)


def a_house(db: Session) -> House:
    own, other = an_organisation(db, code="ours"), an_organisation(db, code="theirs")
    owner = a_person(db, name="Helmi Keksitty", organisation=own)
    round_ = a_round(db, owner=owner, organisation_id=own.id, reference="kevat-2027", **OPEN)
    aino = a_person(db, name="Aino Keksitty", email="aino@example.org", organisation=own)
    stranger = a_person(db, name="Otto Outo", email="otto@example.org", organisation=other)
    offer = a_host_offer(db, to=round_, person=stranger)
    application = an_application(db, to=round_, person=aino, state=ApplicationState.SUBMITTED)
    a_wish(db, application=application, organisation=other)
    an_availability(db, of=application)
    record(db, ApplicationSubmitted(application_id=application.id), on=streams.of_round(round_.id), now=NOW)
    exchange = a_proposed_exchange(db, application=a_placed_application(db, to=round_))
    record(db, ExchangeProposed(exchange_id=exchange.id), on=streams.of_exchange(exchange.id), now=NOW)
    news.number(db)
    return House(
        "ours",
        own.id,
        "theirs",
        round_.id,
        "kevat-2027",
        aino.email,
        stranger.email,
        application.id,
        offer.id,
    )


def an_app(database: Database, *, base_url: str | None = None) -> FastAPI:
    clock = StandingClock(NOW)
    return create_app(database, temporal_ui=None, outbox=None, clock=clock, base_url=base_url)


def a_token(
    database: Database,
    *,
    role: Role = Role.HR,
    organisation_id: UUID | None = None,
    round_id: UUID | None = None,
    may_write: bool = True,
) -> str:
    with database.change() as db:
        helena = the_administrator(db)
        wish = Wish("HR", role, organisation_id, round_id, may_write)
        return integrations.make(db, wish, by=helena, actor=actor_of(db, helena), now=datetime.now(UTC))[1]


def asking(database: Database, token: str) -> Iterator[TestClient]:
    headers = {"Authorization": f"Bearer {token}", "Accept-Language": "en"}
    with TestClient(
        an_app(database),
        base_url="http://localhost",
        headers=headers,
        client=("127.0.0.1", 50_000),
        raise_server_exceptions=False,
    ) as client:
        yield client


@pytest.fixture
def api(database: Database, house: House) -> Iterator[TestClient]:
    """The HR system of our own organisation."""
    yield from asking(database, a_token(database, organisation_id=house.own_id))


@pytest.fixture
def everywhere(database: Database, house: House) -> Iterator[TestClient]:
    yield from asking(database, a_token(database, role=Role.COORDINATOR))
