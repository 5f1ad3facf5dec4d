"""Whether an answer counts: one decision table, no database."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from invites.meetings import Answer
from invites.replies import Headers, Said
from invites.zone import local


class Outcome(StrEnum):
    """The one recorded end of one answer."""

    APPLIED = "applied"
    UNCONFIRMED = "unconfirmed"
    DUPLICATE = "duplicate"
    STALE = "stale"
    AUTO_SUBMITTED = "auto_submitted"
    WRONG_METHOD = "wrong_method"
    COUNTER = "counter"
    COUNTER_TAKEN = "counter_taken"  # the proposed time was possible: all calendars follow
    COUNTER_DECLINED = "counter_declined"
    REFRESH = "refresh"
    ASKS_RELEASE = "asks_release"
    UNKNOWN_UID = "unknown_uid"
    UNKNOWN_SESSION = "unknown_session"
    NOT_INVITED = "not_invited"
    HELD_SENDER = "held_sender"
    HELD_DELEGATION = "held_delegation"
    HELD_SEQUENCE = "held_sequence"
    HELD_RANGE = "held_range"
    HELD_WORDS = "held_words"
    OLD_VERSION = "old_version"
    NO_ANSWER = "no_answer"
    BOUNCE = "bounce"
    DELAYED = "delayed"

    @property
    def counts(self) -> bool:
        """Whether the person's answer is now what the mail says."""
        return self in (Outcome.APPLIED, Outcome.UNCONFIRMED)


@dataclass(frozen=True)
class KnownSession:
    """One session of a series: its original start and the SEQUENCE its time last got."""

    original: datetime
    sequence: int
    is_cancelled: bool = False


@dataclass(frozen=True)
class KnownInvitee:
    """One invited person; `answered` is their newest answer to the same scope, with its DTSTAMP.

    `told_by` are the message ids of our mails to them about this invite; `deputies` may answer for them.
    """

    address: str
    aliases: tuple[str, ...]
    asked: int
    answered_stamp: datetime | None = None
    answered: Answer = Answer.NEEDS_ACTION
    deputies: tuple[str, ...] = ()
    told_by: frozenset[str] = frozenset()

    def goes_by(self, address: str) -> bool:
        """Whether this is their address; capitals and plus-tags aside."""
        return is_among(address, (self.address, *self.aliases))

    def lets_answer(self, address: str) -> bool:
        """Whether this address may answer for them: their own, or a deputy's."""
        return self.goes_by(address) or is_among(address, self.deputies)


@dataclass(frozen=True)
class KnownInvite:
    """What we remember of one UID; `issued` is the highest SEQUENCE ever sent."""

    uid: str
    issued: int
    is_cancelled: bool
    invitees: tuple[KnownInvitee, ...]
    sessions: tuple[KnownSession, ...] = ()
    seen_message_ids: frozenset[str] = frozenset()

    def whose(self, said: Said) -> KnownInvitee | None:
        """Whose answer it is: the attendee's, else that of the one whom the attendee stands in for."""
        named = (said.attendee, said.delegated_from)
        return next((each for name in named for each in self.invitees if each.goes_by(name)), None)

    def session(self, recurrence_id: datetime | date | None) -> KnownSession | None:
        """The session that an answer names; some clients name it by its day only."""
        if isinstance(recurrence_id, datetime):
            return next((each for each in self.sessions if each.original == recurrence_id), None)
        on_day = [each for each in self.sessions if local(each.original).date() == recurrence_id]
        return on_day[0] if len(on_day) == 1 else None


@dataclass(frozen=True)
class Case:
    """One answer beside what we know; `invitee` and `session` are those it names, if we have them."""

    said: Said
    headers: Headers
    method: str
    invite: KnownInvite
    invitee: KnownInvitee
    session: KnownSession | None
    is_doubted: bool  # our own mail server says that the sender's domain did not send it


def judge(
    said: Said, *, method: str, headers: Headers, known: KnownInvite | None, authserv: str = ""
) -> Outcome:
    """Decide about one event of one mail; `authserv` is the name our own mail server signs verdicts with."""
    if headers.is_automatic:
        return Outcome.AUTO_SUBMITTED
    if method not in METHODS:
        return Outcome.WRONG_METHOD
    if known is None or known.uid != said.uid:
        return Outcome.UNKNOWN_UID
    if headers.message_id and headers.message_id in known.seen_message_ids:
        return Outcome.DUPLICATE
    invitee = known.whose(said)
    if invitee is None:
        return Outcome.NOT_INVITED
    session = known.session(said.recurrence_id)
    is_doubted = headers.dmarc(authserv) == "fail"
    case = Case(said, headers, method, known, invitee, session, is_doubted)
    return next((outcome for holds, outcome in TABLE if holds(case)), Outcome.APPLIED)


METHODS = ("REPLY", "COUNTER", "CANCEL", "REFRESH")


def plain(address: str) -> str:
    """An address without what people's mail systems add: capitals and a plus-tag."""
    name, _at, domain = address.strip().casefold().partition("@")
    return f"{name.partition('+')[0]}@{domain}"


def is_among(address: str, others: Iterable[str]) -> bool:
    return bool(address) and plain(address) in {plain(each) for each in others}


def _is_gone(case: Case) -> bool:
    return case.invite.is_cancelled or (case.session is not None and case.session.is_cancelled)


def _asked(case: Case) -> int:
    """The question that stands: a moved session has a newer one than its series."""
    return max(case.invitee.asked, case.session.sequence if case.session else 0)


def _is_older(case: Case) -> bool:
    stamp, last = case.said.dtstamp, case.invitee.answered_stamp
    return stamp is not None and last is not None and stamp < last


def _is_same(case: Case) -> bool:
    stamp, last = case.said.dtstamp, case.invitee.answered_stamp
    return stamp is not None and stamp == last and case.said.answer is case.invitee.answered


def _sends_a_stranger(case: Case) -> bool:
    return case.said.answer is Answer.DELEGATED and not case.invitee.lets_answer(case.said.delegated_to)


def _is_strange(case: Case) -> bool:
    """Calendar services write from where DMARC fails: then the mail must know one of ours to this person."""
    is_unknown = not case.invitee.lets_answer(case.headers.from_address)
    return is_unknown or (case.is_doubted and case.invitee.told_by.isdisjoint(case.headers.references))


TABLE: tuple[tuple[Callable[[Case], bool], Outcome], ...] = (
    (lambda case: not case.invitee.lets_answer(case.said.attendee), Outcome.HELD_DELEGATION),
    (_is_strange, Outcome.HELD_SENDER),
    (lambda case: case.said.this_and_future, Outcome.HELD_RANGE),
    (lambda case: case.said.recurrence_id is not None and case.session is None, Outcome.UNKNOWN_SESSION),
    (lambda case: case.method == "REFRESH", Outcome.REFRESH),
    (lambda case: case.said.sequence > case.invite.issued, Outcome.HELD_SEQUENCE),
    (_is_gone, Outcome.STALE),
    (lambda case: case.method == "CANCEL", Outcome.ASKS_RELEASE),
    (lambda case: case.said.sequence < _asked(case), Outcome.OLD_VERSION),
    (_is_older, Outcome.STALE),
    (lambda case: case.method == "COUNTER", Outcome.COUNTER),
    (_is_same, Outcome.DUPLICATE),
    (_sends_a_stranger, Outcome.HELD_DELEGATION),
    (lambda case: case.said.answer is Answer.NEEDS_ACTION, Outcome.NO_ANSWER),
    (lambda case: case.is_doubted, Outcome.UNCONFIRMED),
)
"""The first line that holds decides; if none does, the answer is applied."""

HELD = (
    Outcome.HELD_WORDS,
    Outcome.HELD_SENDER,
    Outcome.HELD_DELEGATION,
    Outcome.HELD_SEQUENCE,
    Outcome.HELD_RANGE,
    Outcome.ASKS_RELEASE,
    Outcome.OLD_VERSION,
    Outcome.NOT_INVITED,
    Outcome.COUNTER,
)
"""What a human decides, the most pressing first."""

TOLD = frozenset(HELD)
NOTHING = Outcome.NO_ANSWER


def first_of(outcomes: Iterable[Outcome]) -> Outcome:
    """Of several answers in one mail, the one it is remembered by: what waits for a human, if any."""
    order = (*HELD, Outcome.APPLIED, Outcome.UNCONFIRMED, Outcome.COUNTER_TAKEN, Outcome.COUNTER_DECLINED)
    return min(outcomes, key=lambda each: order.index(each) if each in order else len(order), default=NOTHING)
