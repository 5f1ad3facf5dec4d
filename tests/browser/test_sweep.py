"""Every page, in each language, at each width, in each theme: nothing wrong, nothing lost, nothing unsure."""

import pytest

from tests.browser import axe, layout, pictures
from tests.browser.addresses import ADDRESSES, STRANGERS, Address
from tests.browser.people import DESK, HEIGHT, LANGUAGES, PHONE, THEMES, ZOOMED, Eyes, People, Person

JUDGED = Eyes(bypass_csp=True)
EVERYWHERE = [pytest.param(each, id=each.title) for each in ADDRESSES]


def opened(people: People, each: Address, eyes: Eyes, language: str) -> Person:
    """In that language whatever the person speaks, as the links in the header do."""
    person = people.as_person(each.whose, eyes)
    person.refusals_expected = True
    path = people.house.address(each.at)
    status = person.go(f"{path}{'&' if '?' in path else '?'}lang={language}")
    assert status in each.statuses, status
    return person


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("address", EVERYWHERE)
def test_a_page_leaves_nothing_to_mend(people: People, address: Address, language: str) -> None:
    person = opened(people, address, JUDGED, language)
    page, found = person.page, []

    for width in (DESK, PHONE):
        page.set_viewport_size({"width": width, "height": HEIGHT})
        found += [f"{width}: {each}" for each in axe.judged(page)]
        for theme in THEMES:
            page.emulate_media(color_scheme=theme)
            found += [f"{width} {theme}: {each}" for each in (*axe.colours(page), *pictures.too_faint(page))]
    for width in (PHONE, ZOOMED):
        page.set_viewport_size({"width": width, "height": HEIGHT})
        found += layout.faults(page, width=width)

    assert page.evaluate("document.documentElement.lang") == language
    assert "\n".join(found) == ""


@pytest.mark.parametrize("address", EVERYWHERE)
def test_a_page_says_nothing_to_the_console_and_asks_nobody_else(people: People, address: Address) -> None:
    person = opened(people, address, Eyes(), "fi")

    assert "\n".join(person.told()) == ""
    assert (address.route in STRANGERS) == (404 in address.statuses)


def test_a_letter_in_its_frame_breaks_no_law_of_accessibility(people: People) -> None:
    """Our own page shows it light: mail programs have dark themes of their own."""
    person = people.as_person("coordinator", JUDGED)
    person.page.emulate_media(color_scheme="light")

    person.go(people.house.address("/mails/{a_mail}/html"))

    found = [str(each) for each in (*axe.judged(person.page, rules=axe.LAWS), *axe.colours(person.page))]
    assert "\n".join(found) == ""
