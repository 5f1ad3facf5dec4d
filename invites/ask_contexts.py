"""What letters that ask one person one thing need to know."""

from dataclasses import dataclass
from datetime import datetime

from invites.letterhead import Letterhead
from invites.particulars import Particulars


@dataclass(frozen=True)
class Choice:
    """One answer and the page where it is given; without pages people reply to the mail."""

    label: str
    link: str | None


@dataclass(frozen=True, kw_only=True)
class Question(Letterhead):
    """`instead_of` is who was asked first, when a deputy is asked; reminders say that they are one."""

    choices: tuple[Choice, ...]
    answer_by: datetime
    is_reminder: bool
    instead_of: str | None


@dataclass(frozen=True, kw_only=True)
class EveningBefore(Question):
    """To the host, the working evening before a stay: is everything as agreed?"""

    kind = "evening_before"
    particulars: Particulars


@dataclass(frozen=True, kw_only=True)
class NoWordFromHost(Letterhead):
    """To HR: a stay begins tomorrow, and the host has not said that it stands, or has said no."""

    kind = "no_word_from_host"
    particulars: Particulars
    says_no: bool


ASK_KINDS: tuple[type[Letterhead], ...] = (EveningBefore, NoWordFromHost)
