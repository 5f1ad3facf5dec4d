"""What letters about a round as a whole need to know: can you host, and what HR has done with it."""

from dataclasses import dataclass
from datetime import date, datetime

from invites.ask_contexts import Question
from invites.letterhead import Letterhead
from models.languages import Words


@dataclass(frozen=True, kw_only=True)
class HostInterestAsked(Question):
    """To an organisation's contact, or to an earlier host: two minutes, before the round opens."""

    kind = "host_interest"
    first_day: date
    last_day: date


@dataclass(frozen=True, kw_only=True)
class OfferInvited(Question):
    """To whoever has said that they can host: now the particulars, until applications close."""

    kind = "host_offer"
    told: tuple[str, ...]


@dataclass(frozen=True)
class Moved:
    """One date of a round, or of one's own, as it is by now."""

    label: Words
    until: date | datetime


@dataclass(frozen=True, kw_only=True)
class RoundPaused(Letterhead):
    """To everybody in it: nothing need be done, calendars stay as they are."""

    kind = "round_paused"
    because: str


@dataclass(frozen=True, kw_only=True)
class RoundResumed(Letterhead):
    """To everybody who heard of the pause; `moved` are the dates that concern the reader."""

    kind = "round_resumed"
    moved: tuple[Moved, ...]


@dataclass(frozen=True, kw_only=True)
class DatesMoved(Letterhead):
    """To those who have something to do by another time than they were told."""

    kind = "dates_moved"
    moved: tuple[Moved, ...]


@dataclass(frozen=True, kw_only=True)
class RoundCancelled(Letterhead):
    """To those whom no cancellation of an exchange tells it."""

    kind = "round_cancelled"
    because: str


@dataclass(frozen=True, kw_only=True)
class NoMorePlaces(Letterhead):
    """To those on the waiting list of a round that is finished early."""

    kind = "no_more_places"
    because: str


ROUND_KINDS: tuple[type[Letterhead], ...] = (
    HostInterestAsked,
    OfferInvited,
    RoundPaused,
    RoundResumed,
    DatesMoved,
    RoundCancelled,
    NoMorePlaces,
)
