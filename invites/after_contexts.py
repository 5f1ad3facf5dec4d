"""What letters after a stay or a mentoring need to know."""

from dataclasses import dataclass

from invites.ask_contexts import Question
from invites.letterhead import Letterhead
from invites.particulars import Particulars


@dataclass(frozen=True, kw_only=True)
class ReviewAsked(Question):
    """To the guest's supervisor: what came of it."""

    kind = "review_asked"
    particulars: Particulars


@dataclass(frozen=True, kw_only=True)
class SeminarOffered(Question):
    """To the guest: shall what was learnt be told at home?"""

    kind = "seminar_offered"
    particulars: Particulars


@dataclass(frozen=True, kw_only=True)
class VisitOffered(Question):
    """To the guest: shall the two meet again, outside of rounds?"""

    kind = "visit_offered"
    particulars: Particulars


@dataclass(frozen=True, kw_only=True)
class KeepInTouch(Question):
    """To both: may they be asked and named later on?"""

    kind = "keep_in_touch"
    particulars: Particulars


@dataclass(frozen=True, kw_only=True)
class SeminarDrafted(Letterhead):
    """To HR: somebody will tell at home what they learnt; `number` is how commands name the draft."""

    kind = "seminar_drafted"
    who: str
    title: str
    number: str
    is_announced: bool


AFTER_KINDS: tuple[type[Letterhead], ...] = (
    ReviewAsked,
    SeminarOffered,
    VisitOffered,
    KeepInTouch,
    SeminarDrafted,
)
