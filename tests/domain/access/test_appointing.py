"""Giving and taking roles, no further than one's own reach."""

from datetime import UTC, datetime

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from domain.access import appointing, sessions
from domain.access.actors import Actor, Grant, actor_of
from domain.access.appointing import Wanted
from domain.access.sessions import Browser
from domain.refusals import Conflict, NotAllowed, NotFound
from models.access import Entrance, WebSession
from models.base import new_id
from models.people import Appointee, Person
from models.states import Role
from tests.builders import a_person, a_round, an_appointee

NOW = datetime(2027, 3, 16, 7, 0, tzinfo=UTC)


def somebody(db: Session, *roles: Role, **reach: object) -> tuple[Person, Actor]:
    person = a_person(db)
    for role in roles:
        an_appointee(db, person=person, role=role, **reach)
    return person, actor_of(db, person)


def signed_in(db: Session, person: Person) -> WebSession:
    token = sessions.begin(db, person, entrance=Entrance.MAIL, browser=Browser(), now=NOW)
    row = sessions.find(db, token, now=NOW)
    assert row is not None
    return row


def test_an_administrator_gives_a_role_once(db: Session) -> None:
    _helena, by = somebody(db, Role.ADMINISTRATOR)
    aino, _actor = somebody(db)
    wanted = Wanted(aino.id, Grant(Role.HR, organisation_id=aino.organisation_id))

    first, second = appointing.give(db, wanted, by=by), appointing.give(db, wanted, by=by)

    assert first.id == second.id
    assert actor_of(db, aino).grants == (wanted.grant,)


def test_who_gets_a_role_rests_more_shortly_from_now_on(db: Session) -> None:
    _helena, by = somebody(db, Role.ADMINISTRATOR)
    aino, _actor = somebody(db)
    row = signed_in(db, aino)

    appointing.give(db, Wanted(aino.id, Grant(Role.HR)), by=by)

    db.refresh(row)
    assert row.idle_minutes == 30


@pytest.mark.parametrize("role", [None, Role.HR, Role.COORDINATOR, Role.AUDITOR])
def test_no_other_role_may_give_any(lite: Session, role: Role | None) -> None:
    _person, by = somebody(lite, *([role] if role else []))
    aino, _actor = somebody(lite)

    with pytest.raises(NotAllowed):
        appointing.give(lite, Wanted(aino.id, Grant(Role.AUDITOR)), by=by)


def test_an_administrator_of_one_organisation_gives_nothing_beyond_it(lite: Session) -> None:
    person = a_person(lite)
    an_appointee(lite, person=person, role=Role.ADMINISTRATOR, organisation_id=person.organisation_id)
    by = actor_of(lite, person)
    ours, theirs = a_round(lite, owner=person), a_round(lite)
    aino, _actor = somebody(lite)

    for grant in (Grant(Role.HR, organisation_id=person.organisation_id), Grant(Role.HR, round_id=ours.id)):
        appointing.give(lite, Wanted(aino.id, grant), by=by)
    beyond = (
        Grant(Role.ADMINISTRATOR),
        Grant(Role.HR, organisation_id=theirs.organisation_id),
        Grant(Role.HR, round_id=theirs.id),
    )
    for grant in beyond:
        with pytest.raises(NotAllowed):
            appointing.give(lite, Wanted(aino.id, grant), by=by)

    assert len(actor_of(lite, aino).grants) == 2


@pytest.mark.parametrize("reach", ["round_id", "organisation_id"])
def test_what_does_not_exist_cannot_be_reached(lite: Session, reach: str) -> None:
    _helena, by = somebody(lite, Role.ADMINISTRATOR)
    aino, _actor = somebody(lite)

    with pytest.raises(NotFound):
        appointing.give(lite, Wanted(aino.id, Grant(Role.HR, **{reach: new_id()})), by=by)


def test_whoever_loses_the_last_role_is_signed_out_everywhere(db: Session) -> None:
    _helena, by = somebody(db, Role.ADMINISTRATOR)
    aino, _actor = somebody(db, Role.HR, Role.AUDITOR)
    row = signed_in(db, aino)
    first, second = db.scalars(select(Appointee.id).where(Appointee.person_id == aino.id)).all()

    appointing.take(db, first, by=by, now=NOW)
    db.refresh(row)
    still = row.ended_at
    appointing.take(db, second, by=by, now=NOW)
    db.refresh(row)

    assert (still, row.ended_at) == (None, NOW)


def test_the_last_administrator_stays(db: Session) -> None:
    helena, by = somebody(db, Role.ADMINISTRATOR)
    mine = db.scalars(select(Appointee.id).where(Appointee.person_id == helena.id)).one()

    with pytest.raises(Conflict):
        appointing.take(db, mine, by=by, now=NOW)
    somebody(db, Role.ADMINISTRATOR)
    appointing.take(db, mine, by=by, now=NOW)

    assert actor_of(db, helena).grants == ()


def test_nobody_ends_sessions_beyond_their_reach(lite: Session) -> None:
    person = a_person(lite)
    an_appointee(lite, person=person, role=Role.ADMINISTRATOR, organisation_id=person.organisation_id)
    stranger, _actor = somebody(lite)
    row = signed_in(lite, stranger)

    with pytest.raises(NotFound):
        appointing.end_sessions(lite, stranger.id, by=actor_of(lite, person), now=NOW)

    assert row.ended_at is None
