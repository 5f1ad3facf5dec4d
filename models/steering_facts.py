"""What HR has done with a round as a whole. Pure."""

from typing import ClassVar, Literal
from uuid import UUID

from models.fact import Fact


class HostsAsked(Fact):
    """Organisations and earlier hosts are asked whether they can host: the round may still be prepared."""

    type: Literal["hosts_asked"] = "hosts_asked"
    round_id: UUID


class RoundPreviewed(Fact):
    """Somebody has looked at the letters that the round will send."""

    rings: ClassVar[bool] = False
    type: Literal["round_previewed"] = "round_previewed"
    round_id: UUID


class RoundPaused(Fact):
    type: Literal["round_paused"] = "round_paused"
    round_id: UUID


class RoundResumed(Fact):
    """Every deadline that was to come has moved by as many working days as the pause had."""

    type: Literal["round_resumed"] = "round_resumed"
    round_id: UUID


class DatesMoved(Fact):
    """Dates of the round, or what people have to answer, have moved; the timers follow."""

    type: Literal["dates_moved"] = "dates_moved"
    round_id: UUID


class RoundCancelled(Fact):
    type: Literal["round_cancelled"] = "round_cancelled"
    round_id: UUID


class RoundFinished(Fact):
    """No more places are looked for; what runs goes on, or was released."""

    type: Literal["round_finished"] = "round_finished"
    round_id: UUID


class PlacesSought(Fact):
    """Somebody waits, and something has changed: it is looked whether they can be placed now."""

    type: Literal["places_sought"] = "places_sought"
    round_id: UUID


SteeringFact = (
    PlacesSought
    | HostsAsked
    | RoundPreviewed
    | RoundPaused
    | RoundResumed
    | DatesMoved
    | RoundCancelled
    | RoundFinished
)
