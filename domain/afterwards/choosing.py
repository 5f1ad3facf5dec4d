"""HR chooses what a round asks afterwards; exchanges that are over already follow."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from domain.events import record
from domain.refusals import Conflict
from models import streams
from models.after_facts import AskedAfterChosen
from models.exchanges import Exchange
from models.languages import _
from models.people import Person
from models.rounds import Round
from models.states import AskedAfter, ExchangeState, RoundState

OVER = (RoundState.ENDED, RoundState.CANCELLED)


def choose(db: Session, round_: Round, what: tuple[AskedAfter, ...], *, by: Person, now: datetime) -> None:
    """What has been asked stays asked."""
    if round_.state in OVER:
        raise Conflict(_("The round is over: nothing more is asked."))
    round_.asks_after = tuple(each for each in AskedAfter if each in what)
    db.flush()
    held = select(Exchange.id).where(Exchange.round_id == round_.id, Exchange.state == ExchangeState.HELD)
    for exchange_id in sorted(db.scalars(held)):
        fact = AskedAfterChosen(round_id=round_.id)
        record(db, fact, on=streams.of_exchange(exchange_id), now=now, actor_id=by.id)
