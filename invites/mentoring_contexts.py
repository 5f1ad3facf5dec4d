"""What letters to mentoring pairs between their sessions need to know."""

from dataclasses import dataclass
from datetime import date

from invites.ask_contexts import Question
from invites.letterhead import Letterhead


@dataclass(frozen=True, kw_only=True)
class OfPair(Question):
    """To one of the two; `partner` is the other."""

    partner: str


@dataclass(frozen=True, kw_only=True)
class AfterFirstMeeting(OfPair):
    """To mentee and mentor, each alone: do they go on? Nobody is told who said what."""

    kind = "after_first_meeting"


@dataclass(frozen=True, kw_only=True)
class AskPairAgreement(OfPair):
    """To both: is this how they work together? `changed` if the other has written it anew."""

    kind = "ask_pair_agreement"
    rhythm: str
    confidentiality: str
    cancelling: str
    changed: bool


@dataclass(frozen=True, kw_only=True)
class PairAgreed(Letterhead):
    """To both, when both have accepted."""

    kind = "pair_agreed"
    partner: str
    rhythm: str
    confidentiality: str
    cancelling: str


@dataclass(frozen=True, kw_only=True)
class MidTerm(OfPair):
    """To both, at half-time; `goals` are those still open."""

    kind = "mid_term"
    goals: tuple[str, ...]
    sessions_left: int


@dataclass(frozen=True, kw_only=True)
class PairNeedsHelp(Letterhead):
    """To HR: one of a pair asks for help at half-time."""

    kind = "pair_needs_help"
    who: str
    partner: str
    words: str


@dataclass(frozen=True, kw_only=True)
class MentorLeaves(OfPair):
    """To the mentee: what happens next, and may the next mentor see the open goals?"""

    kind = "mentor_leaves"
    last_day: date
    find_by: date
    sessions_left: int
    goals: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class FindSuccessor(Question):
    """To HR: somebody has no mentor any more."""

    kind = "find_successor"
    mentee: str
    mentor: str
    find_by: date


@dataclass(frozen=True, kw_only=True)
class NoSuccessor(Letterhead):
    """To the mentee: nobody was found in time."""

    kind = "no_successor"


@dataclass(frozen=True, kw_only=True)
class GoalsCarried(Letterhead):
    """To both of a new pair: the goals that the mentee has brought along."""

    kind = "goals_carried"
    partner: str
    goals: tuple[str, ...]


MENTORING_KINDS: tuple[type[Letterhead], ...] = (
    AfterFirstMeeting,
    AskPairAgreement,
    PairAgreed,
    MidTerm,
    PairNeedsHelp,
    MentorLeaves,
    FindSuccessor,
    NoSuccessor,
    GoalsCarried,
)
