"""Plain yeses, as most answers are, and many come at once: recorded together, with few questions asked."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from domain import attendances, invitees
from domain.arrivals import Arrived, Receipt
from domain.attendances import Word
from domain.events import append
from domain.invitees import Addresses, Invited
from domain.replies import reply_row, stamped
from invites.judgement import Outcome, judge
from invites.meetings import Answer as Said
from invites.replies import Reply
from models import streams
from models.doubts import Doubt
from models.events import Stream
from models.exchanges import Exchange
from models.facts import InviteAnswered
from models.invites import Attendance, InboundMail, Invite
from models.invites import Reply as ReplyRow
from models.states import Answer

YESES = (Said.ACCEPTED, Said.TENTATIVE)


@dataclass(frozen=True)
class Yes:
    """A mail that says yes to one invite as a whole, and nothing else."""

    arrived: Arrived
    heard: Reply

    @property
    def uid(self) -> str:
        return self.heard.said[0].uid


@dataclass(frozen=True)
class Books:
    """What must be known to judge some yeses; exchanges that somebody holds, or that are in doubt, lack."""

    seen: frozenset[str]
    invited: dict[str, Invited]
    addresses: dict[UUID | None, Addresses]
    streams: dict[str, Stream]


@dataclass(frozen=True)
class Counted:
    """A yes that counts, and on whose row."""

    yes: Yes
    invited: Invited
    attendance: Attendance
    row: ReplyRow
    word: Word


def take(db: Session, arrived: Sequence[Arrived], *, now: datetime) -> list[Receipt]:
    """Record the mails at the beginning, as many as are plain yeses; the rest is for `replies.take`.

    Nothing is waited for, so that many exchanges can be held at once.
    """
    plain = list(_plain(arrived))
    if not plain:
        return []
    books = _open(db, plain)
    mails: list[InboundMail] = []
    rows: list[ReplyRow] = []
    for yes in plain:
        counted = _judged(books, yes, now=now)
        if counted is None:
            break
        mails.append(yes.arrived.row(Outcome.APPLIED.value, now=now))
        counted.row.inbound_mail_id = mails[-1].id
        rows.append(counted.row)
        _note(db, books, counted, now=now)
    db.add_all(mails)
    db.flush()
    db.add_all(rows)
    return [Receipt(Outcome.APPLIED.value, is_new=True) for _mail in mails]


def _plain(arrived: Sequence[Arrived]) -> Iterator[Yes]:
    """Up to the first mail that is anything else, or comes twice."""
    named: set[str] = set()
    for each in arrived:
        heard = each.heard
        if not (isinstance(heard, Reply) and _says_yes(heard)) or each.message_id in named:
            return
        if heard.headers.dmarc(each.authserv) == "fail":
            return
        named.add(each.message_id)
        yield Yes(each, heard)


def _says_yes(heard: Reply) -> bool:
    said = heard.said[0]
    is_whole = len(heard.said) == 1 and said.recurrence_id is None
    return heard.method == "REPLY" and is_whole and said.answer in YESES


def _open(db: Session, yeses: Sequence[Yes]) -> Books:
    """Exchanges first, as everybody locks them; then their invites as they stand."""
    uids = {each.uid for each in yeses}
    free = select(Exchange.id).join(Invite, Invite.exchange_id == Exchange.id).where(Invite.uid.in_(uids))
    held = set(db.scalars(free.with_for_update(of=Exchange, skip_locked=True)))
    invited = {
        each.invite.uid: each for each in invitees.invited(db, uids) if each.invite.exchange_id in held
    }
    people = {row.person_id for each in invited.values() for row in each.invite.attendees if row.person_id}
    names = {each.arrived.message_id for each in yeses}
    return Books(
        seen=frozenset(db.scalars(select(InboundMail.message_id).where(InboundMail.message_id.in_(names)))),
        invited=invited,
        addresses=invitees.written_for(db, people),
        streams=_streams(db, held),
    )


def _streams(db: Session, exchange_ids: set[UUID]) -> dict[str, Stream]:
    """Of the exchanges in which nothing is in doubt: a yes might end the asking."""
    doubted = select(Doubt.exchange_id).where(Doubt.exchange_id.in_(exchange_ids), Doubt.settled_at.is_(None))
    free = exchange_ids - set(db.scalars(doubted))
    found = select(Stream).where(Stream.id.in_({streams.of_exchange(each) for each in free}))
    locked = found.with_for_update(skip_locked=True).execution_options(populate_existing=True)
    return {each.id: each for each in db.scalars(locked)}


def _judged(books: Books, yes: Yes, *, now: datetime) -> Counted | None:
    """None if there is more to it than a yes."""
    invited, said = books.invited.get(yes.uid), stamped(yes.heard.said[0], now=now)
    if invited is None or yes.arrived.message_id in books.seen:
        return None
    if streams.of_exchange(invited.invite.of_exchange) not in books.streams:
        return None
    known, headers = invitees.standing(invited, books.addresses), yes.heard.headers
    outcome = judge(
        said, method=yes.heard.method, headers=headers, known=known, authserv=yes.arrived.authserv
    )
    invitee = known.whose(said)
    attendance = invited.attendance(invitee)
    if outcome is not Outcome.APPLIED or attendance is None or attendance.person_id is None:
        return None
    if attendance.answer is Answer.DECLINED:
        return None
    word = Word(Answer(said.answer.value), said.sequence, said.dtstamp)
    row = reply_row(yes.heard, said, word, outcome, invitee)
    row.invite_id, row.person_id = invited.invite.id, attendance.person_id
    return Counted(yes, invited, attendance, row, word)


def _note(db: Session, books: Books, counted: Counted, *, now: datetime) -> None:
    invite, attendance = counted.invited.invite, counted.attendance
    attendances.keep(attendance, counted.word)
    if attendance.person_id is None:
        return
    fact = InviteAnswered(invite_id=invite.id, person_id=attendance.person_id, answer=counted.word.answer)
    stream = books.streams[streams.of_exchange(invite.of_exchange)]
    append(db, stream, fact, now=now, actor_id=attendance.person_id)
