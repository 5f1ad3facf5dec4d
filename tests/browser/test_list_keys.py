"""HR's list of applications by its keys, and what stands beside it."""

from tests.browser.people import Eyes, People, Person

LIST = "/rounds/{planned_round}/applications?lang=en"


def at_the_list(people: People) -> Person:
    person = people.anew("coordinator", Eyes(language="en", javascript=True))
    person.go(people.house.address(LIST))
    person.page.set_viewport_size({"width": 1400, "height": 900})
    return person


def test_keys_go_through_the_list_choose_and_show_beside(own_people: People) -> None:
    page = at_the_list(own_people).page

    page.keyboard.press("j")
    page.keyboard.press("x")
    page.wait_for_selector("#beside h2")

    name = page.evaluate("document.activeElement.textContent")
    assert page.locator("#beside h2").inner_text() == name
    assert page.locator(".tick input:checked").count() == 1
    page.keyboard.press("?")
    assert page.locator("[data-key-help][open]").count() == 1


def test_keys_do_nothing_while_somebody_writes_or_when_switched_off(own_people: People) -> None:
    page = at_the_list(own_people).page

    page.locator("#f-text").press_sequentially("jx?")
    written = page.locator("#f-text").input_value()
    page.locator("[data-key-help] summary").click()
    page.get_by_role("button", name="Switch the keys off").click()
    page.evaluate("document.activeElement.blur()")
    page.keyboard.press("j")

    assert written == "jx?"
    assert page.locator("tr.here").count() == 0
    assert page.get_by_role("button", name="Switch the keys on").is_visible()
