"""One page for every link: whose it is, what it asks, and who helps."""

from collections.abc import Callable
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import InstrumentedAttribute, Session

from domain.asks import asks
from domain.roles import coordinator
from invites.links import Purpose, Ticket
from models.applications import Application, Endorsement
from models.asks import Ask
from models.doubts import Doubt
from models.exchanges import Confirmation, Exchange
from models.followups import FollowUp
from models.invites import Invite
from models.people import Person
from models.rounds import Round
from web.views import answer_asks, answer_doubts, answer_questions, answer_troubles, answer_workshops
from web.views.answer_view import AnswerView, Asked
from web.views.reading import Reading

Look = Callable[[Reading, Ticket, str], Asked]
LOOKS: dict[Purpose, Look] = {
    Purpose.PROPOSAL: answer_questions.proposal,
    Purpose.ENDORSEMENT: answer_questions.endorsement,
    Purpose.INVITATION: answer_questions.invitation,
    Purpose.DOUBT: answer_doubts.doubt,
    Purpose.OTHER_DAYS: answer_doubts.other_days,
    Purpose.NOTE: answer_questions.note,
    Purpose.ASK: answer_asks.ask,
    Purpose.TROUBLE: answer_troubles.trouble,
    Purpose.SEAT: answer_workshops.seat,
    Purpose.FEEDBACK: answer_workshops.feedback_page,
}
Column = InstrumentedAttribute[UUID]
ABOUT: dict[Purpose, tuple[Column | InstrumentedAttribute[UUID | None], Column]] = {
    Purpose.PROPOSAL: (Confirmation.exchange_id, Confirmation.id),
    Purpose.INVITATION: (Invite.exchange_id, Invite.id),
    Purpose.DOUBT: (Doubt.exchange_id, Doubt.id),
    Purpose.OTHER_DAYS: (Doubt.exchange_id, Doubt.id),
    Purpose.NOTE: (FollowUp.exchange_id, FollowUp.id),
    Purpose.TROUBLE: (Exchange.id, Exchange.id),
}
"""Whose exchange a question is about, where the row says it."""


def look(seen: Reading, ticket: Ticket, *, first: str, refusal: str = "") -> AnswerView:
    """`first` is the answer that the link in the mail spoke of."""
    asked, owner = LOOKS[ticket.purpose](seen, ticket, first), _who_helps(seen.db, ticket)
    if owner is None:
        return AnswerView(asked=asked, refusal=refusal)
    return AnswerView(asked=asked, helper=owner.name, address=owner.email, refusal=refusal)


def _who_helps(db: Session, ticket: Ticket) -> Person | None:
    if workshop := answer_workshops.workshop_of(db, ticket):
        return db.get_one(Person, workshop.organiser_id)
    round_ = _round(db, ticket)
    return coordinator(db, round_) if round_ else None


def _round(db: Session, ticket: Ticket) -> Round | None:
    """The round that the question belongs to; None where the question itself is gone."""
    if ticket.purpose is Purpose.ENDORSEMENT:
        row = db.get_one(Endorsement, ticket.row_id)
        return db.get_one(Round, db.get_one(Application, row.application_id).round_id)
    if ticket.purpose is Purpose.ASK:
        case = asks.case(db, db.get_one(Ask, ticket.row_id))
        return case if isinstance(case, Round) else db.get_one(Round, case.round_id)
    exchange_id, id_ = ABOUT[ticket.purpose]
    asked = select(exchange_id).where(id_ == ticket.row_id)
    exchange = db.scalar(select(Exchange).where(Exchange.id.in_(asked)))
    return db.get_one(Round, exchange.round_id) if exchange else None
