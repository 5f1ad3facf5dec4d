"""One person in a plan: what their place rests on and what else there was, or what would give them one."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import joinedload, selectinload

from domain import fit_words
from domain.clash_words import Names
from domain.refusals import NotFound
from models.applications import Application
from models.languages import Words, _
from models.offers import Offer
from models.organisations import Organisation
from models.people import Person
from models.record import Record
from models.rounds import Round
from models.schedules import Block, Pairing, Schedule, Unplaced
from models.states import Kind, OfferState, ScheduleState
from web.views.board import others, standing
from web.views.board.others import Else, Way
from web.views.board.rules import RuleRow, rules_of
from web.views.board.standing import Head
from web.views.hr import round_head
from web.views.reading import Reading
from web.words import plans


class Wished(Record):
    rank: int
    organisation: str
    host: str
    is_hit: bool


class Placed(Record):
    offer_id: UUID
    host: str
    home: str
    fit: int
    reasons: tuple[str, ...]
    blocks: tuple[Block, ...]
    starts: tuple[datetime, ...]


class PersonView(Record):
    head: Head
    version: int
    is_newest: bool
    is_draft: bool
    application_id: UUID
    kind: Kind
    name: str
    home: str
    wishes: tuple[Wished, ...]
    placed: Placed | None
    why: Words | None
    rules: tuple[RuleRow, ...]
    elses: tuple[Else, ...]
    ways: tuple[Way, ...]
    is_judged: bool  # whether `elses` and `ways` could be looked for
    offers: tuple[tuple[str, str], ...]
    partners: tuple[tuple[str, str], ...]


def look(seen: Reading, reference: str, number: int, application_id: UUID) -> PersonView:
    round_ = round_head.find(seen, reference)
    schedule = standing.version(seen, round_, number or None)
    if schedule is None:
        raise NotFound(_("Nothing has been planned yet."))
    application = _application(seen, round_, application_id)
    seen.opened.add(application.person_id)
    head = standing.head(seen, round_, "/plan")
    pairing, left = _fate(seen, schedule, application)
    if pairing is None and left is None:
        raise NotFound(_("This version of the plan does not know the application."))
    case, names = others.readable(schedule), Names.of(seen.db, seen.language)
    return PersonView(
        head=head,
        version=schedule.version,
        is_newest=schedule.version == head.versions[0].number,
        is_draft=schedule.state is ScheduleState.DRAFT,
        application_id=application.id,
        kind=application.kind,
        name=application.person.name,
        home=application.person.organisation.name(seen.language),
        wishes=_wishes(seen, application, pairing),
        placed=_placed(seen, pairing) if pairing else None,
        why=plans.WITHOUT[left.reason] if left else None,
        rules=rules_of(seen, round_, application.id),
        elses=others.elses(case, f"{application.id}", names) if case and pairing else (),
        ways=others.ways(case, f"{application.id}", names) if case and left else (),
        is_judged=case is not None,
        offers=_offers(seen, round_, application),
        partners=_partners(seen, schedule, application) if pairing else (),
    )


def _fate(
    seen: Reading, schedule: Schedule, application: Application
) -> tuple[Pairing | None, Unplaced | None]:
    placed = select(Pairing).where(
        Pairing.schedule_id == schedule.id, Pairing.application_id == application.id
    )
    left = select(Unplaced).where(
        Unplaced.schedule_id == schedule.id, Unplaced.application_id == application.id
    )
    return seen.db.scalar(placed), seen.db.scalar(left)


def _application(seen: Reading, round_: Round, application_id: UUID) -> Application:
    found = select(Application).where(Application.id == application_id, Application.round_id == round_.id)
    whole = (joinedload(Application.person).joinedload(Person.organisation), selectinload(Application.wishes))
    application = seen.db.scalar(found.options(*whole))
    if application is None:
        raise NotFound(_("The application does not belong to this round."))
    return application


def _wishes(seen: Reading, application: Application, pairing: Pairing | None) -> tuple[Wished, ...]:
    given = seen.db.get(Offer, pairing.offer_id) if pairing else None
    homes = {each.id: each.name(seen.language) for each in seen.db.scalars(select(Organisation))}
    named = [each.offer_id for each in application.wishes if each.offer_id]
    found = select(Offer.id, Person.name).join(Offer.person).where(Offer.id.in_(named))
    hosts = {row.id: row.name for row in seen.db.execute(found)}
    return tuple(
        Wished(
            rank=each.rank,
            organisation=homes[each.organisation_id],
            host=hosts.get(each.offer_id, "") if each.offer_id else "",
            is_hit=given is not None
            and each.organisation_id == given.organisation_id
            and each.offer_id in (None, given.id),
        )
        for each in application.wishes
    )


def _placed(seen: Reading, pairing: Pairing) -> Placed:
    found = select(Offer, Organisation).join(Organisation, Organisation.id == Offer.organisation_id)
    found = found.where(Offer.id == pairing.offer_id).options(joinedload(Offer.person))
    offer, home = seen.db.execute(found).one()
    return Placed(
        offer_id=offer.id,
        host=offer.person.name,
        home=home.name(seen.language),
        fit=pairing.fit,
        reasons=tuple(fit_words.in_words(each, seen.language) for each in pairing.reasons),
        blocks=pairing.blocks,
        starts=pairing.starts,
    )


def _offers(seen: Reading, round_: Round, application: Application) -> tuple[tuple[str, str], ...]:
    """Everybody to whom somebody may be locked, by id."""
    found = (
        select(Offer.id, Person.name, Organisation)
        .join(Person, Person.id == Offer.person_id)
        .join(Organisation, Organisation.id == Offer.organisation_id)
        .where(
            Offer.round_id == round_.id,
            Offer.kind == application.kind,
            Offer.state == OfferState.OPEN,
            Offer.organisation_id != application.person.organisation_id,
        )
        .order_by(Person.name, Offer.id)
    )
    return tuple(
        (f"{key}", f"{name}, {home.name(seen.language)}") for key, name, home in seen.db.execute(found)
    )


def _partners(seen: Reading, schedule: Schedule, application: Application) -> tuple[tuple[str, str], ...]:
    """Those with whom somebody could change places, by the id of their application."""
    found = (
        select(Application.id, Person.name)
        .join(Pairing, Pairing.application_id == Application.id)
        .join(Person, Person.id == Application.person_id)
        .where(
            Pairing.schedule_id == schedule.id,
            Application.kind == application.kind,
            Application.id != application.id,
        )
        .order_by(Person.name, Application.id)
    )
    return tuple((f"{key}", name) for key, name in seen.db.execute(found))
