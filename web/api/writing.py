"""Saving what an HR system says.

Each is read and judged as a row of the spreadsheets that people import: the same rules in the same words.
"""

from collections.abc import Iterable
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from domain.access import visibility
from domain.access.actors import Actor, Reach
from domain.access.policy import Action, can
from domain.refusals import NotFound
from domain.spreadsheets.grids import Grid, Raw, Workbook
from domain.spreadsheets.loading import Loaded, load
from domain.spreadsheets.problems import Problem as SheetProblem
from domain.spreadsheets.titles import Sheet
from models.applications import Application
from models.languages import _
from models.offers import Offer
from models.organisations import Organisation
from models.people import Person
from models.rounds import Round
from models.states import Half, Kind
from models.timeline import local
from web.api.caller import Caller
from web.api.problems import NotUnderstood
from web.api.records import FieldProblem
from web.api.sayings import (
    ApplicationIn,
    AvailabilityIn,
    Days,
    HostOfferIn,
    MentorOfferIn,
    PeopleIn,
    PersonIn,
    RequestIn,
    Saved,
)

HALVES = {Half.MORNING: " am", Half.AFTERNOON: " pm", None: ""}


def save_people(db: Session, caller: Caller, asked: PeopleIn) -> Saved:
    for each in asked.people:
        _must_keep(db, caller.actor, each.organisation)
        _must_keep_person(db, caller.actor, each.email, may_be_new=True)
    rows = [each.model_dump(mode="json", exclude_unset=True) for each in asked.people]
    titles = [each for each in PersonIn.model_fields if any(each in row for row in rows)]
    emails = [each.email.lower() for each in asked.people]
    known = [_stored_cells(db, each) for each in emails]
    cells = [{**before, **row} for before, row in zip(known, rows, strict=True)]
    loaded = _load(db, caller, Sheet.PEOPLE, titles, cells)
    ids = dict(db.execute(select(Person.email, Person.id).where(Person.email.in_(emails))).all())
    return _saved(loaded, [ids[each] for each in emails])


def _stored_cells(db: Session, email: str) -> dict[str, Raw]:
    """What stays as it is where another row of the same request names the field."""
    found = db.scalar(select(Person).where(Person.email == email))
    if found is None:
        return {}
    chief = db.get(Person, found.supervisor_id) if found.supervisor_id else None
    return {"title": found.title, "supervisor": chief.email if chief else None}


def save_application(db: Session, caller: Caller, asked: ApplicationIn) -> Saved:
    _must_be_asked_for(db, caller.actor, asked)
    cells: dict[str, Raw] = {
        **_request(db, caller, asked),
        "kind": asked.kind.value,
        "aims": asked.aims,
        "days": _length(asked.half_days),
        "sessions": asked.sessions,
        "cadence_weeks": asked.cadence_weeks,
        "slots": "; ".join(asked.slots),
        "most_minutes": asked.most_minutes,
        "most_euros": asked.most_euros,
        "wishes": "; ".join(asked.wishes),
    }
    loaded = _load(db, caller, Sheet.APPLICATIONS, list(cells), [cells])
    return _saved(loaded, [_request_id(db, Application, asked, asked.kind)])


def save_host_offer(db: Session, caller: Caller, asked: HostOfferIn) -> Saved:
    _must_be_asked_for(db, caller.actor, asked)
    cells: dict[str, Raw] = {
        **_request(db, caller, asked),
        "unit": asked.unit,
        "most": asked.most,
        "least": asked.least,
        "guests_per_day": asked.guests_per_day,
    }
    loaded = _load(db, caller, Sheet.HOST_OFFERS, list(cells), [cells])
    return _saved(loaded, [_request_id(db, Offer, asked, Kind.SHADOWING)])


def save_mentor_offer(db: Session, caller: Caller, asked: MentorOfferIn) -> Saved:
    _must_be_asked_for(db, caller.actor, asked)
    cells: dict[str, Raw] = {
        **_request(db, caller, asked),
        "most": asked.most,
        "least": asked.least,
        "slots": "; ".join(asked.slots),
    }
    loaded = _load(db, caller, Sheet.MENTOR_OFFERS, list(cells), [cells])
    return _saved(loaded, [_request_id(db, Offer, asked, Kind.MENTORING)])


def save_availability(
    db: Session, caller: Caller, row: type[Application] | type[Offer], row_id: UUID, asked: AvailabilityIn
) -> Saved:
    found = db.get(Application, row_id) if row is Application else db.get(Offer, row_id)
    person = db.get_one(Person, found.person_id) if found else None
    if found is None or person is None or not _keeps(caller.actor, person.organisation_id):
        raise NotFound(_("There is nothing here that this token may see."))
    sheet, needed = _what_it_is(found)
    cells: dict[str, Raw] = {
        "round": db.get_one(Round, found.round_id).reference,
        "email": person.email,
        "languages": "; ".join(found.languages),
        **needed,
        **_days(asked),
        **_by_phone(db, caller, asked.why),
    }
    return _saved(_load(db, caller, sheet, list(cells), [cells]), [found.id])


def _what_it_is(row: Application | Offer) -> tuple[Sheet, dict[str, Raw]]:
    """The sheet that it would stand on, and what that cannot do without."""
    if isinstance(row, Application):
        said: dict[str, Raw] = {"kind": row.kind.value, "aims": row.aims, "days": _length(row.blocks)}
        said |= {"sessions": row.sessions, "cadence_weeks": row.cadence_weeks}
        return Sheet.APPLICATIONS, said
    if row.kind is Kind.MENTORING:
        return Sheet.MENTOR_OFFERS, {"slots": "; ".join(row.slots)}
    return Sheet.HOST_OFFERS, {}


def _request(db: Session, caller: Caller, asked: RequestIn) -> dict[str, Raw]:
    return {
        "round": asked.round,
        "email": asked.email,
        "languages": "; ".join(asked.languages),
        "topics": "; ".join(f"{each.topic}: {each.weight}" for each in asked.topics),
        **_days(asked),
        **_by_phone(db, caller, asked.why),
    }


def _days(asked: RequestIn | AvailabilityIn) -> dict[str, Raw]:
    return {"unavailable": _spans(asked.unavailable), "available": _spans(asked.available)}


def _spans(days: Iterable[Days]) -> str:
    return "; ".join(f"{each.first_day} - {each.last_day}{HALVES[each.half]}" for each in days)


def _length(half_days: Iterable[int]) -> str | None:
    return "+".join(f"{each // 2}{',5' if each % 2 else ''}" for each in half_days) or None


def _by_phone(db: Session, caller: Caller, why: str) -> dict[str, Raw]:
    """The one who made the token answers for what its program writes down."""
    maker = db.get_one(Person, caller.maker_id).email
    return {"recorded_by": maker, "recorded_at": f"{local(caller.now):%d.%m.%Y %H:%M}", "recorded_why": why}


def _load(db: Session, caller: Caller, sheet: Sheet, titles: list[str], rows: list[dict[str, Raw]]) -> Loaded:
    cells = tuple(tuple(row.get(each) for each in titles) for row in rows)
    grid = Grid(sheet.value, sheet.value, (tuple(titles), *cells))
    loaded = load(db, [Workbook(sheet.value, (grid,))], now=caller.now)
    if loaded.problems:
        raise NotUnderstood(tuple(_problem(each, len(rows)) for each in loaded.problems))
    return loaded


def _problem(found: SheetProblem, rows: int) -> FieldProblem:
    """Row 2 of the sheet is the first of what was sent."""
    said = " ".join(str(each) for each in (found.wrong, found.right) if each)
    place = found.place.title or "row"
    is_one_of_many = rows > 1 and found.row is not None
    return FieldProblem(field=f"{(found.row or 2) - 2}.{place}" if is_one_of_many else place, detail=said)


def _saved(loaded: Loaded, ids: Iterable[UUID]) -> Saved:
    [count] = loaded.counts
    return Saved(added=count.added, changed=count.changed, unchanged=count.unchanged, ids=tuple(ids))


def _request_id(db: Session, row: type[Application] | type[Offer], asked: RequestIn, kind: Kind) -> UUID:
    found = select(row.id).join(Person, Person.id == row.person_id).join(Round, Round.id == row.round_id)
    mine = found.where(Person.email == asked.email.lower(), Round.reference == asked.round, row.kind == kind)
    return db.scalars(mine).one()


def _must_be_asked_for(db: Session, actor: Actor, asked: RequestIn) -> None:
    """A round that the token may know of, and a person whose organisation it keeps."""
    seen = select(Round.id).where(Round.reference == asked.round, visibility.rounds(actor))
    if db.scalar(seen) is None:
        raise NotFound(_("There is no such round."))
    _must_keep_person(db, actor, asked.email, may_be_new=False)


def _must_keep(db: Session, actor: Actor, code: str) -> None:
    found = db.scalar(select(Organisation.id).where(Organisation.code == code))
    if found is None or not _keeps(actor, found):
        raise NotFound(_("There is no such organisation, or it is not this token's."))


def _must_keep_person(db: Session, actor: Actor, email: str, *, may_be_new: bool) -> None:
    house = db.scalar(select(Person.organisation_id).where(Person.email == email.lower()))
    if house is None and may_be_new:
        return
    if house is None or not _keeps(actor, house):
        raise NotFound(_("There is no such person, or they are not of this token's organisation."))


def _keeps(actor: Actor, organisation_id: UUID) -> bool:
    return can(actor, Action.KEEP_ORGANISATION, Reach(organisation_id)).is_allowed
