"""What comes back by mail: every inbound mail ends in exactly one recorded outcome."""

import hashlib
from datetime import UTC, date, datetime, time
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session, selectinload

from domain import exchanges, mails
from domain.events import record
from domain.invitations import stored
from invites.contexts import HeldReply
from invites.judgement import KnownInvite, KnownInvitee, KnownSession, Outcome, judge, plain
from invites.meetings import Answer as Word
from invites.meetings import Meeting, Series
from invites.replies import Headers, Reply, Said, Unreadable, read
from models import streams
from models.facts import InviteAnswered
from models.invites import Attendance, InboundMail, Invite
from models.invites import Reply as ReplyRow
from models.languages import _
from models.people import Alias, Person
from models.rounds import Round
from models.states import Answer, Reason

NOON = time(12)
HELD = {
    Outcome.HELD_SENDER: _("the sender is not the person who was invited"),
    Outcome.HELD_DELEGATION: _("the invited person sends somebody else"),
    Outcome.HELD_SEQUENCE: _("the answer is to a version that was never sent"),
    Outcome.COUNTER: _("another time is proposed"),
    Outcome.ASKS_RELEASE: _("an invited person asks to be released"),
}


def receive(db: Session, octets: bytes, *, now: datetime) -> str:
    """Apply one mail and record what became of it; the same mail twice changes nothing.

    Returns the outcome: a value of `invites.judgement.Outcome` or of `invites.replies.Unread`.
    """
    heard = read(octets)
    message_id = _message_id(heard, octets)
    if db.scalar(select(InboundMail.id).where(InboundMail.message_id == message_id)):
        return Outcome.DUPLICATE.value
    inbound = InboundMail(message_id=message_id, received_at=now, octets=octets, outcome="")
    db.add(inbound)
    db.flush()
    if isinstance(heard, Unreadable):
        inbound.outcome = heard.reason.value
    else:
        outcomes = [_apply(db, inbound, heard, said, now=now) for said in heard.said]
        inbound.outcome = max(outcomes, key=lambda each: each is Outcome.APPLIED).value
    return inbound.outcome


def _message_id(heard: Reply | Unreadable, octets: bytes) -> str:
    headers = heard.headers
    if headers and headers.message_id:
        return headers.message_id[:300]
    return f"sha256:{hashlib.sha256(octets).hexdigest()}"


def _apply(db: Session, inbound: InboundMail, heard: Reply, said: Said, *, now: datetime) -> Outcome:
    invite = _locked(db, said.uid)
    meeting = stored(invite) if invite else None
    known = _known(db, invite, meeting) if invite and meeting else None
    outcome = judge(said, method=heard.method, headers=heard.headers, known=known)
    attendance = _attendance(db, invite, said.attendee) if invite else None
    db.add(
        ReplyRow(
            inbound_mail_id=inbound.id,
            invite_id=invite.id if invite else None,
            person_id=attendance.person_id if attendance else None,
            answer=Answer(said.answer.value),
            recurrence_at=_recurrence(said.recurrence_id),
            sequence=said.sequence,
            stamp=said.dtstamp,
            outcome=outcome.value,
        )
    )
    db.flush()
    if outcome is Outcome.APPLIED and invite and attendance:
        _answered(db, invite, attendance, said, now=now)
    elif outcome in HELD and invite:
        _tell_coordinator(db, invite, inbound, heard.headers, outcome, now=now)
    return outcome


def _answered(db: Session, invite: Invite, attendance: Attendance, said: Said, *, now: datetime) -> None:
    """The attendee's word changes their answer; a no to the whole releases the exchange."""
    exchange = exchanges.load(db, invite.exchange_id)
    if said.recurrence_id is None:
        attendance.answer = Answer(said.answer.value)
        attendance.answered_sequence, attendance.answered_stamp = said.sequence, said.dtstamp
    if attendance.person_id is None:
        return
    record(
        db,
        InviteAnswered(invite_id=invite.id, person_id=attendance.person_id, answer=Answer(said.answer.value)),
        on=streams.of_exchange(exchange.id),
        now=now,
        actor_id=attendance.person_id,
    )
    if said.answer is Word.DECLINED and said.recurrence_id is None and exchange.state.is_live:
        is_guest = attendance.person_id == exchange.guest_id
        reason = Reason.GUEST_DECLINED if is_guest else Reason.HOST_DECLINED
        exchanges.release(db, exchange, reason=reason, now=now)


def _locked(db: Session, uid: str) -> Invite | None:
    """The invite as it stands under its exchange's lock: a move in the making is waited for."""
    invite = _invite(db, uid)
    if invite is not None:
        exchanges.load(db, invite.exchange_id)
        db.refresh(invite)
        for attendance in invite.attendees:
            db.refresh(attendance)
    return invite


def _invite(db: Session, uid: str) -> Invite | None:
    found = select(Invite).where(Invite.uid == uid).options(selectinload(Invite.attendees))
    return db.scalar(found)


def _attendance(db: Session, invite: Invite, address: str) -> Attendance | None:
    """Whose answer it is, by any of their addresses, as `invites.judgement` knows them."""
    return next((each for each in invite.attendees if plain(address) in _addresses(db, each)), None)


def _addresses(db: Session, attendance: Attendance) -> set[str]:
    return {plain(each) for each in (attendance.email, *_aliases(db, attendance.person_id))}


def _known(db: Session, invite: Invite, meeting: Meeting) -> KnownInvite:
    rows = {each.email: each for each in invite.attendees}
    return KnownInvite(
        uid=invite.uid,
        issued=invite.sequence,
        is_cancelled=invite.cancelled_at is not None,
        invitees=tuple(
            KnownInvitee(
                address=each.address,
                aliases=_aliases(db, rows[each.address].person_id),
                asked=each.asked,
                answered_stamp=rows[each.address].answered_stamp,
                answered=Word(rows[each.address].answer.value),
            )
            for each in meeting.attendees
        ),
        sessions=_sessions(meeting),
    )


def _aliases(db: Session, person_id: UUID | None) -> tuple[str, ...]:
    return tuple(db.scalars(select(Alias.email).where(Alias.person_id == person_id)))


def _sessions(meeting: Meeting) -> tuple[KnownSession, ...]:
    if not isinstance(meeting.when, Series):
        return ()
    moved = {move.original: move.sequence for move in meeting.when.moved}
    gone = set(meeting.when.cancelled)
    return tuple(
        KnownSession(original=start, sequence=moved.get(start, 0), is_cancelled=start in gone)
        for start in meeting.when.originals
    )


def _recurrence(at: datetime | date | None) -> datetime | None:
    if at is None or isinstance(at, datetime):
        return at
    return datetime.combine(at, NOON, UTC)  # some clients name a session by its day only


def _tell_coordinator(
    db: Session, invite: Invite, inbound: InboundMail, headers: Headers, outcome: Outcome, *, now: datetime
) -> None:
    """A human decides: who wrote, about what, and why it was not simply applied."""
    exchange = exchanges.load(db, invite.exchange_id)
    round_ = db.get_one(Round, exchange.round_id)
    owner = db.get_one(Person, round_.owner_id)
    meeting = stored(invite)
    head = mails.heading(db, round_, owner)
    letter = HeldReply(
        name=owner.name,
        round_name=head.round_name,
        coordinator=head.coordinator,
        sender=headers.from_address,
        received_at=now,
        reason=HELD[outcome],
        meeting=meeting.wording(owner.language).summary if meeting else "",
        link=None,
    )
    key = f"held:{hashlib.sha256(inbound.message_id.encode()).hexdigest()[:16]}"
    mails.queue(db, letter, key=key, to=owner, about=round_, now=now)
