"""Opening databases, and the promises that hold when many write at once."""

import sqlite3
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from datetime import date, timedelta
from pathlib import Path
from threading import Timer

import pytest
from sqlalchemy import func, select, text
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm.exc import StaleDataError

from models.applications import Application
from models.base import new_id
from models.database import Database
from models.exchanges import Exchange
from models.offers import Offer
from models.organisations import ClosedDay
from models.people import Person
from models.rounds import Round
from tests.builders import (
    CLOSES,
    a_host_offer,
    a_person,
    a_round,
    a_schedule,
    added,
    an_application,
    an_organisation,
)
from tests.builders_of_exchanges import an_exchange

PLACES = 10
ATTEMPTS = 24


def test_a_first_start_waits_for_another_that_is_writing(tmp_path: Path) -> None:
    file = tmp_path / "new.sqlite"
    with closing(sqlite3.connect(file, isolation_level=None, check_same_thread=False)) as other:
        other.execute("CREATE TABLE first (id INTEGER)")
        other.execute("BEGIN IMMEDIATE")
        Timer(0.2, other.commit).start()

        database = Database(f"sqlite:///{file}")
        with database.look() as db:
            mode = db.scalar(text("PRAGMA journal_mode"))

    database.close()
    assert mode == "wal"


def test_sqlite_waits_syncs_and_watches_foreign_keys(sqlite_database: Database) -> None:
    asked = ("busy_timeout", "journal_mode", "synchronous", "foreign_keys")

    with sqlite_database.look() as db:
        told = [db.scalar(text(f"PRAGMA {name}")) for name in asked]

    assert told == [15000, "wal", 2, 1]


def test_a_change_that_fails_leaves_nothing(database: Database) -> None:
    with database.change() as db:
        first = a_person(db, email="aino@example.org")

    with pytest.raises(IntegrityError, match=r"people"), database.change() as db:
        db.add_all([person_like(first, email="eero@example.org"), person_like(first, email=first.email)])

    with database.look() as db:
        assert db.scalars(select(Person.id)).all() == [first.id]


def test_a_row_may_be_written_before_the_row_it_points_to(database: Database) -> None:
    with database.change() as db:
        day = ClosedDay(organisation_id=new_id(), day=date(2027, 4, 1))
        added(db, day)
        an_organisation(db, id=day.organisation_id)

    with database.look() as db:
        assert db.scalars(select(ClosedDay.day)).all() == [date(2027, 4, 1)]


def test_a_row_that_points_to_nothing_is_refused_at_the_end(database: Database) -> None:
    with pytest.raises(IntegrityError, match=r"(?i)foreign key"), database.change() as db:
        added(db, ClosedDay(organisation_id=new_id(), day=date(2027, 4, 1)))

    with database.look() as db:
        assert db.scalars(select(ClosedDay.day)).all() == []


def test_no_more_guests_than_places_however_many_ask_at_once(database: Database) -> None:
    with database.change() as db:
        round_ = a_round(db)
        offer = a_host_offer(db, to=round_, most=PLACES)
        schedule = a_schedule(db, of=round_)
        asking = [an_application(db, to=round_) for _ in range(ATTEMPTS)]

    def take_a_place(application: Application) -> bool:
        with database.change() as db:
            counted = db.get_one(Offer, offer.id, with_for_update=True)
            taken = select(func.count()).where(Exchange.offer_id == counted.id)
            if db.scalars(taken).one() >= counted.most:
                return False
            an_exchange(db, application=application, offer=counted, schedule=schedule, appointments=[])
            return True

    with ThreadPoolExecutor(8) as pool:
        answers = list(pool.map(take_a_place, asking))

    assert sorted(answers) == [False] * (ATTEMPTS - PLACES) + [True] * PLACES
    with database.look() as db:
        assert db.scalars(select(func.count()).select_from(Exchange)).one() == PLACES


def test_the_second_of_two_who_edit_the_same_version_of_a_round_is_told(database: Database) -> None:
    with database.change() as db:
        round_ = a_round(db)
    with database.look() as db:
        seen_by_the_second = db.get_one(Round, round_.id)
    with database.change() as db:
        db.get_one(Round, round_.id).closes_at = CLOSES + timedelta(days=7)

    seen_by_the_second.name_en = "Spring and summer 2027"
    with pytest.raises(StaleDataError), database.change() as db:
        db.add(seen_by_the_second)

    with database.look() as db:
        kept = db.get_one(Round, round_.id)
    assert (kept.version, kept.name_en, kept.closes_at) == (2, "Spring 2027", CLOSES + timedelta(days=7))


def person_like(other: Person, *, email: str) -> Person:
    return Person(
        organisation_id=other.organisation_id, name=other.name, email=email, language=other.language
    )


def test_what_is_tried_out_is_gone_afterwards(database: Database) -> None:
    with database.change() as db:
        a_person(db, name="Aino Keksitty")

    with database.trial() as db:
        a_person(db, name="Bertta Keksitty")
        db.flush()
        tried = sorted(db.scalars(select(Person.name)))

    with database.look() as db:
        assert (tried, list(db.scalars(select(Person.name)))) == (
            ["Aino Keksitty", "Bertta Keksitty"],
            ["Aino Keksitty"],
        )


def test_others_write_while_something_is_tried_out(database: Database) -> None:
    with database.trial() as trying:
        a_person(trying, name="Bertta Keksitty")
        trying.flush()

        with database.change() as db:
            a_person(db, name="Aino Keksitty")

    with database.look() as db:
        assert list(db.scalars(select(Person.name))) == ["Aino Keksitty"]
