"""Asking to be let in by mail: whoever is known gets a link and a code, and nobody else learns who is."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from domain.access import login_links
from domain.access.login_links import Claim, Told
from invites.entrance_contexts import LoginLetter
from invites.letters import render
from invites.meetings import Mailbox
from invites.message import Envelope, compose
from models import streams
from models.base import new_id
from models.events import Stream
from models.mails import Mail
from models.people import Person
from models.rounds import MAILBOX, Round

NAME = "Vaihto"


@dataclass(frozen=True)
class Asked:
    """Who wants in: by which address, in which browser, where to, and under which of our addresses."""

    email: str
    browser: str
    leads_to: str
    our_address: str


def ask(
    db: Session, asked: Asked, *, now: datetime, queued_at: datetime, claim: Claim | None = None
) -> Person | None:
    """Queue the mail if somebody has that address. Links run on the wall's clock, mails on the house's."""
    person = known(db, asked.email)
    if person is None:
        return None
    told = login_links.for_mail(
        db, person, browser=asked.browser, leads_to=asked.leads_to, now=now, claim=claim
    )
    _queue(db, person, told, our_address=asked.our_address, now=queued_at)
    return person


def known(db: Session, email: str) -> Person | None:
    """Somebody by their own address alone: whoever reads an alias is not proved to be them."""
    return db.scalar(select(Person).where(Person.email == email.strip().lower()))


def _queue(db: Session, person: Person, told: Told, *, our_address: str, now: datetime) -> None:
    """In a lane of one's own, at once also at night: somebody sits and waits for it."""
    db.get_one(Person, person.id, with_for_update=True)
    lane = streams.of_entrance(person.id)
    stream = db.get(Stream, lane) or Stream(id=lane, last_mail_number=0)
    stream.last_mail_number += 1
    db.add(stream)
    mailbox = _mailbox(db)
    mail_id = new_id()
    message_id = f"{mail_id}@{mailbox.partition('@')[2]}"
    db.add(
        Mail(
            id=mail_id,
            key=f"{lane}:{mail_id}",
            lane=lane,
            number=stream.last_mail_number,
            kind=LoginLetter.kind,
            person_id=person.id,
            sender=mailbox,
            recipient=person.email,
            message_id=message_id,
            queued_at=now,
            octets=_composed(db, person, told, our_address, message_id=message_id, mailbox=mailbox, now=now),
        )
    )
    db.flush()


def _composed(
    db: Session,
    person: Person,
    told: Told,
    our_address: str,
    *,
    message_id: str,
    mailbox: str,
    now: datetime,
) -> bytes:
    helps = login_links.administrator(db)
    asks = Mailbox(helps.email, helps.name) if helps else Mailbox(mailbox, NAME)
    letter = LoginLetter(
        name=person.name,
        round_name=NAME,
        coordinator=asks,
        link=f"{our_address}/sign-in/{told.token}",
        code=told.code,
    )
    envelope = Envelope(
        message_id=message_id,
        sender=Mailbox(mailbox, NAME),
        to=Mailbox(person.email, person.name),
        date=now,
        language=person.language,
        list_id=f"entrance.{mailbox.partition('@')[2]}",
        reply_to=asks,
    )
    return compose(envelope, render(letter, person.language))


def _mailbox(db: Session) -> str:
    """The one of the newest round: mail servers know it already."""
    return db.scalar(select(Round.mailbox).order_by(Round.opens_at.desc()).limit(1)) or MAILBOX
