"""What the board's address asks for, and the conditions and the order that this means for rows."""

from collections.abc import Mapping
from enum import StrEnum
from urllib.parse import urlencode
from uuid import UUID

from sqlalchemy import JSON, ColumnElement, ScalarSelect, UnaryExpression, func, or_, select, type_coerce
from sqlalchemy.orm import InstrumentedAttribute, aliased

from models.applications import Application, Wish
from models.offers import Offer
from models.organisations import Organisation
from models.pairing_rules import PairingRule
from models.people import Person
from models.record import Record
from models.schedules import Pairing
from models.states import Kind, RuleEffect

Guest, Host = aliased(Person), aliased(Person)
GuestHome, HostHome = aliased(Organisation), aliased(Organisation)
Order = UnaryExpression[str] | UnaryExpression[int] | UnaryExpression[str | None] | UnaryExpression[UUID]


class Shown(StrEnum):
    PLACED = "placed"
    WITHOUT = "without"


class Sort(StrEnum):
    NAME = "name"
    HOST = "host"
    DAY = "day"
    FIT = "fit"
    WISH = "wish"


class Choice(Record):
    """`wish` is 1 to 3, or 0 for places that nobody wished for; `ruled` is a rule that holds."""

    show: Shown = Shown.PLACED
    q: str = ""
    kind: Kind | None = None
    organisation: str = ""
    wish: int | None = None
    ruled: RuleEffect | None = None
    sort: Sort = Sort.NAME
    page: int = 1

    def but(self, **other: object) -> str:
        """The query of the same look with something else; page one, unless another is named."""
        return urlencode(_plain(Choice.model_validate({**self.model_dump(), "page": 1, **other})))

    @property
    def is_narrowed(self) -> bool:
        return bool(self.q or self.kind or self.organisation or self.ruled or self.wish is not None)


def _plain(choice: Choice) -> Mapping[str, str]:
    said = choice.model_dump(mode="json", exclude_defaults=True)
    return {name: str(value) for name, value in said.items() if value not in (None, "")}


def rank() -> ScalarSelect[int]:
    """Which wish of the applicant the pairing fulfils; the best of them."""
    return (
        select(func.min(Wish.rank))
        .where(
            Wish.application_id == Pairing.application_id,
            Wish.organisation_id == Offer.organisation_id,
            or_(Wish.offer_id.is_(None), Wish.offer_id == Offer.id),
        )
        .correlate(Pairing, Offer)
        .scalar_subquery()
    )


def conditions(choice: Choice) -> list[ColumnElement[bool]]:
    """What narrows the pairings of a plan."""
    found = _about(choice, Guest.name, Host.name)
    if choice.organisation:
        found.append(or_(GuestHome.code == choice.organisation, HostHome.code == choice.organisation))
    if choice.wish is not None:
        found.append(rank().is_(None) if choice.wish == 0 else rank() == choice.wish)
    if choice.ruled:
        found.append(_ruled(choice.ruled))
    return found


def waiting_conditions(choice: Choice) -> list[ColumnElement[bool]]:
    """What narrows those without a place."""
    found = _about(choice, Guest.name)
    if choice.organisation:
        found.append(GuestHome.code == choice.organisation)
    return found


def _about(choice: Choice, *names: InstrumentedAttribute[str]) -> list[ColumnElement[bool]]:
    found: list[ColumnElement[bool]] = []
    if choice.q:
        found.append(or_(*(each.icontains(choice.q, autoescape=True) for each in names)))
    if choice.kind:
        found.append(Application.kind == choice.kind)
    return found


def _ruled(effect: RuleEffect) -> ColumnElement[bool]:
    holds = select(PairingRule.id).where(
        PairingRule.application_id == Pairing.application_id,
        PairingRule.lifted_at.is_(None),
        PairingRule.effect == effect,
    )
    return holds.correlate(Pairing).exists()


def order(sort: Sort) -> tuple[Order, ...]:
    """Ends with what tells any two rows apart."""
    first: dict[Sort, Order] = {
        Sort.NAME: Guest.name.asc(),
        Sort.HOST: Host.name.asc(),
        Sort.DAY: _first_day().nulls_last(),
        Sort.FIT: Pairing.fit.asc(),
        Sort.WISH: rank().nulls_last(),
    }
    return (first[sort], Guest.name.asc(), Pairing.id.asc())


def _first_day() -> ColumnElement[str | None]:
    blocks, starts = type_coerce(Pairing.blocks, JSON), type_coerce(Pairing.starts, JSON)
    return func.coalesce(blocks[(0, "first_day")].as_string(), starts[0].as_string())
