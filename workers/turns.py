"""One step's transaction: nothing is done on rows that are older than what the workflow knows."""

from collections.abc import Callable
from datetime import datetime

from sqlalchemy.orm import Session

from domain.events import must_stand, newest
from models.messages import Standing, Turn
from workers.office import Office


def take(
    office: Office, turn: Turn, stream_id: str, step: Callable[[Session, datetime], Standing]
) -> Standing:
    """Do what is due, save it, and say how far the stream goes then."""
    now = office.clock.now()
    with office.change() as db:
        if turn.known:
            must_stand(db, stream_id, turn.known)
        standing = step(db, now)
        return standing.model_copy(update={"known": newest(db, stream_id)})
