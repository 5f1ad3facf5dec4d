"""The invented people of a rehearsal: what they will say, and when, by seed and by name.

Chances hang on people's addresses and on what is asked, never on ids or on the order of events,
so that the same seed tells the same story on any machine, also after a crash.
"""

import hashlib
from datetime import date, datetime, time, timedelta
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session, aliased

from domain.working_days import add_working_days, is_working_day, on_or_after, subtract_working_days
from models.applications import Application, Endorsement
from models.exchanges import Appointment, Confirmation, Exchange
from models.followups import FollowUp
from models.mails import Mail
from models.people import Person
from models.rehearsals import Cue, Line
from models.rounds import Round
from models.schedules import Schedule
from models.states import (
    Answer,
    EndorsementState,
    ExchangeState,
    FollowUpState,
    Kind,
    MailState,
    ScheduleState,
)
from models.timeline import local, local_day, moment

OFFICE_HOURS = (time(9, 30), time(12, 0), time(15, 0))
Chances = tuple[tuple[str, float], ...]

ENDORSEMENTS: Chances = (("given", 0.95), ("refused", 0.03), ("", 0.02))
CONFIRMATIONS: Chances = (("accepted", 0.94), ("declined", 0.04), ("", 0.02))
REPLIES: Chances = (("accepted", 0.90), ("tentative", 0.04), ("declined", 0.015), ("", 0.045))
NOTES: Chances = (("answered", 0.75), ("", 0.25))
ILLNESSES: Chances = (("host", 0.04), ("guest", 0.03), ("", 0.93))


def prepare(db: Session, *, seed: int, now: datetime) -> None:
    """Give a cue to everybody who has been asked something and has none yet."""
    known = set(db.scalars(select(Cue.key)))
    found = [
        *_endorsements(db, seed),
        *_approvals(db),
        *_confirmations(db, seed),
        *_replies(db, seed),
        *_illnesses(db, seed),
        *_notes(db, seed),
    ]
    for cue in found:
        if cue.key not in known:
            cue.at = max(cue.at, _next_office_hour(now))
            db.add(cue)
    db.flush()


def _endorsements(db: Session, seed: int) -> list[Cue]:
    asked = (
        select(Endorsement, Person.email, Application.kind)
        .join(Application, Application.id == Endorsement.application_id)
        .join(Person, Person.id == Application.person_id)
        .where(Endorsement.state == EndorsementState.ASKED)
    )
    return [
        Cue(
            key=f"endorse:{row.id}",
            at=_after(row.asked_at, days=1 + _number(seed, 6, "endorse", email, kind), by=email),
            line=Line(
                act="endorse",
                subject_id=str(row.id),
                word=_word(seed, ENDORSEMENTS, "endorse", email, kind),
            ),
        )
        for row, email, kind in db.execute(asked)
    ]


def _approvals(db: Session) -> list[Cue]:
    waiting = select(Schedule, Round.owner_id).join(Round, Round.id == Schedule.round_id)
    return [
        Cue(
            key=f"approve:{schedule.id}",
            at=_next_office_hour(schedule.made_at + timedelta(minutes=45)),
            line=Line(act="approve", subject_id=str(schedule.id), person_id=str(owner)),
        )
        for schedule, owner in db.execute(waiting.where(Schedule.state == ScheduleState.DRAFT))
    ]


def _confirmations(db: Session, seed: int) -> list[Cue]:
    asked = (
        select(Confirmation, Exchange, Person.email)
        .join(Exchange, Exchange.id == Confirmation.exchange_id)
        .join(Person, Person.id == Confirmation.person_id)
        .where(Confirmation.answer == Answer.NEEDS_ACTION, Exchange.state == ExchangeState.PROPOSED)
    )
    names = _names(db)
    cues = []
    for row, exchange, email in db.execute(asked):
        about = names[exchange.id]
        cues.append(
            Cue(
                key=f"confirm:{row.id}",
                at=_after(_asked_at(db, exchange), days=_number(seed, 4, "when", email, about), by=email),
                line=Line(
                    act="confirm",
                    subject_id=str(exchange.id),
                    person_id=str(row.person_id),
                    word=_word(seed, CONFIRMATIONS, "confirm", email, about),
                ),
            )
        )
    return cues


def _asked_at(db: Session, exchange: Exchange) -> datetime:
    asked = select(Mail.queued_at).where(Mail.exchange_id == exchange.id, Mail.kind.like("ask_%"))
    found = db.scalars(asked.order_by(Mail.number.desc()).limit(1)).first()
    if found is None:
        raise LookupError("nobody was asked")
    return found


def _replies(db: Session, seed: int) -> list[Cue]:
    sent = (
        select(Mail, Person.email)
        .join(Person, Person.id == Mail.person_id)
        .where(Mail.method == "REQUEST", Mail.state == MailState.SENT)
    )
    names = _names(db)
    cues = []
    for mail, email in db.execute(sent):
        about = f"{names[mail.exchange_id]} {mail.sequence}" if mail.exchange_id else ""
        cues.append(
            Cue(
                key=f"reply:{mail.id}",
                at=_after(mail.queued_at, days=_number(seed, 3, "reply when", email, about), by=email),
                line=Line(
                    act="reply", subject_id=str(mail.id), word=_word(seed, REPLIES, "reply", email, about)
                ),
            )
        )
    return cues


def _illnesses(db: Session, seed: int) -> list[Cue]:
    confirmed = (
        select(Exchange, Appointment.first_day, Appointment.last_day)
        .join(Appointment, Appointment.exchange_id == Exchange.id)
        .where(Exchange.state == ExchangeState.CONFIRMED, Exchange.kind == Kind.SHADOWING)
        .where(Appointment.number == 1, Appointment.first_day.is_not(None))
    )
    names = _names(db)
    cues = []
    for exchange, first, last in db.execute(confirmed):
        who = _word(seed, ILLNESSES, "ill", names[exchange.id], first.isoformat())
        if who and exchange.broken_at is None:
            cues.append(_illness(seed, exchange, who, first=first, last=last))
    return cues


def _illness(seed: int, exchange: Exchange, who: str, *, first: date, last: date) -> Cue:
    """Most fall ill some days before; some on the evening before the first day."""
    days_before = 1 + _number(seed, 6, "ill when", first.isoformat())
    day = subtract_working_days(first, days_before)
    hour = time(19, 30) if days_before == 1 else time(15, 0)
    return Cue(
        key=f"ill:{exchange.id}:{first}",
        at=moment(day, hour),
        line=Line(
            act="ill",
            subject_id=str(exchange.round_id),
            person_id=str(exchange.host_id if who == "host" else exchange.guest_id),
            word=f"{day}..{last + timedelta(days=1)}",
        ),
    )


def _notes(db: Session, seed: int) -> list[Cue]:
    asked = select(FollowUp, Person.email).join(Person, Person.id == FollowUp.person_id)
    return [
        Cue(
            key=f"note:{row.id}",
            at=_after(row.asked_at, days=1 + _number(seed, 7, "note", email, str(row.days_after)), by=email),
            line=Line(
                act="note",
                subject_id=str(row.id),
                word=_word(seed, NOTES, "note", email, str(row.days_after)),
            ),
        )
        for row, email in db.execute(asked.where(FollowUp.state == FollowUpState.ASKED))
    ]


def _names(db: Session) -> dict[UUID, str]:
    """Each exchange by its people's addresses, which are the same in every telling of the story."""
    guest, host = aliased(Person), aliased(Person)
    found = (
        select(Exchange.id, Exchange.kind, guest.email, host.email)
        .join(guest, guest.id == Exchange.guest_id)
        .join(host, host.id == Exchange.host_id)
    )
    return {key: f"{kind} {one} {other}" for key, kind, one, other in db.execute(found)}


def chance(seed: int, *words: str) -> float:
    """A number from 0 to 1 that hangs on the seed and the words only."""
    digest = hashlib.sha256(" ".join((str(seed), *words)).encode()).digest()
    return int.from_bytes(digest[:8], "big") / 2**64


def _number(seed: int, below: int, *words: str) -> int:
    return int(chance(seed, *words) * below)


def _word(seed: int, chances: Chances, *words: str) -> str:
    left = chance(seed, *words)
    for word, share in chances:
        left -= share
        if left < 0:
            return word
    return chances[-1][0]


def _after(asked: datetime, *, days: int, by: str) -> datetime:
    """An office hour so many working days later; each person has a favourite one."""
    hour = OFFICE_HOURS[_number(0, len(OFFICE_HOURS), by)]
    return max(moment(add_working_days(local_day(asked), days), hour), _next_office_hour(asked))


def _next_office_hour(now: datetime) -> datetime:
    today = local(now)
    if is_working_day(today.date()):
        for hour in OFFICE_HOURS:
            if hour > today.time():
                return moment(today.date(), hour)
    return moment(on_or_after(today.date() + timedelta(days=1)), OFFICE_HOURS[0])
