"""What a workshop is for, who may come, and how sign-ups, tasks and feedback go on. Pure."""

from enum import StrEnum


class WorkshopKind(StrEnum):
    KICK_OFF = "kick_off"
    BRIEFING = "briefing"
    MENTOR_TRAINING = "mentor_training"
    NETWORKING = "networking"
    PUIMALA = "puimala"  # a forum that threshes stories and facts together
    DISSEMINATION = "dissemination"  # what was learnt elsewhere is told at home


class Audience(StrEnum):
    """Who is invited when sign-up opens; others may be invited one by one."""

    ROUND = "round"  # who has applied, hosts or mentors
    ORGANISATION = "organisation"
    INVITED = "invited"


class SignUpState(StrEnum):
    INVITED = "invited"
    SIGNED_UP = "signed_up"
    WAITING = "waiting"
    OFFERED = "offered"  # a seat came free and is held for them
    DECLINED = "declined"
    SILENT = "silent"  # their time to answer is over
    LEFT = "left"
    REMOVED = "removed"  # by whoever arranges it

    @property
    def holds_seat(self) -> bool:
        return self in (SignUpState.SIGNED_UP, SignUpState.OFFERED)


class Work(StrEnum):
    """What is to be done before the meeting, or after it."""

    STORIES = "stories"
    FACT_PACK = "fact_pack"
    MATERIAL = "material"
    NOTES = "notes"

    @property
    def is_after(self) -> bool:
        return self is Work.NOTES


class FeedbackState(StrEnum):
    GIVEN = "given"  # nobody has looked at it yet
    SHOWN = "shown"
    HIDDEN = "hidden"
