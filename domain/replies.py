"""What comes back by mail: every inbound mail ends in exactly one recorded outcome."""

from dataclasses import replace
from datetime import UTC, date, datetime, time

from sqlalchemy import select
from sqlalchemy.orm import Session

from domain import attendances, bounces, exchanges, held_letters, held_words, invitees, wishes
from domain.arrivals import Arrived, Receipt
from domain.invitees import Asked
from domain.workshops import calendar_answers
from domain.workshops.calendar_answers import Seated
from invites.judgement import METHODS, TOLD, KnownInvite, KnownInvitee, Outcome, first_of, judge
from invites.meetings import Answer as Word
from invites.replies import Reply, Said, Unread, Unreadable, read
from models.doubts import Doubt
from models.invites import Attendance, InboundMail
from models.invites import Reply as ReplyRow
from models.states import Answer

__all__ = ["Arrived", "Receipt", "receive", "take"]

NOON = time(12)


def receive(db: Session, octets: bytes, *, now: datetime) -> str:
    """Apply one mail of our own making, read in this process; strangers' mail is read by `workers.readers`.

    Returns the outcome: a value of `invites.judgement.Outcome` or of `invites.replies.Unread`.
    """
    return take(db, Arrived(octets, read(octets)), now=now).said


def take(db: Session, arrived: Arrived, *, now: datetime) -> Receipt:
    """Apply one mail and record what became of it; the same mail twice changes nothing."""
    seen = db.scalar(select(InboundMail.outcome).where(InboundMail.message_id == arrived.message_id))
    if seen is not None:
        return Receipt(seen, is_new=False)
    inbound = arrived.row("", now=now)
    db.add(inbound)
    db.flush()
    held = _beside_foreign(db, inbound, arrived, now=now)
    if held is not None:
        inbound.outcome = held.value
    elif isinstance(arrived.heard, Reply):
        all_ = [stamped(said, now=now) for said in arrived.heard.said]
        outcomes = [_apply(db, inbound, arrived, arrived.heard, said, now=now) for said in all_]
        inbound.outcome = first_of(outcomes).value
    else:
        inbound.outcome = _without_calendar(db, inbound, arrived, arrived.heard, now=now).value
    return Receipt(inbound.outcome, is_new=True)


def _apply(
    db: Session, inbound: InboundMail, arrived: Arrived, heard: Reply, said: Said, *, now: datetime
) -> Outcome:
    if seated := calendar_answers.seated(db, said.uid):
        return _apply_to_workshop(db, inbound, arrived, heard, said, seated, now=now)
    asked = invitees.asked(db, said.uid)
    is_doubted = heard.headers.dmarc(arrived.authserv) == "fail"
    known = invitees.known(db, asked, said, is_doubted=is_doubted) if asked else None
    outcome = judge(said, method=heard.method, headers=heard.headers, known=known, authserv=arrived.authserv)
    invitee = known.whose(said) if known else None
    attendance = asked.attendance(invitee) if asked else None
    word = attendances.Word(
        Answer(said.answer.value), said.sequence, said.dtstamp, _recurrence(known, said.recurrence_id)
    )
    if asked and not (attendance and _is_simple(db, asked, attendance, outcome, word)):
        exchanges.load(db, asked.exchange.id)
    if asked and attendance and outcome in wishes.ANSWERED:
        outcome = wishes.answer(db, asked, attendance, said, outcome, session_at=word.session_at, now=now)
    row = reply_row(heard, said, word, outcome, invitee)
    row.inbound_mail_id = inbound.id
    row.invite_id = asked.invite.id if asked else None
    row.person_id = attendance.person_id if attendance else None
    db.add(row)
    db.flush()
    if asked and attendance and outcome.counts:
        attendances.answered(db, asked.exchange, asked.invite, attendance, word, now=now)
    elif asked and outcome in TOLD and _is_worth_telling(outcome, heard, said):
        held_letters.tell(db, asked.exchange, inbound, heard.headers.from_address, outcome, now=now)
    return outcome


def _apply_to_workshop(
    db: Session,
    inbound: InboundMail,
    arrived: Arrived,
    heard: Reply,
    said: Said,
    seated: Seated,
    *,
    now: datetime,
) -> Outcome:
    known = calendar_answers.known(db, seated)
    outcome = judge(said, method=heard.method, headers=heard.headers, known=known, authserv=arrived.authserv)
    invitee = known.whose(said)
    attendance = seated.attendance(invitee)
    word = attendances.Word(Answer(said.answer.value), said.sequence, said.dtstamp)
    row = reply_row(heard, said, word, outcome, invitee)
    row.inbound_mail_id, row.invite_id = inbound.id, seated.invite.id
    row.person_id = attendance.person_id if attendance else None
    if attendance:
        outcome = calendar_answers.heard(db, seated, attendance, said, outcome, now=now)
        row.outcome = outcome.value
    db.add(row)
    db.flush()
    return outcome


def stamped(said: Said, *, now: datetime) -> Said:
    """A clock that is fast, or mad, must not make every later answer the older one."""
    return replace(said, dtstamp=min(said.dtstamp, now) if said.dtstamp else None)


def _is_simple(
    db: Session, asked: Asked, attendance: Attendance, outcome: Outcome, word: attendances.Word
) -> bool:
    """A yes that nothing else hangs on: most answers are, and need to know nothing of the exchange."""
    in_doubt = select(Doubt.id).where(Doubt.exchange_id == asked.exchange.id, Doubt.settled_at.is_(None))
    is_yes = outcome.counts and word.is_yes and attendance.answer is not Answer.DECLINED
    return is_yes and db.scalar(in_doubt.limit(1)) is None


def reply_row(
    heard: Reply, said: Said, word: attendances.Word, outcome: Outcome, invitee: KnownInvitee | None
) -> ReplyRow:
    """What was said; its mail, invite and person are for the caller to add."""
    return ReplyRow(
        answer=word.answer,
        recurrence_at=word.session_at,
        sequence=word.sequence,
        stamp=word.stamp,
        outcome=outcome.value,
        answered_by=_deputy(invitee, heard, said),
    )


def _without_calendar(
    db: Session, inbound: InboundMail, arrived: Arrived, heard: Unreadable, *, now: datetime
) -> Outcome | Unread:
    """A bounce, what a machine wrote, an answer in words, or an ordinary mail."""
    if heard.headers is None:
        return heard.reason
    if heard.report and (bounced := bounces.take(db, inbound, heard.report, arrived.addresses, now=now)):
        return bounced
    if heard.headers.writes_itself:
        return Outcome.AUTO_SUBMITTED
    return held_words.hold(db, inbound, heard, heard.headers, authserv=arrived.authserv, now=now)


def _beside_foreign(
    db: Session, inbound: InboundMail, arrived: Arrived, *, now: datetime
) -> Outcome | Unread | None:
    """Words to us beside a calendar that is no answer, as where an invitation is passed on."""
    heard = arrived.heard
    if isinstance(heard, Unreadable) or heard.method in METHODS or not heard.words:
        return None
    if heard.headers.writes_itself:
        return None
    words = Unreadable(Unread.NO_CALENDAR, heard.headers, heard.words)
    found = held_words.hold(db, inbound, words, heard.headers, authserv=arrived.authserv, now=now)
    return None if found is Unread.NO_CALENDAR else found


def _deputy(invitee: KnownInvitee | None, heard: Reply, said: Said) -> str | None:
    """The address of whoever answered for the invited person, if it was not they themselves."""
    wrote = (heard.headers.from_address, said.sent_by)
    return next((each for each in wrote if invitee and each and not invitee.goes_by(each)), None)


def _recurrence(known: KnownInvite | None, at: datetime | date | None) -> datetime | None:
    if session := known.session(at) if known else None:
        return session.original
    if at is None or isinstance(at, datetime):
        return at
    return datetime.combine(at, NOON, UTC)  # a day on which we know of no session


def _is_worth_telling(outcome: Outcome, heard: Reply, said: Said) -> bool:
    """A yes to an older version helps nobody; a no, or another time, may still be meant."""
    is_no = said.answer is Word.DECLINED or heard.method == "COUNTER"
    return outcome is not Outcome.OLD_VERSION or is_no
