"""An administrator finds a stuck case, does everything that can be done about it, and can tell later."""

from datetime import timedelta
from pathlib import Path
from uuid import UUID

import pytest
from sqlalchemy import select

from models import streams
from models.audit import AuditEntry
from models.database import Database
from models.errands import LeftErrand
from models.events import Stream, Wait
from models.exchanges import Exchange
from tests.browser.house import NOW
from tests.browser.journeys import WAYS, called, follow, headings, rows, unfold
from tests.browser.people import Eyes, People
from tests.plugins.databases import sqlite_address

DEEDS = ("retry", "reassign", "skip", "cancel", "rebuild")


def get_stuck(file: Path, exchange_id: str) -> str:
    """The guest was asked long ago, nothing has come, and nothing more will by the clock."""
    database = Database(sqlite_address(file))
    with database.change() as db:
        exchange = db.scalars(select(Exchange).where(Exchange.id == UUID(exchange_id))).one()
        stream = streams.of_exchange(exchange.id)
        if db.get(Wait, stream) is None:
            db.merge(Stream(id=stream))
            wait = Wait(stream_id=stream, waiting_for="answers", whose_id=exchange.guest_id, heard_number=0)
            wait.since, wait.until, wait.deadline = NOW - timedelta(days=40), None, None
            db.add(wait)
    database.close()
    return stream


@pytest.mark.parametrize("eyes", WAYS[::3], ids=called)
def test_a_stuck_case_is_found_and_everything_is_asked_of_it(
    own_people: People, own_file: Path, eyes: Eyes
) -> None:
    stream = get_stuck(own_file, own_people.house.places["proposed"])
    person = own_people.anew("administrator", eyes)
    page = person.page
    person.go("/operations?attention=1")
    follow(page, f"Exchange {stream.split('-')[1]}")
    offered = [each.inner_text() for each in page.locator("details.deed summary").all()]

    for name in offered:
        unfold(page, name)
        deed = page.locator("details.deed[open]").last
        deed.get_by_label("Why").fill(f"{name}: <i>asked by phone</i>")
        with page.expect_navigation():
            deed.get_by_role("button").click()

    assert headings(page) == [f"Exchange {stream.split('-')[1]}"]
    assert len(offered) >= 4
    asked = page.locator("ol.dates li strong").all_inner_texts()
    assert sorted(asked) == sorted(offered)
    with rows(own_file) as db:
        assert len(db.scalars(select(LeftErrand)).all()) == len(offered)
        acts = db.scalars(select(AuditEntry.action).where(AuditEntry.action.startswith("case."))).all()
        assert {each.removeprefix("case.") for each in acts} <= set(DEEDS)
        assert len(acts) == len(offered)
    person.go("/audit?action=case.skip")
    assert page.get_by_text("<i>asked by phone</i>").count() == 1
    assert person.told() == []
