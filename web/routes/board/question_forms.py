"""The form in which HR says what would be different; whatever is left empty stays as it is."""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Annotated, ClassVar
from uuid import UUID

from pydantic import Field

from models.languages import Words, _
from models.what_ifs import (
    AnyChange,
    ClosedDays,
    MoreDays,
    OtherCapacity,
    OtherDates,
    OtherGuests,
    OtherWeight,
)
from web.forms import FormModel, Trouble, trouble

Number = Annotated[int, Field(ge=1, le=10_000)]


class QuestionForm(FormModel):
    labels: ClassVar[Mapping[str, Words]] = {
        "name": _("What do you want to know?"),
        "capacity_offer": _("Host or mentor"),
        "capacity": _("Takes so many in all"),
        "guests_offer": _("Host or mentor"),
        "guests": _("Takes so many at a time"),
        "free_offer": _("Host or mentor"),
        "free_first": _("Can also from"),
        "free_last": _("Can also until"),
        "closed_organisation": _("Organisation"),
        "closed_first": _("Is closed from"),
        "closed_last": _("Is closed until"),
        "first_day": _("First day of the exchanges"),
        "last_day": _("Last day of the exchanges"),
        "weight": _("What counts"),
        "points": _("Points for one unit"),
    }
    name: Annotated[str, Field(min_length=1, max_length=200)]
    capacity_offer: UUID | None = None
    capacity: Number | None = None
    guests_offer: UUID | None = None
    guests: Number | None = None
    free_offer: UUID | None = None
    free_first: date | None = None
    free_last: date | None = None
    closed_organisation: UUID | None = None
    closed_first: date | None = None
    closed_last: date | None = None
    first_day: date | None = None
    last_day: date | None = None
    weight: str | None = None
    points: Annotated[int, Field(ge=0, le=1_000_000)] | None = None


GROUPS = (
    ("capacity_offer", "capacity"),
    ("guests_offer", "guests"),
    ("free_offer", "free_first", "free_last"),
    ("closed_organisation", "closed_first", "closed_last"),
    ("first_day", "last_day"),
    ("weight", "points"),
)


def missing(told: QuestionForm) -> tuple[Trouble, ...]:
    """A change is said wholly or not at all, and at least one is said."""
    found = tuple(_half_said(told))
    if not found and not tuple(changes(told)):
        return (trouble(QuestionForm, "capacity_offer", _("say at least one thing that would be different")),)
    return found


def _half_said(told: QuestionForm) -> Iterator[Trouble]:
    for group in GROUPS:
        given = [getattr(told, field) is not None for field in group]
        if any(given) and not all(given):
            lacking = next(field for field, said in zip(group, given, strict=True) if not said)
            yield trouble(QuestionForm, lacking, _("fill this in, or leave the whole line empty"))


def changes(told: QuestionForm) -> Iterator[AnyChange]:
    if told.capacity_offer and told.capacity:
        yield OtherCapacity(offer_id=told.capacity_offer, most=told.capacity)
    if told.guests_offer and told.guests:
        yield OtherGuests(offer_id=told.guests_offer, guests_per_day=told.guests)
    if told.free_offer and told.free_first and told.free_last:
        yield MoreDays(offer_id=told.free_offer, first_day=told.free_first, last_day=told.free_last)
    if told.closed_organisation and told.closed_first and told.closed_last:
        first, last = told.closed_first, told.closed_last
        yield ClosedDays(organisation_id=told.closed_organisation, first_day=first, last_day=last)
    if told.first_day and told.last_day:
        yield OtherDates(first_day=told.first_day, last_day=told.last_day)
    if told.weight and told.points is not None:
        yield OtherWeight(name=told.weight, points=told.points)
