"""People's calendars are read again: every day, before a plan, and never twice at once."""

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from http.server import BaseHTTPRequestHandler

import pytest
from sqlalchemy import select

from domain import busy_sources
from models.clock import StandingClock
from models.database import Database
from models.feeds import BusySource, BusyTime
from models.rounds import Round
from models.states import RoundState
from models.timeline import moment
from tests.builders import FIRST_DAY, NOON, a_person, a_round, an_application
from tests.invites.test_busy import calendar, event
from tests.workers.calendar_server import Calendars, a_fetcher, serving
from tests.workers.test_expanding import DAV
from workers.office import Office
from workers.refreshing import Refreshing

FIRST = calendar(event("DTSTART:20270301T070000Z", "DTEND:20270301T100000Z")).encode()
SECOND = calendar(event("DTSTART:20270302T070000Z", "DTEND:20270302T100000Z")).encode()
SPAN = (moment(FIRST_DAY, time(9)), moment(FIRST_DAY, time(12)))
NEXT_SPAN = (SPAN[0] + timedelta(days=1), SPAN[1] + timedelta(days=1))
HOUR = timedelta(hours=1)


@pytest.fixture
def calendars() -> Iterator[Calendars]:
    with serving() as calendars:
        yield calendars


class House:
    """A worker's loop with a clock that stands where the test puts it."""

    def __init__(self, database: Database) -> None:
        self.database = database
        self.clock = StandingClock(NOON)
        self.refreshing = Refreshing(Office(database, self.clock), a_fetcher())

    def subscribes(self, address: str, **said: str) -> tuple[BusySource, Round]:
        """Somebody who takes part in a round gives an address."""
        with self.database.change() as db:
            round_ = a_round(db)
            person = an_application(db, to=round_).person
            return busy_sources.add(db, person, address, now=NOON, **said), round_

    def after(self, hours: float) -> None:
        self.clock.move(NOON + hours * HOUR)

    def source(self) -> BusySource:
        with self.database.look() as db:
            return db.scalars(select(BusySource)).one()

    def knows(self) -> list[tuple[datetime, datetime]]:
        with self.database.look() as db:
            return [(each.starts_at, each.ends_at) for each in db.scalars(select(BusyTime))]


@pytest.fixture
def house(sqlite_database: Database) -> House:
    return House(sqlite_database)


def test_an_address_is_read_at_once_and_then_every_day(house: House, calendars: Calendars) -> None:
    house.subscribes(calendars.says("/a.ics", FIRST))

    tried = [house.refreshing.refresh()]
    first = house.knows()
    calendars.says("/a.ics", SECOND)
    for hours in (1, 19, 20):
        house.after(hours)
        tried.append(house.refreshing.refresh())

    assert tried == [1, 0, 0, 1]
    assert (first, house.knows()) == ([SPAN], [NEXT_SPAN])


def test_before_a_plan_those_who_take_part_are_read_anew(house: House, calendars: Calendars) -> None:
    _source, round_ = house.subscribes(calendars.says("/a.ics", FIRST))
    house.refreshing.refresh()
    calendars.says("/a.ics", SECOND)
    with house.database.change() as db:
        other = a_round(db)
    house.after(2)
    beats: list[None] = []

    def beat() -> None:
        beats.append(None)

    tried = [house.refreshing.before_planning(each.id, beat=beat) for each in (other, round_, round_)]

    assert tried == [0, 1, 0]
    assert house.knows() == [NEXT_SPAN]
    assert beats


def test_trouble_is_kept_told_and_tried_again(house: House, calendars: Calendars) -> None:
    house.subscribes(calendars.says("/a.ics", FIRST))
    house.refreshing.refresh()
    calendars.says("/a.ics", b"", status=410)
    house.after(24)
    house.refreshing.refresh()
    broken = house.source()

    calendars.says("/a.ics", SECOND)
    house.after(26)
    house.refreshing.refresh()

    assert (broken.trouble, broken.told_at) == ("refused", NOON + 24 * HOUR)
    assert (house.source().trouble, house.knows()) == (None, [NEXT_SPAN])


def test_nothing_is_open_in_the_database_while_the_other_side_is_asked(
    house: House, calendars: Calendars
) -> None:
    house.subscribes(calendars.says("/a.ics", FIRST))
    plain = calendars.answers["/a.ics"]

    def write_meanwhile(to: BaseHTTPRequestHandler) -> None:
        with house.database.change() as db:
            a_person(db)
        plain(to)

    calendars.answers["/a.ics"] = write_meanwhile

    house.refreshing.refresh()

    assert house.knows() == [SPAN]


def test_a_source_that_is_removed_meanwhile_stays_removed(house: House, calendars: Calendars) -> None:
    source, _round = house.subscribes(calendars.says("/a.ics", FIRST))
    plain = calendars.answers["/a.ics"]

    def remove_meanwhile(to: BaseHTTPRequestHandler) -> None:
        with house.database.change() as db:
            busy_sources.remove(db, db.get_one(BusySource, source.id))
        plain(to)

    calendars.answers["/a.ics"] = remove_meanwhile

    house.refreshing.refresh()

    assert house.knows() == []


def test_when_the_round_is_over_the_times_are_forgotten_without_asking(
    house: House, calendars: Calendars
) -> None:
    _source, round_ = house.subscribes(calendars.says("/a.ics", FIRST))
    house.refreshing.refresh()
    with house.database.change() as db:
        db.get_one(Round, round_.id).state = RoundState.ENDED
    house.after(24)

    house.refreshing.refresh()

    assert (house.knows(), len(calendars.asked)) == ([], 1)


def test_a_caldav_calendar_is_asked_for_the_days_of_the_round(
    house: House, calendars: Calendars, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CALDAV_PASSWORD_AINO", "salasana")
    answer = DAV.format(FIRST.decode()).encode()
    address = calendars.says("/dav/", answer, status=207)
    house.subscribes(address, login="aino", password_in="CALDAV_PASSWORD_AINO")

    house.refreshing.refresh()

    assert house.knows() == [SPAN]
    assert calendars.asked[0][0] == "REPORT"
    assert calendars.headers[0]["Authorization"] == "Basic YWlubzpzYWxhc2FuYQ=="
    assert b'<c:time-range start="20270228T220000Z" end="20270830T210000Z"/>' in calendars.bodies[0]


def test_without_its_password_a_caldav_calendar_is_not_asked(house: House, calendars: Calendars) -> None:
    house.subscribes(calendars.says("/dav/", b""), login="aino", password_in="CALDAV_PASSWORD_NOBODY")

    house.refreshing.refresh()

    assert (house.source().trouble, calendars.asked) == ("no_password", [])


def test_two_workers_read_an_address_once(database: Database, calendars: Calendars) -> None:
    house = House(database)
    house.subscribes(calendars.says("/a.ics", FIRST))
    other = Refreshing(Office(database, house.clock), a_fetcher())

    assert [house.refreshing.refresh(), other.refresh()] == [1, 0]
    assert len(calendars.asked) == 1


def test_what_is_asked_for_ends_with_the_round(house: House, calendars: Calendars) -> None:
    late = calendar(event("DTSTART;VALUE=DATE:20261201", "DTEND;VALUE=DATE:20280101")).encode()
    house.subscribes(calendars.says("/a.ics", late))

    house.refreshing.refresh()

    assert house.knows() == [(moment(FIRST_DAY, time()), moment(date(2027, 8, 31), time()))]


def test_the_past_is_forgotten_once_a_day(house: House, calendars: Calendars) -> None:
    house.subscribes(calendars.says("/a.ics", FIRST))
    house.refreshing.refresh()
    calendars.says("/a.ics", b"", status=500)
    house.clock.move(SPAN[1] + HOUR)

    house.refreshing.refresh()

    assert house.knows() == []
