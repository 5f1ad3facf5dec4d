"""What HR has ruled, asked and chosen about the plans of a round. Pure."""

from typing import ClassVar, Literal
from uuid import UUID

from models.fact import Fact


class PairingRuled(Fact):
    """HR has locked or forbidden a pairing."""

    type: Literal["pairing_ruled"] = "pairing_ruled"
    rule_id: UUID


class PairingFreed(Fact):
    """A lock or a ban does not hold any more."""

    type: Literal["pairing_freed"] = "pairing_freed"
    rule_id: UUID


class PlanImpossible(Fact):
    """Limits and locks contradict each other; HR has been told which."""

    rings: ClassVar[bool] = False
    type: Literal["plan_impossible"] = "plan_impossible"
    clash_id: UUID


class WhatIfAsked(Fact):
    type: Literal["what_if_asked"] = "what_if_asked"
    what_if_id: UUID


class WhatIfAnswered(Fact):
    rings: ClassVar[bool] = False
    type: Literal["what_if_answered"] = "what_if_answered"
    what_if_id: UUID


class WhatIfAdopted(Fact):
    type: Literal["what_if_adopted"] = "what_if_adopted"
    what_if_id: UUID


class WhatIfDropped(Fact):
    rings: ClassVar[bool] = False
    type: Literal["what_if_dropped"] = "what_if_dropped"
    what_if_id: UUID


class RepairChosen(Fact):
    """HR has chosen another repair than the one with the least change."""

    type: Literal["repair_chosen"] = "repair_chosen"
    schedule_id: UUID


class RepairAdopted(Fact):
    """The round's own rule has approved a repair: it costs less than HR's limit."""

    rings: ClassVar[bool] = False
    type: Literal["repair_adopted"] = "repair_adopted"
    schedule_id: UUID


class ApprovalTakenBack(Fact):
    """HR has taken its yes back before anything left."""

    type: Literal["approval_taken_back"] = "approval_taken_back"
    schedule_id: UUID


class PlanSwapped(Fact):
    """HR has let two people change places in the plan that waits; both are locked there."""

    type: Literal["plan_swapped"] = "plan_swapped"
    schedule_id: UUID


class PlanningSet(Fact):
    """HR has set what plans aim at, or which repairs need no approval."""

    rings: ClassVar[bool] = False
    type: Literal["planning_set"] = "planning_set"
    round_id: UUID


DecidingFact = (
    PairingRuled
    | PairingFreed
    | PlanImpossible
    | WhatIfAsked
    | WhatIfAnswered
    | WhatIfAdopted
    | WhatIfDropped
    | RepairChosen
    | RepairAdopted
    | ApprovalTakenBack
    | PlanSwapped
    | PlanningSet
)
