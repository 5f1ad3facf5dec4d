"""What happened between the sessions of a mentoring pair."""

from typing import ClassVar, Literal
from uuid import UUID

from models.fact import Fact


class GoalChanged(Fact):
    rings: ClassVar[bool] = False
    type: Literal["goal_changed"] = "goal_changed"
    goal_id: UUID


class PairAgreed(Fact):
    """Both have accepted how they work together."""

    rings: ClassVar[bool] = False
    type: Literal["pair_agreed"] = "pair_agreed"
    exchange_id: UUID


class SessionLogged(Fact):
    rings: ClassVar[bool] = False
    type: Literal["session_logged"] = "session_logged"
    entry_id: UUID


class PairEnded(Fact):
    """Before the last session, or the mentor has said from when they leave."""

    type: Literal["pair_ended"] = "pair_ended"
    ending_id: UUID


class GoalsCarried(Fact):
    rings: ClassVar[bool] = False
    type: Literal["goals_carried"] = "goals_carried"
    ending_id: UUID


class CircleFormed(Fact):
    """Several pairs of one mentor meet together from now on."""

    type: Literal["circle_formed"] = "circle_formed"
    lead_id: UUID


class PairsAccompanied(Fact):
    """Whether a round asks its pairs has been said anew."""

    type: Literal["pairs_accompanied"] = "pairs_accompanied"
    round_id: UUID


class MentorTrained(Fact):
    rings: ClassVar[bool] = False
    type: Literal["mentor_trained"] = "mentor_trained"
    training_id: UUID


MentoringFact = (
    GoalChanged
    | PairAgreed
    | SessionLogged
    | PairEnded
    | GoalsCarried
    | CircleFormed
    | PairsAccompanied
    | MentorTrained
)
