"""The problem: everything the solver is told about one round.

Plain data, frozen; ids are opaque strings. Money is an integer in the one declared `money_unit`, time in
whole minutes, carbon dioxide in grams. Days are local dates; a session starts at a local time without a zone.
Read it from JSON with `solver.reading.read`, which also checks what one field alone cannot show.
"""

import hashlib
import json
from datetime import date, time
from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from solver.objective import Objective
from solver.parts import AtLeastOne, Count, Id, Money, Part, Percent


class Day(Part):
    """A working day of the window, or the half of one that can be used."""

    date: date
    am: bool = True
    pm: bool = True


class Free(Part):
    """When somebody can take part; `days=None` means on every day of the window.

    It speaks of the window only: sessions on dates outside it are always possible.
    """

    days: tuple[date, ...] | None = None
    mornings: tuple[date, ...] = ()  # free in the morning only
    afternoons: tuple[date, ...] = ()  # free in the afternoon only


class Slot(Part):
    """A weekly time for mentoring, and the dates on which it can be used, in the window or after it."""

    id: Id
    weekday: Annotated[int, Field(ge=1, le=7)]  # ISO: Monday is 1
    start: time
    minutes: Annotated[int, Field(ge=1, le=720)]
    dates: tuple[date, ...]


class Organisation(Part):
    """A council or municipality; `None` means no limit, or that its balance is not counted."""

    id: Id
    sort_key: str | None = None
    guests_per_day: Count | None = None
    travel_budget: Money | None = None  # for all stays and sessions that its own people travel to
    balance_tolerance: Count | None = None  # stays sent against stays received
    closed: tuple[date, ...] = ()  # no guests on these days


class Travel(Part):
    """One way from one organisation to another; both directions are listed apart."""

    origin: Id
    destination: Id
    minutes: Count
    cost: Money
    co2: Count


class Rates(Part):
    """What a stay costs besides the tickets: a sum for each day, and for a night if the way home is long."""

    day: Money = 0
    night: Money = 0
    night_beyond_minutes: Count = 75


class Stay(Part):
    """Blocks of consecutive half-days: (4,) is two whole days, (4, 4) two and two, (3,) one and a half."""

    kind: Literal["stay"] = "stay"
    blocks: Annotated[tuple[AtLeastOne, ...], Field(min_length=1)]
    apart_least: Count = 3  # calendar days between the end of one block and the start of the next
    apart_most: Count = 28


class Sessions(Part):
    """A mentoring series in one weekly slot; a date that is missing there moves the rest by a week."""

    kind: Literal["sessions"] = "sessions"
    count: AtLeastOne
    every_weeks: AtLeastOne = 1


class CommonDays(Part):
    """A pairing only: the two agree the days, and need at least so many whole days on which both are free."""

    kind: Literal["common_days"] = "common_days"
    at_least: AtLeastOne


class TopicWish(Part):
    """A topic somebody wants to learn about."""

    topic: Id
    weight: Annotated[int, Field(ge=1, le=1000)] = 1


class TopicOffer(Part):
    """A topic somebody can teach, with its strength in percent."""

    topic: Id
    strength: Percent = 100


class Wish(Part):
    """A wish for one offer or for one organisation; exactly one of the two is named."""

    offer: Id | None = None
    organisation: Id | None = None
    weight: Annotated[int, Field(ge=1, le=100)] = 100

    @model_validator(mode="after")
    def _names_one(self) -> Self:
        if (self.offer is None) == (self.organisation is None):
            raise ValueError("a wish names either an offer or an organisation")
        return self


class Application(Part):
    """One person's request; `needs` decides its kind: sessions are mentoring, the others shadowing."""

    id: Id
    sort_key: str | None = None  # order and ties go by it, so that other ids give the same placements
    kind: Literal["shadowing", "mentoring"]
    person: Id
    organisation: Id
    needs: Annotated[Stay | Sessions | CommonDays, Field(discriminator="kind")]
    free: Free = Free()
    slots: tuple[Id, ...] | None = None  # None: any slot
    topics: tuple[TopicWish, ...] = ()
    languages: tuple[Id, ...]
    max_minutes: Count | None = None  # one way
    max_cost: Money | None = None  # the whole stay, or the whole series
    excluded_organisations: tuple[Id, ...] = ()
    excluded_persons: tuple[Id, ...] = ()
    wishes: tuple[Wish, ...] = ()
    priority: Annotated[int, Field(ge=1, le=10_000)] = 10


class Offer(Part):
    """What host and mentor offers share."""

    id: Id
    sort_key: str | None = None
    organisation: Id
    topics: tuple[TopicOffer, ...] = ()
    languages: tuple[Id, ...]
    free: Free = Free()
    preferred_organisations: tuple[Id, ...] = ()
    excluded_organisations: tuple[Id, ...] = ()
    excluded_persons: tuple[Id, ...] = ()
    first_refusal: bool = False  # asked before anybody else hears of the pairing


class HostOffer(Offer):
    """A promise to take guests; a unit has no calendar of its own that could be double-booked."""

    person: Id | None = None
    unit: Id | None = None
    guests_per_day: AtLeastOne = 1
    least_stays: Count = 0  # so many or none
    most_stays: AtLeastOne = 1
    shares_trip_with: tuple[
        Id, ...
    ] = ()  # offers of the same organisation that may host a stay's second half


class MentorOffer(Offer):
    """A promise to take mentees; in person means that the mentee travels to every session."""

    person: Id
    slots: tuple[Id, ...] | None = None  # None: any slot
    least_mentees: Count = 0  # so many or none
    most_mentees: AtLeastOne = 1
    mentees_per_session: AtLeastOne = 1
    in_person: bool = False


class Companions(Part):
    """Applications that are served by the same host on the same days, or not at all."""

    applications: Annotated[tuple[Id, ...], Field(min_length=2)]


class Swap(Part):
    """Two shadowing applications that wish to visit each other's organisations."""

    applications: tuple[Id, Id]


class ExplicitFit(Part):
    """A fit given by people; it overrides the computed one."""

    application: Id
    offer: Id
    fit: Percent


class StayDay(Part):
    """One day of a stay."""

    date: date
    am: bool = True
    pm: bool = True


class Lock(Part):
    """A pairing that must be; with days, or slot and first date, those too."""

    application: Id
    offer: Id
    second: Id | None = None  # the host of the second half; None: anybody, or nobody
    days: tuple[StayDay, ...] | None = None
    slot: Id | None = None
    first: date | None = None


class Forbidden(Part):
    """A pairing that must not be."""

    application: Id
    offer: Id


class Previous(Part):
    """A pairing of the schedule before; its application or offer may be gone by now."""

    application: Id
    offer: Id
    second: Id | None = None  # the host of the second half, if two shared the trip
    confirmed: bool = False
    days: tuple[StayDay, ...] = ()
    slot: Id | None = None
    first: date | None = None


class Problem(Part):
    """One round to be solved. `date_mode`: the solver fixes the days, proposes a window, or only pairs."""

    version: Literal[1] = 1
    money_unit: Literal["cent", "euro"] = "cent"
    date_mode: Literal["fixed", "window", "pair"] = "fixed"
    days: tuple[Day, ...]
    may_cross_weekend: bool = False
    may_cross_holiday: bool = False
    sessions_block: Literal["half", "day", "nothing"] = (
        "half"  # what a session keeps free of stays and guests
    )
    slots: tuple[Slot, ...] = ()
    organisations: tuple[Organisation, ...]
    travel: tuple[Travel, ...] = ()
    rates: Rates = Rates()
    national_languages: tuple[Id, ...] = ("fi", "sv")
    least_topic_percent: Percent = 15
    least_topic_percent_mentoring: Percent = 25
    applications: tuple[Application, ...]
    host_offers: tuple[HostOffer, ...] = ()
    mentor_offers: tuple[MentorOffer, ...] = ()
    companions: tuple[Companions, ...] = ()
    swaps: tuple[Swap, ...] = ()
    fits: tuple[ExplicitFit, ...] = ()
    only_listed_fits: bool = False
    locked: tuple[Lock, ...] = ()
    forbidden: tuple[Forbidden, ...] = ()
    previous: tuple[Previous, ...] = ()
    objective: Objective = Objective()


def fingerprint(problem: Problem) -> str:
    """The sha256 of the problem as JSON with sorted keys and no spaces."""
    canonical = json.dumps(problem.model_dump(mode="json"), sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(canonical.encode()).hexdigest()
