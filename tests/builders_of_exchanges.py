"""Dull builders of what follows a published schedule: exchanges, invites, mails and follow-ups."""

from datetime import UTC, date, datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.applications import Application
from models.base import new_id
from models.events import Stream
from models.exchanges import Appointment, Confirmation, Exchange, GuestDay, SessionStart
from models.followups import FollowUp
from models.invites import Attendance, Invite
from models.mails import Mail
from models.offers import Offer
from models.people import Person
from models.schedules import Block, Schedule
from models.states import Half, Kind, ScheduleState
from models.streams import of_exchange
from models.timeline import days
from tests.builders import (
    CLOSES,
    CONFIRM_BY,
    SESSION_MINUTES,
    SESSIONS,
    STAY,
    a_schedule,
    added,
    an_application,
    offer_for,
    round_of,
)

AFTERWARDS = datetime(2027, 3, 11, 7, 0, tzinfo=UTC)


def an_exchange(
    db: Session,
    *,
    application: Application | None = None,
    offer: Offer | None = None,
    schedule: Schedule | None = None,
    **said: object,
) -> Exchange:
    """A proposed exchange with its appointments, the days or starts it takes, and its stream."""
    asks = application or an_application(db, to=round_of(db, schedule or offer))
    gives = offer or offer_for(db, asks)
    usual = {
        "round_id": asks.round_id,
        "application_id": asks.id,
        "offer": gives,
        "schedule_id": (schedule or _published(db, asks)).id,
        "kind": asks.kind,
        "guest_id": asks.person_id,
        "host_id": gives.person_id,
        "fit": 80,
        "confirm_by": CONFIRM_BY,
        "appointments": a_stay() if asks.kind is Kind.SHADOWING else some_sessions(),
    }
    exchange = added(db, Exchange(**usual | said))
    added(db, Stream(id=of_exchange(exchange.id)))
    if exchange.state.is_live:
        take_time(db, exchange)
    return exchange


def a_stay(block: Block = STAY) -> list[Appointment]:
    return [Appointment(number=1, **block.model_dump())]


def some_sessions(*starts: datetime) -> list[Appointment]:
    return [
        Appointment(number=number, starts_at=at, original_starts_at=at, minutes=SESSION_MINUTES)
        for number, at in enumerate(starts or SESSIONS, start=1)
    ]


def take_time(db: Session, exchange: Exchange) -> None:
    """The half days and starts of an exchange, taken from its people."""
    for appointment in exchange.appointments:
        if appointment.first_day and appointment.last_day:
            for day in days(appointment.first_day, appointment.last_day):
                for half in Half:
                    a_guest_day(db, exchange=exchange, day=day, half=half)
        if appointment.starts_at:
            for person_id in (exchange.guest_id, exchange.host_id):
                a_session_start(db, exchange=exchange, person_id=person_id, starts_at=appointment.starts_at)


def a_guest_day(db: Session, *, exchange: Exchange, **said: object) -> GuestDay:
    usual = {
        "exchange_id": exchange.id,
        "guest_id": exchange.guest_id,
        "host_id": exchange.host_id,
        "offer_id": exchange.offer_id,
        "organisation_id": exchange.offer.organisation_id,
        "day": date(2027, 5, 3),
        "half": Half.MORNING,
    }
    return added(db, GuestDay(**usual | said))


def a_session_start(db: Session, *, exchange: Exchange, **said: object) -> SessionStart:
    usual = {"exchange_id": exchange.id, "person_id": exchange.guest_id, "starts_at": SESSIONS[0]}
    return added(db, SessionStart(**usual | said))


def a_confirmation(db: Session, *, exchange: Exchange, **said: object) -> Confirmation:
    """The guest, who has not answered yet."""
    usual = {"exchange_id": exchange.id, "person_id": exchange.guest_id}
    return added(db, Confirmation(**usual | said))


def a_follow_up(db: Session, *, exchange: Exchange, **said: object) -> FollowUp:
    """What the guest is asked right after the last day."""
    usual = {
        "exchange_id": exchange.id,
        "person_id": exchange.guest_id,
        "days_after": 0,
        "asked_at": AFTERWARDS,
        "due_at": AFTERWARDS + timedelta(days=14),
    }
    return added(db, FollowUp(**usual | said))


def an_invite(db: Session, *, exchange: Exchange, **said: object) -> Invite:
    """An invite that has been sent once, to the guest and the host."""
    people = [db.get_one(Person, each) for each in (exchange.guest_id, exchange.host_id)]
    usual = {
        "exchange_id": exchange.id,
        "number": 1,
        "uid": f"{new_id()}@vaihto.example.org",
        "stamped_at": CONFIRM_BY,
        "meeting": "{}",
        "attendees": [Attendance(person_id=each.id, email=each.email) for each in people],
    }
    return added(db, Invite(**usual | said))


def a_mail(db: Session, *, about: Exchange, to: Person, **said: object) -> Mail:
    """A queued mail without a calendar, the next in the lane of its exchange."""
    lane = db.get_one(Stream, of_exchange(about.id))
    lane.last_mail_number += 1
    usual = {
        "key": f"{lane.id}:{lane.last_mail_number}:{to.id}",
        "lane": lane.id,
        "number": lane.last_mail_number,
        "kind": "proposal",
        "round_id": about.round_id,
        "exchange_id": about.id,
        "person_id": to.id,
        "sender": "kierrokset@vaihto.example.org",
        "recipient": to.email,
        "message_id": f"<{new_id()}@vaihto.example.org>",
        "octets": b"Subject: Hei\r\n\r\nHei!\r\n",
        "queued_at": CLOSES,
    }
    return added(db, Mail(**usual | said))


def _published(db: Session, application: Application) -> Schedule:
    found = select(Schedule).where(
        Schedule.round_id == application.round_id, Schedule.state == ScheduleState.PUBLISHED
    )
    round_ = round_of(db, application)
    return db.scalar(found) or a_schedule(db, of=round_, state=ScheduleState.PUBLISHED)
