"""What applicants and supervisors are told about an application."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from domain import advice_words
from domain.asks.asks import instead_of
from domain.mails import heading
from invites.application_contexts import EndorsementAnswered, EnteredLate, NotApplied
from invites.ask_contexts import Choice
from invites.contexts import (
    ApplicationReceived,
    AskEndorsement,
    ClosingSoon,
    Form,
    NotPlaced,
    Shortage,
    Waiting,
)
from models.applications import Application, Conditions, Endorsement, Wish
from models.asks import Ask
from models.languages import Words
from models.organisations import Organisation
from models.people import Person
from models.rounds import Round
from models.schedules import Advice
from models.states import ApplicationState, EndorsementState
from models.timeline import local_day


@dataclass(frozen=True)
class Left:
    """Why somebody has no place; without advice nothing is known of what would have helped."""

    shortage: Shortage
    advice: tuple[Advice, ...] | None = None


def received(
    db: Session, application: Application, *, round_: Round, person: Person, supervisor: Person | None
) -> ApplicationReceived:
    head = heading(db, round_, person)
    wished = select(Organisation).join(Wish, Wish.organisation_id == Organisation.id)
    wished = wished.where(Wish.application_id == application.id).order_by(Wish.rank)
    return ApplicationReceived(
        name=person.name,
        round_name=head.round_name,
        coordinator=head.coordinator,
        form=Form(application.kind.value),
        wishes=tuple(each.name(person.language) for each in db.scalars(wished)),
        closes_at=round_.closes_at,
        supervisor=supervisor.name if supervisor else None,
        link=None,
    )


def ask_endorsement(
    db: Session, ask: Ask, application: Application, *, to: Person, choices: tuple[Choice, ...]
) -> AskEndorsement:
    head = heading(db, db.get_one(Round, application.round_id), to)
    half_days = sum(application.blocks) or (application.sessions or 0)
    return AskEndorsement(
        name=to.name,
        round_name=head.round_name,
        coordinator=head.coordinator,
        applicant=db.get_one(Person, application.person_id).name,
        form=Form(application.kind.value),
        working_days=(half_days + 1) // 2,
        choices=choices,
        answer_by=ask.deadline,
        is_reminder=ask.reminded > 0,
        instead_of=instead_of(db, ask),
    )


def endorsement_answered(
    db: Session, endorsement: Endorsement, *, round_: Round, to: Person, why: Words | str | None
) -> EndorsementAnswered:
    head = heading(db, round_, to)
    limits = endorsement.conditions or Conditions()
    return EndorsementAnswered(
        name=to.name,
        round_name=head.round_name,
        coordinator=head.coordinator,
        supervisor=db.get_one(Person, endorsement.supervisor_id).name,
        is_yes=endorsement.state is EndorsementState.GIVEN,
        why=why,
        weeks=tuple(each.partition("-W")[2].lstrip("0") for each in limits.weeks),
        most_euros=limits.most_euros,
    )


def entered_late(db: Session, application: Application, *, round_: Round, to: Person) -> EnteredLate:
    head = heading(db, round_, to)
    return EnteredLate(
        name=to.name,
        round_name=head.round_name,
        coordinator=head.coordinator,
        form=Form(application.kind.value),
        waits=application.state is ApplicationState.WAITING,
    )


def not_applied(db: Session, application: Application, *, round_: Round, to: Person) -> NotApplied:
    head = heading(db, round_, to)
    applicant = db.get_one(Person, application.person_id).name
    return NotApplied(
        name=to.name, round_name=head.round_name, coordinator=head.coordinator, applicant=applicant
    )


def closing_soon(
    db: Session,
    application: Application,
    *,
    round_: Round,
    to: Person,
    waiting: Waiting = Waiting.ENDORSEMENT,
) -> ClosingSoon:
    head = heading(db, round_, to)
    return ClosingSoon(
        name=to.name,
        round_name=head.round_name,
        coordinator=head.coordinator,
        applicant=application.person.name,
        waiting=waiting,
        to_supervisor=to.id != application.person_id,
        closes_at=round_.closes_at,
        link=None,
    )


def not_placed(
    db: Session, application: Application, *, round_: Round, to: Person, left: Left, now: datetime
) -> NotPlaced:
    """Why, and what of their own answers would have changed it; those not endorsed know what would have."""
    head = heading(db, round_, to)
    told = None if left.advice is None else advice_words.in_words(left.advice, to.language)
    return NotPlaced(
        name=to.name,
        round_name=head.round_name,
        coordinator=head.coordinator,
        form=Form(application.kind.value),
        shortage=left.shortage,
        waits_until=max(round_.last_day, local_day(now)),
        advice=told.into(to.language) if told else "",
        link=None,
    )
