"""The invented people of a rehearsal: what they will say, and when, by seed and by name.

Chances hang on people's addresses and on what is asked, never on ids or on the order of events,
so that the same seed tells the same story on any machine, also after a crash.
"""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from uuid import UUID

from sqlalchemy import ColumnElement, exists, select
from sqlalchemy.orm import InstrumentedAttribute, Session, aliased

from domain.working_days import add_working_days, is_working_day, on_or_after, subtract_working_days
from models.applications import Application, Endorsement
from models.doubts import Doubt
from models.exchanges import Appointment, Confirmation, Exchange
from models.followups import FollowUp
from models.mails import Mail
from models.people import Person
from models.rehearsals import Cue
from models.rounds import Round
from models.schedules import Schedule
from models.states import (
    Answer,
    DoubtState,
    EndorsementState,
    ExchangeState,
    FollowUpState,
    Kind,
    MailState,
    ScheduleState,
)
from models.timeline import MORNING, local, local_day, moment

OFFICE_HOURS = (MORNING, time(13, 0))
Chances = tuple[tuple[str, float], ...]

ENDORSEMENTS: Chances = (("given", 0.95), ("refused", 0.03), ("", 0.02))
CONFIRMATIONS: Chances = (("accepted", 0.95), ("declined", 0.03), ("", 0.02))
REPLIES: Chances = (
    ("accepted", 0.865),
    ("another", 0.015),  # proposes a time that is possible
    ("impossible", 0.01),  # proposes one that is not
    ("refresh", 0.01),  # asks for the invitation again
    ("tentative", 0.04),
    ("declined", 0.015),
    ("", 0.045),
)
DOUBTS: Chances = (("other", 0.4), ("keep", 0.35), ("cancel", 0.15), ("", 0.1))
OTHER_DAYS: Chances = (("yes", 0.75), ("no", 0.15), ("", 0.1))
NOTES: Chances = (("answered", 0.75), ("", 0.25))
ILLNESSES: Chances = (("host", 0.05), ("guest", 0.04), ("", 0.91))


@dataclass(frozen=True)
class Asked:
    """One question to one person: about which row, asked when; `names` say it without ids."""

    act: str
    about_id: UUID
    person_id: UUID
    at: datetime
    names: str


def prepare(db: Session, *, seed: int, now: datetime) -> None:
    """Give a cue to everybody who has been asked something and has none yet; silence is spoken at once."""
    found = [
        *(_cue(each, seed, ENDORSEMENTS, days=1 + _number(seed, 6, each)) for each in _endorsements(db)),
        *(_cue(each, seed, CONFIRMATIONS, days=_number(seed, 4, each)) for each in _confirmations(db)),
        *(_cue(each, seed, REPLIES, days=_number(seed, 3, each)) for each in _replies(db)),
        *(_cue(each, seed, DOUBTS, days=0) for each in _doubts(db)),
        *(_cue(each, seed, OTHER_DAYS, days=0) for each in _other_days(db)),
        *(_cue(each, seed, NOTES, days=1 + _number(seed, 7, each)) for each in _notes(db)),
        *_approvals(db),
        *_illnesses(db, seed),
    ]
    for cue in found:
        cue.at = max(cue.at, _next_office_hour(now))
        cue.spoken_at = None if cue.word else now
        db.add(cue)
    db.flush()


def _cue(asked: Asked, seed: int, chances: Chances, *, days: int) -> Cue:
    return Cue(
        act=asked.act,
        about_id=asked.about_id,
        person_id=asked.person_id,
        at=_after(asked.at, days=days, by=asked.names),
        word=_word(seed, chances, asked),
        turn=asked.names,
    )


def _endorsements(db: Session) -> Iterator[Asked]:
    asked = (
        select(Endorsement, Person.email, Application.kind)
        .join(Application, Application.id == Endorsement.application_id)
        .join(Person, Person.id == Application.person_id)
        .where(Endorsement.state == EndorsementState.ASKED, _is_new("endorse", Endorsement.id))
    )
    for row, email, kind in db.execute(asked):
        yield Asked("endorse", row.id, row.supervisor_id, row.asked_at, f"{email} {kind}")


def _confirmations(db: Session) -> Iterator[Asked]:
    asked = (
        select(Confirmation, Exchange.id, Person.email)
        .join(Exchange, Exchange.id == Confirmation.exchange_id)
        .join(Person, Person.id == Confirmation.person_id)
        .where(Confirmation.answer == Answer.NEEDS_ACTION, _is_new("confirm", Confirmation.id))
    )
    for row, exchange_id, email in db.execute(asked).all():
        names = f"{email} about {_names(db, exchange_id)}"
        yield Asked("confirm", row.id, row.person_id, _asked_at(db, exchange_id), names)


def _replies(db: Session) -> Iterator[Asked]:
    sent = select(Mail).where(
        Mail.method == "REQUEST", Mail.state == MailState.SENT, _is_new("reply", Mail.id)
    )
    for mail in db.scalars(sent).all():
        if mail.exchange_id and mail.person_id:
            names = f"{mail.recipient} about {_names(db, mail.exchange_id)} {mail.sequence} {mail.number}"
            yield Asked("reply", mail.id, mail.person_id, mail.queued_at, names)


def _doubts(db: Session) -> Iterator[Asked]:
    """Whoever has declined and is asked what was meant."""
    asked = select(Doubt, Person.email).join(Person, Person.id == Doubt.person_id)
    asked = asked.where(Doubt.state == DoubtState.ASKED, _is_new("doubt", Doubt.id))
    for row, email in db.execute(asked).all():
        names = f"{email} about {_names(db, row.exchange_id)} {row.raised_at:%Y-%m-%d}"
        yield Asked("doubt", row.id, row.person_id, row.raised_at, names)


def _other_days(db: Session) -> Iterator[Asked]:
    """The other side, where other days have been chosen; they answer when they have read the mail."""
    asked = select(Doubt, Mail).join(Mail, Mail.exchange_id == Doubt.exchange_id)
    asked = asked.where(Mail.kind == "ask_other_days", Mail.person_id != Doubt.person_id)
    asked = asked.where(Doubt.state == DoubtState.OFFERED, _is_new("other_days", Doubt.id))
    for row, mail in db.execute(asked.order_by(Mail.number)).all():
        names = f"{mail.recipient} about {_names(db, row.exchange_id)} {row.raised_at:%Y-%m-%d}"
        if mail.person_id:
            yield Asked("other_days", row.id, mail.person_id, mail.queued_at, names)


def _notes(db: Session) -> Iterator[Asked]:
    asked = select(FollowUp, Person.email).join(Person, Person.id == FollowUp.person_id)
    asked = asked.where(FollowUp.state == FollowUpState.ASKED, _is_new("note", FollowUp.id))
    for row, email in db.execute(asked).all():
        names = f"{email} {row.days_after} about {_names(db, row.exchange_id)}"
        yield Asked("note", row.id, row.person_id, row.asked_at, names)


def _approvals(db: Session) -> Iterator[Cue]:
    waiting = select(Schedule, Round.owner_id).join(Round, Round.id == Schedule.round_id)
    waiting = waiting.where(Schedule.state == ScheduleState.DRAFT, _is_new("approve", Schedule.id))
    for schedule, owner in db.execute(waiting):
        at = _next_office_hour(schedule.made_at + timedelta(minutes=45))
        turn = f"{schedule.version}"
        yield Cue(act="approve", about_id=schedule.id, person_id=owner, at=at, word="approved", turn=turn)


def _illnesses(db: Session, seed: int) -> Iterator[Cue]:
    """Once an exchange is confirmed it is settled whether somebody will fall ill before its first day."""
    confirmed = (
        select(Exchange, Appointment.first_day, Appointment.last_day)
        .join(Appointment, Appointment.exchange_id == Exchange.id)
        .where(Exchange.state == ExchangeState.CONFIRMED, Exchange.kind == Kind.SHADOWING)
        .where(Appointment.number == 1, _is_new("ill", Exchange.id))
    )
    for exchange, first, last in db.execute(confirmed).all():
        if first and last:
            yield _illness(db, seed, exchange, first=first, last=last)


def _illness(db: Session, seed: int, exchange: Exchange, *, first: date, last: date) -> Cue:
    """Most fall ill some days before; some on the evening before the first day."""
    names = _names(db, exchange.id)
    asked = Asked("ill", exchange.id, exchange.host_id, moment(first, OFFICE_HOURS[0]), names)
    who = _word(seed, ILLNESSES, asked)
    days_before = 1 + _number(seed, 6, asked)
    day = subtract_working_days(first, days_before)
    return Cue(
        act="ill",
        about_id=exchange.id,
        person_id=exchange.host_id if who == "host" else exchange.guest_id,
        at=moment(day, time(19, 30) if days_before == 1 else OFFICE_HOURS[-1]),
        word=f"{day}..{last + timedelta(days=1)}" if who else "",
        turn=names,
    )


def _is_new(act: str, about_id: InstrumentedAttribute[UUID]) -> ColumnElement[bool]:
    return ~exists().where(Cue.act == act, Cue.about_id == about_id)


def _names(db: Session, exchange_id: UUID) -> str:
    """An exchange by its people's addresses, which are the same in every telling of the story."""
    guest, host = aliased(Person), aliased(Person)
    found = (
        select(Exchange.kind, guest.email, host.email)
        .join(guest, guest.id == Exchange.guest_id)
        .join(host, host.id == Exchange.host_id)
        .where(Exchange.id == exchange_id)
    )
    return " ".join(db.execute(found).one())


def _asked_at(db: Session, exchange_id: UUID) -> datetime:
    asked = select(Mail.queued_at).where(Mail.exchange_id == exchange_id, Mail.kind.like("ask_%"))
    return db.scalars(asked.order_by(Mail.number.desc()).limit(1)).one()


def chance(seed: int, *words: str) -> float:
    """A number from 0 to 1 that hangs on the seed and the words only."""
    digest = hashlib.sha256(" ".join((str(seed), *words)).encode()).digest()
    return int.from_bytes(digest[:8], "big") / 2**64


def _number(seed: int, below: int, asked: Asked) -> int:
    return int(chance(seed, "when", asked.act, asked.names) * below)


def _word(seed: int, chances: Chances, asked: Asked) -> str:
    left = chance(seed, "what", asked.act, asked.names)
    for word, share in chances:
        left -= share
        if left < 0:
            return word
    return chances[-1][0]


def _after(asked: datetime, *, days: int, by: str) -> datetime:
    """An office hour so many working days later; each question has its own."""
    hour = OFFICE_HOURS[int(chance(0, "hour", by) * len(OFFICE_HOURS))]
    return max(moment(add_working_days(local_day(asked), days), hour), _next_office_hour(asked))


def _next_office_hour(now: datetime) -> datetime:
    today = local(now)
    if is_working_day(today.date()):
        for hour in OFFICE_HOURS:
            if hour > today.time():
                return moment(today.date(), hour)
    return moment(on_or_after(today.date() + timedelta(days=1)), OFFICE_HOURS[0])
