"""What is asked after an exchange: at once, after a month, after half a year."""

from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from domain import behalf as written_down
from domain import exchange_letters, mails
from domain.behalf import Behalf
from domain.events import record
from domain.identity_codes import holds_identity_code
from domain.meetings import last_moment
from domain.refusals import Conflict, Invalid
from domain.working_days import in_working_days, on_or_after
from models import streams
from models.exchanges import Exchange
from models.facts import FollowUpAnswered
from models.followups import FollowUp, Note, Sharing
from models.languages import _
from models.rounds import Round
from models.states import FollowUpState, RoundState
from models.timeline import MORNING, local_day, moment

ANSWER_WORKING_DAYS = 10


def asks_at(exchange: Exchange, days_after: int) -> datetime:
    """The working morning on which this note is asked; the first one the day after the last day."""
    day = local_day(last_moment(exchange)) + timedelta(days=max(1, days_after))
    return moment(on_or_after(day), MORNING)


def ask(db: Session, exchange: Exchange, *, days_after: int, now: datetime) -> None:
    """Write to both at once after the stay; later only to the guest, who carried it home."""
    people = (exchange.guest, exchange.host) if days_after == 0 else (exchange.guest,)
    due_at = in_working_days(now, ANSWER_WORKING_DAYS)
    for person in people:
        question = FollowUp(
            exchange_id=exchange.id,
            person_id=person.id,
            days_after=days_after,
            asked_at=now,
            due_at=due_at,
        )
        db.add(question)
        letter = exchange_letters.ask_note(db, exchange, person, question)
        mails.queue(db, letter, key=f"note:{days_after}", to=person, about=exchange, now=now)
    db.flush()


def answer(
    db: Session,
    follow_up: FollowUp,
    note: Note,
    *,
    now: datetime,
    reach: Sharing | None = None,
    behalf: Behalf | None = None,
) -> None:
    """Keep what somebody learnt; an answer that comes late is as welcome, and may be changed for a while.

    What is told to a coordinator, they know; nobody writes over another's own words.
    """
    is_new = follow_up.state is not FollowUpState.ANSWERED
    if not is_new and (behalf or not may_change(db, follow_up)):
        raise Conflict(_("This note has been answered already."))
    _refuse_identity_codes(note)
    follow_up.state, follow_up.begun = FollowUpState.ANSWERED, None
    follow_up.answered_at, follow_up.note = now, note
    follow_up.reach = reach or (Sharing.PROGRAMME if behalf else follow_up.reach)
    written_down.note(follow_up, behalf, now=now)
    if is_new:
        _tell_workflow(db, follow_up, behalf, now=now)


def begin(db: Session, follow_up: FollowUp, note: Note) -> None:
    """What is written so far, kept for its writer alone until it is sent."""
    if follow_up.state is FollowUpState.ANSWERED and not may_change(db, follow_up):
        raise Conflict(_("This note has been answered already."))
    _refuse_identity_codes(note)
    follow_up.begun = note
    db.flush()


def may_change(db: Session, follow_up: FollowUp) -> bool:
    """Until the round has ended and is reported on."""
    exchange = db.get_one(Exchange, follow_up.exchange_id)
    return db.get_one(Round, exchange.round_id).state not in (RoundState.ENDED, RoundState.CANCELLED)


def _refuse_identity_codes(note: Note) -> None:
    said = (note.learnt, note.tried, note.passed_on, note.practice, note.effect)
    if holds_identity_code(" ".join(said)):
        raise Invalid(_("Leave personal identity codes out: nobody here needs them."))


def _tell_workflow(db: Session, follow_up: FollowUp, behalf: Behalf | None, *, now: datetime) -> None:
    fact = FollowUpAnswered(follow_up_id=follow_up.id)
    stream = streams.of_exchange(follow_up.exchange_id)
    record(db, fact, on=stream, now=now, actor_id=behalf.by.id if behalf else follow_up.person_id)


def lapse(db: Session, exchange: Exchange, *, now: datetime) -> None:
    """Those who have not answered in time are not asked again."""
    for follow_up in of_exchange(db, exchange.id):
        if follow_up.state is FollowUpState.ASKED and follow_up.due_at <= now:
            follow_up.state = FollowUpState.LAPSED


def of_exchange(db: Session, exchange_id: UUID) -> list[FollowUp]:
    found = select(FollowUp).where(FollowUp.exchange_id == exchange_id)
    return list(db.scalars(found.order_by(FollowUp.days_after, FollowUp.person_id)))


def schedule_of(db: Session, exchange: Exchange) -> tuple[int, ...]:
    return db.get_one(Round, exchange.round_id).follow_up_days
