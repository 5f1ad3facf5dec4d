"""A round of any size whose plan has been approved, and whose workflow is about to be told: for measuring."""

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from uuid import UUID

from sqlalchemy.orm import Session

from domain.events import open_stream, record
from domain.slots import SESSION_MINUTES
from models import streams
from models.applications import Application
from models.facts import ScheduleApproved
from models.languages import Language
from models.offers import Offer
from models.organisations import Organisation
from models.people import Person
from models.rounds import Round
from models.schedules import Block, Pairing, Schedule
from models.states import ApplicationState, Kind, RoundState, ScheduleState
from models.timeline import local_day, moment

WEEKS, ORGANISATIONS = 12, 18
EVERY_WEEKS, SLOTS, ONE_O_CLOCK = 2, ("tue 13:00",), time(13, 0)
AHEAD = timedelta(weeks=8)  # of the first stays


def approved(db: Session, *, exchanges: int, now: datetime, sessions: int = 0) -> UUID:
    """Each with a host of its own, spread over twelve weeks and 18 organisations.

    Stays of three days, or mentoring with so many sessions.
    """
    homes = [_organisation(number) for number in range(ORGANISATIONS)]
    owner = _person(homes[0], "helmi")
    round_ = _round(owner, now=now)
    schedule = _schedule(round_, owner, now=now)
    db.add_all([*homes, owner, round_, schedule])
    open_stream(db, streams.of_round(round_.id))
    for number in range(exchanges):
        guest = _person(homes[number % ORGANISATIONS], f"vieras-{number}")
        host = _person(homes[(number + 1) % ORGANISATIONS], f"vastaanottaja-{number}")
        asks, offer = _application(round_, guest, sessions=sessions), _offer(round_, host, sessions=sessions)
        db.add_all([guest, host, asks, offer, _pairing(round_, schedule, asks, offer, number)])
    db.flush()
    record(db, ScheduleApproved(schedule_id=schedule.id), on=streams.of_round(round_.id), now=now)
    return round_.id


def _organisation(number: int) -> Organisation:
    name = f"Keksilän {number}. liitto"
    return Organisation(
        code=f"{number:02}",
        name_fi=name,
        name_sv=name,
        name_en=name,
        seat_fi="Keksilä",
        seat_sv="Keksilä",
        latitude=60.2 + number / 3,
        longitude=25.0,
    )


def _person(home: Organisation, name: str) -> Person:
    return Person(
        organisation_id=home.id,
        name=f"{name.capitalize()} Keksitty",
        email=f"{name}@example.org",
        language=Language.FI,
    )


def _round(owner: Person, *, now: datetime) -> Round:
    monday = first_monday(now)
    return Round(
        reference="mitattu-2027",
        name_fi="Mitattu 2027",
        name_sv="Mätt 2027",
        name_en="Measured 2027",
        state=RoundState.PLANNED,
        owner_id=owner.id,
        organisation_id=owner.organisation_id,
        kinds=(Kind.SHADOWING, Kind.MENTORING),
        opens_at=now - timedelta(days=60),
        closes_at=now - timedelta(days=3),
        decide_by=now + timedelta(days=10),
        first_day=monday,
        last_day=monday + timedelta(weeks=WEEKS),
        reminded_at=now - timedelta(days=10),
        closed_at=now - timedelta(days=3),
    )


def _schedule(round_: Round, owner: Person, *, now: datetime) -> Schedule:
    return Schedule(
        round_id=round_.id,
        version=1,
        state=ScheduleState.APPROVED,
        made_at=now,
        status="optimal",
        value=0,
        bound=0,
        seed=1,
        problem_hash="",
        problem="{}",
        solution="{}",
        approved_by_id=owner.id,
        approved_at=now,
    )


def _kind(sessions: int) -> Kind:
    return Kind.MENTORING if sessions else Kind.SHADOWING


def _application(round_: Round, guest: Person, *, sessions: int) -> Application:
    return Application(
        round_id=round_.id,
        person_id=guest.id,
        kind=_kind(sessions),
        state=ApplicationState.SUBMITTED,
        languages=(Language.FI,),
        blocks=() if sessions else (6,),
        sessions=sessions or None,
        cadence_weeks=EVERY_WEEKS if sessions else None,
        slots=SLOTS if sessions else (),
        submitted_at=round_.opens_at,
    )


def first_monday(now: datetime) -> date:
    day = local_day(now + AHEAD)
    return day + timedelta(days=-day.weekday() % 7)


def _offer(round_: Round, host: Person, *, sessions: int) -> Offer:
    return Offer(
        round_id=round_.id,
        person_id=host.id,
        organisation_id=host.organisation_id,
        kind=_kind(sessions),
        languages=(Language.FI,),
        slots=SLOTS if sessions else (),
    )


def _pairing(round_: Round, schedule: Schedule, asks: Application, offer: Offer, number: int) -> Pairing:
    first = round_.first_day + timedelta(weeks=number % WEEKS, days=number % 3)
    return Pairing(
        schedule_id=schedule.id,
        application_id=asks.id,
        offer_id=offer.id,
        blocks=() if asks.sessions else (Block(first_day=first, last_day=first + timedelta(days=2)),),
        starts=tuple(_starts(first, asks.sessions or 0)),
        minutes=SESSION_MINUTES if asks.sessions else None,
        fit=70,
    )


def _starts(first: date, sessions: int) -> Iterator[datetime]:
    tuesday = first + timedelta(days=(1 - first.weekday()) % 7)
    for number in range(sessions):
        yield moment(tuesday + timedelta(weeks=EVERY_WEEKS * number), ONE_O_CLOCK)
