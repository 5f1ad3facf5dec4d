"""What those who took part have opened to the coordinators, and what is still between the two."""

from sqlalchemy import select

from models.exchanges import Exchange
from models.followups import FollowUp, Note, Sharing
from models.languages import Words
from models.record import Record
from models.states import FollowUpState
from web.views.reading import Reading
from web.words.notes import after, questions


class NoteLine(Record):
    """Without answers it is not given yet, or stays between the two."""

    author: str
    when: Words
    is_given: bool
    answers: tuple[tuple[Words, str], ...]


def notes(seen: Reading, exchange: Exchange) -> tuple[NoteLine, ...]:
    found = select(FollowUp).where(FollowUp.exchange_id == exchange.id)
    rows = seen.db.scalars(found.order_by(FollowUp.days_after, FollowUp.person_id))
    return tuple(_line(each, exchange) for each in rows)


def _line(row: FollowUp, exchange: Exchange) -> NoteLine:
    author = exchange.guest if row.person_id == exchange.guest_id else exchange.host
    is_open = row.state is FollowUpState.ANSWERED and row.reach is not Sharing.PAIR
    return NoteLine(
        author=author.name,
        when=after(row.days_after),
        is_given=row.state is FollowUpState.ANSWERED,
        answers=_answers(row) if is_open else (),
    )


def _answers(row: FollowUp) -> tuple[tuple[Words, str], ...]:
    """Words only: numbers are counted without names."""
    note = row.note or Note()
    asked = (each for each in questions(row.days_after) if not each.is_degree)
    said = ((each.words, str(getattr(note, each.name) or "")) for each in asked)
    return tuple((words, value) for words, value in said if value)
