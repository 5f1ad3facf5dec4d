"""What letters about workshops need to know."""

from dataclasses import dataclass, field
from datetime import datetime

from invites.ask_contexts import Question
from invites.changes import Change
from invites.letterhead import Letterhead
from invites.meetings import When
from models.languages import Words


@dataclass(frozen=True, kw_only=True)
class Gathering:
    """One workshop as its letters describe it, in the reader's language; `material` is to be read before."""

    title: str
    blocks: tuple[When, ...]
    place: str = ""
    online: str = ""
    organiser: str = ""
    description: tuple[str, ...] = ()
    material: tuple[str, ...] = field(default=(), repr=False)


@dataclass(frozen=True, kw_only=True)
class WorkshopInvitation(Question):
    """To whoever may come; `invited_by` is a participant who has named them."""

    kind = "workshop_invitation"
    gathering: Gathering
    invited_by: str = ""


@dataclass(frozen=True, kw_only=True)
class SeatOffered(Question):
    """To the first on the waiting list: a seat has come free."""

    kind = "seat_offered"
    gathering: Gathering


@dataclass(frozen=True, kw_only=True)
class WorkDue(Question):
    """To the owner of pre-work or post-work."""

    kind = "work_due"
    gathering: Gathering
    work: Words


@dataclass(frozen=True, kw_only=True)
class AttendanceAsked(Question):
    """To whoever has arranged it, when it is over."""

    kind = "attendance_asked"
    gathering: Gathering
    signed_up: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class WorkLate(Letterhead):
    """To whoever arranges it: work is not there on its day."""

    kind = "work_late"
    gathering: Gathering
    work: Words
    owner: str
    gates: bool


@dataclass(frozen=True, kw_only=True)
class OnWaitingList(Letterhead):
    """To somebody who wants to come when all seats are taken."""

    kind = "workshop_full"
    gathering: Gathering
    before: int  # how many are before them
    link: str | None


@dataclass(frozen=True, kw_only=True)
class SeatConfirmed(Letterhead):
    """With the REQUEST: they have a seat."""

    kind = "seat_confirmed"
    gathering: Gathering
    link: str | None


@dataclass(frozen=True, kw_only=True)
class WorkshopMoved(Letterhead):
    """With an updating REQUEST; `answer_again` if the new time or place is a new question."""

    kind = "workshop_changed"
    gathering: Gathering
    changes: tuple[Change, ...]
    answer_again: bool
    link: str | None


@dataclass(frozen=True, kw_only=True)
class WorkshopCancelled(Letterhead):
    """It is off; `removed` if only the reader does not come any more."""

    kind = "workshop_cancelled"
    gathering: Gathering
    removed: bool
    is_in_calendar: bool
    link: str | None


@dataclass(frozen=True, kw_only=True)
class WorkshopTimeStands(Letterhead):
    """With a DECLINECOUNTER: the hours of many do not follow one calendar."""

    kind = "workshop_time_stands"
    gathering: Gathering
    link: str | None


@dataclass(frozen=True, kw_only=True)
class WorkshopTomorrow(Letterhead):
    """The working morning before."""

    kind = "workshop_tomorrow"
    gathering: Gathering
    link: str | None


@dataclass(frozen=True, kw_only=True)
class FeedbackAsked(Letterhead):
    """To those who came; whoever they pass the link on to may answer too."""

    kind = "workshop_feedback"
    gathering: Gathering
    until: datetime
    link: str | None


@dataclass(frozen=True, kw_only=True)
class NotesReady(Letterhead):
    """To those who came, and to those who asked for the notes."""

    kind = "workshop_notes"
    gathering: Gathering
    notes: tuple[str, ...]
    link: str | None


WORKSHOP_KINDS: tuple[type[Letterhead], ...] = (
    WorkshopInvitation,
    SeatOffered,
    WorkDue,
    AttendanceAsked,
    WorkLate,
    OnWaitingList,
    SeatConfirmed,
    WorkshopMoved,
    WorkshopCancelled,
    WorkshopTimeStands,
    WorkshopTomorrow,
    FeedbackAsked,
    NotesReady,
)
