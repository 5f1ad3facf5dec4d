"""All that is kept about oneself: to be seen, corrected, taken along; and who has been at it."""

from collections.abc import Iterable
from datetime import date, datetime
from uuid import UUID

from sqlalchemy import ColumnElement, or_, select
from sqlalchemy.orm import joinedload

from domain import aliases, deputies, forgetting_wishes, glances
from domain.known_exchanges import known_to
from models.applications import Application
from models.audit import AuditEntry
from models.exchanges import Exchange
from models.languages import Words, _
from models.mails import Mail
from models.offers import Offer
from models.people import Appointee, Person
from models.record import Record
from models.states import Role
from web.views.reading import Reading
from web.words.kinds import kind
from web.words.roles import ROLES

SHOWN = 50
KINDS = {
    "person": _("Your data"),
    "application": _("Your application"),
    "offer": _("Your offer"),
    "exchange": _("Your exchange"),
}


class Named(Record):
    email: str
    name: str
    may_answer: bool = True


class Touch(Record):
    """Somebody else did something to what is theirs; who it was is told by role and organisation."""

    at: datetime
    what: Words
    action: str
    roles: tuple[Words, ...]
    organisation: str


class Look(Record):
    """Somebody opened a page about them that day."""

    day: date
    roles: tuple[Words, ...]
    organisation: str


class Letter(Record):
    what: Words
    at: datetime


class DataView(Record):
    name: str
    email: str
    title: str
    organisation: str
    supervisor: str
    aliases: tuple[str, ...]
    deputies: tuple[Named, ...]
    touches: tuple[Touch, ...]
    looks: tuple[Look, ...]
    letters: tuple[Letter, ...]
    helpers: tuple[Named, ...]  # HR of one's own organisation
    asked_to_forget_at: datetime | None
    forgetting_answered_at: datetime | None
    refusal: Words | None = None


def look(seen: Reading) -> DataView:
    found = select(Person).where(Person.id == seen.actor.person_id)
    me = seen.db.scalars(found.options(joinedload(Person.organisation))).one()
    supervisor = seen.db.get(Person, me.supervisor_id) if me.supervisor_id else None
    wish = forgetting_wishes.latest(seen.db, me.id)
    return DataView(
        name=me.name,
        email=me.email,
        title=me.title,
        organisation=me.organisation.name(seen.language),
        supervisor=supervisor.name if supervisor else "",
        aliases=tuple(each.email for each in aliases.of_person(seen.db, me)),
        deputies=tuple(
            Named(email=each.email, name=each.name, may_answer=each.may_answer)
            for each in deputies.of_person(seen.db, me)
        ),
        touches=_touches(seen, me),
        looks=_looks(seen, me),
        letters=_letters(seen, me),
        helpers=_own_hr(seen, me),
        asked_to_forget_at=wish.asked_at if wish else None,
        forgetting_answered_at=wish.answered_at if wish else None,
    )


def _touches(seen: Reading, me: Person) -> tuple[Touch, ...]:
    others = (AuditEntry.actor_id != me.id) & AuditEntry.actor_id.is_not(None)
    found = select(AuditEntry).where(others, _about(me.id)).order_by(AuditEntry.number.desc()).limit(SHOWN)
    rows = list(seen.db.scalars(found))
    actors = {each.actor_id for each in rows if each.actor_id}
    houses, roles = _houses(seen, actors), _roles(seen, actors)
    return tuple(
        Touch(
            at=each.at,
            what=KINDS.get(each.object_kind, KINDS["person"]),
            action=each.action,
            roles=roles.get(each.actor_id, ()) if each.actor_id else (),
            organisation=houses.get(each.actor_id, "") if each.actor_id else "",
        )
        for each in rows
    )


def _looks(seen: Reading, me: Person) -> tuple[Look, ...]:
    rows = glances.of_person(seen.db, me.id, most=SHOWN)
    readers = {each.by_id for each in rows}
    houses, roles = _houses(seen, readers), _roles(seen, readers)
    return tuple(
        Look(day=each.day, roles=roles.get(each.by_id, ()), organisation=houses.get(each.by_id, ""))
        for each in rows
    )


def _houses(seen: Reading, people: Iterable[UUID]) -> dict[UUID, str]:
    found = select(Person).where(Person.id.in_(people)).options(joinedload(Person.organisation))
    return {each.id: each.organisation.name(seen.language) for each in seen.db.scalars(found)}


def _about(me: UUID) -> ColumnElement[bool]:
    """Entries about oneself, and about one's own applications, offers and exchanges."""
    return or_(
        AuditEntry.object_id == me,
        AuditEntry.object_id.in_(select(Application.id).where(Application.person_id == me)),
        AuditEntry.object_id.in_(select(Offer.id).where(Offer.person_id == me)),
        AuditEntry.object_id.in_(select(Exchange.id).where(known_to(me))),
    )


def _roles(seen: Reading, actors: Iterable[UUID]) -> dict[UUID, tuple[Words, ...]]:
    found = select(Appointee).where(Appointee.person_id.in_(actors)).order_by(Appointee.id)
    told: dict[UUID, tuple[Words, ...]] = {}
    for each in seen.db.scalars(found):
        words = ROLES.get(each.role)
        before = told.get(each.person_id, ())
        if words and words not in before:
            told[each.person_id] = (*before, words)
    return told


def _letters(seen: Reading, me: Person) -> tuple[Letter, ...]:
    found = select(Mail.kind, Mail.queued_at).where(Mail.person_id == me.id)
    rows = seen.db.execute(found.order_by(Mail.queued_at.desc(), Mail.id).limit(SHOWN))
    return tuple(Letter(what=kind(code), at=at) for code, at in rows)


def _own_hr(seen: Reading, me: Person) -> tuple[Named, ...]:
    """Who can do what this page cannot."""
    hr = select(Appointee.person_id).where(Appointee.role == Role.HR)
    hr = hr.where(Appointee.organisation_id == me.organisation_id)
    found = select(Person).where(Person.id.in_(hr)).order_by(Person.name)
    return tuple(Named(email=each.email, name=each.name) for each in seen.db.scalars(found))
