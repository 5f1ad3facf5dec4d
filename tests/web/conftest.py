"""The real application over a real database; the clock stands in March 2027."""

from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from httpx2 import Response
from sqlalchemy import select
from sqlalchemy.orm import Session
from starlette.testclient import TestClient

from domain.access import sessions
from domain.access.sessions import Browser
from models.access import Entrance
from models.clock import StandingClock
from models.database import Database
from models.languages import Language
from models.people import Person
from models.states import Role
from tests.builders import a_person, an_appointee
from web.app import create_app
from web.forms import TOKEN
from web.visitor import PLAIN_COOKIE, form_token

NOW = datetime(2027, 3, 16, 7, 0, tzinfo=UTC)
TEMPORAL = "http://127.0.0.1:8233"
OUTBOX = Path("data/outbox")
ADMINISTRATOR = "helena.keksitty@example.org"


@pytest.fixture
def web(database: Database) -> Iterator[TestClient]:
    """A browser that reads English unless a test says otherwise."""
    yield from browser(database)


@pytest.fixture
def sqlite_web(sqlite_database: Database) -> Iterator[TestClient]:
    """For what does not depend on the database."""
    yield from browser(sqlite_database)


def browser(database: Database, *, person_id: UUID | None = None) -> Iterator[TestClient]:
    """Somebody who steers everything, unless a test says who sits there."""
    app = create_app(database, temporal_ui=TEMPORAL, outbox=OUTBOX, clock=StandingClock(NOW))
    headers = {"Accept-Language": "en", "Sec-Fetch-Site": "same-origin"}
    with TestClient(
        app,
        base_url="http://localhost",
        headers=headers,
        raise_server_exceptions=False,
        client=("127.0.0.1", 50_000),
    ) as client:
        client.cookies.set(PLAIN_COOKIE, signed_in(database, person_id))
        yield client


def speaking(web: TestClient, language: str) -> TestClient:
    """The same browser after a link to this language was pressed."""
    web.cookies.set("vaihto_lang", language)
    return web


def post(
    web: TestClient, path: str, fields: Mapping[str, str | list[str]] | None = None, **more: Any
) -> Response:
    """As a form of our own pages posts: with the session's token; where it leads is not followed."""
    token = {TOKEN: form_token(web.cookies[PLAIN_COOKIE])}
    return web.post(path, data={**(fields or {}), **token}, follow_redirects=False, **more)


def signed_in(database: Database, person_id: UUID | None = None) -> str:
    """The token of a session that has just begun."""
    with database.change() as db:
        person = db.get_one(Person, person_id) if person_id else the_administrator(db)
        return sessions.begin(
            db, person, entrance=Entrance.TERMINAL, browser=Browser(), now=datetime.now(UTC)
        )


def the_administrator(db: Session) -> Person:
    found = db.scalar(select(Person).where(Person.email == ADMINISTRATOR))
    if found is not None:
        return found
    helena = a_person(db, name="Helena Keksitty", email=ADMINISTRATOR, language=Language.EN)
    an_appointee(db, person=helena, role=Role.ADMINISTRATOR)
    return helena
