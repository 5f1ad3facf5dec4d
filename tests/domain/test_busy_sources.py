"""Where busy times come from, how long they are kept, and who hears of trouble."""

from datetime import date, datetime, time, timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from domain import busy_sources
from domain.busy_trouble import Trouble
from domain.refusals import Conflict, Invalid
from invites.busy import Asked
from models import streams
from models.feeds import BusySource, BusyTime
from models.people import Alias, Person
from models.rounds import Round
from models.states import ApplicationState, BusyKind, Kind, OfferState, RoundState
from models.timeline import moment
from tests.builders import (
    CLOSES,
    FIRST_DAY,
    LAST_DAY,
    NOON,
    a_host_offer,
    a_person,
    a_round,
    added,
    an_application,
)
from tests.domain.lived import letters, told

SECRET = "https://calendar.example.org/private-8f14e45f/basic.ics"
HOUR = timedelta(hours=1)
SPAN = (moment(FIRST_DAY, time(9)), moment(FIRST_DAY, time(12)))
LATER_SPAN = (moment(LAST_DAY, time(9)), moment(LAST_DAY, time(12)))


def an_applicant(db: Session, *, state: RoundState = RoundState.OPEN) -> tuple[Person, Round]:
    """Somebody who takes part in a round of stays."""
    round_ = a_round(db, kinds=(Kind.SHADOWING,), state=state)
    return an_application(db, to=round_).person, round_


def a_source(db: Session, person: Person, *, read_at: datetime | None = None) -> BusySource:
    source = busy_sources.add(db, person, SECRET, now=NOON)
    source.read_at = source.tried_at = read_at
    db.flush()
    return source


def kept(db: Session) -> list[tuple[datetime, datetime]]:
    return [
        (each.starts_at, each.ends_at) for each in db.scalars(select(BusyTime).order_by(BusyTime.starts_at))
    ]


def due(db: Session, *, now: datetime, of: list[Person] | None = None) -> list[BusySource]:
    people = None if of is None else [each.id for each in of]
    return list(db.scalars(busy_sources.due(now=now, of=people)))


def test_only_the_days_of_the_rounds_to_come_are_asked_for(lite: Session) -> None:
    person, _round = an_applicant(lite)
    second = a_round(lite, kinds=(Kind.SHADOWING,), first_day=date(2027, 9, 1), last_day=date(2027, 10, 29))
    a_host_offer(lite, to=second, person=person)
    added(lite, Alias(person_id=person.id, email="toinen@example.org"))

    asked = busy_sources.asked_of(lite, person, now=NOON)

    assert asked == Asked(
        since=moment(FIRST_DAY, time()),
        until=moment(date(2027, 10, 30), time()),
        addresses=(person.email, "toinen@example.org"),
    )


def test_mentoring_lasts_half_a_year_from_the_first_day(lite: Session) -> None:
    person = an_application(lite, kind=Kind.MENTORING).person

    asked = busy_sources.asked_of(lite, person, now=NOON)

    assert asked.until == moment(FIRST_DAY + timedelta(weeks=26, days=1), time())


def test_what_is_over_is_not_asked_for(lite: Session) -> None:
    person, _round = an_applicant(lite)
    midway = moment(date(2027, 4, 1), time(10))

    assert busy_sources.asked_of(lite, person, now=midway).since == midway
    with pytest.raises(Conflict):
        busy_sources.asked_of(lite, person, now=moment(date(2027, 5, 29), time()))


@pytest.mark.parametrize("state", [RoundState.ENDED, RoundState.CANCELLED])
def test_nothing_is_kept_of_somebody_whose_round_is_no_more(lite: Session, state: RoundState) -> None:
    person, _round = an_applicant(lite, state=state)

    with pytest.raises(Conflict):
        busy_sources.asked_of(lite, person, now=NOON)


def test_nothing_is_kept_of_somebody_who_has_left(lite: Session) -> None:
    round_ = a_round(lite)
    guest = an_application(lite, to=round_, state=ApplicationState.WITHDRAWN).person
    host = a_host_offer(lite, to=round_, state=OfferState.WITHDRAWN).person

    for person in (guest, host):
        with pytest.raises(Conflict):
            busy_sources.asked_of(lite, person, now=NOON)


def test_a_newer_file_takes_the_place_of_the_older_one_and_of_no_address(db: Session) -> None:
    person, _round = an_applicant(db)
    address = a_source(db, person)
    busy_sources.keep(db, address, [SPAN], now=NOON)
    busy_sources.bring(db, person, [SPAN], now=NOON)

    busy_sources.bring(db, person, [LATER_SPAN], now=NOON + HOUR)

    kinds = db.scalars(select(BusySource.kind).order_by(BusySource.kind)).all()
    assert kinds == [BusyKind.ADDRESS, BusyKind.FILE]
    assert kept(db) == [SPAN, LATER_SPAN]


def test_what_was_read_takes_the_place_of_what_was_known(db: Session) -> None:
    person, _round = an_applicant(db)
    source = a_source(db, person)
    busy_sources.keep(db, source, [SPAN], now=NOON)

    busy_sources.keep(db, source, [LATER_SPAN], now=NOON + HOUR)

    assert kept(db) == [LATER_SPAN]
    assert (source.read_at, source.trouble) == (NOON + HOUR, None)


def test_removing_a_source_removes_its_times_and_nobody_elses(db: Session) -> None:
    person, _round = an_applicant(db)
    gone, stays = busy_sources.add(db, person, SECRET, now=NOON), a_source(db, person)
    busy_sources.keep(db, gone, [SPAN], now=NOON)
    busy_sources.keep(db, stays, [LATER_SPAN], now=NOON)

    busy_sources.remove(db, gone)

    assert kept(db) == [LATER_SPAN]
    assert db.scalars(select(BusySource.id)).all() == [stays.id]


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        (f" {SECRET}\n", SECRET),
        (SECRET.replace("https", "webcal"), SECRET),
        (SECRET.replace("https", "WEBCAL"), SECRET),
    ],
)
def test_an_address_is_taken_as_calendars_write_it(lite: Session, written: str, meant: str) -> None:
    assert busy_sources.add(lite, a_person(lite), written, now=NOON).address == meant


@pytest.mark.parametrize(
    "address",
    [
        "http://example.org/a.ics",
        "https://aino:secret@example.org/a.ics",
        "https://",
        "a.ics",
        "file:///a.ics",
        "https://[",
        "https://example.org:x/a.ics",
    ],
)
def test_an_address_that_is_not_safe_is_refused_at_once(lite: Session, address: str) -> None:
    with pytest.raises(Invalid):
        busy_sources.add(lite, a_person(lite), address, now=NOON)


def test_an_address_is_due_once_a_day_and_a_file_never(db: Session) -> None:
    person, _round = an_applicant(db)
    source = a_source(db, person)
    busy_sources.bring(db, person, [SPAN], now=NOON)
    new = due(db, now=NOON)
    busy_sources.keep(db, source, [SPAN], now=NOON)

    told_due = [len(due(db, now=NOON + hours * HOUR)) for hours in (1, 19, 20)]

    assert (new, told_due) == ([source], [0, 0, 1])


def test_what_failed_is_tried_again_after_an_hour(db: Session) -> None:
    person, _round = an_applicant(db)
    busy_sources.fail(db, a_source(db, person), Trouble.UNREACHABLE, now=NOON)

    assert [len(due(db, now=NOON + minutes * HOUR / 60)) for minutes in (1, 59, 60)] == [0, 0, 1]


def test_before_planning_those_who_take_part_are_due_earlier(db: Session) -> None:
    person, round_ = an_applicant(db)
    source = a_source(db, person, read_at=NOON)
    a_source(db, a_person(db), read_at=NOON)

    assert busy_sources.taking_part(db, round_) == [person.id]
    assert [due(db, now=NOON + HOUR * hours, of=[person]) for hours in (0.5, 1)] == [[], [source]]


def test_the_owner_hears_of_trouble_once_a_week_and_the_address_stays_secret(lite: Session) -> None:
    person, round_ = an_applicant(lite)
    source = a_source(lite, person)
    busy_sources.keep(lite, source, [SPAN], now=NOON)

    for hours in (1, 25, 24 * 7, 24 * 7 + 2):
        busy_sources.fail(lite, source, Trouble.REFUSED, now=NOON + hours * HOUR)

    lane = streams.of_round(round_.id)
    assert told(lite, lane) == [("busy_trouble", "Aino"), ("busy_trouble", "Aino")]
    first = letters(lite, lane)[0]
    assert "calendar.example.org" in first
    assert "osoite ei ole enää voimassa" in first
    assert "private-8f14e45f" not in first
    assert kept(lite) == [SPAN]


@pytest.mark.parametrize("takes_part", [True, False])
def test_without_a_round_that_has_opened_nobody_is_written_to(lite: Session, *, takes_part: bool) -> None:
    person = an_applicant(lite, state=RoundState.DRAFT)[0] if takes_part else a_person(lite)
    source = a_source(lite, person)

    busy_sources.fail(lite, source, Trouble.REFUSED, now=CLOSES)

    assert (source.trouble, source.told_at) == ("refused", None)


def test_what_is_past_is_forgotten(lite: Session) -> None:
    person, _round = an_applicant(lite)
    busy_sources.bring(lite, person, [SPAN, LATER_SPAN], now=NOON)

    busy_sources.forget(lite, now=SPAN[1])

    assert kept(lite) == [LATER_SPAN]


@pytest.mark.parametrize("state", [RoundState.ENDED, RoundState.CANCELLED])
def test_a_file_is_forgotten_when_its_owners_rounds_are_over(lite: Session, state: RoundState) -> None:
    person, round_ = an_applicant(lite)
    busy_sources.bring(lite, person, [LATER_SPAN], now=NOON)
    stays, _round = an_applicant(lite)
    busy_sources.bring(lite, stays, [SPAN], now=NOON)
    round_.state = state
    lite.flush()

    busy_sources.forget(lite, now=NOON)

    assert kept(lite) == [SPAN]
    assert lite.scalars(select(BusySource.person_id)).all() == [stays.id]
