"""Rows that addresses name: `/mails/{a_mail}` stands in tests/browser/addresses.py."""

from datetime import UTC, datetime, timedelta
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import InstrumentedAttribute, Session
from sqlalchemy.sql.elements import ColumnElement

from domain import links
from domain.access import login_links
from invites.links import Purpose
from models.access import KeptForm, Provider
from models.applications import Application
from models.asks import Ask, AskState
from models.exchanges import Exchange
from models.followups import FollowUp
from models.invites import Attendance, InboundMail, Invite
from models.mails import Mail
from models.offers import Offer
from models.organisations import Organisation
from models.people import Person
from models.rounds import Round
from models.schedules import Pairing, Schedule
from models.states import ApplicationState, ExchangeState, FollowUpState, Kind, ScheduleState
from models.workshops import Workshop


def found(db: Session, round_: Round, *, now: datetime) -> dict[str, str]:
    """Of the round that runs, so far as nothing else is said."""
    mine = Exchange.round_id == round_.id
    return {
        "round": round_.reference,
        "open_round": "syksy-2027",
        "planned_round": "pilotti-2027",
        "draft_round": "kevat-2028",
        "ended_round": "kevat-2026",
        "proposed": _first(db, Exchange.id, mine, Exchange.state == ExchangeState.PROPOSED),
        "confirmed": _first(db, Exchange.id, mine, Exchange.state == ExchangeState.CONFIRMED),
        "pair": _first(
            db,
            Exchange.id,
            mine,
            Exchange.state == ExchangeState.CONFIRMED,
            Exchange.kind == Kind.MENTORING,
        ),
        "held": _first(db, Exchange.id, mine, Exchange.state == ExchangeState.HELD),
        "application": _first(db, Application.id, Application.round_id == round_.id),
        "offer": _first(db, Offer.id, Offer.round_id == round_.id),
        "person": _first(db, Exchange.guest_id, mine),
        "inbound_mail": _first(db, InboundMail.id),
        "workshop": _first(db, Workshop.id),
        "a_mail": _first(db, Mail.id, Mail.method.is_not(None)),
        **dict(zip(("pilot_one", "pilot_other"), _pilots(db), strict=True)),
        "begun": _first(db, Application.id, Application.state == ApplicationState.DRAFT),
        "own_offer": _offer_of_host(db),
        "note": _note_of_guest(db),
        "organisation": db.get_one(Organisation, round_.organisation_id).code,
        "login_link": login_links.from_terminal(db, _person(db, round_.owner_id), now=datetime.now(UTC)),
        "ended_link": "ended",
        "kept_form": _kept_form(db, round_.owner_id),
        "provider": _provider(db, round_.organisation_id),
        "year": str(round_.first_day.year),
        **_answers(db, until=now + timedelta(days=30)),
    }


def _kept_form(db: Session, person_id: UUID) -> str:
    """What somebody had typed when they were asked once more who they are."""
    until = datetime.now(UTC) + timedelta(hours=12)
    row = KeptForm(person_id=person_id, page="/accesses", fields={"email": ("anna",)}, ends_at=until)
    db.add(row)
    return str(row.id)


def _provider(db: Session, organisation_id: UUID) -> str:
    """Switched off, so that nobody is led to another host by it."""
    row = Provider(
        organisation_id=organisation_id,
        code="oma-kirjautuminen",
        issuer="https://login.example.org/tenant/v2.0",
        client_id="vaihto",
        second_factor="mfa",
        ended_at=datetime(2027, 3, 1, 8, 0, tzinfo=UTC),
    )
    db.add(row)
    return str(row.id)


def _pilots(db: Session) -> list[str]:
    """Two whom the plan that waits for approval has placed."""
    found = select(Pairing.application_id).join(Schedule, Schedule.id == Pairing.schedule_id)
    waiting = found.where(Schedule.state == ScheduleState.DRAFT).order_by(Pairing.application_id)
    return [str(each) for each in db.scalars(waiting.limit(2))]


def _offer_of_host(db: Session) -> str:
    """Of the host whose guest has not answered yet."""
    found = select(Exchange.offer_id).where(Exchange.state == ExchangeState.PROPOSED)
    return str(db.scalars(found).one())


def _note_of_guest(db: Session) -> str:
    """What the guest who has been away is asked to write."""
    theirs = Exchange.guest_id == FollowUp.person_id
    found = select(FollowUp.id).join(Exchange, Exchange.id == FollowUp.exchange_id).where(theirs)
    return str(db.scalars(found.where(FollowUp.state == FollowUpState.ASKED)).one())


def _answers(db: Session, *, until: datetime) -> dict[str, str]:
    """The tokens of links that letters carry."""
    proposed = db.scalars(select(Exchange).where(Exchange.state == ExchangeState.PROPOSED)).first()
    assert proposed is not None
    asked = db.scalars(select(Ask).where(Ask.state == AskState.OPEN)).first()
    note = db.scalars(select(FollowUp).where(FollowUp.state == FollowUpState.ASKED)).first()
    seen = db.scalars(select(Attendance).join(Invite, Invite.id == Attendance.invite_id)).first()
    assert asked is not None
    assert note is not None
    assert seen is not None
    assert seen.person_id is not None
    links_ = {
        "answer_ask": links.to(db, Purpose.ASK, asked.id, asked.whose_id, until=until),
        "answer_note": links.to(db, Purpose.NOTE, note.id, note.person_id, until=until),
        "answer_invitation": links.to(db, Purpose.INVITATION, seen.invite_id, seen.person_id, until=until),
    }
    return {name: (link or "").rpartition("/")[2] for name, link in links_.items()}


def _first(db: Session, column: InstrumentedAttribute[UUID], *conditions: ColumnElement[bool]) -> str:
    found = db.scalars(select(column).where(*conditions).order_by(column)).first()
    assert found is not None, conditions
    return str(found)


def _person(db: Session, person_id: UUID) -> Person:
    return db.get_one(Person, person_id)
