"""What happened to a workshop and to those who come. Pure."""

from typing import ClassVar, Literal
from uuid import UUID

from models.fact import Fact
from models.workshop_states import SignUpState


class WorkshopPlanned(Fact):
    """The first fact of a workshop: it starts its workflow."""

    type: Literal["workshop_planned"] = "workshop_planned"
    workshop_id: UUID


class WorkshopChanged(Fact):
    """Its hours, place, seats or words: timers and calendars follow."""

    type: Literal["workshop_changed"] = "workshop_changed"
    workshop_id: UUID


class WorkshopCancelled(Fact):
    type: Literal["workshop_cancelled"] = "workshop_cancelled"
    workshop_id: UUID


class WorkshopHeld(Fact):
    rings: ClassVar[bool] = False
    type: Literal["workshop_held"] = "workshop_held"
    workshop_id: UUID


class WorkshopClosed(Fact):
    rings: ClassVar[bool] = False
    type: Literal["workshop_closed"] = "workshop_closed"
    workshop_id: UUID


class SomebodyInvited(Fact):
    type: Literal["somebody_invited"] = "somebody_invited"
    sign_up_id: UUID


class SignUpChanged(Fact):
    """Somebody comes, waits for a seat, or does not come: whoever waits may have one now."""

    type: Literal["sign_up_changed"] = "sign_up_changed"
    sign_up_id: UUID
    state: SignUpState


class WorkDone(Fact):
    """Pre-work or post-work is there."""

    type: Literal["work_done"] = "work_done"
    task_id: UUID


class AttendanceRecorded(Fact):
    rings: ClassVar[bool] = False
    type: Literal["attendance_recorded"] = "attendance_recorded"
    workshop_id: UUID
    came: int
    stayed_away: int


class FeedbackGiven(Fact):
    rings: ClassVar[bool] = False
    type: Literal["feedback_given"] = "feedback_given"
    feedback_id: UUID


class FeedbackLookedAt(Fact):
    rings: ClassVar[bool] = False
    type: Literal["feedback_looked_at"] = "feedback_looked_at"
    feedback_id: UUID


WorkshopFact = (
    WorkshopPlanned
    | WorkshopChanged
    | WorkshopCancelled
    | WorkshopHeld
    | WorkshopClosed
    | SomebodyInvited
    | SignUpChanged
    | WorkDone
    | AttendanceRecorded
    | FeedbackGiven
    | FeedbackLookedAt
)
