"""Letters in words of the house: changed, taken back, and in force from the next mail on."""

from dataclasses import dataclass
from datetime import datetime
from weakref import WeakKeyDictionary

from sqlalchemy import Engine, Select, and_, func, select
from sqlalchemy.orm import Session, aliased

from domain.refusals import Conflict, Invalid
from invites.checking import wrong_with
from invites.contexts import Letterhead
from invites.drafts import Draft
from invites.entrance_contexts import LoginLetter
from invites.house_words import NONE, HouseWords, Key
from invites.letters import Letter
from invites.mistakes import Mistake, is_shipped
from models.languages import Language, _
from models.letters import LetterText
from models.people import Person

KEPT_FOR_US = frozenset((LoginLetter.kind,))
"""Whoever words the letter that lets people in could lead them astray: it stays as shipped."""
HERE = "words of the house"


@dataclass(frozen=True)
class Known:
    """What one process has read: valid as long as the newest change is this one."""

    newest: object
    words: HouseWords


_known: WeakKeyDictionary[Engine, Known] = WeakKeyDictionary()


class Unusable(Invalid):
    """The words are wrong; `mistakes` says where and what would be right."""

    def __init__(self, mistakes: tuple[Mistake, ...]) -> None:
        super().__init__(_("These words cannot be used yet."))
        self.mistakes = mistakes


def in_force(db: Session) -> HouseWords:
    """Read once in a transaction, and anew only where something has changed since the last one."""
    here: HouseWords | None = db.info.get(HERE)
    if here is None:
        here = db.info[HERE] = _read(db)
    return here


def _read(db: Session) -> HouseWords:
    newest = db.scalar(select(LetterText.id).order_by(LetterText.edition.desc()).limit(1))
    if newest is None:
        return NONE
    engine = db.get_bind().engine
    known = _known.get(engine)
    if known is None or known.newest != newest:
        texts = {key: each.text for key, each in standing(db).items() if each.text}
        known = _known[engine] = Known(newest, HouseWords(texts))
    return known.words


def standing(db: Session) -> dict[Key, LetterText]:
    """The newest row of each template and language that was ever changed."""
    return {(each.name, each.language): each for each in db.scalars(_newest())}


def _newest() -> Select[LetterText]:
    later = aliased(LetterText)
    is_later = and_(
        later.name == LetterText.name,
        later.language == LetterText.language,
        later.number > LetterText.number,
    )
    return select(LetterText).where(~select(later.id).where(is_later).exists())


def history(db: Session, name: str, language: Language) -> tuple[LetterText, ...]:
    """The newest first."""
    mine = select(LetterText).where(LetterText.name == name, LetterText.language == language)
    return tuple(db.scalars(mine.order_by(LetterText.number.desc())))


def compose(db: Session, letter: Letterhead, language: Language, *, now: datetime) -> Letter:
    """In words of the house; if these fail in this letter, in ours, and it is noted which failed."""
    rendered = in_force(db).render(letter, language)
    if rendered.failed:
        for key, row in standing(db).items():
            if key[1] is language and key[0] in rendered.failed and row.failed_at is None:
                row.failed_at = now
        db.flush()
    return rendered.letter


def failures(db: Session) -> tuple[LetterText, ...]:
    """Words that could not be used for some mail, and still are in force."""
    found = db.scalars(_newest().where(LetterText.failed_at.is_not(None)))
    return tuple(sorted(found, key=lambda each: (each.name, each.language)))


@dataclass(frozen=True)
class Change:
    """Words by somebody who saw version `seen` of this template in this language; 0 is the shipped one."""

    draft: Draft
    seen: int
    by: Person
    at: datetime


def change(db: Session, asked: Change, examples: tuple[Letterhead, ...]) -> LetterText:
    """Keep the words, if they can be used for every example and nobody else was faster."""
    if wrong := wrong_with(asked.draft, in_force(db), examples):
        raise Unusable(wrong)
    return _add(db, asked)


def take_back(db: Session, asked: Change) -> LetterText | None:
    """The shipped words count again; the draft's text is not looked at."""
    mine = standing(db).get((asked.draft.name, asked.draft.language))
    if mine is None or not mine.text:
        return None
    return _add(db, Change(Draft(asked.draft.name, asked.draft.language, ""), asked.seen, asked.by, asked.at))


def _add(db: Session, asked: Change) -> LetterText:
    draft = asked.draft
    if draft.name in KEPT_FOR_US or not is_shipped(draft.file):
        raise Invalid(_("The words of this letter cannot be changed."))
    before = standing(db).get((draft.name, draft.language))
    number = before.number if before else 0
    if number != asked.seen:
        raise Conflict(_("Somebody else has changed this letter meanwhile."))
    row = LetterText(
        edition=(db.scalar(select(func.max(LetterText.edition))) or 0) + 1,
        name=draft.name,
        language=draft.language,
        number=number + 1,
        text=draft.text,
        at=asked.at,
        by_id=asked.by.id,
    )
    db.add(row)
    db.flush()
    db.info.pop(HERE, None)
    return row
