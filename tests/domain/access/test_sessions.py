"""A browser's session: hard to guess, and over by rest, by time, or by hand."""

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from domain.access import sessions
from domain.access.sessions import Browser
from models.access import Entrance, WebSession
from models.people import Person
from models.states import Role
from tests.builders import a_person, an_appointee

NOW = datetime(2027, 3, 16, 7, 0, tzinfo=UTC)
MINUTE = timedelta(minutes=1)


def begun(db: Session, person: Person | None = None) -> str:
    who = person or a_person(db)
    return sessions.begin(db, who, entrance=Entrance.MAIL, browser=Browser("10.0.0", "Firefox"), now=NOW)


def test_a_token_has_256_bits_and_only_its_hash_is_kept(lite: Session) -> None:
    person = a_person(lite)

    told = {begun(lite, person) for _each in range(50)}

    kept = set(lite.scalars(select(WebSession.token_hash)))
    assert len(told) == 50
    assert {len(each) for each in told} == {43}
    assert kept == {sessions.hashed(each) for each in told}
    assert not kept & told


@pytest.mark.parametrize(("role", "minutes"), [(None, 120), *((role, 30) for role in Role)])
def test_who_rests_too_long_must_come_in_anew(lite: Session, role: Role | None, minutes: int) -> None:
    person = a_person(lite)
    if role:
        an_appointee(lite, person=person, role=role)
    token = begun(lite, person)

    just_before = sessions.find(lite, token, now=NOW + minutes * MINUTE - timedelta(seconds=1))
    then = sessions.find(lite, token, now=NOW + minutes * MINUTE)

    assert just_before is not None
    assert then is None


def test_twelve_hours_end_it_however_busy_one_is(lite: Session) -> None:
    token = begun(lite)

    for minutes in range(0, 12 * 60, 60):
        row = sessions.find(lite, token, now=NOW + minutes * MINUTE)
        assert row is not None
        sessions.seen(lite, row.id, now=NOW + minutes * MINUTE)
        lite.expire_all()

    assert sessions.find(lite, token, now=NOW + timedelta(hours=12) - MINUTE) is not None
    assert sessions.find(lite, token, now=NOW + timedelta(hours=12)) is None


def test_an_ended_session_lets_nobody_in(lite: Session) -> None:
    token = begun(lite)
    row = sessions.find(lite, token, now=NOW)
    assert row is not None

    sessions.end(lite, row.id, now=NOW + MINUTE)
    lite.expire_all()

    assert sessions.find(lite, token, now=NOW + MINUTE) is None


def test_ending_all_of_somebody_leaves_those_of_others(lite: Session) -> None:
    aino, onni = a_person(lite), a_person(lite)
    ainos, onnis = [begun(lite, aino), begun(lite, aino)], begun(lite, onni)

    sessions.end_all(lite, aino.id, now=NOW)
    lite.expire_all()

    assert [sessions.find(lite, each, now=NOW) for each in ainos] == [None, None]
    assert sessions.find(lite, onnis, now=NOW) is not None


def test_being_seen_is_written_at_most_once_a_minute(lite: Session) -> None:
    row = sessions.find(lite, begun(lite), now=NOW)
    assert row is not None

    assert not sessions.is_due(row, now=NOW + timedelta(seconds=59))
    assert sessions.is_due(row, now=NOW + MINUTE)


def test_an_unknown_token_finds_nothing(lite: Session) -> None:
    begun(lite)

    assert sessions.find(lite, "guessed", now=NOW) is None
