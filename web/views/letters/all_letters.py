"""Every letter that goes out, by the moment of a round at which it does."""

from collections.abc import Iterator

from domain import letters
from domain.access.policy import Action, can
from invites.house_words import Key
from models.languages import Language, Words
from models.letters import LetterText
from models.record import Record
from web.views.paging import Narrowed
from web.views.reading import Reading
from web.words.letter_purposes import PURPOSES
from web.words.letters import MOMENTS, Moment, title


class Choice(Narrowed):
    """`own`: only those in words of the house."""

    own: bool = False


class LetterRow(Record):
    """`own` are the languages in which the house has words of its own."""

    name: str
    title: Words
    purpose: Words
    own: tuple[Language, ...]
    has_failed: bool


class Group(Record):
    moment: Moment
    title: Words
    rows: tuple[LetterRow, ...]


class LettersView(Record):
    chosen: Choice
    groups: tuple[Group, ...]
    number: int
    own: int
    may_change: bool


def look(seen: Reading, chosen: Choice) -> LettersView:
    standing = letters.standing(seen.db)
    every = tuple(_groups(standing))
    rows = [row for group in every for row in group.rows]
    return LettersView(
        chosen=chosen,
        groups=tuple(_own_alone(every)) if chosen.own else every,
        number=len(rows),
        own=sum(bool(each.own) for each in rows),
        may_change=may_change(seen),
    )


def may_change(seen: Reading) -> bool:
    """For who steers everywhere: a letter goes to people of every organisation."""
    return can(seen.actor, Action.WORD_LETTERS).is_allowed


def _groups(standing: dict[Key, LetterText]) -> Iterator[Group]:
    for moment, purposes in PURPOSES.items():
        rows = tuple(_row(name, purpose, standing) for name, purpose in purposes.items())
        yield Group(moment=moment, title=MOMENTS[moment], rows=rows)


def _own_alone(groups: tuple[Group, ...]) -> Iterator[Group]:
    for each in groups:
        if rows := tuple(row for row in each.rows if row.own):
            yield each.model_copy(update={"rows": rows})


def _row(name: str, purpose: Words, standing: dict[Key, LetterText]) -> LetterRow:
    found = {each: standing.get((name, each)) for each in Language}
    own = {language: row for language, row in found.items() if row and row.text}
    return LetterRow(
        name=name,
        title=title(name),
        purpose=purpose,
        own=tuple(own),
        has_failed=any(row.failed_at for row in own.values()),
    )
