"""What letters about an application need to know."""

from dataclasses import dataclass
from datetime import date, datetime

from invites.ask_contexts import Question
from invites.codes import Form, Shortage, Waiting
from invites.letterhead import Letterhead
from models.languages import Words


@dataclass(frozen=True, kw_only=True)
class ApplicationReceived(Letterhead):
    """To the applicant."""

    kind = "application_received"
    form: Form
    wishes: tuple[str, ...]
    closes_at: datetime
    supervisor: str | None
    link: str | None


@dataclass(frozen=True, kw_only=True)
class AskEndorsement(Question):
    """To the supervisor."""

    kind = "ask_endorsement"
    applicant: str
    form: Form
    working_days: int


@dataclass(frozen=True, kw_only=True)
class ClosingSoon(Letterhead):
    """To an applicant, or to the supervisor, while something is missing."""

    kind = "closing_soon"
    applicant: str
    waiting: Waiting
    to_supervisor: bool
    closes_at: datetime
    link: str | None


@dataclass(frozen=True, kw_only=True)
class NotPlaced(Letterhead):
    """To the applicant who stays on the waiting list."""

    kind = "not_placed"
    form: Form
    shortage: Shortage
    waits_until: date
    advice: str = ""  # of their own answers only
    link: str | None


@dataclass(frozen=True, kw_only=True)
class EndorsementAnswered(Letterhead):
    """To the applicant: a no and why, or what the yes depends on."""

    kind = "endorsement_answered"
    supervisor: str
    is_yes: bool
    why: Words | str | None
    weeks: tuple[str, ...]
    most_euros: int | None


@dataclass(frozen=True, kw_only=True)
class AgreeToApply(Question):
    """To somebody for whom the supervisor has written an application."""

    kind = "agree_to_apply"
    supervisor: str
    form: Form
    aims: str


@dataclass(frozen=True, kw_only=True)
class NotApplied(Letterhead):
    """To the supervisor: their report has not agreed to take part."""

    kind = "not_applied"
    applicant: str


@dataclass(frozen=True, kw_only=True)
class EnteredLate(Letterhead):
    """To an applicant whom a coordinator has entered after the closing."""

    kind = "entered_late"
    form: Form
    waits: bool


APPLYING_KINDS: tuple[type[Letterhead], ...] = (EndorsementAnswered, AgreeToApply, NotApplied, EnteredLate)
