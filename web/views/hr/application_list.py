"""Applications of a round as a table: narrowed, sorted and paged by what the address says."""

from collections.abc import Iterable, Iterator
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from sqlalchemy import ColumnElement, Select, Text, cast, func, or_, select
from sqlalchemy.orm import joinedload, load_only, selectinload

from domain import topics
from domain.access import visibility
from models.applications import Application, Endorsement, Wish
from models.languages import Language, Words, _
from models.organisations import Organisation
from models.people import Person
from models.record import Record
from models.rounds import Round
from models.states import ApplicationState, EndorsementState, Kind, RoundState
from web.lists import listing as lists
from web.lists.files import Sheet, moment_cell
from web.lists.listing import NAMES, Asked, Filter, ListView, Table
from web.views import paging
from web.views.hr.round_head import find
from web.views.paging import PER_PAGE, Chosen, Code
from web.views.reading import Reading
from web.words import participation, states
from web.words.tags import Tag


class Sort(StrEnum):
    NAME = "name"
    ORGANISATION = "organisation"
    SENT = "sent"
    STATE = "state"


class Word(StrEnum):
    """What the supervisor has said so far."""

    ASKED = "asked"
    GIVEN = "given"
    REFUSED = "refused"
    NOBODY = "nobody"  # there is no supervisor to ask


class Choice(Asked):
    passing = Asked.passing | {"select"}

    state: Chosen[ApplicationState] = None
    endorsement: Chosen[Word] = None
    organisation: Code = ""
    kind: Chosen[Kind] = None
    topic: Code = ""
    text: paging.Text = ""
    sort: Sort = Sort.NAME
    select: str = ""

    @property
    def all_chosen(self) -> bool:
        return self.select == "all"


class ApplicationRow(Record):
    id: UUID
    name: str
    organisation: str
    kind: Kind
    state: Tag
    endorsement: Tag | None
    supervisor: str
    conditions: tuple[Words, ...]
    topics: str
    wishes: str
    sent_at: datetime | None


class ApplicationsView(ListView):
    all_chosen: bool
    asked: int  # of those found, still without their supervisor's word; told where all are chosen
    drafts: int
    takes_late: bool
    is_open: bool
    rows: tuple[ApplicationRow, ...]


SHOWN = Application.kind, Application.state, Application.topics, Application.submitted_at
SAID = Endorsement.application_id, Endorsement.state, Endorsement.supervisor_id, Endorsement.conditions
CLOSED = (RoundState.CLOSED, RoundState.PLANNED, RoundState.RUNNING)
WORDS = {
    **{each: participation.ENDORSEMENTS[EndorsementState(each)].words for each in Word if each != "nobody"},
    Word.NOBODY: _("No supervisor"),
}
ORDERS = {
    Sort.NAME: _("Name"),
    Sort.ORGANISATION: _("Organisation"),
    Sort.SENT: _("Newest first"),
    Sort.STATE: _("State"),
}
TITLES = (
    *(_("Name"), _("Organisation"), _("Kind"), _("State"), _("Endorsement")),
    *(_("Supervisor"), _("Topics"), _("Wishes"), _("Sent")),
)


def look(seen: Reading, reference: str, chosen: Choice) -> ApplicationsView:
    round_ = find(seen, reference)
    inside = condition(seen, round_, chosen)
    numbers = _count(seen, inside), _count(seen, Application.round_id == round_.id)
    filters = _filters(seen, round_, chosen)
    listing = lists.listing(seen, round_, Table.APPLICATIONS, chosen, filters, numbers=numbers)
    shown = chosen_rows(inside, chosen, seen.language).offset(listing.paging.offset).limit(PER_PAGE)
    return ApplicationsView(
        listing=listing,
        all_chosen=chosen.all_chosen,
        asked=_asked(seen, inside) if chosen.all_chosen else 0,
        drafts=_drafts(seen, inside) if chosen.all_chosen else 0,
        takes_late=round_.state in CLOSED,
        is_open=round_.takes_applications(seen.now),
        rows=_rows(seen, seen.db.scalars(shown).all()),
    )


def _asked(seen: Reading, inside: ColumnElement[bool]) -> int:
    return _count(seen, inside & _says(Word.ASKED) & (Application.state == ApplicationState.SUBMITTED))


def _drafts(seen: Reading, inside: ColumnElement[bool]) -> int:
    return _count(seen, inside & (Application.state == ApplicationState.DRAFT))


def sheet(seen: Reading, reference: str, chosen: Choice) -> Sheet:
    """All that the address finds, on all pages."""
    inside = condition(seen, find(seen, reference), chosen)
    found = seen.db.scalars(chosen_rows(inside, chosen, seen.language))
    return Sheet("applications", TITLES, tuple(_cells(each) for each in _rows(seen, found)))


def _cells(row: ApplicationRow) -> tuple[str | Words, ...]:
    said = states.tag(row.kind).words, row.state.words, row.endorsement.words if row.endorsement else ""
    sent = moment_cell(row.sent_at)
    return (row.name, row.organisation, *said, row.supervisor, row.topics, row.wishes, sent)


def _filters(seen: Reading, round_: Round, chosen: Choice) -> Iterator[Filter]:
    known = {each: tag.words for each, tag in participation.APPLICATIONS.items()}
    houses = select(Person.organisation_id).join(Application, Application.person_id == Person.id)
    houses = houses.where(Application.round_id == round_.id)
    yield lists.text(_("Name, address or aims"), chosen.text)
    yield lists.choose(seen, "state", _("State"), known, chosen.state)
    yield lists.choose(seen, "endorsement", _("Endorsement"), WORDS, chosen.endorsement)
    yield lists.kinds(seen, chosen.kind)
    yield lists.organisations(seen, houses, chosen.organisation)
    yield lists.topics(seen, chosen.topic)
    yield lists.order(seen, ORDERS, chosen.sort)


def condition(seen: Reading, round_: Round, chosen: Choice) -> ColumnElement[bool]:
    """Which applications the address means: in the table, in bulk and in a file alike."""
    found = (Application.round_id == round_.id) & visibility.applications(seen.actor)
    if chosen.state:
        found &= Application.state == chosen.state
    if chosen.kind:
        found &= Application.kind == chosen.kind
    if chosen.endorsement:
        found &= _says(chosen.endorsement)
    if chosen.organisation:
        house = select(Organisation.id).where(Organisation.code == chosen.organisation)
        found &= Application.person_id.in_(select(Person.id).where(Person.organisation_id.in_(house)))
    if chosen.topic:
        found &= cast(Application.topics, Text).contains(f'"{chosen.topic}"', autoescape=True)
    return found & _speaks_of(chosen.text) if chosen.text else found


def _says(word: Word) -> ColumnElement[bool]:
    asked = select(Endorsement.application_id)
    if word is Word.NOBODY:
        return Application.id.not_in(asked)
    return Application.id.in_(asked.where(Endorsement.state == EndorsementState(word.value)))


def _speaks_of(text: str) -> ColumnElement[bool]:
    """In a name, an address or the aims; signs of patterns mean themselves."""
    people = select(Person.id).where(
        or_(Person.name.icontains(text, autoescape=True), Person.email.icontains(text, autoescape=True))
    )
    return or_(Application.person_id.in_(people), Application.aims.icontains(text, autoescape=True))


def _count(seen: Reading, inside: ColumnElement[bool]) -> int:
    return seen.db.scalar(select(func.count(Application.id)).where(inside)) or 0


def chosen_rows(inside: ColumnElement[bool], chosen: Choice, language: Language) -> Select[Application]:
    """All of them in their order, with what a row tells."""
    found = select(Application).join(Person, Person.id == Application.person_id)
    found = found.join(Organisation, Organisation.id == Person.organisation_id)
    return (
        _in_order(found.where(inside), chosen.sort, language)
        .order_by(Application.id)
        .options(
            load_only(*SHOWN),
            joinedload(Application.person).load_only(Person.name, Person.organisation_id),
            joinedload(Application.person).joinedload(Person.organisation),
            joinedload(Application.endorsement).load_only(*SAID),
            selectinload(Application.wishes),
        )
    )


def _in_order(found: Select[Application], sort: Sort, language: Language) -> Select[Application]:
    match sort:
        case Sort.NAME:
            return found.order_by(Person.name)
        case Sort.ORGANISATION:
            return found.order_by(NAMES[language], Person.name)
        case Sort.SENT:
            return found.order_by(Application.submitted_at.desc().nulls_last())
        case Sort.STATE:
            return found.order_by(Application.state, Person.name)


def _rows(seen: Reading, found: Iterable[Application]) -> tuple[ApplicationRow, ...]:
    found = list(found)
    asked = [each.endorsement.supervisor_id for each in found if each.endorsement]
    names = dict(seen.db.execute(select(Person.id, Person.name).where(Person.id.in_(asked))).all())
    wished = [wish.organisation_id for each in found for wish in each.wishes]
    houses = {
        each.id: each.name(seen.language)
        for each in seen.db.scalars(select(Organisation).where(Organisation.id.in_(wished)))
    }
    return tuple(_row(seen, each, names, houses) for each in found)


def _row(seen: Reading, row: Application, names: dict[UUID, str], houses: dict[UUID, str]) -> ApplicationRow:
    said = row.endorsement
    return ApplicationRow(
        id=row.id,
        name=row.person.name,
        organisation=row.person.organisation.name(seen.language),
        kind=row.kind,
        state=participation.APPLICATIONS[row.state],
        endorsement=participation.ENDORSEMENTS[said.state] if said else None,
        supervisor=names.get(said.supervisor_id, "") if said else "",
        conditions=participation.conditions(said.conditions) if said else (),
        topics=", ".join(topics.name(each.topic, seen.language) for each in row.topics),
        wishes=_wishes(row.wishes, houses),
        sent_at=row.submitted_at,
    )


def _wishes(wishes: list[Wish], houses: dict[UUID, str]) -> str:
    return ", ".join(f"{each.rank}. {houses[each.organisation_id]}" for each in wishes)
