"""What each mail needs to know: one frozen record per kind, so that a missing value is a type error.

Texts arrive in the recipient's language, moments and days as values: the templates put them into words.
An action link that is None means "answer in your calendar, or write to the coordinator".
"""

from dataclasses import dataclass
from datetime import date, datetime

from invites.after_contexts import AFTER_KINDS
from invites.application_contexts import APPLYING_KINDS
from invites.application_contexts import ApplicationReceived as ApplicationReceived
from invites.application_contexts import AskEndorsement as AskEndorsement
from invites.application_contexts import ClosingSoon as ClosingSoon
from invites.application_contexts import NotPlaced as NotPlaced
from invites.ask_contexts import ASK_KINDS
from invites.busy_contexts import BUSY_KINDS
from invites.changes import Change
from invites.codes import After as After
from invites.codes import Ending as Ending
from invites.codes import Form as Form
from invites.codes import Shortage as Shortage
from invites.codes import Waiting as Waiting
from invites.date_contexts import DATE_KINDS
from invites.deciding_contexts import DECIDING_KINDS
from invites.doubt_contexts import DOUBT_KINDS
from invites.entrance_contexts import ENTRANCE_KINDS
from invites.letterhead import Letterhead as Letterhead
from invites.mail_contexts import MAIL_KINDS
from invites.meetings import When
from invites.mentoring_contexts import MENTORING_KINDS
from invites.particulars import Particulars as Particulars
from invites.plain_words import Suggestion
from invites.round_contexts import ROUND_KINDS
from invites.running_contexts import RUNNING_KINDS
from invites.workshop_contexts import WORKSHOP_KINDS
from models.languages import Words


@dataclass(frozen=True, kw_only=True)
class ToDecide(Letterhead):
    """What HR is asked to approve; `reference` is the round's, as `vaihto round approve` wants it."""

    reference: str
    approve_by: datetime
    since_approval: bool = False  # what would be sent is no longer what was approved
    link: str | None


@dataclass(frozen=True, kw_only=True)
class ScheduleReady(ToDecide):
    """To HR; `gap_percent` is None when the schedule is proven optimal."""

    kind = "schedule_ready"
    placed: int
    unplaced: int
    gap_percent: float | None


@dataclass(frozen=True, kw_only=True)
class Proposal(Letterhead):
    """What guest and host are both told when asked."""

    particulars: Particulars
    reasons: tuple[str | Words, ...]
    answer_by: datetime
    accept_link: str | None
    decline_link: str | None


@dataclass(frozen=True, kw_only=True)
class AskGuest(Proposal):
    """To the guest or mentee."""

    kind = "ask_guest"


@dataclass(frozen=True, kw_only=True)
class AskHost(Proposal):
    """To the host or mentor."""

    kind = "ask_host"


@dataclass(frozen=True, kw_only=True)
class RemindAnswer(Letterhead):
    """To whoever has not answered a proposal."""

    kind = "remind_answer"
    particulars: Particulars
    answer_by: datetime
    accept_link: str | None
    decline_link: str | None


@dataclass(frozen=True, kw_only=True)
class Confirmed(Letterhead):
    """To both, once both said yes."""

    kind = "confirmed"
    particulars: Particulars
    link: str | None


@dataclass(frozen=True, kw_only=True)
class Invitation(Letterhead):
    """With the first REQUEST; `description` is the visit pack, line by line.

    `brought_by` asks a colleague to come along, who need not answer unless `is_asked`; `is_extra` is one
    session on top of a series.
    """

    kind = "invitation"
    particulars: Particulars
    description: tuple[str, ...]
    brought_by: str = ""
    is_asked: bool = True
    is_extra: bool = False
    accept_link: str | None
    decline_link: str | None
    trouble_link: str | None = None
    agreement: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class InvitationUpdate(Letterhead):
    """With an updating REQUEST; `answer_again` if the new time or place is a new question.

    `session` is the original start if only that one of a series has moved; `description` the visit pack.
    """

    kind = "invitation_update"
    particulars: Particulars
    changes: tuple[Change, ...]
    answer_again: bool
    session: datetime | None = None
    description: tuple[str, ...] = ()
    accept_link: str | None
    decline_link: str | None


@dataclass(frozen=True, kw_only=True)
class InvitationCancel(Letterhead):
    """With a CANCEL; `session` if only one of a series, `removed` if it goes on without the reader.

    `part` is the one block or lone session that is off; the particulars are then what remains.
    """

    kind = "invitation_cancel"
    particulars: Particulars
    session: datetime | None
    part: tuple[When, ...] = ()
    removed: bool
    ending: Ending | None
    may_follow: bool = True  # whether another solution is looked for at all


@dataclass(frozen=True, kw_only=True)
class Released(Letterhead):
    """To those whose exchange will not take place."""

    kind = "released"
    particulars: Particulars
    ending: Ending
    seeks_another: bool


@dataclass(frozen=True, kw_only=True)
class RepairReady(ToDecide):
    """To HR: the bill of a change proposal; `ways` is how many there are to choose from."""

    kind = "repair_ready"
    ways: int = 1
    ending: Ending
    kept: int
    moved: int
    newly_placed: int
    released: int


@dataclass(frozen=True, kw_only=True)
class ReminderWeek(Letterhead):
    """A week before the first day."""

    kind = "reminder_week"
    particulars: Particulars
    link: str | None
    trouble_link: str | None = None


@dataclass(frozen=True, kw_only=True)
class ReminderDay(Letterhead):
    """The day before."""

    kind = "reminder_day"
    particulars: Particulars
    link: str | None
    trouble_link: str | None = None


@dataclass(frozen=True, kw_only=True)
class AskNote(Letterhead):
    """Three short questions after the exchange."""

    kind = "ask_note"
    particulars: Particulars
    after: After
    answer_by: date
    link: str | None
    trouble_link: str | None = None


@dataclass(frozen=True, kw_only=True)
class RoundSummary(Letterhead):
    """To HR when a round is over."""

    kind = "round_summary"
    applications: int
    placed: int
    held: int
    released: int
    repaired: int
    notes_asked: int
    notes_answered: int
    link: str | None


@dataclass(frozen=True, kw_only=True)
class HeldReply(Letterhead):
    """To HR: an inbound mail waits for a human; `reason` comes from `invites.wordings.held_because`.

    `words` are what they wrote themselves, `suggestion` is what that seems to say; `number` is how
    `vaihto mail apply` names the mail.
    """

    kind = "held_reply"
    sender: str
    received_at: datetime
    reason: Words
    meeting: str
    words: str
    suggestion: Suggestion | None
    number: str
    link: str | None


KINDS: tuple[type[Letterhead], ...] = (
    ApplicationReceived,
    AskEndorsement,
    ClosingSoon,
    ScheduleReady,
    AskGuest,
    AskHost,
    RemindAnswer,
    Confirmed,
    Invitation,
    InvitationUpdate,
    InvitationCancel,
    Released,
    *DOUBT_KINDS,
    NotPlaced,
    RepairReady,
    ReminderWeek,
    ReminderDay,
    AskNote,
    RoundSummary,
    HeldReply,
    *MAIL_KINDS,
    *BUSY_KINDS,
    *DECIDING_KINDS,
    *ASK_KINDS,
    *RUNNING_KINDS,
    *APPLYING_KINDS,
    *MENTORING_KINDS,
    *WORKSHOP_KINDS,
    *AFTER_KINDS,
    *DATE_KINDS,
    *ROUND_KINDS,
    *ENTRANCE_KINDS,
)
