"""One house and one server for all pages, one Chromium for each file of tests."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import sync_playwright

from tests.browser import server
from tests.browser.house import House
from tests.browser.people import People, looking

NEEDED = pytest.mark.outside("chromium", "axe-core")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Everything in this folder needs the browser."""
    for item in items:
        if "tests/browser/" in item.nodeid and "people" in getattr(item, "fixturenames", ()):
            item.add_marker(NEEDED)


@pytest.fixture(scope="session")
def opened(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, House]]:
    with server.opened(tmp_path_factory.mktemp("house")) as found:
        yield found


@pytest.fixture(scope="module")
def _people(opened: tuple[str, House]) -> Iterator[People]:
    """Closed with each file: while Playwright waits, no other test could use asyncio."""
    with sync_playwright() as playwright, looking(playwright, *opened) as found:
        yield found


@pytest.fixture
def people(_people: People) -> People:
    return _people
