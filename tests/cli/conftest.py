"""A terminal on each database; in English, unless a test says otherwise."""

import pytest

from models.database import Database
from models.rehearsals import Rehearsal
from tests.builders import NOON
from tests.cli.terminal import Terminal


@pytest.fixture
def terminal(database: Database, monkeypatch: pytest.MonkeyPatch) -> Terminal:
    address = database.engine.url.render_as_string(hide_password=False)
    monkeypatch.setenv("VAIHTO_DATABASE_URL", address)
    for each in ("LC_ALL", "LC_MESSAGES"):
        monkeypatch.delenv(each, raising=False)
    monkeypatch.setenv("LANG", "C.UTF-8")
    with database.change() as db:
        db.add(Rehearsal(id=1, seed=1, now=NOON))
    return Terminal(database)
