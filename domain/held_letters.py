"""A human decides: who wrote, about what, and why it was not simply applied."""

import hashlib
from datetime import datetime

from sqlalchemy.orm import Session

from domain import mails, meetings
from domain.roles import coordinator
from invites.contexts import HeldReply
from invites.judgement import Outcome
from invites.plain_words import Suggestion
from invites.replies import Unread
from invites.wordings import held_because
from models.exchanges import Exchange
from models.invites import InboundMail
from models.rounds import Round

SHOWN = 8  # digits of an id, as `vaihto mail apply` takes them


def tell(
    db: Session,
    exchange: Exchange,
    inbound: InboundMail,
    sender: str,
    why: Outcome | Unread,
    *,
    now: datetime,
    suggestion: Suggestion | None = None,
) -> None:
    """One letter to the round's coordinator for each mail."""
    round_ = db.get_one(Round, exchange.round_id)
    owner = coordinator(db, round_)
    head = mails.heading(db, round_, owner)
    letter = HeldReply(
        name=owner.name,
        round_name=head.round_name,
        coordinator=head.coordinator,
        sender=sender,
        received_at=now,
        reason=held_because(why),
        meeting=meetings.title(exchange, owner.language),
        words=inbound.words,
        suggestion=suggestion,
        number=f"{inbound.id}"[:SHOWN],
        link=None,
    )
    key = f"held:{hashlib.sha256(inbound.message_id.encode()).hexdigest()[:16]}"
    mails.queue(db, letter, key=key, to=owner, about=round_, now=now)
