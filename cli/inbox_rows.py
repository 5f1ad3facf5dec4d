"""The inbox as rows: who wrote, about whom, how it ended, and what the words seem to say."""

from collections import defaultdict
from collections.abc import Collection
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from cli.listing import Listing
from domain.inbox import WAITING, waits
from invites import dates
from invites.judgement import Outcome
from invites.texts import one_line
from models.invites import InboundMail, Reply
from models.languages import Language, Words, _
from models.people import Person
from models.states import Answer
from web.views.headings import head, heading
from web.words import endings, states

TITLES = (
    _("Id"),
    _("Received"),
    _("Sender"),
    _("Whose answer"),
    _("Outcome"),
    _("Suggestion"),
    _("They wrote"),
)
SHOWN = 8  # digits of an id, as in the letter to the coordinator
LONGEST = 120
SUGGESTIONS = {Answer.ACCEPTED: _("yes?"), Answer.DECLINED: _("no?"), None: _("unsure")}


def listing(db: Session, language: Language, *, only_held: bool, most: int) -> Listing:
    """First those that wait for a human, the oldest of them first; then the others, the newest first."""
    is_waiting = InboundMail.recorded_at.is_(None) & InboundMail.outcome.in_(WAITING)
    found = select(InboundMail, head(InboundMail.octets))
    held = found.where(is_waiting).order_by(InboundMail.received_at, InboundMail.id).limit(most)
    rest = found.where(~is_waiting).order_by(InboundMail.received_at.desc(), InboundMail.id).limit(most)
    rows = [*db.execute(held).all(), *([] if only_held else db.execute(rest).all())][:most]
    said = _said(db, [mail.id for mail, _octets in rows])
    return Listing(TITLES, tuple(_row(db, mail, octets, said[mail.id], language) for mail, octets in rows))


def _row(
    db: Session, mail: InboundMail, octets: bytes, said: list[tuple[str, Reply]], language: Language
) -> tuple[str, ...]:
    return (
        f"{mail.id}"[:SHOWN],
        dates.moment(mail.received_at, language),
        heading(octets).sender,
        ", ".join(dict.fromkeys(name for name, _reply in said)),
        _outcome(db, mail, language),
        ", ".join(_seems(mail, reply).into(language) for _name, reply in said),
        one_line(mail.words)[:LONGEST],
    )


def _said(db: Session, mail_ids: Collection[UUID]) -> dict[UUID, list[tuple[str, Reply]]]:
    found = select(Person.name, Reply).join(Person, Person.id == Reply.person_id)
    found = found.where(Reply.inbound_mail_id.in_(mail_ids)).order_by(Reply.recurrence_at, Reply.id)
    rows: dict[UUID, list[tuple[str, Reply]]] = defaultdict(list)
    for name, reply in db.execute(found):
        rows[reply.inbound_mail_id].append((name, reply))
    return rows


def _outcome(db: Session, mail: InboundMail, language: Language) -> str:
    """What a coordinator has looked at says so."""
    words = endings.ending(mail.outcome).words.into(language)
    if mail.recorded_by_id is None:
        return words
    who = db.get_one(Person, mail.recorded_by_id).name
    return _("{outcome}; looked at by {name}", outcome=words, name=who).into(language)


def _seems(mail: InboundMail, reply: Reply) -> Words:
    """A guess from words is marked as one."""
    if reply.outcome == Outcome.HELD_WORDS and waits(mail):
        return SUGGESTIONS[reply.answer]
    return states.tag(reply.answer or Answer.NEEDS_ACTION).words
