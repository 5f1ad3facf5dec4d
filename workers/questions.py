"""What invented people are asked: every open question that nobody has a cue for yet, by its rows."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import ColumnElement, exists, select
from sqlalchemy.orm import InstrumentedAttribute, Session, aliased

from models import streams
from models.applications import Application, Endorsement
from models.asks import About, Ask, AskState
from models.doubts import Doubt
from models.exchanges import Confirmation, Exchange
from models.followups import FollowUp
from models.mails import Mail
from models.people import Person
from models.rehearsals import Cue
from models.rounds import Round
from models.states import (
    Answer,
    ApplicationState,
    DoubtState,
    EndorsementState,
    FollowUpState,
    MailState,
    RoundState,
)


@dataclass(frozen=True)
class Asked:
    """One question to one person: about which row, asked when; `names` say it without ids.

    Who is `by` some moment too late is too late for good; a question without it can always be answered.
    """

    act: str
    about_id: UUID
    person_id: UUID
    at: datetime
    names: str
    by: datetime | None = None


def drafts(db: Session) -> Iterator[tuple[Asked, datetime]]:
    """Whoever has begun to apply sends it before the closing."""
    begun = (
        select(Application, Person.email, Round.opens_at, Round.closes_at)
        .join(Person, Person.id == Application.person_id)
        .join(Round, Round.id == Application.round_id)
        .where(Application.state == ApplicationState.DRAFT, Round.state == RoundState.OPEN)
        .where(is_new("apply", Application.id))
    )
    for row, email, opens_at, closes_at in db.execute(begun):
        yield Asked("apply", row.id, row.person_id, opens_at, f"{email} {row.kind}"), closes_at


def endorsements(db: Session) -> Iterator[Asked]:
    asked = (
        select(Endorsement, Person.email, Application.kind, Round.closes_at)
        .join(Application, Application.id == Endorsement.application_id)
        .join(Round, Round.id == Application.round_id)
        .join(Person, Person.id == Application.person_id)
        .where(Endorsement.state == EndorsementState.ASKED, is_new("endorse", Endorsement.id))
    )
    for row, email, kind, closes_at in db.execute(asked):
        names = f"{email} {kind}"
        yield Asked("endorse", row.id, row.supervisor_id, row.asked_at, names, by=closes_at)


def confirmations(db: Session) -> Iterator[Asked]:
    asked = (
        select(Confirmation, Exchange, Person.email)
        .join(Exchange, Exchange.id == Confirmation.exchange_id)
        .join(Person, Person.id == Confirmation.person_id)
        .where(Confirmation.answer == Answer.NEEDS_ACTION, is_new("confirm", Confirmation.id))
    )
    for row, exchange, email in db.execute(asked).all():
        names = f"{email} about {names_of(db, exchange.id)}"
        asked_at = _asked_at(db, exchange.id)
        yield Asked("confirm", row.id, row.person_id, asked_at, names, by=exchange.confirm_by)


def replies(db: Session) -> Iterator[Asked]:
    sent = select(Mail).where(
        Mail.method == "REQUEST", Mail.state == MailState.SENT, is_new("reply", Mail.id)
    )
    for mail in db.scalars(sent).all():
        if mail.exchange_id and mail.person_id:
            names = f"{mail.recipient} about {names_of(db, mail.exchange_id)} {mail.sequence} {mail.number}"
            yield Asked("reply", mail.id, mail.person_id, mail.queued_at, names)


def doubts(db: Session) -> Iterator[Asked]:
    """Whoever has declined and is asked what was meant."""
    asked = select(Doubt, Person.email).join(Person, Person.id == Doubt.person_id)
    asked = asked.where(Doubt.state == DoubtState.ASKED, is_new("doubt", Doubt.id))
    for row, email in db.execute(asked).all():
        names = f"{email} about {names_of(db, row.exchange_id)} {row.raised_at:%Y-%m-%d}"
        yield Asked("doubt", row.id, row.person_id, row.raised_at, names, by=row.deadline)


def other_days(db: Session) -> Iterator[Asked]:
    """The other side, where other days have been chosen; they answer when they have read the mail."""
    asked = select(Doubt, Mail).join(Mail, Mail.exchange_id == Doubt.exchange_id)
    asked = asked.where(Mail.kind == "ask_other_days", Mail.person_id != Doubt.person_id)
    asked = asked.where(Doubt.state == DoubtState.OFFERED, is_new("other_days", Doubt.id))
    newest = {row.id: (row, mail) for row, mail in db.execute(asked.order_by(Mail.number)).all()}
    for row, mail in newest.values():  # an earlier doubt of the same exchange had mails of its own
        names = f"{mail.recipient} about {names_of(db, row.exchange_id)} {row.raised_at:%Y-%m-%d}"
        if mail.person_id:
            yield Asked("other_days", row.id, mail.person_id, mail.queued_at, names, by=row.deadline)


def asks(db: Session) -> Iterator[Asked]:
    """Every question on a page, but those that have an act of their own; a deputy is asked anew."""
    open_ = select(Ask, Person.email).join(Person, Person.id == Ask.whose_id)
    open_ = open_.where(Ask.state == AskState.OPEN, Ask.about != About.ENDORSEMENT)
    for is_deputy, act in ((False, "ask"), (True, "ask_deputy")):
        of_kind = open_.where((Ask.whose_id != Ask.first_id) == is_deputy, is_new(act, Ask.id))
        for row, email in db.execute(of_kind.order_by(Ask.asked_at, Ask.id)).all():
            names = f"{row.about} {email} {row.occasion} {row.asked_at:%Y-%m-%d} {_about(db, row)}"
            yield Asked(act, row.id, row.whose_id, row.passed_at or row.asked_at, names, by=row.deadline)


def _about(db: Session, ask: Ask) -> str:
    """Whom it is about, by address, where it is about an exchange or somebody's application."""
    if ask.stream_id.startswith(streams.EXCHANGE):
        return names_of(db, streams.owner(ask.stream_id))
    applicant = select(Person.email).join(Application, Application.person_id == Person.id)
    return db.scalar(applicant.where(Application.id == ask.subject_id)) or ""


def notes(db: Session) -> Iterator[Asked]:
    asked = select(FollowUp, Person.email).join(Person, Person.id == FollowUp.person_id)
    asked = asked.where(FollowUp.state == FollowUpState.ASKED, is_new("note", FollowUp.id))
    for row, email in db.execute(asked).all():
        names = f"{email} {row.days_after} about {names_of(db, row.exchange_id)}"
        yield Asked("note", row.id, row.person_id, row.asked_at, names, by=row.due_at)


def is_new(act: str, about_id: InstrumentedAttribute[UUID]) -> ColumnElement[bool]:
    return ~exists().where(Cue.act == act, Cue.about_id == about_id)


def names_of(db: Session, exchange_id: UUID) -> str:
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
