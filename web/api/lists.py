"""What programs may read: each list in the order of its ids, cut to what their token may see."""

from collections.abc import Callable
from typing import Any, TypeVar
from uuid import UUID

from sqlalchemy import ColumnElement, Select, select
from sqlalchemy.orm import InstrumentedAttribute, Session, joinedload, selectinload

from domain import figures, news
from domain.access import visibility
from domain.access.actors import Actor
from domain.refusals import NotFound
from models.applications import Application
from models.exchanges import Exchange
from models.integrations import NewsNumber
from models.languages import _
from models.offers import Offer
from models.organisations import Organisation
from models.people import Person
from models.record import Record
from models.rounds import Round
from models.states import Role
from web.api import shown
from web.api.records import (
    ApplicationOut,
    EventOut,
    Events,
    ExchangeOut,
    FiguresOut,
    OfferOut,
    Page,
    PersonOut,
    PlanFigures,
    RoundOut,
)

R = TypeVar("R", bound=Record)


class Which(Record):
    """Which part of a list is asked for."""

    after: UUID | None
    limit: int


def _page(
    db: Session,
    found: Select[Any],
    key: InstrumentedAttribute[UUID],
    which: Which,
    as_record: Callable[[Any], R],
) -> Page[R]:
    if which.after:
        found = found.where(key > which.after)
    rows = list(db.scalars(found.order_by(key).limit(which.limit + 1)).unique())
    items = rows[: which.limit]
    return Page[R](
        items=tuple(as_record(each) for each in items),
        next=str(items[-1].id) if len(rows) > which.limit else None,
    )


def rounds(db: Session, actor: Actor, which: Which) -> Page[RoundOut]:
    codes = _codes(db)
    found = select(Round).where(visibility.rounds(actor))
    return _page(db, found, Round.id, which, lambda each: shown.round_(each, codes))


def one_round(db: Session, actor: Actor, reference: str) -> RoundOut:
    return shown.round_(_seen(db, reference, visibility.rounds(actor)), _codes(db))


def figures_of(db: Session, actor: Actor, reference: str) -> FiguresOut:
    """Of rounds that the token steers."""
    counted = figures.figures(db, _seen(db, reference, _counted_by(actor)))
    told = {name: getattr(counted, name) for name in FiguresOut.model_fields if name != "plans"}
    plans = [{name: getattr(each, name) for name in PlanFigures.model_fields} for each in counted.plans]
    return FiguresOut(**told, plans=tuple(PlanFigures(**each) for each in plans))


def applications(db: Session, actor: Actor, which: Which, round_: str | None) -> Page[ApplicationOut]:
    codes, references = _codes(db), _references(db)
    found = select(Application).where(visibility.applications(actor), *_in_round(Application, round_))
    found = found.options(
        joinedload(Application.person),
        selectinload(Application.wishes),
        joinedload(Application.endorsement),
    )
    return _page(db, found, Application.id, which, lambda each: shown.application(each, codes, references))


def offers(db: Session, actor: Actor, which: Which, round_: str | None) -> Page[OfferOut]:
    codes, references = _codes(db), _references(db)
    found = select(Offer).where(visibility.offers(actor), *_in_round(Offer, round_))
    return _page(db, found, Offer.id, which, lambda each: shown.offer(each, codes, references))


def exchanges(db: Session, actor: Actor, which: Which, round_: str | None) -> Page[ExchangeOut]:
    codes, references = _codes(db), _references(db)
    found = select(Exchange).where(visibility.exchanges(actor), *_in_round(Exchange, round_))
    found = found.options(
        selectinload(Exchange.appointments),
        joinedload(Exchange.guest),
        joinedload(Exchange.host),
        joinedload(Exchange.offer),
    )
    return _page(db, found, Exchange.id, which, lambda each: shown.exchange(each, codes, references))


def people(db: Session, actor: Actor, which: Which) -> Page[PersonOut]:
    codes = _codes(db)
    found = select(Person).where(visibility.people(actor))
    return _page(db, found, Person.id, which, lambda each: shown.person(each, codes))


def events(db: Session, actor: Actor, since: int, limit: int) -> Events:
    found = news.since(db, since, _told(actor), most=limit)
    items = tuple(EventOut(**vars(each)) for each in found)
    return Events(items=items, last=items[-1].number if items else max(since, 0))


def _told(actor: Actor) -> ColumnElement[bool]:
    """Of rounds that one steers, or may look at everywhere."""
    return NewsNumber.round_id.in_(select(Round.id).where(_counted_by(actor)))


def _counted_by(actor: Actor) -> ColumnElement[bool]:
    steered = visibility.steered_rounds(actor)
    return visibility.rounds(actor) if actor.holds_everywhere(Role.AUDITOR) else steered


def _seen(db: Session, reference: str, condition: ColumnElement[bool]) -> Round:
    round_ = db.scalar(select(Round).where(Round.reference == reference, condition))
    if round_ is None:
        raise NotFound(_("There is no such round."))
    return round_


def _in_round(
    row: type[Application] | type[Offer] | type[Exchange], reference: str | None
) -> tuple[ColumnElement[bool], ...]:
    """An unknown reference is a round with nothing in it."""
    return (row.round_id.in_(select(Round.id).where(Round.reference == reference)),) if reference else ()


def _codes(db: Session) -> dict[UUID, str]:
    return dict(db.execute(select(Organisation.id, Organisation.code)).all())


def _references(db: Session) -> dict[UUID, str]:
    return dict(db.execute(select(Round.id, Round.reference)).all())
