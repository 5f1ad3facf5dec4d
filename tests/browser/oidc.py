"""An organisation's own sign-in that is not ours: npm oidc-provider, in a process of its own."""

import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from playwright.sync_api import Page

from domain.access import providers
from models.access import Provider
from models.database import Database
from models.organisations import Organisation
from tests.plugins.databases import sqlite_address
from tests.plugins.outside import OUTSIDE

SCRIPT = Path(__file__).parents[1] / "outside" / "oidc_provider.cjs"
CODE = "keski-suomi"
PATIENCE = 5_000.0  # milliseconds
SINCE = datetime(2027, 3, 1, 8, 0, tzinfo=UTC)
PATH = f"/sign-in/with/{CODE}"


@dataclass(frozen=True)
class Sitting:
    """Who somebody says they are there; the address proves nothing."""

    name: str
    email: str


@contextmanager
def provider(*, ours: str) -> Iterator[str]:
    """Its issuer, as long as it runs; `ours` is the address of our own pages."""
    command = ["node", str(SCRIPT), str(OUTSIDE / "node_modules"), f"{ours}{PATH}/callback"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True) as running:
        assert running.stdout is not None
        try:
            yield running.stdout.readline().strip()
        finally:
            running.kill()


def trust(file: Path, issuer: str, *, organisation: str) -> None:
    """Let people of the house in this file come in by it."""
    database = Database(sqlite_address(file))
    with database.change() as db:
        house = db.query(Organisation).filter_by(code=organisation).one()
        row = Provider(
            organisation_id=house.id, code=CODE, issuer=issuer, client_id="vaihto", second_factor=""
        )
        providers.add(db, row)
    database.close()


def say(page: Page, sitting: Sitting) -> None:
    """Fill in the other sign-in and go back to us."""
    page.get_by_label("Name").fill(sitting.name, timeout=PATIENCE)
    page.get_by_label("Address").fill(sitting.email)
    with page.expect_navigation(url=lambda url: "127.0.0.1" in url):
        page.get_by_role("button", name="Let me in").click()


def change_mind(page: Page) -> None:
    with page.expect_navigation():
        page.get_by_role("button", name="Cancel").click()
