"""What the letters after a no, or after a proposed other time, need to know."""

from dataclasses import dataclass
from datetime import datetime

from invites.changes import Change
from invites.codes import Obstacle
from invites.letterhead import Letterhead
from invites.particulars import Particulars


@dataclass(frozen=True, kw_only=True)
class AskMeaning(Letterhead):
    """To somebody whose calendar has declined: cancel, other days, or as it was?

    `is_session` if it is about one session of a series, which then stays until it is answered.
    """

    kind = "ask_meaning"
    particulars: Particulars
    is_session: bool
    possible: tuple[str, ...]
    answer_by: datetime
    other_days_link: str | None
    cancel_link: str | None


@dataclass(frozen=True, kw_only=True)
class AskOtherDays(Letterhead):
    """To the other side: would the chosen days suit too? `keeps_else` if the old ones stay without a yes."""

    kind = "ask_other_days"
    particulars: Particulars
    who: str
    changes: tuple[Change, ...]
    keeps_else: bool
    answer_by: datetime
    accept_link: str | None
    decline_link: str | None


@dataclass(frozen=True, kw_only=True)
class SessionDoubted(Letterhead):
    """To the other side and to HR: one session has been declined, and what was meant is being asked."""

    kind = "session_doubted"
    particulars: Particulars
    who: str


@dataclass(frozen=True, kw_only=True)
class DaysStay(Letterhead):
    """To the other side, who had been told of a doubt: it stays as it was."""

    kind = "days_stay"
    particulars: Particulars
    who: str


@dataclass(frozen=True, kw_only=True)
class CounterDeclined(Letterhead):
    """With a DECLINECOUNTER: why the proposed time cannot be, and which could."""

    kind = "counter_declined"
    particulars: Particulars
    wished: str
    obstacle: Obstacle
    possible: tuple[str, ...]


DOUBT_KINDS: tuple[type[Letterhead], ...] = (
    AskMeaning,
    AskOtherDays,
    SessionDoubted,
    DaysStay,
    CounterDeclined,
)
