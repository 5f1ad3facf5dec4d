"""What administrators have done to running cases, as facts."""

from typing import ClassVar, Literal
from uuid import UUID

from models.fact import Fact


class WaitSkipped(Fact):
    """Somebody has brought the end of a wait forward; the errand says why."""

    type: Literal["wait_skipped"] = "wait_skipped"
    errand_id: UUID


class CaseReassigned(Fact):
    rings: ClassVar[bool] = False
    type: Literal["case_reassigned"] = "case_reassigned"
    errand_id: UUID
    to_id: UUID


class CaseCancelled(Fact):
    """An administrator has ended a case; what that changed stands in the facts beside this one."""

    type: Literal["case_cancelled"] = "case_cancelled"
    errand_id: UUID


ErrandFact = WaitSkipped | CaseReassigned | CaseCancelled
