"""What is asked in a note, with what has been written already."""

from uuid import UUID

from sqlalchemy.orm import Session

from domain import follow_ups
from models.followups import FollowUp, Note, Sharing
from models.languages import Words
from models.record import Record
from models.states import FollowUpState
from web.words.notes import REACHES, questions


class NoteLine(Record):
    name: str
    words: Words
    is_degree: bool
    is_line: bool
    value: str


class ReachChoice(Record):
    code: Sharing
    words: Words
    is_on: bool


class NoteForm(Record):
    id: UUID
    lines: tuple[NoteLine, ...]
    reaches: tuple[ReachChoice, ...]
    is_given: bool


def form(
    db: Session, row: FollowUp, *, kept: Note | None = None, reach: Sharing | None = None
) -> NoteForm | None:
    """With what was just refused, or begun, or given before; none where it cannot be changed any more."""
    is_given = row.state is FollowUpState.ANSWERED
    if is_given and not follow_ups.may_change(db, row):
        return None
    note, reads = kept or row.begun or row.note or Note(), reach or row.reach
    return NoteForm(
        id=row.id,
        lines=tuple(
            NoteLine(
                name=each.name,
                words=each.words,
                is_degree=each.is_degree,
                is_line=each.is_line,
                value=str(getattr(note, each.name) or ""),
            )
            for each in questions(row.days_after)
        ),
        reaches=tuple(
            ReachChoice(code=code, words=words, is_on=code is reads) for code, words in REACHES.items()
        ),
        is_given=is_given,
    )
