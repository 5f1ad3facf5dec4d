"""What happened while stays were lived: days offered anew, presence, money, agreements."""

from typing import ClassVar, Literal
from uuid import UUID

from models.costs import CostKind
from models.fact import Fact
from models.presences import Came
from models.withdrawals import Withdrawal


class NewDaysOffered(Fact):
    """The two of a broken stay are asked about the nearest other days."""

    type: Literal["new_days_offered"] = "new_days_offered"
    exchange_id: UUID
    new_days_id: UUID


class NewDaysEnded(Fact):
    """Whether they found days; if not, a repair looks for another place."""

    type: Literal["new_days_ended"] = "new_days_ended"
    exchange_id: UUID
    found: bool


class PartCancelled(Fact):
    """One side has cancelled, with the reason that they chose."""

    rings: ClassVar[bool] = False  # the release that follows does
    type: Literal["part_cancelled"] = "part_cancelled"
    exchange_id: UUID
    person_id: UUID
    why: Withdrawal


class PresenceTold(Fact):
    type: Literal["presence_told"] = "presence_told"
    exchange_id: UUID
    person_id: UUID
    came: Came


class CostRecorded(Fact):
    rings: ClassVar[bool] = False
    type: Literal["cost_recorded"] = "cost_recorded"
    exchange_id: UUID
    cost_id: UUID
    kind: CostKind


class CostTakenBack(Fact):
    rings: ClassVar[bool] = False
    type: Literal["cost_taken_back"] = "cost_taken_back"
    exchange_id: UUID
    cost_id: UUID


class AgreementMade(Fact):
    """A new version of what the organisations agree on: they are asked for their yes."""

    type: Literal["agreement_made"] = "agreement_made"
    agreement_id: UUID


class AgreementAccepted(Fact):
    rings: ClassVar[bool] = False
    type: Literal["agreement_accepted"] = "agreement_accepted"
    agreement_id: UUID
    organisation_id: UUID


RunningFact = (
    NewDaysOffered
    | NewDaysEnded
    | PartCancelled
    | PresenceTold
    | CostRecorded
    | CostTakenBack
    | AgreementMade
    | AgreementAccepted
)
