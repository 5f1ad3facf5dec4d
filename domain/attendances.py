"""One attendee's word on one invite, whichever way it came: by calendar, by link, by phone."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from domain import declines, refreshes
from domain.behalf import Behalf, note
from domain.events import record
from models import streams
from models.exchanges import Exchange
from models.facts import InviteAnswered
from models.invites import Attendance, Invite
from models.states import Answer


@dataclass(frozen=True)
class Word:
    """What was said about which version; `session_at` is the original start if it is about one session."""

    answer: Answer
    sequence: int | None
    stamp: datetime | None
    session_at: datetime | None = None

    @property
    def is_yes(self) -> bool:
        return self.answer in (Answer.ACCEPTED, Answer.TENTATIVE)


def keep(attendance: Attendance, word: Word) -> None:
    """What the person says of the whole, as of now."""
    attendance.answer = word.answer
    attendance.answered_sequence, attendance.answered_stamp = word.sequence, word.stamp


def answered(
    db: Session,
    exchange: Exchange,
    invite: Invite,
    attendance: Attendance,
    word: Word,
    *,
    now: datetime,
    behalf: Behalf | None = None,
) -> None:
    """Keep the newest answer; a no is asked about, a yes ends the asking."""
    comes_back = attendance.answer is Answer.DECLINED and word.is_yes and word.session_at is None
    if word.session_at is None:
        keep(attendance, word)
        note(attendance, behalf, now=now)
    if attendance.person_id is None:
        return
    record(
        db,
        InviteAnswered(invite_id=invite.id, person_id=attendance.person_id, answer=word.answer),
        on=streams.of_exchange(exchange.id),
        now=now,
        actor_id=behalf.by.id if behalf else attendance.person_id,
    )
    if comes_back:
        refreshes.catch_up(db, exchange, invite, attendance.person_id, now=now)
    declines.heard(db, exchange, invite, attendance, word.answer, session_at=word.session_at, now=now)
