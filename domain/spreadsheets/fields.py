"""The fields that entries have: read from a cell, then checked against the rest of the row and the files."""

from collections.abc import Callable
from datetime import date, datetime
from typing import Annotated, TypeVar

from pydantic import AfterValidator, BeforeValidator, Field, ValidationInfo

from domain.spreadsheets import lists
from domain.spreadsheets.cells import (
    Parser,
    between,
    day,
    email,
    maybe,
    needed,
    otherwise,
    quoted,
    short_text,
    text,
)
from domain.spreadsheets.directory import Directory, Key, bare, spelt
from domain.spreadsheets.grids import Raw, is_filled
from domain.spreadsheets.problems import Wrong
from domain.spreadsheets.spans import Span, spans
from models.languages import Language, _
from models.states import Kind

T = TypeVar("T")
Info = ValidationInfo[Directory]


def _organisation(written: str, info: Info) -> str:
    return info.context.organisation(written)


def own_code(written: str, info: Info) -> str:
    return info.context.codes.get(spelt(written)) or info.context.codes.get(bare(written)) or written


def _maybe_organisation(written: str | None, info: Info) -> str | None:
    return info.context.organisation(written) if written else None


def _person(address: str | None, info: Info) -> str | None:
    return info.context.person(address) if address else address


def a_round(cell: Raw, info: Info) -> str:
    return info.context.round(maybe(short_text)(cell))


def _organisations(written: tuple[str, ...], info: Info) -> tuple[str, ...]:
    return tuple(dict.fromkeys(info.context.organisation(each) for each in written))


def repeats(field: str, parse: Parser[str]) -> Callable[[Raw, Info], str]:
    """An empty cell repeats another field."""
    return lambda cell, info: parse(cell) if is_filled(cell) else str(info.data.get(field, ""))


def only_for(kind: Kind, parse: Parser[T], *, empty: T) -> Callable[[Raw, Info], T]:
    """Must be there in applications of one kind, and only there."""

    def read(cell: Raw, info: Info) -> T:
        asked = info.data.get("kind")
        if asked is kind:
            return needed(parse)(cell)
        if asked is not None and is_filled(cell):
            raise Wrong(_("The cell does not belong to this kind of application."), _("Empty it."))
        return otherwise(empty, parse)(cell)

    return read


def recorded(parse: Parser[T]) -> Callable[[Raw, Info], T | None]:
    """Who, when and why somebody else wrote this down: all three, or none."""

    def read(cell: Raw, info: Info) -> T | None:
        if is_filled(cell) is not bool(info.data.get("recorded_by")) and "recorded_by" in info.data:
            raise Wrong(
                _("Who recorded this, when and why belong together."), _("Fill in all three, or none.")
            )
        return maybe(parse)(cell)

    return read


def after(field: str, *, or_same: bool = False) -> AfterValidator:
    def check(value: datetime | date, info: Info) -> datetime | date:
        before = info.data.get(field)
        if before is not None and not (value > before or (or_same and value == before)):
            raise Wrong(
                _("The dates are not in order."), _("Opens, closes, decided by; first day, last day.")
            )
        return value

    return AfterValidator(check)


def other_than(field: str) -> AfterValidator:
    def check(value: str | None, info: Info) -> str | None:
        if value is not None and value == info.data.get(field):
            raise Wrong(_("{text} cannot stand on both sides.", text=quoted(value)), _("Name another one."))
        return value

    return AfterValidator(check)


def _others(deputies: tuple[str, ...], info: Info) -> tuple[str, ...]:
    addresses = [lists.address_of(each) for each in deputies]
    if info.data.get("email") in addresses:
        raise Wrong(_("Nobody is their own deputy."), _("Name another one."))
    if len(set(addresses)) < len(addresses):
        raise Wrong(_("The same deputy stands here twice."), _("Name each of them once."))
    return deputies


def up_to_most(least: int, info: Info) -> int:
    most = info.data.get("most")
    if most is not None and least > most:
        right = _("A whole number from {least} to {most}.", least=0, most=most)
        raise Wrong(_("The least is more than the most."), right)
    return least


def known_wishes(cell: Raw, info: Info) -> tuple[Key, ...]:
    """Organisations, or hosts by their e-mail; the first is wished most."""
    return tuple(dict.fromkeys(_wish(each, info) for each in lists.ranked_names(cell)))


def _wish(written: str, info: Info) -> Key:
    if "@" not in written:
        return ("organisation", info.context.organisation(written))
    kind = info.data.get("kind", Kind.SHADOWING)
    wished = ("offer", str(info.data.get("round")), info.context.person(email(written)), kind.value)
    if "round" in info.data and wished not in info.context.known:
        right = _("Add the offer, or wish for the organisation.")
        raise Wrong(_("{text} has made no such offer in this round.", text=quoted(written)), right)
    return wished


def known_avoids(cell: Raw, info: Info) -> tuple[Key, ...]:
    return tuple(
        ("person", info.context.person(email(each)))
        if "@" in each
        else ("organisation", info.context.organisation(each))
        for each in lists.ranked_names(cell)
    )


def known_companion(address: str | None, info: Info) -> str | None:
    key = ("application", str(info.data.get("round")), str(address), str(info.data.get("kind")))
    if address and {"round", "kind"} <= info.data.keys() and key not in info.context.known:
        right = _("Both must apply for the same kind in the same round.")
        raise Wrong(_("{text} has no such application.", text=quoted(address)), right)
    return address


def known_trip(address: str | None, info: Info) -> str | None:
    key = ("offer", str(info.data.get("round")), str(address), Kind.SHADOWING.value)
    if address and "round" in info.data and key not in info.context.known:
        right = _("Both hosts must make an offer in the same round.")
        raise Wrong(_("{text} has made no such offer in this round.", text=quoted(address)), right)
    return address


EMPTY = Field(default=None, validate_default=True)
Text = Annotated[str, BeforeValidator(needed(short_text))]
MaybeText = Annotated[str, BeforeValidator(otherwise("", short_text))]
LongText = Annotated[str, BeforeValidator(otherwise("", text))]
Email = Annotated[str, BeforeValidator(needed(email))]
APerson = Annotated[str, BeforeValidator(needed(email)), AfterValidator(_person)]
MaybePerson = Annotated[str | None, BeforeValidator(maybe(email)), AfterValidator(_person)]
AnOrganisation = Annotated[str, BeforeValidator(needed(short_text)), AfterValidator(_organisation)]
MaybeOrganisation = Annotated[
    str | None, BeforeValidator(maybe(short_text)), AfterValidator(_maybe_organisation)
]
Organisations = Annotated[
    tuple[str, ...], BeforeValidator(lists.ranked_names), AfterValidator(_organisations)
]
ARound = Annotated[str, BeforeValidator(a_round)]
ADay = Annotated[date, BeforeValidator(needed(day))]
Spans = Annotated[tuple[Span, ...], BeforeValidator(spans)]
Languages = Annotated[tuple[Language, ...], BeforeValidator(needed(lists.some(lists.language)))]
Topics = Annotated[tuple[tuple[str, int], ...], BeforeValidator(lists.weighted_topics)]
Slots = Annotated[tuple[str, ...], BeforeValidator(lists.every(lists.slot))]


def whole(least: int, most: int, usual: int) -> BeforeValidator:
    return BeforeValidator(otherwise(usual, between(least, most)))


def limit(most: int) -> BeforeValidator:
    return BeforeValidator(maybe(between(0, most)))


not_themselves = AfterValidator(_others)
