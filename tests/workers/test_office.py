from datetime import UTC, datetime, timedelta

import pytest

from domain.refusals import Conflict
from models.clock import WallClock
from models.database import Database
from models.languages import _
from models.organisations import Organisation
from models.rehearsals import Rehearsal
from tests.builders import NOON, an_organisation
from workers.bell import Bell
from workers.office import Office, RehearsalClock, clock_of, is_rehearsed


@pytest.fixture
def rehearsed(database: Database) -> Database:
    with database.change() as db:
        db.add(Rehearsal(id=1, seed=1, now=NOON))
    return database


def test_a_rehearsal_tells_the_time_that_stands_in_its_row(rehearsed: Database) -> None:
    clock = clock_of(rehearsed)
    before = clock.now()

    with rehearsed.change() as db:
        db.get_one(Rehearsal, 1).now = NOON + timedelta(days=1)

    assert isinstance(clock, RehearsalClock)
    assert (before, clock.now()) == (NOON, NOON + timedelta(days=1))


def test_a_real_round_goes_by_the_wall(database: Database) -> None:
    clock = clock_of(database)

    before, now, after = datetime.now(UTC), clock.now(), datetime.now(UTC)

    assert isinstance(clock, WallClock)
    assert not is_rehearsed(database)
    assert before <= now <= after


class CountingBell(Bell):
    def __init__(self) -> None:
        super().__init__()
        self.rung = 0

    def ring(self) -> None:
        self.rung += 1


def test_the_bells_ring_when_a_change_is_saved(database: Database) -> None:
    facts, mails = CountingBell(), CountingBell()
    office = Office(database, WallClock(), facts, mails)

    with office.change() as db:
        an_organisation(db)
        while_unsaved = (facts.rung, mails.rung)

    assert while_unsaved == (0, 0)
    assert (facts.rung, mails.rung) == (1, 1)


def add_and_refuse(office: Office) -> None:
    with office.change() as db:
        an_organisation(db)
        raise Conflict(_("The round is over."))


def test_a_refused_change_is_not_saved_and_rings_nobody(database: Database) -> None:
    facts, mails = CountingBell(), CountingBell()
    office = Office(database, WallClock(), facts, mails)

    with pytest.raises(Conflict):
        add_and_refuse(office)

    assert (facts.rung, mails.rung) == (0, 0)
    with database.look() as db:
        assert db.query(Organisation).all() == []


def test_a_ring_is_remembered_until_somebody_waits() -> None:
    bell = Bell()
    bell.ring()

    bell.wait(600)

    assert not bell._rung.is_set()
