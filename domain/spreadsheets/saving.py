"""Entries of organisations, people, rounds and travel become rows, or change the rows they already are."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from domain import deputies, rounds
from domain.refusals import Conflict
from domain.spreadsheets.entries import (
    ClosedDaysEntry,
    Entry,
    JourneyEntry,
    OrganisationEntry,
    PersonEntry,
    RoundEntry,
    TravelRateEntry,
)
from domain.spreadsheets.lists import address_of
from domain.spreadsheets.shelf import Outcome, Shelf, either, settle
from models.languages import _
from models.organisations import ClosedDay, Organisation
from models.people import Appointee, Person
from models.rounds import Design, Round
from models.states import Role, RoundState
from models.timeline import days
from models.travel import Journey, TravelRate

IMPORTED = "imported"


def save_organisation(db: Session, shelf: Shelf, entry: OrganisationEntry) -> Outcome:
    stored = shelf.organisations.get(entry.code)
    values = chosen(entry, is_new=stored is None)
    if stored:
        return settle(stored, values)
    shelf.organisations[entry.code] = Organisation(**values)
    db.add(shelf.organisations[entry.code])
    return Outcome.ADDED


def save_closed_days(db: Session, shelf: Shelf, entry: ClosedDaysEntry) -> Outcome:
    organisation = shelf.organisations[entry.organisation]
    db.flush()
    known = set(db.scalars(select(ClosedDay.day).where(ClosedDay.organisation_id == organisation.id)))
    asked = {day for span in entry.days for day in days(span.first, span.last)}
    db.add_all(ClosedDay(organisation_id=organisation.id, day=day) for day in sorted(asked - known))
    return Outcome.ADDED if asked - known else Outcome.UNCHANGED


def save_person(db: Session, shelf: Shelf, entry: PersonEntry) -> Outcome:
    """Without supervisor, roles and deputies: those come when everybody is there."""
    stored = shelf.people.get(entry.email)
    values = chosen(entry, is_new=stored is None)
    for named in ("supervisor", "roles", "deputies"):
        values.pop(named, None)
    if "organisation" in values:
        organisation = shelf.organisations[entry.organisation]
        values |= {"organisation": organisation, "organisation_id": organisation.id}
    if stored:
        return settle(stored, values)
    shelf.people[entry.email] = Person(**values)
    db.add(shelf.people[entry.email])
    return Outcome.ADDED


def save_ties(db: Session, shelf: Shelf, entry: PersonEntry) -> Outcome:
    person = shelf.people[entry.email]
    outcome = Outcome.UNCHANGED
    if "supervisor" in entry.model_fields_set:
        supervisor = shelf.people[entry.supervisor].id if entry.supervisor else None
        outcome = settle(person, {"supervisor_id": supervisor})
    if "roles" in entry.model_fields_set:
        outcome = either(outcome, _appoint(db, person, entry.roles))
    if "deputies" in entry.model_fields_set:
        outcome = either(outcome, _name_deputies(db, person, entry.deputies))
    return outcome


def save_round(db: Session, shelf: Shelf, entry: RoundEntry, *, now: datetime) -> Outcome:
    stored = shelf.rounds.get(entry.reference)
    values = _round_values(shelf, entry, stored)
    if stored is None:
        shelf.rounds[entry.reference] = Round(**values)
        rounds.add(db, shelf.rounds[entry.reference])
        return Outcome.ADDED
    if stored.state is RoundState.DRAFT:
        outcome = settle(stored, values)
        rounds.check(stored)
        return outcome
    return _change_started(db, stored, values, now=now)


def save_journey(db: Session, shelf: Shelf, entry: JourneyEntry) -> Outcome:
    origin, destination = shelf.organisations[entry.origin], shelf.organisations[entry.destination]
    db.flush()
    stored = db.get(Journey, (origin.id, destination.id))
    values = chosen(entry, is_new=stored is None)
    values |= {"source": entry.source or IMPORTED}
    values = {name: value for name, value in values.items() if name not in ("origin", "destination")}
    if stored:
        return settle(stored, values)
    db.add(Journey(from_id=origin.id, to_id=destination.id, **values))
    return Outcome.ADDED


def save_travel_rate(db: Session, entry: TravelRateEntry) -> Outcome:
    stored = db.get(TravelRate, (entry.valid_from, entry.code))
    values: dict[str, object] = {
        "cents": entry.euros,
        "source": entry.source,
        "checked_on": entry.checked_on,
    }
    if stored:
        return settle(stored, values)
    db.add(TravelRate(valid_from=entry.valid_from, code=entry.code, **values))
    return Outcome.ADDED


def chosen(entry: Entry, *, is_new: bool) -> dict[str, object]:
    """The fields to write: all of a new row, else those that the sheet has columns for."""
    fields = type(entry).model_fields if is_new else entry.model_fields_set
    return {name: getattr(entry, name) for name in fields}


def _appoint(db: Session, person: Person, roles: tuple[Role, ...]) -> Outcome:
    """HR serves its own organisation, other roles reach everywhere; a round's own roles are left alone."""
    db.flush()
    held = select(Appointee).where(Appointee.person_id == person.id, Appointee.round_id.is_(None))
    appointed = {(row.role, row.organisation_id): row for row in db.scalars(held)}
    wanted = {(role, person.organisation_id if role is Role.HR else None) for role in roles}
    for key in appointed.keys() - wanted:
        db.delete(appointed[key])
    for role, organisation_id in sorted(wanted - appointed.keys(), key=str):
        db.add(Appointee(person_id=person.id, role=role, organisation_id=organisation_id))
    return Outcome.UNCHANGED if wanted == appointed.keys() else Outcome.CHANGED


def _name_deputies(db: Session, person: Person, named: tuple[str, ...]) -> Outcome:
    """An address without a name keeps the name that is known; who may not answer is left alone."""
    db.flush()
    known = {each.email: each for each in deputies.of_person(db, person)}
    before = {each.email: each.name for each in known.values() if each.may_answer}
    for each in named:
        address = address_of(each)
        name = each.partition("<")[0].strip() if "<" in each else ""
        known_name = known[address].name if address in known else ""
        deputies.add(db, person, address, name=name or known_name, may_answer=True)
    for gone in before.keys() - {address_of(each) for each in named}:
        deputies.remove(db, person, gone)
    after = {each.email: each.name for each in deputies.of_person(db, person) if each.may_answer}
    return Outcome.UNCHANGED if after == before else Outcome.CHANGED


def _round_values(shelf: Shelf, entry: RoundEntry, stored: Round | None) -> dict[str, object]:
    values = chosen(entry, is_new=stored is None)
    elements = {name: values.pop(name) for name in Design.model_fields if name in values}
    if elements:
        values["design"] = (stored.design if stored else Design()).model_copy(update=elements)
    owner = shelf.people[entry.owner]
    organisation = shelf.organisations[entry.organisation] if entry.organisation else owner.organisation
    if "owner" in values:
        values["owner_id"] = owner.id
    if "deputy" in values:
        values["deputy_id"] = shelf.people[entry.deputy].id if entry.deputy else None
    if "organisation" in values:
        values["organisation_id"] = organisation.id
    if not values.get("mailbox"):
        values.pop("mailbox", None)
    apart = ("owner", "deputy", "organisation")
    return {name: value for name, value in values.items() if name not in apart}


def _change_started(db: Session, round_: Round, values: dict[str, object], *, now: datetime) -> Outcome:
    """People have been promised dates: only the closing may move, and through its own verb."""
    values.pop("opens_at", None)  # the moment it truly opened stays
    closes_at = values.pop("closes_at", round_.closes_at)
    if round_.state is not RoundState.OPEN and _would_change(round_, values):
        raise Conflict(_("The round has closed: it can no longer be changed by a spreadsheet."))
    outcome = settle(round_, values)
    if isinstance(closes_at, datetime) and closes_at != round_.closes_at:
        rounds.move_closing(db, round_, closes_at=closes_at, now=now)
        return Outcome.CHANGED
    return outcome


def _would_change(round_: Round, values: dict[str, object]) -> bool:
    return any(getattr(round_, name) != value for name, value in values.items())
