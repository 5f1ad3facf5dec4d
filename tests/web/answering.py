"""Links that people answer by, and a browser that opens them."""

import re
from collections.abc import Iterator
from datetime import timedelta
from uuid import UUID

from sqlalchemy import select
from starlette.testclient import TestClient

from domain import links
from invites.links import Purpose
from invites.meetings import Answer as Said
from models.clock import StandingClock
from models.database import Database
from models.doubts import Doubt
from models.invites import Invite
from tests.domain.doubted import HELD_UNTIL, NO, says
from tests.domain.lived import a_confirmed_exchange, a_proposed_exchange, invited
from web.app import create_app

HERE, OUTSIDE = "http://localhost", "https://vaihto.example.org"
CLOCK = NO + timedelta(hours=1)


def browser(database: Database) -> Iterator[TestClient]:
    """In February, before the usual days; it names no language, so that the person's own shows."""
    with database.change() as db:
        links.lay(db, address=HERE)
    clock = StandingClock(CLOCK)
    app = create_app(database, temporal_ui=None, outbox=None, clock=clock, base_url=OUTSIDE)
    with TestClient(app, base_url=HERE, raise_server_exceptions=False) as client:
        yield client


def path(link: str | None) -> str:
    assert link is not None
    return link.removeprefix(HERE)


def to_proposal(database: Database) -> tuple[UUID, str]:
    with database.change() as db:
        exchange = a_proposed_exchange(db)
        mine = next(each for each in exchange.confirmations if each.person_id == exchange.guest_id)
        until = exchange.confirm_by
        return mine.id, path(links.to(db, Purpose.PROPOSAL, mine.id, exchange.guest_id, until=until))


def to_invitation(database: Database) -> tuple[UUID, str]:
    with database.change() as db:
        exchange = invited(db, a_confirmed_exchange(db))
        invite = db.scalars(select(Invite).where(Invite.exchange_id == exchange.id)).one()
        link = links.to(db, Purpose.INVITATION, invite.id, exchange.guest_id, until=HELD_UNTIL)
        return exchange.id, path(link)


def to_doubt(database: Database, purpose: Purpose = Purpose.DOUBT) -> tuple[UUID, str]:
    """The guest has declined; a link for the guest, or for the host about other days."""
    with database.change() as db:
        exchange = invited(db, a_confirmed_exchange(db))
        says(db, exchange, exchange.guest, Said.DECLINED)
        doubt = db.scalars(select(Doubt).where(Doubt.exchange_id == exchange.id)).one()
        whose = exchange.guest_id if purpose is Purpose.DOUBT else exchange.host_id
        return doubt.id, path(links.to(db, purpose, doubt.id, whose, until=doubt.deadline))


def marks(html: str) -> list[str]:
    """Which days a page speaks of, as its forms send it back."""
    return re.findall(r'name="days" value="(\w+)"', html)


def buttons(html: str) -> list[str]:
    return [" ".join(each.split()) for each in re.findall(r"<button[^>]*>(.*?)</button>", html, re.DOTALL)]
