"""One person, wholly, as far as the reader steers what they take part in."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import or_, select
from sqlalchemy.orm import joinedload

from domain import aliases, deputies, open_questions
from domain.access import visibility
from domain.open_questions import OpenQuestion
from models.exchanges import Exchange
from models.languages import Language, Words
from models.organisations import Organisation
from models.people import Appointee, Person
from models.record import Record
from models.rounds import Round
from models.timeline import local_day
from web.deeds.forgetting import open_wish
from web.deeds.of_organisations import keeps
from web.deeds.of_people import find
from web.deeds.on_people import ANSWERING, KEEPING
from web.deeds.sheets import Sheet, Tried, sheets
from web.forms import Form
from web.views.daily.mail_lines import MailLine, of_person
from web.views.daily.part_taken import PartTaken, parts_taken
from web.views.exchanges import ExchangeRow, line
from web.views.open_cases import open_cases
from web.views.reading import Reading
from web.views.waits import Waiting, waits
from web.words.asks import ABOUT, ASKED_FOR
from web.words.roles import ROLES


class Related(Record):
    """Somebody whom the reader may see has a page."""

    id: UUID | None
    name: str


class RoleLine(Record):
    role: Words
    where: str  # an organisation or a round; empty: everywhere


class DeputyLine(Record):
    name: str
    address: str
    may_answer: bool


class Waits(Record):
    """`exchange_id` where the answer is written down on the page of an exchange."""

    what: Words
    until: datetime
    exchange_id: UUID | None


class PersonView(Record):
    id: UUID
    name: str
    title: str
    address: str
    language: Language
    organisation: str
    code: str
    keeps_organisation: bool  # so that its page is theirs to open
    supervisor: Related | None
    reports: tuple[Related, ...]
    roles: tuple[RoleLine, ...]
    aliases: tuple[str, ...]
    deputies: tuple[DeputyLine, ...]
    waits: tuple[Waits, ...]
    parts: tuple[PartTaken, ...]
    exchanges: tuple[ExchangeRow, ...]
    mails: tuple[MailLine, ...]
    asked_to_forget_on: date | None  # and waits for an answer of the reader
    answering: tuple[Sheet, ...]
    keeping: tuple[Sheet, ...]
    tried: Tried | None


def look(seen: Reading, person_id: UUID, *, tried: Tried | None = None) -> PersonView:
    at = find(seen, person_id, Form({}, {}))
    person = at.person
    seen.opened.add(person.id)
    house = seen.db.get_one(Organisation, person.organisation_id)
    wish = open_wish(at)
    return PersonView(
        id=person.id,
        name=person.name,
        title=person.title,
        address=person.email,
        language=person.language,
        organisation=house.name(seen.language),
        code=house.code,
        keeps_organisation=keeps(seen, house),
        supervisor=_supervisor(seen, person),
        reports=_reports(seen, person),
        roles=_roles(seen, person),
        aliases=tuple(each.email for each in aliases.of_person(seen.db, person)),
        deputies=tuple(
            DeputyLine(name=each.name, address=each.email, may_answer=each.may_answer)
            for each in deputies.of_person(seen.db, person)
        ),
        waits=_waits(seen, person),
        parts=parts_taken(seen, person),
        exchanges=_exchanges(seen, person),
        mails=of_person(seen, person.id),
        asked_to_forget_on=local_day(wish.asked_at) if wish else None,
        answering=sheets(ANSWERING, at, tried),
        keeping=sheets(KEEPING, at, tried),
        tried=tried,
    )


def _waits(seen: Reading, person: Person) -> tuple[Waits, ...]:
    """What is asked of them in steered rounds."""
    steered = {*seen.db.scalars(select(Round.id).where(visibility.steered_rounds(seen.actor)))}
    return tuple(
        Waits(
            what=ABOUT[each.about] if each.about else ASKED_FOR[each.purpose],
            until=each.until,
            exchange_id=each.exchange.id if each.exchange else None,
        )
        for each in open_questions.of_person(seen.db, person.id)
        if _round_of(each) in steered
    )


def _round_of(question: OpenQuestion) -> UUID | None:
    if question.round_ is not None:
        return question.round_.id
    case = question.exchange or question.workshop
    return case.round_id if case else None


def _supervisor(seen: Reading, person: Person) -> Related | None:
    if person.supervisor_id is None:
        return None
    found = select(Person.id).where(Person.id == person.supervisor_id, visibility.people(seen.actor))
    return Related(id=seen.db.scalar(found), name=seen.db.get_one(Person, person.supervisor_id).name)


def _reports(seen: Reading, person: Person) -> tuple[Related, ...]:
    found = select(Person).where(Person.supervisor_id == person.id, visibility.people(seen.actor))
    return tuple(Related(id=each.id, name=each.name) for each in seen.db.scalars(found.order_by(Person.name)))


def _roles(seen: Reading, person: Person) -> tuple[RoleLine, ...]:
    found = (
        select(Appointee, Organisation, Round)
        .outerjoin(Organisation, Organisation.id == Appointee.organisation_id)
        .outerjoin(Round, Round.id == Appointee.round_id)
        .where(Appointee.person_id == person.id)
        .order_by(Appointee.role, Appointee.id)
    )
    return tuple(
        RoleLine(role=ROLES[row.role], where=_where(house, round_, seen.language))
        for row, house, round_ in seen.db.execute(found)
    )


def _where(house: Organisation | None, round_: Round | None, language: Language) -> str:
    if house is not None:
        return house.name(language)
    return round_.name(language) if round_ is not None else ""


def _exchanges(seen: Reading, person: Person) -> tuple[ExchangeRow, ...]:
    """The newest first; of rounds that others steer, what HR may know of its own people's."""
    mine = or_(Exchange.guest_id == person.id, Exchange.host_id == person.id)
    found = select(Exchange).where(mine, visibility.exchanges(seen.actor))
    found = found.order_by(Exchange.confirm_by.desc(), Exchange.id).options(
        joinedload(Exchange.guest).joinedload(Person.organisation),
        joinedload(Exchange.host).joinedload(Person.organisation),
        joinedload(Exchange.appointments),
        joinedload(Exchange.offer),
    )
    rows = seen.db.scalars(found).unique().all()
    steered = select(Exchange.id).where(mine, visibility.steers(seen.actor, Exchange.round_id))
    open_ids = {*seen.db.scalars(steered)}
    waiting = waits(seen.db, [f"exchange-{each}" for each in open_ids])
    cases = open_cases(seen, open_ids)
    return tuple(_row(seen, each, waiting, open_ids, cases) for each in rows)


def _row(
    seen: Reading,
    row: Exchange,
    waiting: dict[str, Waiting],
    open_ids: set[UUID],
    cases: dict[UUID, str],
) -> ExchangeRow:
    told = line(seen, row, waiting, None)
    host = told.host.model_copy(update={"unit": row.offer.unit})
    more = {"host": host, "is_open": row.id in open_ids, "case": cases.get(row.id, "")}
    return told.model_copy(update=more)
