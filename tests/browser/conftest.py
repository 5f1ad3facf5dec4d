"""One house for whoever only looks, one for each journey, one Chromium for each file of tests."""

from collections.abc import Iterator
from pathlib import Path
from shutil import copyfile

import pytest
from playwright.sync_api import Browser, sync_playwright

from tests.browser import server
from tests.browser.house import House
from tests.browser.people import People, chromium

NEEDED = pytest.mark.outside("chromium", "axe-core")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Everything here that opens a window needs the browser."""
    for item in items:
        if "tests/browser/" in item.nodeid and "_chromium" in getattr(item, "fixturenames", ()):
            item.add_marker(NEEDED)


@pytest.fixture(scope="session")
def _furnished(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, House]:
    file = tmp_path_factory.mktemp("house") / "house.sqlite"
    return file, server.furnish(file)


@pytest.fixture(scope="session")
def _address(_furnished: tuple[Path, House]) -> Iterator[str]:
    """Of the house that everybody looks at and nobody changes."""
    with server.served(_furnished[0]) as address:
        yield address


@pytest.fixture(scope="module")
def _chromium() -> Iterator[Browser]:
    """Closed with each file: while Playwright waits, no other test could use asyncio."""
    with sync_playwright() as playwright, chromium(playwright) as found:
        yield found


@pytest.fixture(scope="module")
def people(_chromium: Browser, _address: str, _furnished: tuple[Path, House]) -> People:
    return People(_chromium, _address, _furnished[1])


@pytest.fixture
def own_file(_furnished: tuple[Path, House], tmp_path: Path) -> Path:
    """Of a house that may be changed."""
    return Path(copyfile(_furnished[0], tmp_path / "house.sqlite"))


@pytest.fixture
def own_people(_chromium: Browser, own_file: Path, _furnished: tuple[Path, House]) -> Iterator[People]:
    with server.served(own_file) as address:
        found = People(_chromium, address, _furnished[1])
        yield found
        found.leave()
