"""Which language a page speaks."""

import pytest
from starlette.testclient import TestClient

from tests.web.page import Page, texts

FINNISH, SWEDISH, ENGLISH = "Kirjaudu sisään", "Logga in", "Sign in"
OPEN = "/sign-in"  # a page of nobody, so that no account has a say


@pytest.mark.parametrize(
    ("header", "heading"),
    [
        ("", FINNISH),
        ("de", FINNISH),
        ("sv-FI,sv;q=0.9,en;q=0.8", SWEDISH),
        ("de,en;q=0.5,sv;q=0.7", SWEDISH),
        ("sv;q=0,en-GB;q=0.1", ENGLISH),
        ("*;q=broken,,;;q", FINNISH),
    ],
)
def test_the_browser_is_answered_in_the_first_language_that_we_speak(
    sqlite_web: TestClient, header: str, heading: str
) -> None:
    page = sqlite_web.get(OPEN, headers={"Accept-Language": header})

    assert texts(page.text, "h1") == [heading]


def test_a_language_link_wins_and_is_remembered(sqlite_web: TestClient) -> None:
    first = sqlite_web.get(f"{OPEN}?lang=sv", headers={"Accept-Language": "en"})
    later = sqlite_web.get(OPEN, headers={"Accept-Language": "en"})

    assert [texts(each.text, "h1") for each in (first, later)] == [[SWEDISH], [SWEDISH]]


def test_an_unknown_language_is_neither_spoken_nor_remembered(sqlite_web: TestClient) -> None:
    page = sqlite_web.get(f"{OPEN}?lang=tlh")

    assert texts(page.text, "h1") == [ENGLISH]
    assert "set-cookie" not in page.headers


def test_the_page_says_its_language_to_machines(sqlite_web: TestClient) -> None:
    page = sqlite_web.get(f"{OPEN}?lang=sv")

    assert page.headers["content-language"] == "sv"
    assert page.headers["vary"].startswith("Accept-Language, Cookie")
    assert Page(page.text).all("html")[0].attributes == {"lang": "sv"}


def test_language_links_keep_what_the_address_asks_for(sqlite_web: TestClient) -> None:
    page = Page(sqlite_web.get("/mails?kind=released&lang=fi").text)

    switch = [
        (e.text, e.attributes["href"], e.attributes["lang"]) for e in page.all("a") if "lang" in e.attributes
    ]
    assert switch == [
        ("Suomi", "?kind=released&lang=fi", "fi"),
        ("Svenska", "?kind=released&lang=sv", "sv"),
        ("English", "?kind=released&lang=en", "en"),
    ]


def test_an_empty_house_says_what_to_do_next_in_each_language(sqlite_web: TestClient) -> None:
    said = [texts(sqlite_web.get(f"/?lang={code}").text, "h2") for code in ("fi", "sv", "en")]
    first = Page(sqlite_web.get("/").text)

    assert said == [
        ["Ohjelmakierroksia ei vielä ole"],
        ["Det finns inga programomgångar ännu"],
        ["There are no rounds yet"],
    ]
    assert [each.attributes["href"] for each in first.all("a", "button")] == ["/rounds/new", "/import"]
    assert first.texts("code") == ["vaihto demo"]
