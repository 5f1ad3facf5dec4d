"""Whether an answer counts: one decision table, no database."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from invites.meetings import Answer
from invites.replies import Headers, Said


class Outcome(StrEnum):
    """The one recorded end of one answer."""

    APPLIED = "applied"
    DUPLICATE = "duplicate"
    STALE = "stale"
    AUTO_SUBMITTED = "auto_submitted"
    WRONG_METHOD = "wrong_method"
    COUNTER = "counter"
    ASKS_RELEASE = "asks_release"
    UNKNOWN_UID = "unknown_uid"
    UNKNOWN_SESSION = "unknown_session"
    NOT_INVITED = "not_invited"
    HELD_SENDER = "held_sender"
    HELD_DELEGATION = "held_delegation"
    HELD_SEQUENCE = "held_sequence"
    NO_ANSWER = "no_answer"


@dataclass(frozen=True)
class KnownSession:
    """One session of a series: its original start and the SEQUENCE its time last got."""

    original: datetime
    sequence: int
    is_cancelled: bool = False


@dataclass(frozen=True)
class KnownInvitee:
    """One invited person; `answered_stamp` is the DTSTAMP of the newest answer to the same scope."""

    address: str
    aliases: tuple[str, ...]
    asked: int
    answered_stamp: datetime | None = None
    answered: Answer = Answer.NEEDS_ACTION


@dataclass(frozen=True)
class KnownInvite:
    """What we remember of one UID; `issued` is the highest SEQUENCE ever sent."""

    uid: str
    issued: int
    is_cancelled: bool
    invitees: tuple[KnownInvitee, ...]
    sessions: tuple[KnownSession, ...] = ()
    seen_message_ids: frozenset[str] = frozenset()


def judge(said: Said, *, method: str, headers: Headers, known: KnownInvite | None) -> Outcome:
    """Decide about one event of one mail."""
    raise NotImplementedError
