"""Somebody who takes part sits at a browser and reads English."""

from collections.abc import Iterator
from uuid import UUID

from starlette.testclient import TestClient

from models.database import Database
from tests.web.conftest import browser, speaking


def at_home(database: Database, person_id: UUID) -> Iterator[TestClient]:
    for web in browser(database, person_id=person_id):
        yield speaking(web, "en")
