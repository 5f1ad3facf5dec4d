"""The way from what a page is about to its running case, for who looks after cases."""

from collections.abc import Iterable
from uuid import UUID

from sqlalchemy import select

from domain.access.policy import Action
from models import streams
from models.events import Stream
from models.exchanges import Exchange
from models.rounds import Round
from web.views.operations.cases import may_operate
from web.views.reading import Reading
from web.visitor import may_somewhere


def open_cases(seen: Reading, exchange_ids: Iterable[UUID]) -> dict[UUID, str]:
    """The addresses of those that run and that the reader operates, by exchange."""
    ids = list(exchange_ids)
    if not ids or not may_somewhere(seen.actor, Action.OPERATE):
        return {}
    found = select(Exchange.id, Round).join(Round, Round.id == Exchange.round_id).where(Exchange.id.in_(ids))
    mine = {
        streams.of_exchange(key): key for key, of in seen.db.execute(found) if may_operate(seen.actor, of)
    }
    running = select(Stream.id).where(Stream.id.in_(mine.keys()), Stream.closed_at.is_(None))
    return {mine[each]: f"/operations/cases/{each}" for each in seen.db.scalars(running)}
