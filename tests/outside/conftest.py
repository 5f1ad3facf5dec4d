"""Each judge runs once for a group of objects, however many tests ask."""

from collections.abc import Iterator
from functools import cache

import pytest

from tests.domain.conftest import lite as lite
from tests.outside.calendar_server import running
from tests.outside.judges import Ask, Judge, Objects, Reading, read


@pytest.fixture(scope="session")
def ask(tmp_path_factory: pytest.TempPathFactory) -> Ask:
    @cache
    def asked(judge: Judge, objects: Objects) -> dict[str, Reading]:
        return read(judge, objects, folder=tmp_path_factory.mktemp("objects"))

    return asked


@pytest.fixture(scope="session")
def radicale(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a calendar server; for tests that are marked `outside("radicale")`."""
    with running(tmp_path_factory.mktemp("radicale")) as address:
        yield address
