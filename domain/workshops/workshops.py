"""What one may do with a workshop: plan it, announce it, change it, move it, cancel it."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from domain import mails
from domain.asks import asks
from domain.events import open_stream, record
from domain.identity_codes import holds_identity_code
from domain.refusals import Conflict, Invalid, NotFound
from domain.workshops import asking_to_come, entries, letters, roll, seats, tasks, work
from invites.meetings import WEB_ADDRESS
from invites.workshop_contexts import WorkshopCancelled as CancelledLetter
from models import streams
from models.asks import About, Ask
from models.languages import _
from models.people import Person
from models.rounds import Round
from models.states import WorkshopState
from models.workshop_facts import WorkshopCancelled, WorkshopChanged, WorkshopPlanned
from models.workshop_states import SignUpState, Work, WorkshopKind
from models.workshops import Spoken, Workshop, WorkshopTask

HOPING = (SignUpState.WAITING, SignUpState.OFFERED)
FORUM_NEEDS = (Work.STORIES, Work.FACT_PACK)
LONGEST = 4000


@dataclass(frozen=True, kw_only=True)
class Edit:
    """What is to be otherwise; None leaves it as it is."""

    title: Spoken | None = None
    description: Spoken | None = None
    place: str | None = None
    online_link: str | None = None
    capacity: int | None = None


def add(db: Session, workshop: Workshop, work: tuple[WorkshopTask, ...] = ()) -> Workshop:
    """Keep a draft: nobody hears of it before it is announced."""
    _check(workshop)
    db.add(workshop)
    for each in work:
        each.workshop_id = workshop.id
        db.add(each)
    open_stream(db, streams.of_workshop(workshop.id))
    return workshop


def announce(db: Session, workshop: Workshop, *, by: Person, now: datetime) -> None:
    """From now on it lives: work is asked for, and people when sign-up opens. Twice is once."""
    if workshop.state is WorkshopState.PLANNED:
        return
    if workshop.state is not WorkshopState.DRAFT or now >= workshop.starts_at:
        raise Conflict(_("Only a draft whose hours are to come can be announced."))
    if not (workshop.place or workshop.online_link):
        raise Invalid(_("Say where people meet: a place, or a link, or both."))
    _refuse_forum_without_inputs(db, workshop)
    workshop.state = WorkshopState.PLANNED
    fact = WorkshopPlanned(workshop_id=workshop.id)
    record(db, fact, on=streams.of_workshop(workshop.id), now=now, actor_id=by.id)


def edit(db: Session, workshop: Workshop, edit: Edit, *, by: Person, now: datetime) -> None:
    """Other words, another place, more seats: calendars follow, and the waiting list where seats are new."""
    _refuse_what_is_over(workshop)
    said = {name: value for name, value in vars(edit).items() if value is not None}
    for name, value in said.items():
        setattr(workshop, name, value)
    workshop.online_link = workshop.online_link or None
    _check(workshop)
    _changed(db, workshop, by=by, now=now)


def move(
    db: Session, workshop: Workshop, *, starts_at: datetime, ends_at: datetime, by: Person, now: datetime
) -> None:
    """To other hours: what is still to come of sign-up, work and feedback moves along."""
    _refuse_what_is_over(workshop)
    if workshop.state is WorkshopState.PLANNED and now >= workshop.starts_at:
        raise Conflict(_("It has begun: it cannot be moved any more."))
    if not now < starts_at < ends_at:
        raise Invalid(_("It ends after it begins, and both are to come."))
    by_how_much = starts_at - workshop.starts_at
    workshop.starts_at, workshop.ends_at = starts_at, ends_at
    for name in ("opens_at", "closes_at", "feedback_until"):
        at: datetime | None = getattr(workshop, name)
        if at is not None and at > now:
            setattr(workshop, name, max(now, at + by_how_much))
    workshop.closes_at = min(workshop.closes_at, starts_at)
    workshop.opens_at = min(workshop.opens_at, workshop.closes_at)
    for task in tasks.of_workshop(db, workshop.id):
        if task.done_at is None and task.due_at > now:
            task.due_at = max(now, task.due_at + by_how_much)
    _changed(db, workshop, by=by, now=now)
    _replan(db, workshop, now=now)


def cancel(db: Session, workshop: Workshop, *, by: Person, now: datetime) -> None:
    """It will not take place: calendars are cleared, whoever hoped for a seat hears, nobody is reminded."""
    if workshop.state is WorkshopState.CANCELLED:
        return
    if not workshop.state.may_become(WorkshopState.CANCELLED):
        raise Conflict(_("It has taken place; it cannot be cancelled any more."))
    was_known = workshop.state is WorkshopState.PLANNED
    workshop.state, workshop.cancelled_at = WorkshopState.CANCELLED, now
    stream = streams.of_workshop(workshop.id)
    asks.drop(db, Ask.stream_id == stream, now=now)
    entries.cancel(db, workshop, now=now)
    for each in roll.of_workshop(db, workshop):
        if each.state in HOPING:
            head = letters.head(db, workshop, each.person)
            letter = CancelledLetter(**vars(head), removed=False, is_in_calendar=False, link=None)
            mails.queue(db, letter, key="cancelled", to=each.person, about=workshop, now=now)
    if was_known:
        record(db, WorkshopCancelled(workshop_id=workshop.id), on=stream, now=now, actor_id=by.id)


def cancel_all(db: Session, round_: Round, *, by: Person, now: datetime) -> None:
    """Of a round that is cancelled: what is to come does not take place."""
    to_come = (WorkshopState.DRAFT, WorkshopState.PLANNED)
    found = select(Workshop.id).where(Workshop.round_id == round_.id, Workshop.state.in_(to_come))
    for workshop_id in sorted(db.scalars(found)):
        cancel(db, load(db, workshop_id), by=by, now=now)


def load(db: Session, workshop_id: UUID) -> Workshop:
    """One workshop, locked for this transaction: seats are counted under this lock."""
    return db.get_one(Workshop, workshop_id, with_for_update=True, populate_existing=True)


def meant(db: Session, prefix: str) -> Workshop:
    """The one workshop whose id begins so, locked."""
    return load(db, named(db, prefix))


def named(db: Session, prefix: str) -> UUID:
    """The id of the one workshop that begins so."""
    wanted = prefix.strip().lower()
    found = [each for each in db.scalars(select(Workshop.id)) if wanted and f"{each}".startswith(wanted)]
    if not found:
        raise NotFound(_("There is no workshop whose id begins with {prefix}.", prefix=prefix))
    if len(found) > 1:
        raise Conflict(_("Several workshops begin with {prefix}: say more of the id.", prefix=prefix))
    return found[0]


def _changed(db: Session, workshop: Workshop, *, by: Person, now: datetime) -> None:
    db.flush()
    if workshop.state is WorkshopState.PLANNED:
        fact = WorkshopChanged(workshop_id=workshop.id)
        record(db, fact, on=streams.of_workshop(workshop.id), now=now, actor_id=by.id)
        entries.follow(db, workshop, now=now)


def _replan(db: Session, workshop: Workshop, *, now: datetime) -> None:
    """Open questions follow their new days."""
    for ask in asks.open_on(db, streams.of_workshop(workshop.id)):
        if ask.about is About.WORKSHOP_WORK:
            task = db.get_one(WorkshopTask, ask.subject_id)
            asks.replan(db, ask, work.plan(task, now=now), now=now)
        elif ask.about is About.WORKSHOP:
            asks.replan(db, ask, asking_to_come.plan(workshop, now=now), now=now)
        elif ask.about is About.WORKSHOP_SEAT:
            latest = seats.latest_answer(workshop)
            asks.replan(db, ask, asks.Plan(min(ask.deadline, latest)), now=now)


def _refuse_forum_without_inputs(db: Session, workshop: Workshop) -> None:
    planned = {each.work for each in tasks.of_workshop(db, workshop.id)}
    if workshop.kind is WorkshopKind.PUIMALA and not planned.issuperset(FORUM_NEEDS):
        raise Invalid(_("A forum needs core stories and a fact pack, each with an owner."))


def _refuse_what_is_over(workshop: Workshop) -> None:
    if workshop.state not in (WorkshopState.DRAFT, WorkshopState.PLANNED):
        raise Conflict(_("It has taken place, or is cancelled: there is nothing to change any more."))


def _check(workshop: Workshop) -> None:
    texts = [*workshop.title.model_dump().values(), *(workshop.description or Spoken()).model_dump().values()]
    if not any(workshop.title.model_dump().values()):
        raise Invalid(_("Give it a title in at least one language."))
    if any(holds_identity_code(each) for each in [*texts, workshop.place or ""]):
        raise Invalid(_("Leave personal identity codes out: nobody here needs them."))
    if any(len(each) > LONGEST for each in texts):
        raise Invalid(_("Write at most {number} characters, and the rest behind a link.", number=LONGEST))
    if workshop.online_link and not WEB_ADDRESS.fullmatch(workshop.online_link):
        raise Invalid(_("A link begins with https:// or http:// and has no spaces."))
    if workshop.capacity is not None and workshop.capacity < 1:
        raise Invalid(_("A workshop has at least one seat."))
