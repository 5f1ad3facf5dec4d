"""What applicants and supervisors are told about an application."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from domain import advice_words, links
from domain.mails import heading
from invites.contexts import (
    ApplicationReceived,
    AskEndorsement,
    ClosingSoon,
    Form,
    NotPlaced,
    Shortage,
    Waiting,
)
from invites.links import Purpose
from models.applications import Application, Endorsement, Wish
from models.organisations import Organisation
from models.people import Person
from models.rounds import Round
from models.schedules import Advice
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
    db: Session, application: Application, *, round_: Round, person: Person, supervisor: Person
) -> AskEndorsement:
    head = heading(db, round_, supervisor)
    half_days = sum(application.blocks) or (application.sessions or 0)
    asked = db.scalar(select(Endorsement.id).where(Endorsement.application_id == application.id))
    until = round_.closes_at
    link = links.to(db, Purpose.ENDORSEMENT, asked, supervisor.id, until=until) if asked else None
    return AskEndorsement(
        name=supervisor.name,
        round_name=head.round_name,
        coordinator=head.coordinator,
        applicant=person.name,
        form=Form(application.kind.value),
        working_days=(half_days + 1) // 2,
        answer_by=round_.closes_at,
        **vars(links.yes_or_no(link)),
    )


def closing_soon(db: Session, application: Application, *, round_: Round, to: Person) -> ClosingSoon:
    head = heading(db, round_, to)
    return ClosingSoon(
        name=to.name,
        round_name=head.round_name,
        coordinator=head.coordinator,
        applicant=application.person.name,
        waiting=Waiting.ENDORSEMENT,
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
