"""Who comes to a workshop: they are invited, take a seat or a place in line, and may leave it again."""

from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from domain import mails
from domain.asks import asks
from domain.behalf import Behalf, note
from domain.events import record
from domain.refusals import Conflict
from domain.workshops import entries, letters, roll
from invites.workshop_contexts import OnWaitingList
from models import streams
from models.asks import About, Ask
from models.languages import _
from models.people import Person
from models.states import WorkshopState
from models.workshop_facts import SignUpChanged, SomebodyInvited
from models.workshop_states import SignUpState
from models.workshops import SignUp, Workshop


def invite(
    db: Session,
    workshop: Workshop,
    person: Person,
    *,
    now: datetime,
    by: Person | None = None,
    is_late: bool = False,
) -> SignUp:
    """Let somebody sign up; the workflow asks them when sign-up is open. Twice is once."""
    if found := roll.of_person(db, workshop, person):
        return found
    if workshop.state not in (WorkshopState.DRAFT, WorkshopState.PLANNED) or (
        now >= workshop.closes_at and not is_late
    ):
        raise Conflict(_("Sign-up is over: nobody more is invited."))
    sign_up = SignUp(
        workshop_id=workshop.id,
        person=person,
        invited_by_id=by.id if by else None,
        invited_at=now,
        changed_at=now,
    )
    db.add(sign_up)
    db.flush()
    if workshop.state is WorkshopState.PLANNED:  # a draft has no workflow that could hear it
        fact = SomebodyInvited(sign_up_id=sign_up.id)
        stream = streams.of_workshop(workshop.id)
        record(db, fact, on=stream, now=now, actor_id=by.id if by else None)
    return sign_up


def come(
    db: Session, workshop: Workshop, sign_up: SignUp, *, now: datetime, behalf: Behalf | None = None
) -> None:
    """Take a seat, or a place in line where there is none; the calendar follows."""
    if sign_up.state in (SignUpState.SIGNED_UP, SignUpState.WAITING):
        return
    if sign_up.state is SignUpState.REMOVED and behalf is None:
        raise Conflict(_("Whoever arranges it has given your seat to others: ask them."))
    _refuse_outside_of_window(workshop, sign_up, now=now, late=behalf is not None)
    note(sign_up, behalf, now=now)
    sign_up.wants_notes = False
    is_full = roll.free(db, workshop) == 0 or bool(roll.in_line(db, workshop))
    if is_full and sign_up.state is not SignUpState.OFFERED:
        _wait(db, workshop, sign_up, now=now)
        return
    sign_up.place_in_line = None
    _drop_asks(db, sign_up, About.WORKSHOP_SEAT, About.WORKSHOP, now=now)
    become(db, sign_up, SignUpState.SIGNED_UP, now=now)
    entries.follow(db, workshop, now=now)


def leave(
    db: Session,
    workshop: Workshop,
    sign_up: SignUp,
    *,
    now: datetime,
    behalf: Behalf | None = None,
    to: SignUpState | None = None,
) -> None:
    """Do not come, or not after all: the seat is free for the next in line, the calendar follows."""
    _refuse_what_is_over(workshop, now=now)
    was = sign_up.state
    then = to or (SignUpState.LEFT if was is SignUpState.SIGNED_UP else SignUpState.DECLINED)
    if was in (SignUpState.LEFT, SignUpState.DECLINED, SignUpState.REMOVED) and to is None:
        return
    note(sign_up, behalf, now=now)
    sign_up.place_in_line = None
    _drop_asks(db, sign_up, About.WORKSHOP_SEAT, About.WORKSHOP, now=now)
    become(db, sign_up, then, now=now)
    if was is SignUpState.SIGNED_UP:
        entries.follow(db, workshop, now=now)


def become(db: Session, sign_up: SignUp, state: SignUpState, *, now: datetime) -> None:
    """Note where somebody stands now."""
    sign_up.state, sign_up.changed_at = state, now
    db.flush()
    fact = SignUpChanged(sign_up_id=sign_up.id, state=state)
    stream = streams.of_workshop(sign_up.workshop_id)
    record(db, fact, on=stream, now=now, actor_id=sign_up.recorded_by_id or sign_up.person_id)


def _wait(db: Session, workshop: Workshop, sign_up: SignUp, *, now: datetime) -> None:
    last = select(func.max(SignUp.place_in_line)).where(SignUp.workshop_id == workshop.id)
    sign_up.place_in_line = (db.scalar(last) or 0) + 1
    before = len(roll.in_line(db, workshop))
    _drop_asks(db, sign_up, About.WORKSHOP, now=now)
    become(db, sign_up, SignUpState.WAITING, now=now)
    letter = OnWaitingList(
        **vars(letters.head(db, workshop, sign_up.person)),
        before=before,
        link=letters.seat_link(db, workshop, sign_up),
    )
    key = f"full:{sign_up.place_in_line}"
    mails.queue(db, letter, key=key, to=sign_up.person, about=workshop, now=now)


def _drop_asks(db: Session, sign_up: SignUp, *about: About, now: datetime) -> None:
    """Whoever has said it otherwise is not reminded any more."""
    asks.drop(db, Ask.subject_id == sign_up.id, Ask.about.in_(about), now=now)


def _refuse_outside_of_window(workshop: Workshop, sign_up: SignUp, *, now: datetime, late: bool) -> None:
    """A seat that is held for somebody, and a coordinator's word, count until it begins."""
    _refuse_what_is_over(workshop, now=now)
    if late or sign_up.state is SignUpState.OFFERED:
        return
    if now < workshop.opens_at:
        raise Conflict(_("Sign-up is not open yet."))
    if now >= workshop.closes_at:
        raise Conflict(_("Sign-up is over."))


def _refuse_what_is_over(workshop: Workshop, *, now: datetime) -> None:
    if workshop.state is not WorkshopState.PLANNED or now >= workshop.starts_at:
        raise Conflict(_("There is nothing to sign up to any more."))
