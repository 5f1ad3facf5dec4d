"""HR's matching board by the keyboard alone, with its keys and without them."""

from pathlib import Path

import pytest
from playwright.sync_api import Page
from sqlalchemy import select

from models.pairing_rules import PairingRule
from models.states import RuleEffect
from tests.browser.journeys import rows
from tests.browser.people import Eyes, People, Person

BOARD = "/rounds/{planned_round}/plan?lang=en"
WHY = "The two have agreed it."
MOST_TABS = 150


def at_the_board(people: People, *, javascript: bool) -> Person:
    person = people.anew("coordinator", Eyes(language="en", javascript=javascript))
    person.go(people.house.address(BOARD))
    return person


def focused(page: Page) -> str:
    """What has the focus, as people know it."""
    told: str = page.evaluate(
        "(it => it.labels?.[0]?.textContent.trim() || it.textContent.trim())(document.activeElement)"
    )
    return " ".join(told.split())


def tab_to(page: Page, name: str) -> None:
    """From one control to the next until that one has the focus; it is always seen where it is."""
    for _ in range(MOST_TABS):
        page.keyboard.press("Tab")
        if focused(page).startswith(name):
            return
    raise AssertionError(f"{name} cannot be reached by Tab")


def locked(file: Path) -> list[str]:
    with rows(file) as db:
        found = select(PairingRule.reason).where(PairingRule.effect == RuleEffect.LOCKED)
        return list(db.scalars(found))


def test_two_keys_lock_a_pairing(own_people: People, own_file: Path) -> None:
    person = at_the_board(own_people, javascript=True)
    keys = person.page.keyboard

    keys.press("j")
    first = focused(person.page)
    keys.press("j")
    second = focused(person.page)
    keys.press("k")
    keys.press("x")
    keys.press("l")
    keys.type(WHY)
    with person.page.expect_navigation():
        keys.press("Enter")

    assert (first, second) == ("Birgit Keksitty", "Carita Keksitty")
    assert locked(own_file) == [WHY]
    assert person.told() == []


@pytest.mark.parametrize("script", ["with javascript", "without"])
def test_tab_reaches_everything_that_locks_a_pairing(own_people: People, own_file: Path, script: str) -> None:
    person = at_the_board(own_people, javascript=script == "with javascript")
    keys = person.page.keyboard

    tab_to(person.page, "Choose Birgit Keksitty")
    keys.press("Space")
    tab_to(person.page, "Why do you lock or forbid them?")
    keys.type(WHY)
    tab_to(person.page, "Lock the chosen ones")
    with person.page.expect_navigation():
        keys.press("Enter")

    assert locked(own_file) == [WHY]
    assert person.told() == []


def test_the_first_tab_leads_past_the_header(own_people: People) -> None:
    person = at_the_board(own_people, javascript=False)

    person.page.keyboard.press("Tab")
    skip = focused(person.page)
    person.page.keyboard.press("Enter")
    person.page.keyboard.press("Tab")

    assert skip == "Skip to the content"
    assert person.page.evaluate("document.activeElement.closest('main') !== null")
