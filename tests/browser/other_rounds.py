"""Rounds beside the one that runs: in preparation, open, waiting for approval, ended."""

from datetime import date, datetime, time, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from domain import endorsements, rounds
from domain.workshops import sign_ups, workshops
from models.invites import InboundMail
from models.organisations import Organisation
from models.people import Person
from models.rounds import Round
from models.states import ApplicationState, Kind, RoundState
from models.timeline import moment
from tests.browser import rehearsed
from tests.builders import (
    a_host_offer,
    a_mentor_offer,
    a_person,
    a_round,
    a_wish,
    an_application,
    an_endorsement,
)
from tests.builders_of_workshops import a_workshop
from tests.domain.deciding import answer, ask, drafted, one_more

WORDS = (
    b"From: Aino Virtanen <aino.virtanen@uudenmaanliitto.example.org>\r\n"
    b"Subject: Vierailu\r\nContent-Type: text/plain; charset=utf-8\r\n\r\nEn voi tulla tiistaina.\r\n"
)
HELD = "held"
SUPERVISOR = "Eero Keksitty"
BEGINNER = "Jussi Keksitty"  # who has not sent the application yet
NAMES = ("Bertta Keksitty", "Kalle Keksitty", "Daniela Keksitty", BEGINNER)


def add(db: Session, running: Round, *, now: datetime) -> None:
    owner = db.get_one(Person, running.owner_id)
    places = list(db.scalars(select(Organisation).order_by(Organisation.code)))
    _being_prepared(db, owner, now=now)
    _open(db, owner, places, now=now)
    _waiting_for_approval(db, owner, places)
    a_round(db, owner=owner, reference="kevat-2026", state=RoundState.ENDED, **_named(2026), **_days(2026))
    db.add(InboundMail(message_id="h1@example.org", received_at=now, octets=WORDS, outcome=HELD))
    workshop = a_workshop(
        db,
        of=running,
        opens_at=now - timedelta(days=3),
        closes_at=now + timedelta(days=10),
        starts_at=now + timedelta(days=17),
        ends_at=now + timedelta(days=17, hours=3),
    )
    for number, person in enumerate(db.scalars(select(Person).order_by(Person.email).limit(4)).all()):
        sign_up = sign_ups.invite(db, workshop, person, now=now)
        if number % 2:
            sign_ups.come(db, workshops.load(db, workshop.id), sign_up, now=now)


def _being_prepared(db: Session, owner: Person, *, now: datetime) -> None:
    draft = a_round(
        db, owner=owner, reference="kevat-2028", state=RoundState.DRAFT, **_named(2028), **_days(2028)
    )
    rounds.add(db, draft)
    rehearsed.rehearse(db, draft, by=owner, now=now)


def _open(db: Session, owner: Person, places: list[Organisation], *, now: datetime) -> None:
    """Applications arrive; supervisors are asked."""
    round_ = a_round(
        db,
        owner=owner,
        reference="syksy-2027",
        name_fi="Syksy 2027",
        name_sv="Hösten 2027",
        name_en="Autumn 2027",
        opens_at=now - timedelta(days=14),
        closes_at=moment(date(2027, 5, 14), time(16, 0)),
        decide_by=moment(date(2027, 5, 28), time(16, 0)),
        first_day=date(2027, 9, 6),
        last_day=date(2027, 11, 26),
    )
    boss = a_person(db, name=SUPERVISOR, title="suunnittelujohtaja", organisation=places[0])
    for number, name in enumerate(NAMES):
        person = a_person(db, name=name, organisation=places[number % 2], supervisor_id=boss.id)
        state = ApplicationState.DRAFT if number == len(NAMES) - 1 else ApplicationState.SUBMITTED
        kind = Kind.MENTORING if number == 1 else Kind.SHADOWING
        asks = an_application(db, to=round_, person=person, kind=kind, state=state)
        a_wish(db, application=asks, organisation=places[(number + 1) % len(places)])
        if number == 0:
            endorsements.endorse(db, an_endorsement(db, application=asks, supervisor=boss), now=now)
        elif state is ApplicationState.SUBMITTED:
            endorsements.ask(db, asks, of=boss, round_=round_, now=now)
    for make in (a_host_offer, a_mentor_offer):
        make(db, to=round_, person=a_person(db, name="Onni Keksitty", organisation=places[2]))


def _waiting_for_approval(db: Session, owner: Person, places: list[Organisation]) -> None:
    """Three want to come, two places are free; the plan waits for HR."""
    round_ = a_round(
        db,
        owner=owner,
        reference="pilotti-2027",
        state=RoundState.CLOSED,
        name_fi="Pilotti 2027",
        name_sv="Pilot 2027",
        name_en="Pilot 2027",
        first_day=date(2027, 5, 3),
    )
    host = a_person(db, name="Olli Keksitty", organisation=places[1])
    desk = a_host_offer(db, to=round_, person=host, most=2)
    for priority, name in enumerate(("Aada Keksitty", "Birgit Keksitty", "Carita Keksitty")):
        person = a_person(db, name=name, organisation=places[0])
        asks = an_application(db, to=round_, person=person, priority=priority)
        a_wish(db, application=asks, organisation=places[1])
    drafted(db, round_)
    answer(db, ask(db, round_, one_more(desk)))


def _named(year: int) -> dict[str, object]:
    return {"name_fi": f"Kevät {year}", "name_sv": f"Våren {year}", "name_en": f"Spring {year}"}


def _days(year: int) -> dict[str, object]:
    return {
        "opens_at": moment(date(year - 1, 11, 2), time(9, 0)),
        "closes_at": moment(date(year, 1, 14), time(16, 0)),
        "decide_by": moment(date(year, 1, 28), time(16, 0)),
        "first_day": date(year, 3, 1),
        "last_day": date(year, 5, 28),
    }
