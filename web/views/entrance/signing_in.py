"""The pages on which somebody asks to be let in."""

from collections.abc import Collection
from pathlib import Path
from uuid import UUID

from sqlalchemy import ColumnElement, select

from domain.access import login_links
from models.access import Provider
from models.organisations import Organisation
from models.record import Record
from web.forms import Trouble
from web.views.reading import Reading


class Way(Record):
    """An organisation's own sign-in."""

    address: str
    organisation: str


class AskView(Record):
    """What only whoever sits at this machine is told: `is_empty`, nobody has come in yet, and `outbox`, where
    mails lie that leave by no server.
    """

    email: str = ""
    leads_to: str
    ways: tuple[Way, ...]
    is_empty: bool  # nobody has come in yet
    is_here: bool
    outbox: Path | None
    troubles: tuple[Trouble, ...] = ()


class CodeView(Record):
    has_asked: bool
    outbox: Path | None
    troubles: tuple[Trouble, ...] = ()


def ask_view(seen: Reading, *, leads_to: str, is_here: bool, outbox: Path | None) -> AskView:
    return AskView(
        leads_to=leads_to,
        ways=_ways(seen),
        is_empty=is_here and login_links.administrator(seen.db) is None,
        is_here=is_here,
        outbox=outbox if is_here else None,
    )


def ways_by(seen: Reading, provider_ids: Collection[UUID]) -> tuple[Way, ...]:
    """These alone."""
    return _ways(seen, Provider.id.in_(provider_ids))


def _ways(seen: Reading, *which: ColumnElement[bool]) -> tuple[Way, ...]:
    found = select(Provider, Organisation).join(Organisation, Organisation.id == Provider.organisation_id)
    found = found.where(Provider.ended_at.is_(None), *which)
    rows = seen.db.execute(found.order_by(Provider.code))
    return tuple(
        Way(address=f"/sign-in/with/{provider.code}", organisation=house.name(seen.language))
        for provider, house in rows
    )
