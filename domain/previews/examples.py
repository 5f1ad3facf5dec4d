"""Letters with invented facts, on which own words are tried and shown."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from domain.previews import inventing
from domain.previews.inventing import Dates, Setting
from domain.previews.previewing import tells_forms_apart
from invites.contexts import KINDS, Letterhead
from invites.house_words import HouseWords
from invites.meetings import Mailbox
from models.languages import Language, _
from models.states import Kind

COORDINATOR = Mailbox("kaija@example.org", "Kaija Esimerkki")
OPENS = datetime(2027, 2, 1, 7, tzinfo=UTC)


@dataclass(frozen=True)
class Example:
    """One letter, and of which kind of exchange it speaks."""

    form: Kind
    letter: Letterhead


def shown(name: str, language: Language, house: HouseWords) -> tuple[Example, ...]:
    """As a reader would get it, once for a visit and once for mentoring; of a part one letter is enough."""
    kinds = using(name, language, house)
    return tuple(Example(*each) for kind in kinds[:1] for each in _of_kind(kind, language))


def tried(name: str, language: Language, house: HouseWords) -> tuple[Letterhead, ...]:
    """Each letter that the words stand in: where everything is there, and where much is missing."""
    kinds = using(name, language, house)
    found = [letter for kind in kinds for _form, letter in _of_kind(kind, language)]
    return (*found, *(inventing.bare(each) for each in found))


def using(name: str, language: Language, house: HouseWords) -> tuple[type[Letterhead], ...]:
    """The letter of that name, or those that a part stands in."""
    if not name.startswith("_"):
        return tuple(each for each in KINDS if each.kind == name)
    return tuple(each for each in KINDS if name in house.parts(each.kind, language))


def _of_kind(kind: type[Letterhead], language: Language) -> Iterator[tuple[Kind, Letterhead]]:
    forms = (Kind.SHADOWING, Kind.MENTORING) if tells_forms_apart(kind) else (Kind.SHADOWING,)
    for form in forms:
        yield form, inventing.letter(kind, Setting(_round(language), COORDINATOR, language, form))


def _round(language: Language) -> Dates:
    return Dates(
        name=_("Spring 2027").into(language),
        reference="kevat-2027",
        closes_at=OPENS + timedelta(days=25, hours=7),
        decide_by=OPENS + timedelta(days=35),
        first_day=(OPENS + timedelta(days=63)).date(),
        last_day=(OPENS + timedelta(days=116)).date(),
    )
