"""Speaking a cue: the invented person's word goes through the same door as a real one's."""

from datetime import date, datetime

from sqlalchemy.orm import Session, undefer

from domain import applications, exchanges, follow_ups, replies, schedules
from domain.refusals import Refusal
from invites.meetings import Answer as Word
from models.applications import Endorsement
from models.exchanges import Confirmation, Exchange
from models.followups import FollowUp, Note
from models.mails import Mail
from models.people import Person
from models.rehearsals import Cue
from models.schedules import Schedule
from models.states import Answer
from workers.replying import Answering, Client, reply_mail

STYLES = tuple(Client)


def speak(db: Session, cue: Cue, *, now: datetime) -> None:
    """Say it once; what comes too late is refused, as in life."""
    cue.spoken_at = now
    try:
        with db.begin_nested():
            SPEAKERS[cue.act](db, cue, now)
    except Refusal:
        return


def _endorse(db: Session, cue: Cue, now: datetime) -> None:
    endorsement = db.get_one(Endorsement, cue.about_id)
    if cue.word == "given":
        applications.endorse(db, endorsement, now=now)
    else:
        applications.refuse_endorsement(db, endorsement, reason="workload", now=now)


def _approve(db: Session, cue: Cue, now: datetime) -> None:
    schedule = db.get_one(Schedule, cue.about_id)
    schedules.approve(db, schedule, by=db.get_one(Person, cue.person_id), now=now)


def _confirm(db: Session, cue: Cue, now: datetime) -> None:
    confirmation = db.get_one(Confirmation, cue.about_id)
    exchange = exchanges.load(db, confirmation.exchange_id)
    exchanges.answer(db, exchange, confirmation.person_id, Answer(cue.word), now=now)


def _reply(db: Session, cue: Cue, now: datetime) -> None:
    mail = db.get_one(Mail, cue.about_id, options=[undefer(Mail.octets)])
    answering = Answering(
        attendee=mail.recipient,
        answer=Word(cue.word),
        stamp=now,
        message_id=f"reply-{mail.message_id}",
    )
    style = STYLES[len(mail.recipient) % len(STYLES)]
    replies.receive(db, reply_mail(mail.octets, answering, style=style), now=now)


def _fall_ill(db: Session, cue: Cue, now: datetime) -> None:
    first, last = (date.fromisoformat(each) for each in cue.word.split(".."))
    exchange = db.get_one(Exchange, cue.about_id)
    if cue.person_id:
        exchanges.fall_ill(db, exchange.round_id, cue.person_id, first=first, last=last, now=now)


def _write_note(db: Session, cue: Cue, now: datetime) -> None:
    follow_up = db.get_one(FollowUp, cue.about_id)
    note = Note(
        learnt="Invented: how the other council works with its municipalities.",
        tried="Invented: their way of keeping foresight notes.",
        passed_on="Invented: told the home team about it.",
        useful=4,
    )
    follow_ups.answer(db, follow_up, note, now=now)


SPEAKERS = {
    "endorse": _endorse,
    "approve": _approve,
    "confirm": _confirm,
    "reply": _reply,
    "ill": _fall_ill,
    "note": _write_note,
}
