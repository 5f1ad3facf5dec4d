"""What a letter has said before: who changed it when, and with which words."""

from datetime import datetime

from sqlalchemy import select

from domain.access import visibility
from models.letters import LetterText
from models.people import Person
from models.record import Record
from web.views.reading import Reading


class Version(Record):
    """`by` is empty where the reader may not know who it was; no text: the shipped words again."""

    number: int
    at: datetime
    by: str
    text: str
    is_in_force: bool


def versions(seen: Reading, rows: tuple[LetterText, ...]) -> tuple[Version, ...]:
    """The newest first."""
    whose = select(Person.id, Person.name).where(
        Person.id.in_([each.by_id for each in rows]), visibility.people(seen.actor)
    )
    names = dict(seen.db.execute(whose).all())
    return tuple(
        Version(
            number=each.number,
            at=each.at,
            by=names.get(each.by_id, ""),
            text=each.text,
            is_in_force=each is rows[0],
        )
        for each in rows
    )
