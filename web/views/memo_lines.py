"""Memos beside what they are about."""

from collections.abc import Mapping
from datetime import datetime
from uuid import UUID

from sqlalchemy import select

from domain import memos
from models.people import Person
from models.record import Record
from models.steering_pages import Memo
from web.views.reading import Reading


class MemoLine(Record):
    """`about` is whom it concerns, where that is not plain."""

    id: UUID
    words: str
    by: str
    about: str
    at: datetime
    is_removed: bool


def memo_lines(
    seen: Reading, subject: memos.Subject, about: Mapping[UUID | None, str]
) -> tuple[MemoLine, ...]:
    """The newest first; `about` names whom a memo can concern."""
    found = memos.of(seen.db, subject)
    authors = select(Person.id, Person.name).where(Person.id.in_([each.author_id for each in found]))
    names = dict(seen.db.execute(authors).all())
    return tuple(_line(each, names, about) for each in found)


def _line(row: Memo, names: Mapping[UUID, str], about: Mapping[UUID | None, str]) -> MemoLine:
    return MemoLine(
        id=row.id,
        words=row.words,
        by=names[row.author_id],
        about=about.get(row.person_id, ""),
        at=row.written_at,
        is_removed=row.removed_at is not None,
    )
