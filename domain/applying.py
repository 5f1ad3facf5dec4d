"""Writing an application step by step: a draft that only its writers know, until it is sent."""

from collections.abc import Collection, Sequence
from datetime import datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload, selectinload

from domain import amending, named_days, weeks_off
from domain.amending import Amendment
from domain.behalf import Behalf, note
from domain.events import record
from domain.named_days import Named
from domain.refusals import Conflict, Invalid
from models import streams
from models.applications import Application, Wish
from models.applying_facts import ApplicationAmended
from models.languages import _
from models.organisations import Organisation
from models.people import Person
from models.rounds import Round
from models.states import ApplicationState, Kind

MOST_WISHES = 3
DAYS = 3  # of a visit, until somebody says otherwise
SESSIONS, CADENCE_WEEKS = 6, 3
BY_SUPERVISOR = "the supervisor writes it"


def begin(
    db: Session, round_: Round, person: Person, kind: Kind, *, by: Person, now: datetime
) -> Application:
    """A new draft, or the one that its writer has begun before; `by` may be the person's supervisor."""
    if not round_.takes_applications(now) or round_.is_standing or kind not in round_.kinds:
        raise Conflict(_("The round does not take applications now."))
    standing = _standing(db, round_, person, kind)
    if standing is not None:
        if standing.state is ApplicationState.WITHDRAWN:
            raise Conflict(_("You have left this round; the coordinator can still help."))
        if not may_write(standing, by.id):
            raise Conflict(_("{name} has begun an application of their own.", name=person.name))
        return standing
    draft = _draft(round_, person, kind)
    if by.id != person.id:
        note(draft, Behalf(by, BY_SUPERVISOR), now=now)
    db.add(draft)
    db.flush()
    return draft


def _standing(db: Session, round_: Round, person: Person, kind: Kind) -> Application | None:
    mine = (Application.person_id == person.id, Application.kind == kind)
    found = select(Application).where(Application.round_id == round_.id, *mine)
    return db.scalar(found.options(joinedload(Application.person)))


def _draft(round_: Round, person: Person, kind: Kind) -> Application:
    is_mentoring = kind is Kind.MENTORING
    return Application(
        round_id=round_.id,
        person=person,
        kind=kind,
        state=ApplicationState.DRAFT,
        languages=(person.language,),
        blocks=() if is_mentoring else (2 * DAYS,),
        sessions=SESSIONS if is_mentoring else None,
        cadence_weeks=CADENCE_WEEKS if is_mentoring else None,
        wishes=[],
        avoids=[],
    )


def may_write(application: Application, person_id: UUID) -> bool:
    """The applicant; and the supervisor who writes it for them, until it is sent."""
    is_theirs = application.recorded_by_id == application.person.supervisor_id == person_id
    return application.person_id == person_id or (is_theirs and application.state is ApplicationState.DRAFT)


def find(db: Session, application_id: UUID, person_id: UUID) -> Application | None:
    """One that they may write."""
    whole = (
        joinedload(Application.person),
        selectinload(Application.wishes),
        selectinload(Application.avoids),
        selectinload(Application.endorsement),
    )
    found = db.get(Application, application_id, options=whole)
    return found if found is not None and may_write(found, person_id) else None


def keep(db: Session, application: Application, said: Amendment, *, now: datetime) -> None:
    """A draft is nobody's business yet; what was sent is amended, and endorsed anew if need be."""
    if application.state is not ApplicationState.DRAFT:
        amending.amend(db, application, said, now=now)
        return
    amending.check(application, db.get_one(Round, application.round_id), said, is_late=False, now=now)
    for name, value in said.changes(application).items():
        setattr(application, name, value)
    db.flush()


def wish(db: Session, application: Application, wished: Sequence[UUID], *, now: datetime) -> None:
    """The organisations that are wished for, the most wished first; never one's own."""
    refuse_closed(db, application, now=now)
    chosen = list(dict.fromkeys(wished))
    known = set(db.scalars(select(Organisation.id).where(Organisation.id.in_(chosen))))
    if not known.issuperset(chosen) or application.person.organisation_id in chosen:
        raise Invalid(_("Wish for other organisations than your own."))
    if len(chosen) > MOST_WISHES:
        raise Invalid(_("Wish for at most {most} organisations.", most=MOST_WISHES))
    if set(chosen) & {each.organisation_id for each in application.avoids}:
        raise Invalid(_("You have named this organisation to be avoided: take that away first."))
    if chosen == [each.organisation_id for each in application.wishes]:
        return
    application.wishes.clear()
    db.flush()  # ranks are unique: the old ones must be gone before the new ones come
    application.wishes.extend(
        Wish(rank=rank, organisation_id=house) for rank, house in enumerate(chosen, start=1)
    )
    follow(db, application, now=now)


def name_days(db: Session, application: Application, named: Named, *, now: datetime) -> None:
    """Days on which alone, or on which not, they can come."""
    refuse_closed(db, application, now=now)
    named_days.add(db, application, db.get_one(Round, application.round_id), named)
    follow(db, application, now=now)


def unname_days(db: Session, application: Application, row_id: UUID, *, now: datetime) -> None:
    refuse_closed(db, application, now=now)
    if named_days.drop(db, application, db.get_one(Round, application.round_id), row_id):
        follow(db, application, now=now)


def suit(db: Session, application: Application, *, without: Collection[str], now: datetime) -> None:
    """The weeks in which they cannot come."""
    refuse_closed(db, application, now=now)
    round_ = db.get_one(Round, application.round_id)
    if len(weeks_off.weeks(round_).keys() - set(without)) == 0:
        raise Invalid(_("At least one week must suit."))
    if weeks_off.choose(db, application, round_, without=without):
        follow(db, application, now=now)


def refuse_closed(db: Session, application: Application, *, now: datetime) -> None:
    """What was asked for is changed while the round takes applications."""
    round_ = db.get_one(Round, application.round_id)
    amending.check(application, round_, Amendment(), is_late=False, now=now)


def follow(db: Session, application: Application, *, now: datetime) -> None:
    """Record that something has changed which asks nobody anew; a draft is nobody's business yet."""
    db.flush()
    if application.state is ApplicationState.DRAFT:
        return
    fact = ApplicationAmended(application_id=application.id, asks_again=False)
    stream = streams.of_round(application.round_id)
    record(db, fact, on=stream, now=now, actor_id=application.person_id)
