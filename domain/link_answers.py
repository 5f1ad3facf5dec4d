"""What people say on the page behind a link: the same verbs as by calendar or by phone."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session, selectinload

from domain import attendances, doubt_answers, doubts, endorsements, exchanges, follow_ups, troubles
from domain.agreeing import late_yes
from domain.asks import asking
from domain.feedback import feedback
from domain.new_days import written
from domain.refusals import Conflict, Invalid, NotFound
from domain.second_thoughts import declines
from domain.workshops import roll, sign_ups
from invites.links import Purpose, Ticket
from models.applications import Endorsement
from models.asks import Ask, Filled, Reply
from models.doubts import Days, Doubt
from models.exchanges import Confirmation
from models.followups import FollowUp, Note, Sharing
from models.invites import Invite
from models.languages import _
from models.people import Person
from models.states import Answer
from models.workshops import Workshop

WORDS = {"yes": Answer.ACCEPTED, "no": Answer.DECLINED}


@dataclass(frozen=True)
class Said:
    """The button that was pressed, and what was filled in beside it."""

    word: str
    days: str = ""  # the mark of the days that were shown
    keeps_else: bool = False
    note: Note | None = None
    reach: Sharing | None = None
    filled: tuple[Filled, ...] = ()

    def of(self, name: str) -> str:
        return next((each.value for each in self.filled if each.name == name), "")


def answer(db: Session, ticket: Ticket, said: Said, *, now: datetime) -> None:
    """Say it once; what comes too late is refused with what happened meanwhile."""
    VERBS[ticket.purpose](db, ticket, said, now)


def invite_of(db: Session, invite_id: UUID) -> Invite | None:
    found = select(Invite).where(Invite.id == invite_id).options(selectinload(Invite.attendees))
    return db.scalar(found)


def _proposal(db: Session, ticket: Ticket, said: Said, now: datetime) -> None:
    row = db.get(Confirmation, ticket.row_id)
    if row is None:
        raise Conflict(_("The proposal has changed meanwhile: a newer mail has the new one."))
    exchange = exchanges.load(db, row.exchange_id)
    if said.word == "other_days":
        person = db.get_one(Person, ticket.person_id)
        written.suggest(db, exchange, person, written.read(said.filled), now=now)
        return
    if _yes_or_no(said) is Answer.DECLINED:
        declines.decline(db, exchange, ticket.person_id, now=now)
    else:
        late_yes.answer(db, exchange, ticket.person_id, Answer.ACCEPTED, now=now)


def _endorsement(db: Session, ticket: Ticket, said: Said, now: datetime) -> None:
    row = db.get_one(Endorsement, ticket.row_id, with_for_update=True)
    if _yes_or_no(said) is Answer.ACCEPTED:
        endorsements.endorse(db, row, now=now)
    else:
        endorsements.refuse(db, row, reason="not_now", now=now)


def _invitation(db: Session, ticket: Ticket, said: Said, now: datetime) -> None:
    """An answer to the version that the link was sent with, and to no other."""
    invite = invite_of(db, ticket.row_id)
    exchange = exchanges.load(db, invite.of_exchange) if invite else None
    rows = invite.attendees if invite else []
    mine = next((each for each in rows if each.person_id == ticket.person_id), None)
    if invite is None or exchange is None or mine is None:
        raise NotFound(_("There is nothing to answer any more."))
    db.refresh(invite)
    db.refresh(mine)
    if invite.cancelled_at or doubts.asked_now(invite, mine.email, None) != ticket.version:
        raise Conflict(_("The invitation has changed meanwhile: a newer mail has the new one."))
    word = attendances.Word(_yes_or_no(said), sequence=ticket.version, stamp=now)
    attendances.answered(db, exchange, invite, mine, word, now=now)


def _doubt(db: Session, ticket: Ticket, said: Said, now: datetime) -> None:
    doubt = db.get_one(Doubt, ticket.row_id)
    exchange = exchanges.load(db, doubt.exchange_id)
    db.refresh(doubt)
    if said.word == "keep":
        doubt_answers.keep(db, exchange, doubt, now=now)
    elif said.word == "cancel":
        doubt_answers.cancel(db, exchange, doubt, now=now)
    elif said.word == "other":
        days = _shown(doubt.possible, said)
        doubt_answers.choose(db, exchange, doubt, days, keeps_else=said.keeps_else, now=now)
    else:
        raise Invalid(_("Choose one of the answers."))


def _shown(possible: tuple[Days, ...], said: Said) -> Days:
    """The days that stood on the page; others may have been found since."""
    days = next((each for each in possible if each.mark == said.days), None)
    if days is None:
        raise Conflict(_("These days are not free any more."))
    return days


def _other_days(db: Session, ticket: Ticket, said: Said, now: datetime) -> None:
    doubt = db.get_one(Doubt, ticket.row_id)
    exchange = exchanges.load(db, doubt.exchange_id)
    db.refresh(doubt)
    word = _yes_or_no(said)
    if doubt.chosen is not None:
        _shown((doubt.chosen,), said)
    doubt_answers.answer_offer(db, exchange, doubt, word, now=now)


def _note(db: Session, ticket: Ticket, said: Said, now: datetime) -> None:
    question = db.get_one(FollowUp, ticket.row_id, with_for_update=True)
    if said.note is None or said.note == Note():
        raise Invalid(_("Write at least one answer."))
    follow_ups.answer(db, question, said.note, now=now, reach=said.reach)


def _ask(db: Session, ticket: Ticket, said: Said, now: datetime) -> None:
    """Whoever was asked first may still answer after a deputy has been asked."""
    ask, reply = db.get_one(Ask, ticket.row_id), Reply(word=said.word, filled=said.filled)
    asking.answer(db, ask, reply, now=now, by=ticket.person_id)


def _seat(db: Session, ticket: Ticket, said: Said, now: datetime) -> None:
    sign_up, workshop = roll.whole(db, ticket.row_id)
    if _yes_or_no(said) is Answer.ACCEPTED:
        sign_ups.come(db, workshop, sign_up, now=now)
    else:
        sign_ups.leave(db, workshop, sign_up, now=now)


def _feedback(db: Session, ticket: Ticket, said: Said, now: datetime) -> None:
    useful = said.of("useful")
    given = feedback.Said(
        author=said.of("author"),
        useful=int(useful) if useful in feedback.DEGREES else None,
        learnt=said.of("learnt"),
        better=said.of("better"),
    )
    feedback.give(db, db.get_one(Workshop, ticket.row_id), given, now=now)


def _yes_or_no(said: Said) -> Answer:
    if said.word not in WORDS:
        raise Invalid(_("Choose one of the answers."))
    return WORDS[said.word]


def _trouble(db: Session, ticket: Ticket, said: Said, now: datetime) -> None:
    exchange = exchanges.load(db, ticket.row_id)
    troubles.say(db, exchange, ticket.person_id, said.word, said.of(troubles.UNTIL.name), now=now)


VERBS: dict[Purpose, Callable[[Session, Ticket, Said, datetime], None]] = {
    Purpose.PROPOSAL: _proposal,
    Purpose.ENDORSEMENT: _endorsement,
    Purpose.INVITATION: _invitation,
    Purpose.DOUBT: _doubt,
    Purpose.OTHER_DAYS: _other_days,
    Purpose.NOTE: _note,
    Purpose.ASK: _ask,
    Purpose.TROUBLE: _trouble,
    Purpose.SEAT: _seat,
    Purpose.FEEDBACK: _feedback,
}
