"""What would have to change so that one more person is placed, and how much is asked by it.

A change lifts one limit just as far as one pairing needs; `solver.changed` does it to a problem.
"""

from enum import StrEnum
from typing import Annotated

from pydantic import Field

from solver.parts import Id, Part
from solver.problem import StayDay
from solver.solution import Pairing

Asked = Annotated[int, Field(ge=0, le=10_000)]


class Kind(StrEnum):
    """Which limit is lifted; first those of the application, then of the offer, the organisation and HR."""

    MINUTES = "minutes"
    COST = "cost"
    LANGUAGE = "language"
    EXCLUDED_ORGANISATION = "excluded_organisation"
    EXCLUDED_PERSON = "excluded_person"
    OWN_DAYS = "own_days"
    OWN_SLOT = "own_slot"
    TOPICS = "topics"
    OFFER_EXCLUDES_ORGANISATION = "offer_excludes_organisation"
    OFFER_EXCLUDES_PERSON = "offer_excludes_person"
    OFFER_DAYS = "offer_days"
    OFFER_SLOT = "offer_slot"
    GUESTS_PER_DAY = "guests_per_day"
    MENTEES_PER_SESSION = "mentees_per_session"
    MOST = "most"
    LEAST = "least"
    CLOSED = "closed"
    ORGANISATION_GUESTS = "organisation_guests"
    TRAVEL_BUDGET = "travel_budget"
    LISTED = "listed"
    FORBIDDEN = "forbidden"
    LOCK = "lock"


class ChangeWeights(Part):
    """How much each change asks of people, in points for one unit of it; the fewest points are the cheapest.

    Money counts in started euros; days count in halves.
    """

    minutes: Asked = 5
    cost: Asked = 2
    language: Asked = 600
    excluded_organisation: Asked = 500
    excluded_person: Asked = 900
    own_days: Asked = 200
    own_slot: Asked = 400
    topics: Asked = 800  # people vouch for the fit
    offer_excludes_organisation: Asked = 900
    offer_excludes_person: Asked = 1500
    offer_days: Asked = 300
    offer_slot: Asked = 600
    guests_per_day: Asked = 700
    mentees_per_session: Asked = 700
    most: Asked = 700
    least: Asked = 500
    closed: Asked = 500
    organisation_guests: Asked = 500
    travel_budget: Asked = 1
    listed: Asked = 800
    forbidden: Asked = 1500
    lock: Asked = 1500


class Change(Part):
    """One limit lifted. `to` is the new limit, if it is a number; `days` are to be free, or are full now."""

    kind: Kind
    whose: Id  # the application, offer or organisation
    amount: int = 1  # by how many minutes, guests, halves of days, or how much money
    to: int | None = None
    what: Id | None = None  # the language, slot, offer, or excluded organisation or person
    days: tuple[StayDay, ...] = ()
    points: int


class WayOut(Part):
    """Changes that place an application and its companions, while everybody else stays as planned."""

    application: Id
    pairing: Pairing
    companions: tuple[Pairing, ...] = ()
    changes: tuple[Change, ...]
    cost: int  # points of all changes

    @property
    def offer(self) -> str:
        return self.pairing.offer
