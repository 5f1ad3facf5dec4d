"""One application as its writer sees it: four short steps, and what became of it."""

from collections.abc import Mapping
from datetime import datetime
from uuid import UUID

from sqlalchemy import select

from domain import applying, companionship, topic_wishes, weeks_off
from domain.endorsements import REASONS
from domain.refusals import NotFound
from models.applications import Application
from models.exchanges import Exchange
from models.languages import Words, _
from models.organisations import Organisation
from models.people import Person
from models.record import Record
from models.rounds import Round
from models.states import ApplicationState, EndorsementState, Kind
from web.forms import Trouble
from web.views.my import undoing
from web.views.my.choices import Chip, Slot, WeekChip, language_chips, slots, topic_chips, week_chips
from web.views.my.days_named import NamedDays, named
from web.views.my.undoing import Undo
from web.views.reading import Reading
from web.words import states
from web.words.participation import APPLICATIONS, ENDORSEMENTS, conditions
from web.words.tags import Tag

STEPS = ("wish", "weeks", "aims", "check")


class Wished(Record):
    id: UUID
    name: str


class Companion(Record):
    """With whom they travel, or wish to."""

    name: str
    address: str
    holds: bool
    is_alike: bool


class Asks(Record):
    """What they have written so far; `avoids` is for the applicant's own eyes."""

    topics: tuple[Chip, ...]
    most: str
    companion: Companion | None
    avoids: tuple[Wished, ...]
    days_named: tuple[NamedDays, ...]
    wishes: tuple[Wished, ...]
    houses: tuple[Wished, ...]
    weeks: tuple[WeekChip, ...]
    days: int
    sessions: int
    cadence: int
    slots: tuple[Slot, ...]
    aims: str
    languages: tuple[Chip, ...]
    minutes: str
    euros: str


class ApplyView(Record):
    id: UUID
    step: str
    is_mentoring: bool
    kind: Tag
    state: Tag
    is_draft: bool
    may_change: bool
    may_withdraw: bool
    for_whom: str  # whom the supervisor writes for; empty for oneself
    round_name: str
    closes_at: datetime
    supervisor: str
    endorsement: Tag | None
    conditions: tuple[Words, ...]
    reason: Words | None
    asks: Asks
    is_open: bool  # the round takes applications
    is_agreed: bool  # both have said yes to a place
    undo: Undo | None
    missing: tuple[Trouble, ...] = ()
    refusal: Words | None = None
    troubles: tuple[Trouble, ...] = ()
    written: Mapping[str, str] = {}  # what could not be kept, as it was written


def load(seen: Reading, application_id: UUID) -> Application:
    """One that whoever is signed in may write; others' and unknown ones look the same."""
    found = applying.find(seen.db, application_id, seen.actor.person_id)
    if found is None:
        raise NotFound(_("There is no such application."))
    return found


def look(seen: Reading, application_id: UUID, step: str) -> ApplyView:
    row = load(seen, application_id)
    round_ = seen.db.get_one(Round, row.round_id)
    is_draft = row.state is ApplicationState.DRAFT
    asked = row.endorsement
    return ApplyView(
        id=row.id,
        step=step,
        is_mentoring=row.kind is Kind.MENTORING,
        kind=states.tag(row.kind),
        state=APPLICATIONS[row.state],
        is_draft=is_draft,
        may_change=(is_draft or row.state is ApplicationState.SUBMITTED)
        and round_.takes_applications(seen.now),
        may_withdraw=row.state.may_become(ApplicationState.WITHDRAWN),
        for_whom="" if row.person_id == seen.actor.person_id else row.person.name,
        round_name=round_.name(seen.language),
        closes_at=round_.closes_at,
        supervisor=_supervisor(seen, row),
        endorsement=ENDORSEMENTS[asked.state] if asked else None,
        conditions=conditions(asked.conditions) if asked else (),
        reason=_reason(asked.reason) if asked and asked.state is EndorsementState.REFUSED else None,
        asks=_asks(seen, row, round_),
        is_open=round_.takes_applications(seen.now),
        is_agreed=_is_agreed(seen, row),
        undo=undoing.of_application(seen, row, round_),
    )


def _is_agreed(seen: Reading, row: Application) -> bool:
    agreed = (Exchange.confirmed_at.is_not(None), Exchange.released_at.is_(None))
    found = select(Exchange.id).where(Exchange.application_id == row.id, *agreed)
    return row.state is ApplicationState.PLACED and seen.db.scalar(found) is not None


def _asks(seen: Reading, row: Application, round_: Round) -> Asks:
    houses = list(seen.db.scalars(select(Organisation).order_by(Organisation.name_fi)))
    names = {each.id: each.name(seen.language) for each in houses}
    own = row.person.organisation_id
    wished = (each.organisation_id for each in row.wishes)
    return Asks(
        topics=topic_chips({each.topic for each in row.topics}, seen.language),
        most=topic_wishes.matters_most(row.topics),
        companion=_companion(seen, row),
        avoids=_avoids(seen, row, names),
        days_named=named(seen.db, row, round_),
        wishes=tuple(Wished(id=each, name=names[each]) for each in wished),
        houses=tuple(Wished(id=each.id, name=names[each.id]) for each in houses if each.id != own),
        weeks=week_chips(weeks_off.of(seen.db, row), round_),
        days=sum(row.blocks) // 2,
        sessions=row.sessions or 0,
        cadence=row.cadence_weeks or 0,
        slots=slots(row.slots),
        aims=row.aims,
        languages=language_chips(row.languages, seen.language),
        minutes="" if row.most_minutes is None else f"{row.most_minutes}",
        euros="" if row.most_euros is None else f"{row.most_euros}",
    )


def _companion(seen: Reading, row: Application) -> Companion | None:
    found = companionship.of(seen.db, row)
    if found is None:
        return None
    person = found.person  # whose name is told when they have named the other, too
    return Companion(
        name=person.name if found.holds else person.email,
        address=person.email,
        holds=found.holds,
        is_alike=found.is_alike,
    )


def _avoids(seen: Reading, row: Application, names: Mapping[UUID, str]) -> tuple[Wished, ...]:
    """Whom the applicant alone may see here."""
    if row.person_id != seen.actor.person_id:
        return ()
    named_ = [each.person_id for each in row.avoids if each.person_id]
    people = {each.id: each.name for each in seen.db.scalars(select(Person).where(Person.id.in_(named_)))}
    known = {**names, **people}
    found = ((known[each.person_id or each.organisation_id or each.id], each.id) for each in row.avoids)
    return tuple(Wished(id=id_, name=name) for name, id_ in sorted(found))


def _supervisor(seen: Reading, row: Application) -> str:
    whose = row.person.supervisor_id
    return seen.db.get_one(Person, whose).name if whose else ""


def _reason(code: str | None) -> Words | None:
    return next((each.label for each in REASONS if each.word == code), None)
