"""A round as its rehearsal needs it, in another database: rows and ids, nobody's name, address or words."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from sqlalchemy import ColumnElement, Enum, String, Table, delete, insert, or_, select, true
from sqlalchemy.orm import Session

from models.applications import Application, Avoid, Endorsement, Wish
from models.base import Base
from models.feeds import BusyRule, BusySource, BusyTime
from models.letters import LetterText
from models.offers import Availability, Offer, VisitPack
from models.organisations import ClosedDay, Organisation
from models.overrides import Override
from models.pairing_rules import PairingRule
from models.people import Appointee, Person
from models.rounds import Round
from models.states import BusyKind
from models.travel import Journey, TravelRate

Values = dict[str, object]
MAILBOX = "koeajo@vaihto.example.org"


@dataclass(frozen=True)
class Share:
    """The rows of one table that go along, and what stands `instead` in some of their columns.

    Written words are left behind, unless the table holds none of people (`keeps_words`).
    """

    kind: type[Base]
    which: ColumnElement[bool] = field(default_factory=true)
    instead: Mapping[str, object] = field(default_factory=dict)
    keeps_words: bool = False


def copy(source: Session, target: Session, round_: Round) -> None:
    """Into tables that hold no round yet; people get numbers for names, the same ones every time."""
    for share in (*_surroundings(), *_of_round(round_)):
        table = Base.metadata.tables[share.kind.__tablename__]
        found = source.execute(select(table).where(share.which).order_by(*table.primary_key))
        rows = [_row(table, share, tuple(each)) for each in found]
        target.execute(delete(table))
        if rows:
            target.execute(insert(table), _numbered(rows) if share.kind is Person else rows)


def _surroundings() -> Iterator[Share]:
    """Who there is, where they are and what travelling costs."""
    for kind in (Organisation, ClosedDay, Journey, TravelRate):
        yield Share(kind, keeps_words=True)
    yield Share(Person)
    yield Share(LetterText, keeps_words=True)
    yield Share(BusySource, instead={"kind": BusyKind.FILE})
    yield Share(BusyTime)


def _of_round(round_: Round) -> Iterator[Share]:
    asks = select(Application.id).where(Application.round_id == round_.id)
    offers = select(Offer.id).where(Offer.round_id == round_.id)
    own = Availability.application_id.in_(asks) | Availability.offer_id.in_(offers)
    mild = {"mailbox": MAILBOX, "requires_agreement": False}  # nobody signs in a rehearsal
    yield Share(Round, Round.id == round_.id, mild, keeps_words=True)
    yield Share(Appointee, or_(Appointee.round_id.is_(None), Appointee.round_id == round_.id))
    yield Share(BusyRule, BusyRule.round_id == round_.id)
    yield Share(Application, Application.round_id == round_.id)
    yield Share(Wish, Wish.application_id.in_(asks))
    yield Share(Avoid, Avoid.application_id.in_(asks))
    yield Share(Endorsement, Endorsement.application_id.in_(asks))
    yield Share(Offer, Offer.round_id == round_.id, {"visit_pack": VisitPack()})
    yield Share(Availability, own)
    yield Share(PairingRule, PairingRule.round_id == round_.id)
    yield Share(Override, Override.round_id == round_.id)


def _row(table: Table, share: Share, row: tuple[object, ...]) -> Values:
    values: Values = dict(zip(table.columns.keys(), row, strict=True))
    if not share.keeps_words:
        values |= {name: _empty(table, name) for name in values if _is_words(table, name)}
    return {**values, **share.instead}


def _numbered(people: list[Values]) -> list[Values]:
    return [
        {**each, "name": f"Osallistuja {number}", "email": f"osallistuja-{number:04}@example.org"}
        for number, each in enumerate(people, start=1)
    ]


def _is_words(table: Table, name: str) -> bool:
    kind = table.columns[name].type
    return isinstance(kind, String) and not isinstance(kind, Enum)


def _empty(table: Table, name: str) -> str | None:
    return None if table.columns[name].nullable else ""
