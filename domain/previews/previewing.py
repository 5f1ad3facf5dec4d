"""Every letter that a round will send, before it sends any: HR reads them, and that is written down."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import get_type_hints

from sqlalchemy.orm import Session

from domain import letters as house_letters
from domain.events import record
from domain.previews import inventing
from domain.roles import coordinator
from invites.contexts import KINDS, Letterhead
from invites.date_contexts import DATE_KINDS
from invites.house_words import HouseWords
from invites.letters import Letter
from invites.meetings import Mailbox
from models import streams
from models.languages import Language
from models.people import Person
from models.rounds import Round
from models.states import DateMode, Kind
from models.steering_facts import RoundPreviewed

Sends = Callable[[Round], bool]


def _agrees_days(round_: Round) -> bool:
    return round_.date_mode is not DateMode.FIXED


SENT_IF: dict[str, Sends] = {
    **dict.fromkeys((each.kind for each in DATE_KINDS), _agrees_days),
    "dates_suit_unit": lambda round_: round_.supervisor_confirms_dates,
    "evening_before": lambda round_: round_.asks_evening_before,
    "no_word_from_host": lambda round_: round_.asks_evening_before,
    "host_interest": lambda round_: Kind.SHADOWING in round_.kinds,
    "host_offer": lambda round_: Kind.SHADOWING in round_.kinds,
}
"""Letters that only some rounds send; all others are sent by every round, if their occasion comes."""


@dataclass(frozen=True)
class Previewed:
    """One letter as its reader would get it; the form tells visits and mentoring apart."""

    kind: str
    form: Kind
    letter: Letter


def letters(db: Session, round_: Round, language: Language) -> tuple[Previewed, ...]:
    """With invented names and the dates of the round, in one language."""
    owner = coordinator(db, round_)
    house = house_letters.in_force(db)
    return tuple(_letters(round_, Mailbox(owner.email, owner.name), language, house))


def _letters(round_: Round, owner: Mailbox, language: Language, house: HouseWords) -> Iterator[Previewed]:
    for kind in KINDS:
        if kind.kind in SENT_IF and not SENT_IF[kind.kind](round_):
            continue
        for form in round_.kinds if tells_forms_apart(kind) else round_.kinds[:1]:
            setting = inventing.Setting(inventing.dates_of(round_, language), owner, language, form)
            invented = inventing.letter(kind, setting)
            yield Previewed(kind.kind, form, house.render(invented, language).letter)


def tells_forms_apart(kind: type[Letterhead]) -> bool:
    return bool({"form", "particulars"} & get_type_hints(kind).keys())


def mark(db: Session, round_: Round, *, by: Person, now: datetime) -> None:
    """Somebody has looked at them; the last look counts."""
    round_.previewed_at, round_.previewed_by_id = now, by.id
    fact = RoundPreviewed(round_id=round_.id)
    record(db, fact, on=streams.of_round(round_.id), now=now, actor_id=by.id)
