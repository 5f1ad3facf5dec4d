"""The codes that letters put into words."""

from enum import StrEnum

from models.states import Kind

Form = Kind
"""What the exchange is, a stay or a series of sessions; `kind` is the letter's own word."""


class Ending(StrEnum):
    """Why an exchange will not take place."""

    GUEST_DECLINED = "guest_declined"
    HOST_DECLINED = "host_declined"
    NO_ANSWER = "no_answer"
    WITHDRAWN = "withdrawn"
    ILLNESS = "illness"
    HOST_UNAVAILABLE = "host_unavailable"
    ROUND_ENDED = "round_ended"
    NO_DATES = "no_dates"
    UNIT_DECLINED = "unit_declined"
    NO_SHOW = "no_show"
    FIRST_MEETING = "first_meeting"
    MENTOR_LEFT = "mentor_left"
    ENDED_EARLY = "ended_early"
    CANCELLED_BY_HR = "cancelled_by_hr"


class Shortage(StrEnum):
    """Why an application was not placed."""

    NO_FITTING_OFFER = "no_fitting_offer"
    PLACES_TAKEN = "places_taken"
    NO_COMMON_DAYS = "no_common_days"
    NO_COMMON_LANGUAGE = "no_common_language"
    TOO_FAR = "too_far"
    NOT_ENDORSED = "not_endorsed"


class WhyNot(StrEnum):
    """Why a supervisor cannot endorse."""

    TIMING = "timing"
    WORKLOAD = "workload"
    BUDGET = "budget"
    AIMS = "aims"
    OTHER = "other"


class Waiting(StrEnum):
    """What an application still lacks when the round is about to close."""

    DRAFT = "draft"
    ENDORSEMENT = "endorsement"


class After(StrEnum):
    """Which of the notes is asked."""

    AT_ONCE = "0"
    MONTH = "30"
    HALF_YEAR = "180"


class Obstacle(StrEnum):
    """Why an exchange cannot move to the days that somebody wishes."""

    LENGTH = "length"
    WINDOW = "window"
    TOO_NEAR = "too_near"
    CLOSED = "closed"
    GUEST_BUSY = "guest_busy"
    HOST_BUSY = "host_busy"
    FULL = "full"
