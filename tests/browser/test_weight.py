"""What a phone has to fetch before somebody sees a page for the first time."""

import pytest
from playwright.sync_api import Request

from tests.browser.people import PHONE, Eyes, People

MOST_OCTETS, MOST_BLOCKING = 60_000, 3
FONTS = (".woff2",)
FIRST_PAGES = {"their home": ("guest", "/my"), "a question": ("", "/answer/{answer_ask}")}


@pytest.mark.parametrize("name", FIRST_PAGES)
def test_a_participant_waits_for_little(own_people: People, name: str) -> None:
    whose, path = FIRST_PAGES[name]
    person = own_people.anew(whose, Eyes(width=PHONE))
    fetched: list[Request] = []
    person.page.on("requestfinished", lambda each: fetched.append(each))  # Playwright marks it

    person.go(own_people.house.address(path))
    person.page.wait_for_load_state("networkidle")

    octets = {each.url: each.sizes()["responseBodySize"] for each in fetched}
    light = {url: size for url, size in octets.items() if not url.endswith(FONTS)}
    assert sum(light.values()) <= MOST_OCTETS, light


@pytest.mark.parametrize("name", FIRST_PAGES)
def test_little_holds_up_the_first_sight_of_a_page(own_people: People, name: str) -> None:
    """The page itself and its styles; scripts wait until it is read, pictures and fonts hold up nothing."""
    whose, path = FIRST_PAGES[name]
    person = own_people.anew(whose, Eyes(width=PHONE))

    person.go(own_people.house.address(path))

    blocking = person.page.evaluate(
        "performance.getEntriesByType('resource').filter(each => each.renderBlockingStatus === 'blocking')"
        ".map(each => each.name)"
    )
    assert 1 + len(blocking) <= MOST_BLOCKING, blocking
