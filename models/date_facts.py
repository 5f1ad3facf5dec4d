"""What happened while two people agreed their days."""

from typing import Literal
from uuid import UUID

from models.fact import Fact


class DaysNamed(Fact):
    """One side has said which days suit; where both name the same, these are agreed."""

    type: Literal["days_named"] = "days_named"
    exchange_id: UUID
    person_id: UUID


class DaysAgreed(Fact):
    type: Literal["days_agreed"] = "days_agreed"
    exchange_id: UUID


class DaysReopened(Fact):
    """The two are asked for days anew: the deadline was prolonged, or what was agreed cannot be."""

    type: Literal["days_reopened"] = "days_reopened"
    exchange_id: UUID


class AgreeingProlonged(Fact):
    """The pairs of a round have longer to agree."""

    type: Literal["agreeing_prolonged"] = "agreeing_prolonged"
    round_id: UUID


class UnitAnswered(Fact):
    """The supervisor has said whether the days suit the unit."""

    type: Literal["unit_answered"] = "unit_answered"
    exchange_id: UUID


class ExchangeTakenUp(Fact):
    """A yes came after the time to answer, and the place was free still: a new exchange goes on."""

    type: Literal["exchange_taken_up"] = "exchange_taken_up"
    exchange_id: UUID
    again_id: UUID


DateFact = DaysNamed | DaysAgreed | DaysReopened | AgreeingProlonged | UnitAnswered | ExchangeTakenUp
