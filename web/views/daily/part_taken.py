"""What a person has applied for and offered, round by round, and when they can or cannot."""

from collections import defaultdict
from datetime import date
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from domain.access import visibility
from domain.access.policy import may_steer
from models.applications import Application
from models.offers import Availability, Offer
from models.people import Person
from models.record import Record
from models.rounds import Round
from models.states import Kind
from web.views.hr.round_head import address
from web.views.reading import Reading
from web.words.participation import APPLICATIONS, ENDORSEMENTS, OFFERS
from web.words.tags import Tag


class Span(Record):
    first_day: date
    last_day: date
    can: bool


class PartTaken(Record):
    """One application or one offer."""

    reference: str
    address: str  # its page, for who steers the round
    round_name: str
    is_offer: bool
    kind: Kind
    tag: Tag
    endorsement: Tag | None
    aims: str
    most: int | None
    spans: tuple[Span, ...]


def parts_taken(seen: Reading, person: Person) -> tuple[PartTaken, ...]:
    """The newest first: of steered rounds, and of HR's own people in all."""
    applications, offers = _applications(seen, person), _offers(seen, person)
    spans = _spans(seen, [each.id for each, _round in (*applications, *offers)])
    rows = [
        *((round_.opens_at, _of_application(seen, each, round_, spans)) for each, round_ in applications),
        *((round_.opens_at, _of_offer(seen, each, round_, spans)) for each, round_ in offers),
    ]
    return tuple(part for _at, part in sorted(rows, key=lambda row: row[0], reverse=True))


def _applications(seen: Reading, person: Person) -> list[tuple[Application, Round]]:
    found = select(Application, Round).join(Round, Round.id == Application.round_id)
    mine = (Application.person_id == person.id, visibility.applications(seen.actor))
    found = found.where(*mine).options(joinedload(Application.endorsement))
    return [(application, round_) for application, round_ in seen.db.execute(found)]


def _offers(seen: Reading, person: Person) -> list[tuple[Offer, Round]]:
    found = select(Offer, Round).join(Round, Round.id == Offer.round_id)
    found = found.where(Offer.person_id == person.id, visibility.offers(seen.actor))
    return [(offer, round_) for offer, round_ in seen.db.execute(found)]


def _spans(seen: Reading, owners: list[UUID]) -> dict[UUID, tuple[Span, ...]]:
    mine = Availability.application_id.in_(owners) | Availability.offer_id.in_(owners)
    found: dict[UUID, tuple[Span, ...]] = defaultdict(tuple)
    for each in seen.db.scalars(select(Availability).where(mine).order_by(Availability.first_day)):
        owner = each.application_id or each.offer_id
        if owner is not None:
            found[owner] += (Span(first_day=each.first_day, last_day=each.last_day, can=each.can),)
    return found


def _of_application(
    seen: Reading, row: Application, round_: Round, spans: dict[UUID, tuple[Span, ...]]
) -> PartTaken:
    return PartTaken(
        reference=round_.reference,
        address=_page(seen, round_, f"/applications/{row.id}"),
        round_name=round_.name(seen.language),
        is_offer=False,
        kind=row.kind,
        tag=APPLICATIONS[row.state],
        endorsement=ENDORSEMENTS[row.endorsement.state] if row.endorsement else None,
        aims=row.aims if may_steer(seen.actor, round_) else "",  # those are told to whoever steers the round
        most=None,
        spans=spans.get(row.id, ()),
    )


def _of_offer(seen: Reading, row: Offer, round_: Round, spans: dict[UUID, tuple[Span, ...]]) -> PartTaken:
    return PartTaken(
        reference=round_.reference,
        address=_page(seen, round_, f"/offers/{row.id}"),
        round_name=round_.name(seen.language),
        is_offer=True,
        kind=row.kind,
        tag=OFFERS[row.state],
        endorsement=None,
        aims="",
        most=row.most,
        spans=spans.get(row.id, ()),
    )


def _page(seen: Reading, round_: Round, below: str) -> str:
    return f"{address(round_.reference)}{below}" if may_steer(seen.actor, round_) else ""
