"""One application, as the solver sees it, and what may be done with it."""

from collections.abc import Iterator
from uuid import UUID

from sqlalchemy import select

from domain import fit_words, topics
from domain.priorities import waited_in_vain
from invites import dates
from models.applications import Application
from models.exchanges import Exchange
from models.languages import Words, _, plural
from models.offers import Availability
from models.organisations import Organisation
from models.people import Person
from models.record import Record
from models.rounds import Round
from models.states import ExchangeState, Kind
from web.deeds.at_desk import find_application
from web.deeds.memos import OF_APPLICATION
from web.deeds.of_applications import ON_BEHALF
from web.deeds.sheets import Sheet, Tried, sheets
from web.views.hr.round_head import RoundHead, address, find, head
from web.views.memo_lines import MemoLine, memo_lines
from web.views.open_cases import open_cases
from web.views.reading import Reading
from web.words import participation
from web.words.tags import Tag


class Fact(Record):
    label: Words
    value: str


class ApplicationView(Record):
    head: RoundHead
    id: UUID
    person_id: UUID
    name: str
    email: str
    organisation: str
    kind: Kind
    state: Tag
    endorsement: Tag | None
    aims: str
    facts: tuple[Fact, ...]
    wishes: tuple[str, ...]
    days: tuple[Fact, ...]
    exchange_id: UUID | None
    case: str  # the address of its running case, for who operates the round
    written_by: str  # who wrote it down, and why
    memos: tuple[MemoLine, ...]
    memo_sheets: tuple[Sheet, ...]
    deeds: tuple[Sheet, ...]
    tried: Tried | None


def look(
    seen: Reading, reference: str, application_id: UUID, *, tried: Tried | None = None
) -> ApplicationView:
    round_ = find(seen, reference)
    at = find_application(seen, round_, application_id)
    row, asked = at.row, at.row.endorsement
    living = _living(seen, row)
    return ApplicationView(
        head=head(seen, round_, "/applications"),
        id=row.id,
        person_id=row.person_id,
        name=row.person.name,
        email=row.person.email,
        organisation=row.person.organisation.name(seen.language),
        kind=row.kind,
        state=participation.APPLICATIONS[row.state],
        endorsement=participation.ENDORSEMENTS[asked.state] if asked else None,
        aims=row.aims,
        facts=tuple(_facts(seen, round_, row)),
        wishes=tuple(_wishes(seen, row)),
        days=tuple(_days(seen, row)),
        exchange_id=living,
        case=next(iter(open_cases(seen, [living] if living else []).values()), ""),
        written_by=_written_by(seen, row),
        memos=memo_lines(seen, row, {}),
        memo_sheets=sheets((OF_APPLICATION,), at, tried),
        deeds=sheets(ON_BEHALF, at, tried),
        tried=tried,
    )


class BesideView(Record):
    address: str
    name: str
    organisation: str
    state: Tag
    endorsement: Tag | None
    aims: str
    facts: tuple[Fact, ...]
    wishes: tuple[str, ...]
    days: tuple[Fact, ...]


def beside(seen: Reading, reference: str, application_id: UUID) -> BesideView:
    """The same in short, without anything to do."""
    round_ = find(seen, reference)
    row = find_application(seen, round_, application_id).row
    return BesideView(
        address=f"{address(reference)}/applications/{row.id}",
        name=row.person.name,
        organisation=row.person.organisation.name(seen.language),
        state=participation.APPLICATIONS[row.state],
        endorsement=participation.ENDORSEMENTS[row.endorsement.state] if row.endorsement else None,
        aims=row.aims,
        facts=tuple(_facts(seen, round_, row)),
        wishes=tuple(_wishes(seen, row)),
        days=tuple(_days(seen, row)),
    )


def _facts(seen: Reading, round_: Round, row: Application) -> Iterator[Fact]:
    say = seen.language
    topics_ = (f"{topics.name(each.topic, say)} ({each.weight}/5)" for each in row.topics)
    yield Fact(label=_("Topics"), value=", ".join(topics_))
    spoken = (fit_words.LANGUAGES[each].into(say) for each in row.languages)
    yield Fact(label=_("Languages"), value=", ".join(spoken))
    yield Fact(label=_("Length"), value=_length(row).into(say))
    if row.slots:
        yield Fact(label=_("Times"), value=", ".join(row.slots))
    if row.most_minutes is not None:
        yield Fact(label=_("Travel at most, minutes one way"), value=str(row.most_minutes))
    if row.most_euros is not None:
        yield Fact(label=_("Costs at most, euros"), value=str(row.most_euros))
    bonus = round_.waiting_bonus if (row.person_id, row.kind) in waited_in_vain(seen.db, round_) else 0
    if row.priority or bonus:
        yield Fact(label=_("Priority, with the bonus of who waited in vain"), value=str(row.priority + bonus))
    yield from _endorsed(seen, row)
    if row.avoids:
        yield Fact(label=_("Not to (confidential)"), value=", ".join(_avoids(seen, row)))


def _length(row: Application) -> Words:
    if row.kind is Kind.MENTORING:
        return plural("{number} session", "{number} sessions", row.sessions or 0)
    return plural("{number} half day", "{number} half days", sum(row.blocks))


def _endorsed(seen: Reading, row: Application) -> Iterator[Fact]:
    asked = row.endorsement
    if asked is None:
        return
    yield Fact(label=_("Supervisor"), value=seen.db.get_one(Person, asked.supervisor_id).name)
    conditions = participation.conditions(asked.conditions)
    if conditions:
        told = ", ".join(each.into(seen.language) for each in conditions)
        yield Fact(label=_("Conditions of the yes"), value=told)
    if asked.reason:
        yield Fact(label=_("Reason of the no"), value=asked.reason)
    if asked.recorded_why:
        yield Fact(label=_("Written down, because"), value=asked.recorded_why)


def _avoids(seen: Reading, row: Application) -> Iterator[str]:
    for each in row.avoids:
        if each.organisation_id:
            yield seen.db.get_one(Organisation, each.organisation_id).name(seen.language)
        if each.person_id:
            yield seen.db.get_one(Person, each.person_id).name


def _wishes(seen: Reading, row: Application) -> Iterator[str]:
    for each in row.wishes:
        yield seen.db.get_one(Organisation, each.organisation_id).name(seen.language)


def _days(seen: Reading, row: Application) -> Iterator[Fact]:
    found = select(Availability).where(Availability.application_id == row.id)
    for each in seen.db.scalars(found.order_by(Availability.first_day, Availability.id)):
        label = _("Can only") if each.can else _("Cannot")
        yield Fact(label=label, value=dates.days(each.first_day, each.last_day, seen.language))


def _living(seen: Reading, row: Application) -> UUID | None:
    found = select(Exchange.id).where(
        Exchange.application_id == row.id, Exchange.state != ExchangeState.RELEASED
    )
    return seen.db.scalars(found.limit(1)).first()


def _written_by(seen: Reading, row: Application) -> str:
    if row.recorded_by_id is None:
        return ""
    return f"{seen.db.get_one(Person, row.recorded_by_id).name}: {row.recorded_why}"
