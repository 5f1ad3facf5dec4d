"""One application, as the solver sees it, and what may be done with it."""

from collections.abc import Iterator, Mapping
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import joinedload, selectinload

from domain import fit_words, topics
from domain.access import visibility
from domain.priorities import waited_in_vain
from domain.refusals import NotFound
from invites import dates
from models.applications import Application
from models.exchanges import Exchange
from models.languages import Words, _, plural
from models.offers import Availability
from models.organisations import Organisation
from models.people import Person
from models.record import Record
from models.rounds import Round
from models.states import ApplicationState, EndorsementState, ExchangeState, Kind, RoundState
from web.views.hr.round_head import RoundHead, find, head
from web.views.reading import Reading
from web.words import participation
from web.words.tags import Tag

BEFORE_PLAN = (RoundState.DRAFT, RoundState.OPEN, RoundState.CLOSED)
CLOSED = (RoundState.CLOSED, RoundState.PLANNED, RoundState.RUNNING)


class Fact(Record):
    label: Words
    value: str


class ApplicationView(Record):
    head: RoundHead
    id: UUID
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
    written_by: str  # who wrote it down, and why
    may_amend: bool
    may_endorse: bool
    may_enter: bool
    may_leave: bool
    may_bring_host: bool
    values: Mapping[str, str]
    refused: Words | None = None


def load(seen: Reading, round_: Round, application_id: UUID) -> Application:
    """Another round's is as unknown as one that there is not."""
    found = select(Application).where(
        Application.id == application_id,
        Application.round_id == round_.id,
        visibility.applications(seen.actor),
    )
    found = found.options(
        joinedload(Application.person).joinedload(Person.organisation),
        joinedload(Application.endorsement),
        selectinload(Application.wishes),
        selectinload(Application.avoids),
    )
    row = seen.db.scalar(found)
    if row is None:
        raise NotFound(_("There is no such application."))
    return row


def look(seen: Reading, reference: str, application_id: UUID) -> ApplicationView:
    round_ = find(seen, reference)
    row = load(seen, round_, application_id)
    seen.opened.add(row.person_id)
    asked = row.endorsement
    may_still = row.state in (ApplicationState.DRAFT, ApplicationState.SUBMITTED)
    return ApplicationView(
        head=head(seen, round_, "/applications"),
        id=row.id,
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
        exchange_id=_living(seen, row),
        written_by=_written_by(seen, row),
        may_amend=may_still and round_.state in BEFORE_PLAN,
        may_endorse=asked is not None and asked.state is EndorsementState.ASKED,
        may_enter=row.state is ApplicationState.DRAFT and round_.state in CLOSED,
        may_leave=row.state is not ApplicationState.WITHDRAWN,
        may_bring_host=row.kind is Kind.SHADOWING and row.state is not ApplicationState.WITHDRAWN,
        values=_values(row),
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


def _values(row: Application) -> dict[str, str]:
    numbers = {
        "half_days": sum(row.blocks) or None,
        "sessions": row.sessions,
        "most_minutes": row.most_minutes,
        "most_euros": row.most_euros,
    }
    return {"aims": row.aims} | {name: "" if said is None else str(said) for name, said in numbers.items()}
