"""With the few colours of the system: where one is, a state and the length of a column stay to be seen."""

import pytest
from playwright.sync_api import Page

from tests.browser.people import Eyes, People

CURRENT = """[...document.querySelectorAll('a[aria-current]')].filter(it => it.getClientRects().length)
    .map(it => getComputedStyle(it).outlineStyle)"""
TAGS = """[...document.querySelectorAll('.tag')].map(it => getComputedStyle(it).borderTopStyle)"""
COLUMNS = """[...document.querySelectorAll('.picture rect.firm')].map(it => getComputedStyle(it).fill)"""
PAPER = "getComputedStyle(document.body).backgroundColor"


@pytest.fixture(params=["light", "dark"])
def page(request: pytest.FixtureRequest, people: People) -> Page:
    person = people.anew("coordinator", Eyes(language="en"))
    person.page.emulate_media(forced_colors="active", color_scheme=request.param)
    person.go(people.house.address("/rounds/{round}/figures"))
    return person.page


def test_where_one_is_has_a_frame(page: Page) -> None:
    assert set(page.evaluate(CURRENT)) == {"solid"}


def test_a_state_has_its_frame(page: Page) -> None:
    assert set(page.evaluate(TAGS)) == {"solid"}


def test_columns_stand_out_from_the_paper(page: Page) -> None:
    columns = set(page.evaluate(COLUMNS))

    assert columns
    assert page.evaluate(PAPER) not in columns
