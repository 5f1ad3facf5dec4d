"""Mails that wait for a human: which they are, and what a coordinator makes of one."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import Session, selectinload

from domain import attendances, doubts, exchanges
from domain.attendances import Word
from domain.behalf import Behalf, note
from domain.invitations import stored
from domain.refusals import Conflict, NotFound
from domain.workshops import held_answers
from domain.workshops.held_answers import Held
from invites.intake import Unread
from invites.judgement import HELD, Outcome
from invites.meetings import Meeting, Series
from models.exchanges import Exchange
from models.invites import Attendance, InboundMail, Invite, Reply
from models.languages import _
from models.mails import Mail
from models.people import Person
from models.rounds import Round
from models.states import Answer, DoubtState, ExchangeState

DONE = {
    Outcome.APPLIED,
    Outcome.UNCONFIRMED,
    Outcome.COUNTER_TAKEN,
    Outcome.COUNTER_DECLINED,
    Outcome.REFRESH,
    Outcome.DUPLICATE,
}
UNREAD = (
    Unread.NO_CALENDAR,
    Unread.SET_ASIDE,
    Unread.TOO_HEAVY,
    Unread.UNKNOWN_ZONE,
    Unread.BROKEN_CALENDAR,
    Unread.METHOD_DIFFERS,
    Unread.NO_UID,
    Unread.NO_ATTENDEE,
)
ANSWERED = (ExchangeState.PROPOSED, ExchangeState.CONFIRMED)
SHOWN = 8  # digits of an id, as commands take them
WAITING = tuple(each.value for each in (*HELD, Outcome.NO_ANSWER, *UNREAD))


class Verdict(StrEnum):
    """What a coordinator found in a mail."""

    YES = "yes"
    NO = "no"
    NOTHING = "nothing"


ANSWERS = {Verdict.YES: Answer.ACCEPTED, Verdict.NO: Answer.DECLINED}


@dataclass(frozen=True)
class Matter:
    """Whose answer it is, about which exchange; `reply` is what the mail said."""

    reply: Reply
    person_id: UUID
    exchange: Exchange


def meant(db: Session, prefix: str) -> InboundMail:
    """The one mail whose id begins so."""
    wanted = prefix.strip().lower()
    found = [each for each in db.scalars(select(InboundMail.id)) if wanted and f"{each}".startswith(wanted)]
    if not found:
        raise NotFound(_("There is no mail whose id begins with {prefix}.", prefix=prefix))
    if len(found) > 1:
        raise Conflict(_("Several mails begin with {prefix}: say more of the id.", prefix=prefix))
    return db.get_one(InboundMail, found[0], with_for_update=True)


def waits(inbound: InboundMail) -> bool:
    """Whether a human has still to look at it."""
    return inbound.recorded_at is None and inbound.outcome in WAITING


def round_of(db: Session, inbound: InboundMail) -> Round | None:
    """The round that the mail belongs to, as far as we know."""
    exchange_id = next(
        (found for reply in _replies(db, inbound) if (found := _about(db, inbound, reply))), None
    )
    if exchange_id:
        return db.get_one(Round, db.get_one(Exchange, exchange_id).round_id)
    held = held_answers.among(db, _replies(db, inbound))
    return held_answers.round_of(db, held[0]) if held else None


def settle(
    db: Session, inbound: InboundMail, verdict: Verdict, *, behalf: Behalf, now: datetime
) -> list[Person]:
    """Record what the mail means, on behalf of those who wrote it; whose answer changed."""
    if inbound.recorded_at is not None:
        raise Conflict(_("Somebody has looked at this mail already."))
    if inbound.outcome in DONE:
        raise Conflict(_("This mail was understood when it came; nothing waits for you."))
    matters = _matters(db, inbound) if verdict is not Verdict.NOTHING else []
    seats = _seats(db, inbound) if verdict is not Verdict.NOTHING else []
    if verdict is not Verdict.NOTHING and not matters and not seats:
        raise NotFound(
            _(
                "We do not know whose answer this is: record it at the exchange, or of a workshop with"
                " vaihto workshop sign-up or leave."
            )
        )
    note(inbound, behalf, now=now)
    for matter in matters:
        _answer(db, matter, ANSWERS[verdict], behalf=behalf, now=now)
    for seat in seats:
        held_answers.settle(db, seat, ANSWERS[verdict], behalf=behalf, now=now)
    db.flush()
    whose = [*(each.person_id for each in matters), *(each.person_id for each in seats)]
    return [db.get_one(Person, each) for each in whose]


def assign(
    db: Session, inbound: InboundMail, person: Person, *, about: ColumnElement[bool], now: datetime
) -> Exchange:
    """Say whose mail it is, of one we could not place; what it means is recorded next.

    It then counts as an answer to the newest mail to them about an exchange in `about`.
    """
    if inbound.recorded_at is not None:
        raise Conflict(_("Somebody has looked at this mail already."))
    if inbound.outcome in DONE or _matters(db, inbound) or _seats(db, inbound):
        raise Conflict(_("We know already whose answer this is."))
    found = select(Mail).join(Exchange, Exchange.id == Mail.exchange_id)
    found = found.where(Mail.person_id == person.id, about, Mail.queued_at <= now)
    found = found.where(Exchange.state.in_(ANSWERED))
    mail = db.scalars(found.order_by(Mail.queued_at.desc(), Mail.number.desc()).limit(1)).first()
    if mail is None or mail.exchange_id is None:
        raise NotFound(_("{name} takes part in no exchange that waits for an answer.", name=person.name))
    inbound.mail_id = mail.id
    db.add(
        Reply(
            inbound_mail_id=inbound.id,
            invite_id=mail.invite_id,
            person_id=person.id,
            outcome=Outcome.NO_ANSWER.value,
        )
    )
    db.flush()
    return db.get_one(Exchange, mail.exchange_id)


def _matters(db: Session, inbound: InboundMail) -> list[Matter]:
    """What did not count when it came, and names a person and an exchange."""
    found = []
    for reply in _replies(db, inbound):
        exchange_id = _about(db, inbound, reply)
        if reply.person_id and exchange_id and reply.outcome not in DONE:
            found.append(Matter(reply, reply.person_id, exchanges.load(db, exchange_id)))
    return found


def _seats(db: Session, inbound: InboundMail) -> list[Held]:
    """The same of workshops."""
    return held_answers.among(db, (each for each in _replies(db, inbound) if each.outcome not in DONE))


def _replies(db: Session, inbound: InboundMail) -> list[Reply]:
    found = select(Reply).where(Reply.inbound_mail_id == inbound.id)
    return list(db.scalars(found.order_by(Reply.recurrence_at, Reply.id)))


def _about(db: Session, inbound: InboundMail, reply: Reply) -> UUID | None:
    if reply.invite_id:
        return db.get_one(Invite, reply.invite_id).exchange_id
    return db.get_one(Mail, inbound.mail_id).exchange_id if inbound.mail_id else None


def _answer(db: Session, matter: Matter, answer: Answer, *, behalf: Behalf, now: datetime) -> None:
    """A proposal that still waits is answered first; else the invitation."""
    exchange = matter.exchange
    if exchange.state is ExchangeState.PROPOSED:
        exchanges.answer(db, exchange, matter.person_id, answer, now=now, behalf=behalf)
        return
    found = _attendance(db, matter)
    if found is None or not exchange.state.is_live:
        raise Conflict(_("The exchange no longer waits for an answer."))
    invite, attendance = found
    meeting = stored(invite)
    if meeting and not _has_session(meeting, matter.reply.recurrence_at):
        raise Conflict(_("The answer is about a session that does not exist."))
    asked = meeting.attendee(attendance.email) if meeting else None
    _refuse_while_asked(db, matter, invite, answer)
    word = Word(answer, asked.asked if asked else invite.sequence, now, matter.reply.recurrence_at)
    attendances.answered(db, exchange, invite, attendance, word, now=now, behalf=behalf)


def _refuse_while_asked(db: Session, matter: Matter, invite: Invite, answer: Answer) -> None:
    """Who is asked what a no meant, or whether other days suit, answers that: a word more says too little."""
    exchange, who = matter.exchange, matter.person_id
    name, number = db.get_one(Person, who).name, f"{exchange.id}"[:SHOWN]
    own = doubts.mine(db, exchange, invite, who, matter.reply.recurrence_at)
    if own is not None and answer is Answer.DECLINED:
        raise Conflict(
            _(
                "{name} has said no already, and is asked what it means. Record the answer with:"
                " vaihto exchange settle {exchange} --say cancel, keep or other.",
                name=name,
                exchange=number,
            )
        )
    open_ = doubts.open_of(db, exchange)
    if any(each.state is DoubtState.OFFERED and doubts.waits_on(exchange, each) == who for each in open_):
        raise Conflict(
            _(
                "{name} is asked whether other days suit. Record the answer with:"
                " vaihto exchange settle {exchange} --say yes or no.",
                name=name,
                exchange=number,
            )
        )


def _has_session(meeting: Meeting, at: datetime | None) -> bool:
    """An answer that names no session is about the whole."""
    return at is None or (isinstance(meeting.when, Series) and at in meeting.when.originals)


def _attendance(db: Session, matter: Matter) -> tuple[Invite, Attendance] | None:
    """On the invite that was answered; words about a proposal mean the first that came of it."""
    found = select(Invite).where(Invite.exchange_id == matter.exchange.id, Invite.cancelled_at.is_(None))
    invites = db.scalars(found.order_by(Invite.number).options(selectinload(Invite.attendees))).all()
    named = [each for each in invites if matter.reply.invite_id in (None, each.id)]
    rows = ((each, row) for each in named for row in each.attendees if row.person_id == matter.person_id)
    return next(rows, None)
