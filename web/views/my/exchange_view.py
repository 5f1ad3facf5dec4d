"""What the page of one's own exchange shows."""

from datetime import datetime
from uuid import UUID

from models.asks import Filled
from models.languages import Words, _
from models.record import Record
from web.pictures.finland import Spot
from web.views.answer_view import Fact
from web.views.my.afterwards import After
from web.views.my.exchange_money import Money
from web.views.my.notes import NoteLine
from web.views.my.pair import Pair
from web.views.my.undoing import Undo
from web.views.my.waiting import Waiting
from web.views.other_days import OtherDays, Suggested
from web.words.tags import Tag

PACK: dict[str, Words] = {
    "ask_for": _("Whom to ask for"),
    "place": _("Where to come"),
    "dress": _("What to wear"),
    "parking": _("Parking"),
    "bring": _("What to bring along"),
    "programme": _("Programme"),
}


class Human(Record):
    name: str
    title: str
    organisation: str
    email: str


class PackLine(Record):
    name: str
    label: Words
    value: str


class Guest(Record):
    """A colleague who comes along."""

    name: str
    email: str
    is_asked: bool


class Reason(Record):
    code: str
    words: Words


class Way(Record):
    """One way from door to door; an estimate unless somebody has imported better."""

    start: Spot
    end: Spot
    hours: int
    minutes: int
    kilometres: int
    euros: int
    is_estimate: bool


class Proposal(Record):
    """What the two are asked, and what oneself has said so far."""

    until: datetime
    accepted: bool
    is_late: bool
    has_days: bool
    reasons: tuple[Reason, ...]


class Kept(Record):
    """What was written in a form that was refused, by the act that the form is for."""

    act: str = ""
    filled: tuple[Filled, ...] = ()

    def of(self, act: str, name: str, default: str = "") -> str:
        if act != self.act:
            return default
        return next((each.value for each in self.filled if each.name == name), default)


class Step(Record):
    words: Words
    is_done: bool


class Preparing(Record):
    """What to know before coming, who comes along, and which days can still be moved."""

    pack: tuple[PackLine, ...]
    edits_pack: bool
    online_link: str
    colleagues: tuple[Guest, ...]
    most_colleagues: int
    stays: tuple[PackLine, ...]  # blocks that can be moved, by number


class ExchangeView(Record):
    id: UUID
    kind: Tag
    state: Tag
    is_mentoring: bool
    is_guest: bool
    round_name: str
    countdown: Words | None
    other: Human
    coordinator: Human
    facts: tuple[Fact, ...]
    why: tuple[str, ...]
    way: Way | None
    proposal: Proposal | None
    waiting: tuple[Waiting, ...]
    steps: tuple[Step, ...]
    preparing: Preparing
    is_live: bool
    has_trouble: bool
    has_order: bool
    money: Money
    pair: Pair | None
    other_days: OtherDays | None
    suggested: Suggested | None
    notes: tuple[NoteLine, ...]
    after: After | None
    kept: Kept
    undo: Undo | None
    refusal: Words | None = None
