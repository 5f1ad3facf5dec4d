"""What could wait and went beyond somebody's weekly ceiling, in one mail."""

from datetime import datetime
from itertools import groupby

from sqlalchemy import Select, select
from sqlalchemy.orm import Session, undefer

from domain import mails
from domain.mails import heading
from invites.mail_contexts import Digest
from invites.reading_back import words_of
from models import streams
from models.events import Stream
from models.mails import Mail
from models.people import Person
from models.rounds import Round
from models.states import MailState


def are_due(db: Session, *, now: datetime) -> bool:
    return db.scalar(_due(now).with_only_columns(Mail.id).limit(1)) is not None


def compose(db: Session, *, now: datetime) -> None:
    """One mail for each person and round; each item once. What waits alone leaves as it is.

    Lanes are locked before mails, as verbs do that hurry a mail, and several lanes in the order of their ids.
    """
    _lock_lanes(db, now=now)
    found = _due(now).options(undefer(Mail.octets))
    order = (Mail.round_id, Mail.person_id, Mail.queued_at, Mail.lane, Mail.number)
    waiting = db.scalars(found.order_by(*order).with_for_update(skip_locked=True)).all()
    for _whose, group in groupby(waiting, key=lambda mail: (mail.round_id, mail.person_id)):
        _carry(db, tuple(group), now=now)


def _lock_lanes(db: Session, *, now: datetime) -> None:
    rounds = db.scalars(_due(now).with_only_columns(Mail.round_id).distinct())
    lanes = select(Stream).where(Stream.id.in_([streams.of_round(each) for each in rounds if each]))
    db.scalars(lanes.order_by(Stream.id).with_for_update()).all()


def _due(now: datetime) -> Select[Mail]:
    return select(Mail).where(
        Mail.state == MailState.QUEUED, Mail.waits_for_digest.is_(True), Mail.held_until <= now
    )


def _carry(db: Session, items: tuple[Mail, ...], *, now: datetime) -> None:
    if len(items) == 1:
        items[0].waits_for_digest = False
        return
    round_, person = db.get_one(Round, items[0].round_id), db.get_one(Person, items[0].person_id)
    head = heading(db, round_, person)
    letter = Digest(
        name=person.name,
        round_name=head.round_name,
        coordinator=head.coordinator,
        items=tuple(words_of(each.octets) for each in items),
    )
    digest = mails.queue(db, letter, key=f"digest:{items[0].id}", to=person, about=round_, now=now)
    for each in items:
        each.state, each.waits_for_digest = MailState.CARRIED, False
        each.carried_by_id = digest.id if digest else None
