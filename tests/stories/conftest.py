"""A theatre for every story: real parts on each database, one Temporal server for all."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from models.database import Database
from tests.stories.company import Company
from tests.stories.engine import engine
from tests.stories.theatre import Theatre


@pytest.fixture
async def play(database: Database, tmp_path: Path) -> AsyncIterator[Theatre]:
    async with Theatre(database, tmp_path, temporal=engine().address) as theatre:
        yield theatre


@pytest.fixture
def people(play: Theatre) -> Company:
    return Company(play)
