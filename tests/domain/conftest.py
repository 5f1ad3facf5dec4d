"""A session for tests of rules that no database decides; `db` runs on both, for locks and constraints."""

from collections.abc import Iterator

import pytest
from sqlalchemy.orm import Session

from models.database import Database


@pytest.fixture
def lite(sqlite_database: Database) -> Iterator[Session]:
    """A session on SQLite alone; foreign keys are judged when the test is over."""
    with Session(sqlite_database.engine, expire_on_commit=False) as db:
        yield db
        if db.is_active:
            db.commit()
