"""What happened, in the past tense, with ids only. A fact that `rings` wakes the workflow of its stream."""

from datetime import date, datetime
from typing import Annotated, ClassVar, Literal
from uuid import UUID

from pydantic import Field

from models.after_facts import AskedAfterChosen
from models.applying_facts import ApplyingFact
from models.ask_facts import AskFact
from models.date_facts import DateFact
from models.deciding_facts import DecidingFact
from models.errand_facts import ErrandFact
from models.fact import Fact as Fact
from models.mentoring_facts import MentoringFact
from models.running_facts import RunningFact
from models.states import Answer, DoubtState, Reason
from models.steering_facts import SteeringFact
from models.workshop_facts import WorkshopFact


class RoundOpened(Fact):
    type: Literal["round_opened"] = "round_opened"
    round_id: UUID


class ClosingMoved(Fact):
    type: Literal["closing_moved"] = "closing_moved"
    round_id: UUID
    closes_at: datetime


class ApplicationSubmitted(Fact):
    rings: ClassVar[bool] = False
    type: Literal["application_submitted"] = "application_submitted"
    application_id: UUID


class ApplicationWithdrawn(Fact):
    rings: ClassVar[bool] = False
    type: Literal["application_withdrawn"] = "application_withdrawn"
    application_id: UUID


class OfferMade(Fact):
    rings: ClassVar[bool] = False
    type: Literal["offer_made"] = "offer_made"
    offer_id: UUID


class ApplicationEndorsed(Fact):
    rings: ClassVar[bool] = False
    type: Literal["application_endorsed"] = "application_endorsed"
    application_id: UUID


class EndorsementRefused(Fact):
    rings: ClassVar[bool] = False
    type: Literal["endorsement_refused"] = "endorsement_refused"
    application_id: UUID


class RoundClosed(Fact):
    rings: ClassVar[bool] = False
    type: Literal["round_closed"] = "round_closed"
    round_id: UUID


class SchedulePlanned(Fact):
    rings: ClassVar[bool] = False
    type: Literal["schedule_planned"] = "schedule_planned"
    schedule_id: UUID


class ScheduleApproved(Fact):
    type: Literal["schedule_approved"] = "schedule_approved"
    schedule_id: UUID


class ScheduleRejected(Fact):
    """HR wants another plan: limits, locks or answers have changed."""

    type: Literal["schedule_rejected"] = "schedule_rejected"
    schedule_id: UUID


class SchedulePublished(Fact):
    rings: ClassVar[bool] = False
    type: Literal["schedule_published"] = "schedule_published"
    schedule_id: UUID


class ExchangeProposed(Fact):
    """The first fact of an exchange: it starts its workflow."""

    type: Literal["exchange_proposed"] = "exchange_proposed"
    exchange_id: UUID


class ProposalAnswered(Fact):
    type: Literal["proposal_answered"] = "proposal_answered"
    exchange_id: UUID
    person_id: UUID
    answer: Answer


class ExchangeConfirmed(Fact):
    rings: ClassVar[bool] = False
    type: Literal["exchange_confirmed"] = "exchange_confirmed"
    exchange_id: UUID


class InviteAnswered(Fact):
    rings: ClassVar[bool] = False
    type: Literal["invite_answered"] = "invite_answered"
    invite_id: UUID
    person_id: UUID
    answer: Answer


class DoubtRaised(Fact):
    """Somebody declined in their calendar and is asked what was meant."""

    type: Literal["doubt_raised"] = "doubt_raised"
    exchange_id: UUID
    doubt_id: UUID


class OtherDaysAsked(Fact):
    """Who declined would rather come on other days; the other side is asked."""

    type: Literal["other_days_asked"] = "other_days_asked"
    exchange_id: UUID
    doubt_id: UUID


class DoubtSettled(Fact):
    type: Literal["doubt_settled"] = "doubt_settled"
    exchange_id: UUID
    doubt_id: UUID
    ending: DoubtState


class ExchangeBroken(Fact):
    """Somebody cannot come on the agreed days: the round's workflow looks for a repair."""

    type: Literal["exchange_broken"] = "exchange_broken"
    exchange_id: UUID
    person_id: UUID
    first_day: date
    last_day: date


class ExchangeMoved(Fact):
    type: Literal["exchange_moved"] = "exchange_moved"
    exchange_id: UUID


class ParticularsChanged(Fact):
    """Texts, link or company of an exchange; its days and its pair are the same."""

    rings: ClassVar[bool] = False
    type: Literal["particulars_changed"] = "particulars_changed"
    exchange_id: UUID


class ExchangeHandedOver(Fact):
    """Somebody else hosts or mentors from now on."""

    rings: ClassVar[bool] = False
    type: Literal["exchange_handed_over"] = "exchange_handed_over"
    exchange_id: UUID
    from_id: UUID
    to_id: UUID


class ExchangeReleased(Fact):
    type: Literal["exchange_released"] = "exchange_released"
    exchange_id: UUID
    reason: Reason


class ExchangeHeld(Fact):
    rings: ClassVar[bool] = False
    type: Literal["exchange_held"] = "exchange_held"
    exchange_id: UUID


class FollowUpAnswered(Fact):
    rings: ClassVar[bool] = False  # the notes' own deadline looks at it
    type: Literal["follow_up_answered"] = "follow_up_answered"
    follow_up_id: UUID


class ExchangeClosed(Fact):
    type: Literal["exchange_closed"] = "exchange_closed"
    exchange_id: UUID


class RoundEnded(Fact):
    rings: ClassVar[bool] = False
    type: Literal["round_ended"] = "round_ended"
    round_id: UUID


AnyFact = Annotated[
    RoundOpened
    | ClosingMoved
    | ApplicationSubmitted
    | ApplicationWithdrawn
    | OfferMade
    | ApplicationEndorsed
    | EndorsementRefused
    | RoundClosed
    | SchedulePlanned
    | ScheduleApproved
    | ScheduleRejected
    | SchedulePublished
    | ExchangeProposed
    | ProposalAnswered
    | ExchangeConfirmed
    | InviteAnswered
    | DoubtRaised
    | OtherDaysAsked
    | DoubtSettled
    | ExchangeBroken
    | ExchangeMoved
    | ParticularsChanged
    | ExchangeHandedOver
    | ExchangeReleased
    | ExchangeHeld
    | FollowUpAnswered
    | ExchangeClosed
    | AskFact
    | ApplyingFact
    | WorkshopFact
    | AskedAfterChosen
    | RoundEnded
    | DateFact
    | RunningFact
    | MentoringFact
    | DecidingFact
    | SteeringFact
    | ErrandFact,
    Field(discriminator="type"),
]
