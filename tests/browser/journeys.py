"""What people do on pages, by what they read there, and what the database holds afterwards."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Page
from sqlalchemy.orm import Session

from models.database import Database
from tests.browser.people import DESK, PHONE, Eyes
from tests.plugins.databases import sqlite_address

WAYS = tuple(
    Eyes(width=width, language="en", javascript=javascript)
    for width in (PHONE, DESK)
    for javascript in (True, False)
)


def called(eyes: Eyes) -> str:
    return f"{eyes.width}-{'with' if eyes.javascript else 'without'}-javascript"


def press(page: Page, name: str) -> None:
    """The first button of that name that can be seen; the page that it leads to is there afterwards."""
    with page.expect_navigation():
        page.get_by_role("button", name=name, exact=True).first.click()


def follow(page: Page, name: str) -> None:
    with page.expect_navigation():
        page.get_by_role("link", name=name).first.click()


def unfold(page: Page, name: str) -> None:
    page.locator("summary", has_text=name).first.click()


def headings(page: Page) -> list[str]:
    return page.get_by_role("heading", level=1).all_inner_texts()


@contextmanager
def rows(file: Path) -> Iterator[Session]:
    database = Database(sqlite_address(file))
    with database.look() as db:
        yield db
    database.close()
