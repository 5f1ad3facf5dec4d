"""Speaking a cue: the invented person's word goes through the same door as a real one's."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy.orm import Session, undefer

from domain import (
    applications,
    endorsements,
    exchanges,
    follow_ups,
    illnesses,
    link_answers,
    replies,
    schedules,
)
from domain.agreeing import common_days, settling
from domain.link_answers import Said
from domain.refusals import Refusal
from invites.links import Purpose, Ticket
from invites.meetings import Answer as Word
from models.applications import Application, Endorsement
from models.doubts import Doubt
from models.exchanges import Confirmation, Exchange
from models.followups import FollowUp, Note
from models.mails import Mail
from models.people import Person
from models.rehearsals import Cue
from models.schedules import Schedule
from models.states import Answer
from workers import filling
from workers.replying import Answering, Client, Saying, reply_mail
from workers.wishing import another_time

STYLES = tuple(Client)
SAYINGS = {"another": Saying.COUNTER, "impossible": Saying.COUNTER, "refresh": Saying.REFRESH}


def speak(db: Session, cue: Cue, *, now: datetime) -> None:
    """Say it once; what comes too late is refused, as in life."""
    cue.spoken_at = now
    try:
        with db.begin_nested():
            SPEAKERS[cue.act](db, cue, now)
    except Refusal:
        return


def _apply(db: Session, cue: Cue, now: datetime) -> None:
    applications.submit(db, db.get_one(Application, cue.about_id), now=now)


def _endorse(db: Session, cue: Cue, now: datetime) -> None:
    endorsement = db.get_one(Endorsement, cue.about_id)
    if cue.word == "given":
        endorsements.endorse(db, endorsement, now=now)
    else:
        endorsements.refuse(db, endorsement, reason="workload", now=now)


def _approve(db: Session, cue: Cue, now: datetime) -> None:
    schedule = db.get_one(Schedule, cue.about_id)
    schedules.approve(db, schedule, by=db.get_one(Person, cue.person_id), now=now)


def _confirm(db: Session, cue: Cue, now: datetime) -> None:
    confirmation = db.get_one(Confirmation, cue.about_id)
    exchange = exchanges.load(db, confirmation.exchange_id)
    word, person_id = Answer(cue.word), confirmation.person_id
    if word is Answer.ACCEPTED and not exchange.appointments:
        _name_days(db, exchange, person_id, now)
    else:
        exchanges.answer(db, exchange, person_id, word, now=now)


def _name_days(db: Session, exchange: Exchange, person_id: UUID, now: datetime) -> None:
    """Where pairs agree their days, all that the page shows suit an invented person."""
    row = settling.still_open(db, exchange)
    person = exchange.guest if person_id == exchange.guest_id else exchange.host
    settling.say(db, exchange, person, common_days.shown(db, exchange, row, now=now), now=now)


def _reply(db: Session, cue: Cue, now: datetime) -> None:
    """As octets of one of four mail programs, read as any mail is read."""
    mail = db.get_one(Mail, cue.about_id, options=[undefer(Mail.octets)])
    is_wish = cue.word in SAYINGS
    answering = Answering(
        attendee=mail.recipient,
        answer=Word.TENTATIVE if is_wish else Word(cue.word),
        stamp=now,
        message_id=f"reply-{mail.message_id}",
        saying=SAYINGS.get(cue.word, Saying.REPLY),
    )
    if answering.saying is Saying.COUNTER:
        answering = another_time(db, mail, answering, is_possible=cue.word == "another", now=now)
    style = STYLES[len(mail.recipient) % len(STYLES)]
    replies.receive(db, reply_mail(mail.octets, answering, style=style), now=now)


def _doubt(db: Session, cue: Cue, now: datetime) -> None:
    """On the page behind the link, where the first of the possible days is chosen."""
    doubt = db.get_one(Doubt, cue.about_id)
    word = cue.word if doubt.possible or cue.word != "other" else "keep"
    said = Said(word, days=doubt.possible[0].mark if doubt.possible else "", keeps_else=True)
    link_answers.answer(db, _ticket(Purpose.DOUBT, doubt.id, cue, now), said, now=now)


def _other_days(db: Session, cue: Cue, now: datetime) -> None:
    doubt = db.get_one(Doubt, cue.about_id)
    said = Said(cue.word, days=doubt.chosen.mark if doubt.chosen else "")
    link_answers.answer(db, _ticket(Purpose.OTHER_DAYS, doubt.id, cue, now), said, now=now)


def _ticket(purpose: Purpose, row_id: UUID, cue: Cue, now: datetime) -> Ticket:
    if cue.person_id is None:
        raise TypeError("a link is somebody's")
    return Ticket(purpose, row_id, cue.person_id, 0, now)


def _fall_ill(db: Session, cue: Cue, now: datetime) -> None:
    first, last = (date.fromisoformat(each) for each in cue.word.split(".."))
    exchange = db.get_one(Exchange, cue.about_id)
    if cue.person_id:
        illnesses.fall_ill(db, exchange.round_id, cue.person_id, first=first, last=last, now=now)


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
    "apply": _apply,
    "endorse": _endorse,
    "ask": filling.answer,
    "ask_deputy": filling.answer,
    "approve": _approve,
    "confirm": _confirm,
    "reply": _reply,
    "doubt": _doubt,
    "other_days": _other_days,
    "ill": _fall_ill,
    "note": _write_note,
}
