"""What somebody may bring by a spreadsheet: their own rounds and people; roles only as an administrator."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from domain.access import visibility
from domain.access.actors import Actor, Reach
from domain.access.policy import STEERING, Action, can
from domain.spreadsheets.directory import directory
from domain.spreadsheets.entries import PersonEntry
from domain.spreadsheets.examining import Examined, examine
from domain.spreadsheets.grids import Workbook
from domain.spreadsheets.problems import Problem
from domain.spreadsheets.request_entries import ApplicationEntry, OfferEntry
from domain.spreadsheets.tables import understand
from models.languages import _
from models.organisations import Organisation
from models.people import Appointee, Person
from models.rounds import Round
from models.states import Role

NOT_YOURS = _("Only somebody who steers every round may bring this.")


@dataclass(frozen=True)
class Known:
    """Whom the actor may bring rows of; people by address, each with the organisation and the roles."""

    actor: Actor
    rounds: frozenset[str]
    houses: dict[str, UUID]
    people: dict[str, tuple[UUID, frozenset[Role]]]


def beyond(
    db: Session, workbooks: Iterable[Workbook], actor: Actor, *, usual_round: str | None
) -> tuple[Problem, ...]:
    """Every row that the actor may not bring."""
    tables = tuple(table for workbook in workbooks for table in understand(workbook)[0])
    rows = examine(tables, directory(db, tables, usual_round=usual_round))
    known = _known(db, actor)
    return tuple(problem for row in rows for problem in _beyond(row, known))


def _known(db: Session, actor: Actor) -> Known:
    roles: dict[UUID, set[Role]] = {}
    for held in db.scalars(select(Appointee).where(Appointee.round_id.is_(None))):
        roles.setdefault(held.person_id, set()).add(held.role)
    people = db.execute(select(Person.email, Person.id, Person.organisation_id))
    return Known(
        actor=actor,
        rounds=frozenset(db.scalars(select(Round.reference).where(visibility.steered_rounds(actor)))),
        houses=dict(db.execute(select(Organisation.code, Organisation.id)).all()),
        people={email: (house, frozenset(roles.get(id_, ()))) for email, id_, house in people},
    )


def _beyond(row: Examined, known: Known) -> Iterator[Problem]:
    entry = row.entry
    if isinstance(entry, PersonEntry):
        yield from _person(row, entry, known)
    elif isinstance(entry, ApplicationEntry | OfferEntry):
        if entry.round not in known.rounds and not _is_everywhere(known.actor):
            yield Problem(row.place, _("You do not steer the round {name}.", name=entry.round))
    elif entry is not None and not _is_everywhere(known.actor):
        yield Problem(row.place, NOT_YOURS)


def _person(row: Examined, entry: PersonEntry, known: Known) -> Iterator[Problem]:
    house, roles = known.people.get(entry.email, (None, frozenset()))
    changes_roles = "roles" in entry.model_fields_set and frozenset(entry.roles) != roles
    if changes_roles and not can(known.actor, Action.APPOINT).is_allowed:
        right = _("Leave the column out, or ask an administrator.")
        yield Problem(row.place, _("Only an administrator gives and takes roles."), right)
    theirs = {house, known.houses.get(entry.organisation)} - {None}
    if not _is_everywhere(known.actor) and not all(_steers(known.actor, each) for each in theirs):
        yield Problem(row.place, _("You may bring only people of your own organisation."))


def _steers(actor: Actor, house: UUID | None) -> bool:
    return can(actor, Action.STEER, Reach(organisation_id=house)).is_allowed


def _is_everywhere(actor: Actor) -> bool:
    return actor.holds_everywhere(*STEERING)
