"""An application that a coordinator writes down for somebody who told it by phone or by mail."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from domain import applications, late_entries
from domain.behalf import Behalf, note
from domain.refusals import Conflict, Invalid
from models.applications import Application, TopicWish
from models.languages import Language, _
from models.people import Person
from models.rounds import Round
from models.states import Kind, RoundState

CADENCE_WEEKS = 2
TAKING = (RoundState.DRAFT, RoundState.OPEN)


@dataclass(frozen=True)
class Wanted:
    """What they want; half days of a visit, or sessions of a mentoring at weekly slots."""

    kind: Kind
    aims: str
    topics: tuple[str, ...] = ()
    languages: tuple[Language, ...] = ()
    half_days: int = 4
    sessions: int = 6
    slots: tuple[str, ...] = ()


def write(
    db: Session, round_: Round, person: Person, wanted: Wanted, *, behalf: Behalf, now: datetime
) -> Application:
    """Send it in their name; after the closing it is a late entry."""
    _check(db, round_, person, wanted)
    is_visit = wanted.kind is Kind.SHADOWING
    application = Application(
        round_id=round_.id,
        person=person,
        kind=wanted.kind,
        aims=wanted.aims,
        topics=tuple(TopicWish(topic=each) for each in wanted.topics),
        languages=wanted.languages or (person.language,),
        blocks=(wanted.half_days,) if is_visit else (),
        sessions=None if is_visit else wanted.sessions,
        cadence_weeks=None if is_visit else CADENCE_WEEKS,
        slots=() if is_visit else wanted.slots,
    )
    note(application, behalf, now=now)
    db.add(application)
    db.flush()
    if round_.state in TAKING:
        applications.submit(db, application, now=now)
    else:
        late_entries.enter(db, application, behalf=behalf, now=now)
    return application


def _check(db: Session, round_: Round, person: Person, wanted: Wanted) -> None:
    if wanted.kind not in round_.kinds:
        raise Invalid(_("The round does not offer this."))
    if not wanted.aims.strip():
        raise Invalid(_("Say what they want to learn: the supervisor endorses the aims."))
    if wanted.kind is Kind.MENTORING and not wanted.slots:
        raise Invalid(_("Say at which times of the week they can meet, as in tue 13:00."))
    mine = Application.round_id == round_.id, Application.person_id == person.id
    if db.scalar(select(Application.id).where(*mine, Application.kind == wanted.kind)):
        raise Conflict(_("{name} has applied for this already.", name=person.name))
