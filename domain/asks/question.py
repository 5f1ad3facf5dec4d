"""What a question is made of: its letter, its page, and what follows an answer or silence."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from sqlalchemy.orm import Session

from invites.letterhead import Letterhead
from models.asks import About, Ask, Reply
from models.languages import Language, Words
from models.people import Person


class Entry(StrEnum):
    """How a field is filled in."""

    LINE = "line"
    TEXT = "text"
    NUMBER = "number"
    DATE = "date"
    CHOICE = "choice"  # one of its options, or none
    TICK = "tick"  # filled in with anything where it is ticked


@dataclass(frozen=True)
class Option:
    """One button; `word` is what a reply says."""

    word: str
    label: Words


@dataclass(frozen=True)
class Field:
    """One thing that may be written beside an answer."""

    name: str
    label: Words
    entry: Entry = Entry.TEXT
    choices: tuple[Option, ...] = ()


@dataclass(frozen=True)
class Told:
    """One line of what it is about."""

    label: Words
    value: str


@dataclass(frozen=True)
class Page:
    """What the page behind the link shows while the question is open."""

    title: Words
    intro: Words | None = None
    told: tuple[Told, ...] = ()
    options: tuple[Option, ...] = ()
    fields: tuple[Field, ...] = ()


@dataclass(frozen=True)
class Question:
    """All that a kind of question does. `answered` refuses what it does not understand."""

    about: About
    write: Callable[[Session, Ask, Person], Letterhead]
    look: Callable[[Session, Ask, Language], Page]
    answered: Callable[[Session, Ask, Reply, datetime], None]
    lapsed: Callable[[Session, Ask, datetime], None]
    takes_late: bool = False  # a word after the deadline still counts
