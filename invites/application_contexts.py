"""What letters about an application need to know."""

from dataclasses import dataclass
from datetime import date, datetime

from invites.codes import Form, Shortage, Waiting
from invites.letterhead import Letterhead


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
class AskEndorsement(Letterhead):
    """To the supervisor."""

    kind = "ask_endorsement"
    applicant: str
    form: Form
    working_days: int
    answer_by: datetime
    accept_link: str | None
    decline_link: str | None


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
