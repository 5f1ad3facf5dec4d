"""Who holds which role, where it reaches, and how many browsers they are signed in with."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from uuid import UUID

from sqlalchemy import ColumnElement, func, select, true

from domain.access import visibility
from domain.access.policy import Action, can
from models.access import WebSession
from models.languages import Words, _
from models.organisations import Organisation
from models.people import Appointee, Person
from models.record import Record
from models.rounds import Round
from models.states import Role
from web.forms import Trouble
from web.views.reading import Reading

ROLES = {
    Role.HR: _("HR"),
    Role.COORDINATOR: _("Coordinator"),
    Role.ADMINISTRATOR: _("Administrator"),
    Role.AUDITOR: _("Auditor"),
}
EVERYWHERE = _("everywhere")


class RoleView(Record):
    id: UUID
    role: Words
    reach: str | Words


class Holder(Record):
    person_id: UUID
    name: str
    email: str
    organisation: str
    roles: tuple[RoleView, ...]
    sessions: int


class Choice(Record):
    code: str
    name: str | Words


class AccessesView(Record):
    holders: tuple[Holder, ...]
    roles: tuple[Choice, ...]
    reaches: tuple[Choice, ...]
    said: Mapping[str, str]
    troubles: tuple[Trouble, ...]


def accesses_view(
    seen: Reading, *, now: datetime, said: Mapping[str, str], troubles: tuple[Trouble, ...]
) -> AccessesView:
    return AccessesView(
        holders=_holders(seen, now=now),
        roles=tuple(Choice(code=each.value, name=words) for each, words in ROLES.items()),
        reaches=tuple(_reaches(seen)),
        said=said,
        troubles=troubles,
    )


def roles_of(seen: Reading, person_id: UUID) -> tuple[RoleView, ...]:
    return tuple(role for _person, role in _roles(seen, only=person_id))


def _holders(seen: Reading, *, now: datetime) -> tuple[Holder, ...]:
    given: dict[UUID, list[RoleView]] = {}
    for person_id, role in _roles(seen):
        given.setdefault(person_id, []).append(role)
    people = select(Person, Organisation).join(Organisation, Organisation.id == Person.organisation_id)
    found = seen.db.execute(people.where(Person.id.in_(given)).order_by(Person.name, Person.email))
    signed_in = _signed_in(seen, now=now)
    return tuple(
        Holder(
            person_id=person.id,
            name=person.name,
            email=person.email,
            organisation=house.name(seen.language),
            roles=tuple(given[person.id]),
            sessions=signed_in.get(person.id, 0),
        )
        for person, house in found
    )


def _roles(seen: Reading, *, only: UUID | None = None) -> Iterable[tuple[UUID, RoleView]]:
    found = select(Appointee, Organisation, Round)
    found = found.outerjoin(Organisation, Organisation.id == Appointee.organisation_id)
    found = found.outerjoin(Round, Round.id == Appointee.round_id)
    mine = Appointee.person_id == only if only else visibility.appointees(seen.actor)
    for row, house, round_ in seen.db.execute(found.where(mine).order_by(Appointee.role, Appointee.id)):
        where = house.name(seen.language) if house else round_.name(seen.language) if round_ else EVERYWHERE
        yield row.person_id, RoleView(id=row.id, role=ROLES[row.role], reach=where)


def _signed_in(seen: Reading, *, now: datetime) -> dict[UUID, int]:
    alive = WebSession.ended_at.is_(None) & (WebSession.ends_at > now)
    found = select(WebSession.person_id, func.count()).where(alive).group_by(WebSession.person_id)
    return dict(seen.db.execute(found).all())


def _reaches(seen: Reading) -> Iterable[Choice]:
    """Where the reader may give roles."""
    mine = [each for each in seen.actor.grants if each.role is Role.ADMINISTRATOR]
    houses = [each.organisation_id for each in mine if each.organisation_id]
    given = [each.round_id for each in mine if each.round_id]
    in_houses: ColumnElement[bool] = Organisation.id.in_(houses)
    in_rounds: ColumnElement[bool] = Round.organisation_id.in_(houses) | Round.id.in_(given)
    if can(seen.actor, Action.APPOINT).is_allowed:
        yield Choice(code="everywhere", name=EVERYWHERE)
        in_houses, in_rounds = true(), true()
    for house in seen.db.scalars(select(Organisation).where(in_houses).order_by(Organisation.code)):
        yield Choice(code=f"organisation:{house.id}", name=house.name(seen.language))
    for round_ in seen.db.scalars(select(Round).where(in_rounds).order_by(Round.reference)):
        yield Choice(code=f"round:{round_.id}", name=round_.name(seen.language))
