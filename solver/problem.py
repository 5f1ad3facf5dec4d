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

    date: date  # the day
    am: bool = True  # the morning can be used
    pm: bool = True  # the afternoon can be used


class Free(Part):
    """When somebody can take part; `days=None` means on every day of the window.

    It speaks of the window only: sessions on dates outside it are always possible.
    """

    days: tuple[date, ...] | None = None  # free all day
    mornings: tuple[date, ...] = ()  # free in the morning only
    afternoons: tuple[date, ...] = ()  # free in the afternoon only


class Slot(Part):
    """A weekly time for mentoring, and the dates on which it can be used, in the window or after it."""

    id: Id  # unique among slots
    weekday: Annotated[int, Field(ge=1, le=7)]  # ISO: Monday is 1
    start: time  # the local time, without a zone
    minutes: Annotated[int, Field(ge=1, le=720)]  # how long a session lasts; it ends on the same day
    dates: tuple[date, ...]  # when there can be a session: rising, all on the weekday


class Organisation(Part):
    """A council or municipality; `None` means no limit, or that its balance is not counted."""

    id: Id  # unique among organisations
    sort_key: str | None = None  # what organisations are ordered by; the id if left out
    guests_per_day: Count | None = None  # at a time, with all hosts together
    travel_budget: Money | None = None  # for all stays and sessions that its own people travel to
    balance_tolerance: Count | None = None  # stays sent against stays received
    closed: tuple[date, ...] = ()  # no guests on these days


class Travel(Part):
    """One way from one organisation to another; both directions are listed apart."""

    origin: Id  # the organisation left
    destination: Id  # the organisation reached
    minutes: Count  # from door to door
    cost: Money  # of one ticket
    co2: Count  # in grams


class Rates(Part):
    """What a stay costs besides the tickets: a sum for each day, and for a night if the way home is long."""

    day: Money = 0  # for each day of a stay
    night: Money = 0  # for each night between two days of a block
    night_beyond_minutes: Count = 75  # nights are paid if the way is longer


class Stay(Part):
    """Blocks of consecutive half-days: (4,) is two whole days, (4, 4) two and two, (3,) one and a half."""

    kind: Literal["stay"] = "stay"  # a stay
    blocks: Annotated[tuple[AtLeastOne, ...], Field(min_length=1)]  # lengths in half-days
    apart_least: Count = 3  # calendar days between the end of one block and the start of the next
    apart_most: Count = 28  # the same, at most


class Sessions(Part):
    """A mentoring series in one weekly slot; a date that is missing there moves the rest by a week."""

    kind: Literal["sessions"] = "sessions"  # a mentoring series
    count: AtLeastOne  # how many sessions
    every_weeks: AtLeastOne = 1  # from one session to the next at least


class CommonDays(Part):
    """A pairing only: the two agree the days, and need at least so many whole days on which both are free."""

    kind: Literal["common_days"] = "common_days"  # days that the two agree themselves
    at_least: AtLeastOne  # so many days on which both are free all day


class TopicWish(Part):
    """A topic somebody wants to learn about."""

    topic: Id  # the topic
    weight: Annotated[int, Field(ge=1, le=1000)] = 1  # against the other topics of the application


class TopicOffer(Part):
    """A topic somebody can teach, with its strength in percent."""

    topic: Id  # the topic
    strength: Percent = 100  # in percent


class Wish(Part):
    """A wish for one offer or for one organisation; exactly one of the two is named."""

    offer: Id | None = None  # one offer
    organisation: Id | None = None  # any offer of one organisation
    weight: Annotated[int, Field(ge=1, le=100)] = 100  # in percent of a full wish

    @model_validator(mode="after")
    def _names_one(self) -> Self:
        if (self.offer is None) == (self.organisation is None):
            raise ValueError("a wish names either an offer or an organisation")
        return self


class Application(Part):
    """One person's request; `needs` decides its kind: sessions are mentoring, the others shadowing."""

    id: Id  # unique among applications
    sort_key: str | None = None  # order and ties go by it, so that other ids give the same placements
    kind: Literal["shadowing", "mentoring"]  # shadowing is served by hosts, mentoring by mentors
    person: Id  # who asks; one person may have several roles
    organisation: Id  # where the person works
    needs: Annotated[Stay | Sessions | CommonDays, Field(discriminator="kind")]  # what the person asks for
    free: Free = Free()  # when the person can take part
    slots: tuple[Id, ...] | None = None  # None: any slot
    topics: tuple[TopicWish, ...] = ()  # what the person wants to learn about; none: anything
    languages: tuple[Id, ...]  # what the person speaks
    max_minutes: Count | None = None  # one way
    max_cost: Money | None = None  # the whole stay, or the whole series
    excluded_organisations: tuple[Id, ...] = ()  # where the person does not go
    excluded_persons: tuple[Id, ...] = ()  # whom the person does not go to
    wishes: tuple[Wish, ...] = ()  # the heaviest one that comes true counts
    priority: Annotated[int, Field(ge=1, le=10_000)] = 10  # the weight of being placed


class Offer(Part):
    """What host and mentor offers share."""

    id: Id  # unique among all offers
    sort_key: str | None = None  # what offers are ordered by; the id if left out
    organisation: Id  # where the place is
    topics: tuple[TopicOffer, ...] = ()  # what can be learnt
    languages: tuple[Id, ...]  # what is spoken
    free: Free = Free()  # when somebody can come
    preferred_organisations: tuple[Id, ...] = ()  # whose people are preferred
    excluded_organisations: tuple[Id, ...] = ()  # whose people do not come
    excluded_persons: tuple[Id, ...] = ()  # who does not come
    first_refusal: bool = False  # asked before anybody else hears of the pairing


class HostOffer(Offer):
    """A promise to take guests; a unit has no calendar of its own that could be double-booked."""

    person: Id | None = None  # the host, who is in one place at a time
    unit: Id | None = None  # the host, if it is no single person
    guests_per_day: AtLeastOne = 1  # at a time
    least_stays: Count = 0  # so many or none
    most_stays: AtLeastOne = 1  # in all
    shares_trip_with: tuple[Id, ...] = ()  # offers of the organisation that may host a stay's other half


class MentorOffer(Offer):
    """A promise to take mentees; in person means that the mentee travels to every session."""

    person: Id  # the mentor, who is in one place at a time
    slots: tuple[Id, ...] | None = None  # None: any slot
    least_mentees: Count = 0  # so many or none
    most_mentees: AtLeastOne = 1  # in all
    mentees_per_session: AtLeastOne = 1  # at a time
    in_person: bool = False  # the mentee travels to every session


class Companions(Part):
    """Applications that are served by the same host on the same days, or not at all."""

    applications: Annotated[tuple[Id, ...], Field(min_length=2)]  # of different people with equal needs


class Swap(Part):
    """Two shadowing applications that wish to visit each other's organisations."""

    applications: tuple[Id, Id]  # two different ones


class ExplicitFit(Part):
    """A fit given by people; it overrides the computed one."""

    application: Id  # of whom
    offer: Id  # with whom
    fit: Percent  # instead of the computed one


class StayDay(Part):
    """One day of a stay."""

    date: date  # the day
    am: bool = True  # the morning is part of the stay
    pm: bool = True  # the afternoon is part of the stay


class Lock(Part):
    """A pairing that must be; with days, or slot and first date, those too."""

    application: Id  # who is served
    offer: Id  # by whom
    second: Id | None = None  # the host of the second half; None: anybody, or nobody
    days: tuple[StayDay, ...] | None = None  # just these days; None: any
    slot: Id | None = None  # just this slot; None: any
    first: date | None = None  # the date of the first session; None: any


class Forbidden(Part):
    """A pairing that must not be."""

    application: Id  # who is not served
    offer: Id  # by whom


class Previous(Part):
    """A pairing of the schedule before; its application or offer may be gone by now."""

    application: Id  # who was served
    offer: Id  # by whom
    second: Id | None = None  # the host of the second half, if two shared the trip
    confirmed: bool = False  # both had said yes
    days: tuple[StayDay, ...] = ()  # when the stay was
    slot: Id | None = None  # when the sessions were
    first: date | None = None  # the date of the first session


class Problem(Part):
    """One round to be solved. `date_mode`: the solver fixes the days, proposes a window, or only pairs."""

    version: Literal[1] = 1  # of this contract
    money_unit: Literal["cent", "euro"] = "cent"  # of every sum of money
    date_mode: Literal["fixed", "window", "pair"] = "fixed"  # days, their weeks, or neither
    days: tuple[Day, ...]  # the window, rising; what is missing is a weekend or a holiday
    may_cross_weekend: bool = False  # a block may go on after a weekend
    may_cross_holiday: bool = False  # a block may go on after another day that is missing
    sessions_block: Literal["half", "day", "nothing"] = "half"  # what a session keeps free of stays
    slots: tuple[Slot, ...] = ()  # weekly times for mentoring
    organisations: tuple[Organisation, ...]  # all that are named anywhere
    travel: tuple[Travel, ...] = ()  # both ways between every two that somebody may travel between
    rates: Rates = Rates()  # what stays cost besides the tickets
    national_languages: tuple[Id, ...] = ("fi", "sv")  # worth more in a fit than others
    least_topic_percent: Percent = 15  # of what is wanted must be taught in a stay
    least_topic_percent_mentoring: Percent = 25  # the same in mentoring
    applications: tuple[Application, ...]  # who asks for a place
    host_offers: tuple[HostOffer, ...] = ()  # who takes guests
    mentor_offers: tuple[MentorOffer, ...] = ()  # who takes mentees
    companions: tuple[Companions, ...] = ()  # who goes only together; each application in one group
    swaps: tuple[Swap, ...] = ()  # who would like to change places
    fits: tuple[ExplicitFit, ...] = ()  # where people know better
    only_listed_fits: bool = False  # no pairing without a fit of these
    locked: tuple[Lock, ...] = ()  # pairings that must be; one for an application
    forbidden: tuple[Forbidden, ...] = ()  # pairings that must not be
    previous: tuple[Previous, ...] = ()  # the schedule before, to stay close to; one for an application
    objective: Objective = Objective()  # what is best


def fingerprint(problem: Problem) -> str:
    """The sha256 of the problem as JSON with sorted keys and no spaces."""
    canonical = json.dumps(problem.model_dump(mode="json"), sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(canonical.encode()).hexdigest()
