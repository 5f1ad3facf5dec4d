"""A workshop moves: reminders and seats that are held follow it, and nothing moves once it has begun."""

from datetime import date, datetime, timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from domain.refusals import Conflict
from domain.workshops import sign_ups, workshops
from models.asks import About, Ask, AskState
from models.people import Person
from models.streams import of_workshop
from tests.builders_of_workshops import BEGINS, SIGN_UP_OPENS, a_workshop
from tests.domain.lived import at, told
from tests.domain.workshops.gathered import Life, people

ENDS_AFTER = timedelta(hours=3)
BEFORE_SIGN_UP = SIGN_UP_OPENS - timedelta(days=1)


def with_invited(db: Session, *names: str, capacity: int | None = None) -> tuple[Life, list[Person]]:
    life = Life(db, a_workshop(db, capacity=capacity).id)
    who = people(db, *names)
    for each in who:
        sign_ups.invite(db, life.workshop, each, now=BEFORE_SIGN_UP)
    life.at(SIGN_UP_OPENS)
    return life, who


def moved(life: Life, to: datetime, *, now: datetime) -> None:
    organiser = life.db.get_one(Person, life.workshop.organiser_id)
    workshops.move(life.db, life.workshop, starts_at=to, ends_at=to + ENDS_AFTER, by=organiser, now=now)


def reminded(db: Session, life: Life) -> list[datetime]:
    mine = select(Ask).where(Ask.stream_id == of_workshop(life.id), Ask.about == About.WORKSHOP)
    return [each for ask in db.scalars(mine) for each in ask.reminders]


def test_the_reminder_of_an_invitation_moves_along(lite: Session) -> None:
    life, _who = with_invited(lite, "Aino")
    (planned,) = reminded(lite, life)

    moved(life, BEGINS + timedelta(days=7), now=SIGN_UP_OPENS + timedelta(hours=1))

    assert reminded(lite, life) == [planned + timedelta(days=7)]


def test_whoever_was_reminded_is_reminded_again_of_the_new_day(lite: Session) -> None:
    life, _who = with_invited(lite, "Aino")
    (planned,) = reminded(lite, life)
    life.through(SIGN_UP_OPENS, planned)

    moved(life, BEGINS + timedelta(days=7), now=planned + timedelta(hours=1))
    life.through(planned + timedelta(hours=1), planned + timedelta(days=7))

    assert told(lite, of_workshop(life.id)) == [("workshop_invitation", "Aino")] * 3


def test_a_seat_is_not_held_longer_than_until_an_hour_before_the_new_hours(lite: Session) -> None:
    life, (aino, bertta) = with_invited(lite, "Aino", "Bertta", capacity=1)
    for each in (aino, bertta):
        life.says(each, "come", now=SIGN_UP_OPENS)
    noon = at(date(2027, 2, 8))
    sign_ups.leave(lite, life.workshop, life.sign_up(aino), now=noon)
    life.at(noon)

    moved(life, noon + timedelta(hours=4), now=noon)

    held = lite.scalars(select(Ask).where(Ask.about == About.WORKSHOP_SEAT, Ask.state == AskState.OPEN)).one()
    assert held.deadline == noon + timedelta(hours=3)


def test_what_has_begun_is_not_moved(lite: Session) -> None:
    life, _who = with_invited(lite, "Aino")

    with pytest.raises(Conflict):
        moved(life, BEGINS + timedelta(days=7), now=BEGINS)

    assert life.workshop.starts_at == BEGINS
