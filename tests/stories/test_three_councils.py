"""Three councils, eight applicants, one spreadsheet: placed in a month, with days in six weeks."""

import csv
import shutil
from collections.abc import Iterable
from datetime import date, datetime
from importlib.resources import as_file, files
from pathlib import Path

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from domain import endorsements, exchanges, rounds, schedules
from domain.agreeing import common_days, open_dates
from domain.asks import asking
from domain.behalf import Behalf
from domain.hosting import interest
from domain.spreadsheets.loading import load
from domain.spreadsheets.reading import open_books
from models import streams
from models.applications import Endorsement
from models.asks import About, Ask, AskState, Filled, Reply
from models.exchanges import Appointment, Exchange
from models.hosting import HostInterest
from models.people import Person
from models.rounds import Round
from models.states import Answer, ExchangeState
from tests.stories.company import at
from tests.stories.theatre import Theatre

CHANGED = {
    "Avautuu": "11.1.2027 klo 9.00",
    "Sulkeutuu": "5.2.2027 klo 16.00",
    "Sijoittelu valmis viimeistään": "12.2.2027",
    "Ensimmäinen päivä": "8.3.2027",
    "Päivien sopiminen": "sovitaan itse",
    "Päivät sovittava viimeistään": "26.2.2027",
}
RITVA = "ritva.koordinaattori-salo@uudenmaanliitto.example.org"
HOSTS = (
    "laura.savolainen@varsinais-suomenliitto.example.org",
    "lena.sundqvist@pohjanmaanliitto.example.org",
    "pekka.heikkila@uudenmaanliitto.example.org",
    "sanna.laine@uudenmaanliitto.example.org",
    "timo.aaltonen@varsinais-suomenliitto.example.org",
)
BY_PHONE = HOSTS[2]
OFFERS = "vastaanottoilmoitukset.csv"


PAIRS = (
    "Aino to Timo",
    "Eero to Lena",
    "Laura to Björn",
    "Maija to Sanna",
    "Mikael to Pekka",
    "Sanna to Katri",
    "Timo to Sanna",
)
LETTERS = {
    "aino.virtanen": [
        "2027-01-11 09:00 application_received",
        "2027-02-08 09:00 ask_dates",
        "2027-02-26 15:00 invitation REQUEST 0",
    ],
    "asa.nygard": ["2027-01-11 09:00 application_received", "2027-02-08 09:00 not_placed"],
    "lena.sundqvist": [
        "2027-01-11 09:00 host_interest",
        "2027-01-13 09:00 host_offer",
        "2027-02-08 09:00 ask_dates",
        "2027-02-15 09:00 ask_dates",
        "2027-02-24 09:00 ask_dates",
        "2027-02-26 15:00 invitation REQUEST 0",
    ],
    "katri.rantanen": ["2027-02-08 09:00 ask_host", "2027-02-09 09:00 invitation REQUEST 0"],
    "ritva.koordinaattori-salo": [
        "2027-02-05 16:00 schedule_ready",
        "2027-02-17 03:00 mails_to_check",
    ],
}


@pytest.fixture
def papers(tmp_path: Path) -> Path:
    """The shipped sample, in a round of this tale; what hosts offer comes later."""
    with as_file(files("samples").joinpath("three-councils-2027")) as sample:
        shutil.copytree(sample, tmp_path / "papers")
    change_round(tmp_path / "papers" / "kierrokset.csv")
    (tmp_path / "later").mkdir()
    shutil.move(tmp_path / "papers" / OFFERS, tmp_path / "later" / OFFERS)
    return tmp_path


def change_round(sheet: Path) -> None:
    with sheet.open(encoding="cp1252", newline="") as lines:
        titles, row = list(csv.reader(lines, delimiter=";"))
    changed = dict(zip(titles, row, strict=True)) | CHANGED
    with sheet.open("w", encoding="cp1252", newline="") as lines:
        csv.writer(lines, delimiter=";").writerows([changed.keys(), changed.values()])


def bring(db: Session, folder: Path, *, now: datetime) -> None:
    told = load(db, open_books([folder]), now=now)
    assert told.problems == ()


def by(db: Session, emails: Iterable[str]) -> list[Person]:
    return list(db.scalars(select(Person).where(Person.email.in_(emails)).order_by(Person.email)))


def hosts_answer(play: Theatre) -> None:
    """Four press the button in their mail; the fifth says it to Ritva on the phone."""
    yes = Reply(word="can", filled=(Filled(name="most", value="1"),))
    with play.speaking() as db:
        (ritva,) = by(db, (RITVA,))
        for ask in db.scalars(select(Ask).where(Ask.about == About.HOST_INTEREST)).all():
            is_told = db.get_one(Person, ask.whose_id).email == BY_PHONE
            behalf = Behalf(ritva, "by phone") if is_told else None
            asking.answer(db, ask, yes, now=play.now(), behalf=behalf)


def supervisors_endorse(play: Theatre) -> None:
    with play.speaking() as db:
        for each in db.scalars(select(Endorsement)).all():
            endorsements.endorse(db, each, now=play.now())


def approves(play: Theatre, round_: Round) -> None:
    with play.speaking() as db:
        newest = schedules.newest(db, db.get_one(Round, round_.id))
        assert newest is not None
        (ritva,) = by(db, (RITVA,))
        schedules.approve(db, newest, by=ritva, now=play.now())


def say_yes(play: Theatre) -> None:
    """To sessions, and to the days of the two who travel together."""
    with play.speaking() as db:
        for exchange in proposed(db, has_days=True):
            for person_id in (exchange.guest_id, exchange.host_id):
                exchanges.answer(db, exchange, person_id, Answer.ACCEPTED, now=play.now())


def tick(play: Theatre, side: str) -> None:
    """All days that the pages show to one side of each pair."""
    with play.speaking() as db:
        for exchange in proposed(db, has_days=False):
            person_id = exchange.guest_id if side == "guest" else exchange.host_id
            ticks_all(db, exchange, person_id, now=play.now())


def proposed(db: Session, *, has_days: bool) -> list[Exchange]:
    found = select(Exchange.id).where(Exchange.state == ExchangeState.PROPOSED).order_by(Exchange.id)
    every = [exchanges.load(db, each) for each in db.scalars(found).all()]
    return [each for each in every if bool(each.appointments) is has_days]


def ticks_all(db: Session, exchange: Exchange, person_id: object, *, now: datetime) -> None:
    stream = streams.of_exchange(exchange.id)
    found = select(Ask).where(Ask.stream_id == stream, Ask.whose_id == person_id, Ask.state == AskState.OPEN)
    row = open_dates.of(db, exchange)
    assert row is not None
    days = common_days.shown(db, exchange, row, now=now)
    reply = Reply(word="suits", filled=tuple(Filled(name=each.mark, value="yes") for each in days))
    asking.answer(db, db.scalars(found).one(), reply, now=now)


def placed(play: Theatre) -> list[str]:
    """Guest, host and state of every exchange, by first names."""
    with play.database.look() as db:
        rows = db.scalars(select(Exchange)).all()
        names = {each.id: each.name.split()[0] for each in db.scalars(select(Person))}
        return sorted(f"{names[each.guest_id]} to {names[each.host_id]} {each.state}" for each in rows)


def answers(play: Theatre) -> dict[str, str | None]:
    """Whoever has answered whether they can host, and how it is known."""
    with play.database.look() as db:
        found = select(Ask).where(Ask.about == About.HOST_INTEREST)
        asked = {each.whose_id: each.recorded_why for each in db.scalars(found)}
        people = db.scalars(select(HostInterest.person_id)).all()
        return {db.get_one(Person, each).email: asked[each] for each in people}


def days_are_kept(play: Theatre) -> bool:
    """Whether every stay lies within the round, after the days were agreed."""
    with play.database.look() as db:
        rows = db.scalars(select(Appointment).where(Appointment.first_day.is_not(None))).all()
        firsts = [each.first_day for each in rows if each.first_day]
        return len(firsts) == 6 and min(firsts) >= date(2027, 3, 8) and max(firsts) <= date(2027, 5, 28)


async def test_seven_of_eight_are_placed_and_have_their_days_in_time(play: Theatre, papers: Path) -> None:
    with play.database.change() as db:
        bring(db, papers / "papers", now=at(2027, 1, 11, 8))
        round_ = rounds.by_reference(db, "kolme-2027")
        round_.previewed_at = at(2027, 1, 11, 8)
    play.begin(round_)
    await play.until(at(2027, 1, 11))
    with play.speaking() as db:
        interest.ask(db, db.get_one(Round, round_.id), by(db, HOSTS), now=play.now())
    await play.until(at(2027, 1, 13))
    hosts_answer(play)
    supervisors_endorse(play)
    await play.until(at(2027, 1, 20))
    with play.speaking() as db:
        bring(db, papers / "later", now=play.now())

    await play.until(at(2027, 2, 8))
    approves(play, round_)
    await play.until(at(2027, 2, 9))
    begun = placed(play)
    tick(play, "guest")
    say_yes(play)
    await play.until(at(2027, 2, 26, 15))
    tick(play, "host")
    await play.until(at(2027, 2, 26, 17))

    assert answers(play) == {email: "by phone" if email == BY_PHONE else None for email in HOSTS}
    assert begun == [f"{pair} proposed" for pair in PAIRS]
    assert placed(play) == [f"{pair} confirmed" for pair in PAIRS]
    letters = play.letters.by_person()
    assert {who: letters[who] for who in LETTERS} == LETTERS
    assert days_are_kept(play)
