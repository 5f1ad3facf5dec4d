"""What a person reads when something is missing or broken."""

import logging
import re

import pytest
from sqlalchemy import text
from starlette.testclient import TestClient

from models.database import Database
from tests.web.conftest import speaking
from tests.web.page import texts

MISSING = {"fi": "Sivua ei ole", "sv": "Sidan finns inte", "en": "There is no such page"}
BROKEN = {"fi": "Jokin meni vikaan", "sv": "Något gick fel", "en": "Something went wrong"}


@pytest.mark.parametrize("language", MISSING)
@pytest.mark.parametrize(
    "path",
    [
        "/nowhere",
        "/rounds/none",
        "/rounds/none/mails",
        "/mails/not-an-id",
        "/mails/5f0c1e0e-9d0b-4c7e-8d4e-0123456789ab",
        "/mails/5f0c1e0e-9d0b-4c7e-8d4e-0123456789ab/html",
        "/mails/5f0c1e0e-9d0b-4c7e-8d4e-0123456789ab/eml",
        "/mails?page=0",
        "/mails?page=2",
        "/inbox?page=9",
        "/inbox?page=x",
        "/static/vaihto.css",
    ],
)
def test_what_does_not_exist_is_told_in_the_persons_language(
    sqlite_web: TestClient, path: str, language: str
) -> None:
    page = speaking(sqlite_web, language).get(path)

    assert page.status_code == 404
    assert texts(page.text, "h1") == [MISSING[language]]


@pytest.mark.parametrize("language", BROKEN)
def test_a_crash_tells_a_reference_that_is_also_in_the_log(
    sqlite_web: TestClient, sqlite_database: Database, language: str, caplog: pytest.LogCaptureFixture
) -> None:
    with sqlite_database.change() as db:
        db.execute(text("DROP TABLE mails"))

    with caplog.at_level(logging.INFO, logger="web"):
        page = speaking(sqlite_web, language).get("/mails")

    [reference] = texts(page.text, "code")
    assert page.status_code == 500
    assert texts(page.text, "h1") == [BROKEN[language]]
    assert re.fullmatch("[0-9a-f]{8}", reference)
    assert [each.getMessage() for each in caplog.records if each.name == "web"] == [
        f"500 GET OperationalError, reference {reference}"
    ]


def test_a_crash_tells_nothing_about_our_insides(sqlite_web: TestClient, sqlite_database: Database) -> None:
    with sqlite_database.change() as db:
        db.execute(text("DROP TABLE mails"))

    page = sqlite_web.get("/mails").text

    assert re.findall("(?i)traceback|sqlalchemy|select |no such table", page) == []
