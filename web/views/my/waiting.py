"""What waits for whoever is signed in: one line each, the nearest deadline first."""

from datetime import datetime
from uuid import UUID

from domain.open_questions import OpenQuestion
from invites.links import Purpose
from models.languages import Language, Words
from models.record import Record
from web.words.participation import asked

NAMES = {
    "proposal": Purpose.PROPOSAL,
    "invitation": Purpose.INVITATION,
    "doubt": Purpose.DOUBT,
    "other-days": Purpose.OTHER_DAYS,
    "note": Purpose.NOTE,
    "trouble": Purpose.TROUBLE,
    "ask": Purpose.ASK,
    "seat": Purpose.SEAT,
}
"""How questions are called in addresses."""
PURPOSES = {purpose: name for name, purpose in NAMES.items()}


class Waiting(Record):
    """`who` is the other side, the report, the round or the workshop: what it is about."""

    what: Words
    who: str
    until: datetime
    is_late: bool
    address: str


def waiting(question: OpenQuestion, person_id: UUID, language: Language, *, now: datetime) -> Waiting:
    return Waiting(
        what=asked(question),
        who=_who(question, person_id, language),
        until=question.until,
        is_late=question.until <= now,
        address=_address(question),
    )


def _address(question: OpenQuestion) -> str:
    """A proposal is answered beside all that is known of it."""
    if question.purpose is Purpose.PROPOSAL and question.exchange:
        return f"/my/exchanges/{question.exchange.id}"
    if question.purpose is Purpose.NOTE:
        return f"/my/notes/{question.row_id}"
    return f"/my/questions/{PURPOSES[question.purpose]}/{question.row_id}"


def _who(question: OpenQuestion, person_id: UUID, language: Language) -> str:
    if question.exchange:
        pair = (question.exchange.guest, question.exchange.host)
        return next(each.name for each in pair if each.id != person_id)
    if question.workshop:
        return question.workshop.title.into(language)
    return question.whose or (question.round_.name(language) if question.round_ else "")
