"""What a calendar invitation is about: who meets, when, and in which words."""

import re
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from functools import cached_property

from invites.zone import HELSINKI, local
from models.languages import Language
from models.states import Answer as Answer

ADDRESS = re.compile(r"[^\s\x00-\x1f\x7f<>\"(),:;@\\\[\]]+@[^\s\x00-\x1f\x7f<>\"(),:;@\\\[\]]+")
WEB_ADDRESS = re.compile(r"https?://[^\s\x00-\x1f\x7f<>\"]+")


@dataclass(frozen=True)
class Mailbox:
    """An address with the name shown beside it."""

    address: str
    name: str = ""

    def __post_init__(self) -> None:
        check_address(self.address)


@dataclass(frozen=True)
class Attendee:
    """One invited person; `asked` is the SEQUENCE of the question that stands before them.

    `is_asked` is RSVP: only who comes along may be told without being asked.
    """

    address: str
    name: str
    language: Language
    optional: bool = False
    answer: Answer = Answer.NEEDS_ACTION
    asked: int = 0
    is_asked: bool = True

    def __post_init__(self) -> None:
        check_address(self.address)


@dataclass(frozen=True)
class Wording:
    """The texts of a meeting in one language."""

    language: Language
    summary: str
    description: str = ""
    location: str = ""
    url: str = ""

    def __post_init__(self) -> None:
        if self.url and not WEB_ADDRESS.fullmatch(self.url):
            raise ValueError("a link is a web address")


@dataclass(frozen=True)
class AllDay:
    """A stay of whole days; `last` is the last day there (inclusive)."""

    first: date
    last: date

    def __post_init__(self) -> None:
        if isinstance(self.first, datetime) or isinstance(self.last, datetime):
            raise TypeError("whole days are dates, not moments")
        if self.last < self.first:
            raise ValueError("a stay ends before it begins")


@dataclass(frozen=True)
class Timed:
    """A stay with hours (half days); both aware, written in Helsinki time."""

    start: datetime
    end: datetime

    def __post_init__(self) -> None:
        if local(self.end) <= local(self.start):
            raise ValueError("a stay ends before it begins")


@dataclass(frozen=True)
class Session:
    """One meeting that is not part of a series."""

    start: datetime
    minutes: int

    def __post_init__(self) -> None:
        _check_session(self.start, self.minutes)


@dataclass(frozen=True)
class Move:
    """One session of a series at another time; `sequence` is that of the message which moved it."""

    original: datetime
    start: datetime
    sequence: int = 0


@dataclass(frozen=True)
class Series:
    """Sessions every n weeks at one local hour, also across a clock change.

    `moved` and `cancelled` name sessions by their original start.
    """

    first: datetime
    minutes: int
    every_weeks: int
    count: int
    moved: tuple[Move, ...] = ()
    cancelled: tuple[datetime, ...] = ()

    def __post_init__(self) -> None:
        _check_session(self.first, self.minutes)
        if self.every_weeks < 1 or self.count < 1:
            raise ValueError("a series has at least one session and one week between")
        named = [local(move.original) for move in self.moved] + [local(start) for start in self.cancelled]
        if len(set(named)) != len(named) or not set(named) <= set(self.originals):
            raise ValueError("a session is moved or cancelled once, by its original start")
        if len(self.cancelled) == self.count:
            raise ValueError("a series without sessions is cancelled whole")

    @cached_property
    def originals(self) -> tuple[datetime, ...]:
        """Every start the rule gives, in Helsinki time; wall-clock arithmetic, so the hour stays."""
        first = local(self.first)
        return tuple(first + timedelta(weeks=self.every_weeks * number) for number in range(self.count))

    @cached_property
    def starts(self) -> tuple[datetime, ...]:
        """The sessions that take place, in order, moved ones at their new time."""
        moved = {local(move.original): local(move.start) for move in self.moved}
        gone = {local(start) for start in self.cancelled}
        return tuple(sorted(moved.get(start, start) for start in self.originals if start not in gone))


When = AllDay | Timed | Session | Series


@dataclass(frozen=True)
class Meeting:
    """One invite: a UID for life and the full current state.

    A split stay (2 + 2 days) is two meetings, one per block, each with its own UID; so are sessions at
    irregular dates: RECURRENCE-ID needs a rule it departs from, and clients lose lone blocks.
    `sequence` is the highest number ever used under this UID.
    """

    uid: str
    sequence: int
    organiser: Mailbox
    attendees: tuple[Attendee, ...]
    when: When
    wordings: tuple[Wording, ...]
    hides_roster: bool = field(default=False, kw_only=True)

    def wording(self, language: Language) -> Wording:
        """The texts in one language; a missing language is the caller's mistake."""
        return next(each for each in self.wordings if each.language == language)

    def attendee(self, address: str) -> Attendee | None:
        """The invited person behind an address, capitals aside."""
        folded = address.casefold()
        return next((each for each in self.attendees if each.address.casefold() == folded), None)

    def shown_to(self, to: Attendee) -> tuple[Attendee, ...]:
        """The roster one recipient sees: everybody, or only themselves."""
        return (to,) if self.hides_roster else self.attendees


def last_moment(when: When) -> datetime:
    """When it is over; after that no mail is sent about it."""
    if isinstance(when, AllDay):
        return datetime.combine(when.last + timedelta(days=1), time(), HELSINKI)
    if isinstance(when, Timed):
        return when.end
    if isinstance(when, Session):
        return lasting(when.start, when.minutes)
    return lasting(when.starts[-1], when.minutes)


def lasting(start: datetime, minutes: int) -> datetime:
    """The end of a session, in Helsinki time, counted in real minutes."""
    return local(start.astimezone(UTC) + timedelta(minutes=minutes))


def check_address(address: str) -> None:
    """Refuse what could not stand bare in a header or behind `mailto:`."""
    if not (address.isascii() and ADDRESS.fullmatch(address)):
        raise ValueError("not a mail address")


def _check_session(start: datetime, minutes: int) -> None:
    local(start)
    if minutes < 1:
        raise ValueError("a session lasts at least a minute")
