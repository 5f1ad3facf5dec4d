"""Mails that let somebody in: they leave at once also at night, and what they say is not kept."""

from contextlib import suppress
from datetime import date, time, timedelta

import pytest
from sqlalchemy import select, update
from sqlalchemy.orm import undefer

from domain.access import asking
from domain.access.asking import Asked
from invites.post import Unavailable
from models.clock import StandingClock
from models.database import Database
from models.mails import Mail
from models.states import MailState
from models.timeline import moment
from tests.builders import a_person
from tests.workers.post_office import Sink, a_delivery, free_port, serving
from tests.workers.test_waiting_mails import Doorstep
from workers.delivery import Delivery
from workers.office import Office

NIGHT = moment(date(2027, 2, 13), time(23, 30))  # of a Saturday
SUBJECT = "Kirjautumislinkkisi Vaihtoon"


@pytest.fixture
def house(database: Database) -> Database:
    """Aino has asked to be let in on a Saturday night."""
    with database.change() as db:
        a_person(db, email="aino@example.org")
        asked = Asked("aino@example.org", "browser", "/", "http://localhost")
        assert asking.ask(db, asked, now=NIGHT, queued_at=NIGHT) is not None
    return database


def kept(database: Database) -> tuple[MailState, bytes]:
    with database.look() as db:
        mail = db.scalars(select(Mail).options(undefer(Mail.octets))).one()
        return mail.state, mail.octets


def test_a_login_mail_leaves_at_once_at_night_and_is_not_kept(house: Database) -> None:
    doorstep = Doorstep()

    Delivery(Office(house, StandingClock(NIGHT)), doorstep).deliver()

    assert doorstep.subjects == [SUBJECT]
    assert "/sign-in/" in doorstep.text_of_last()
    assert kept(house) == (MailState.SENT, b"")


def test_a_refused_login_mail_is_not_kept_either_and_nobody_is_told(house: Database) -> None:
    port = free_port()

    with serving(Sink(answers={"aino@example.org": "550 5.1.1 unknown"}), port=port):
        a_delivery(house, port=port).deliver()

    assert kept(house) == (MailState.REFUSED, b"")


def test_after_an_outage_a_login_mail_whose_link_has_ended_does_not_leave(house: Database) -> None:
    """The mail server was down for an hour; who has asked again meanwhile gets the newer mail alone."""
    clock, doorstep = StandingClock(NIGHT), Doorstep()
    down = a_delivery(house, port=free_port())
    with suppress(Unavailable):
        down.deliver()
    clock.move(NIGHT + timedelta(hours=1))
    with house.change() as db:
        asked = Asked("aino@example.org", "browser", "/", "http://localhost")
        asking.ask(db, asked, now=clock.now(), queued_at=clock.now())
        db.execute(update(Mail).values(next_try_at=None))

    Delivery(Office(house, clock), doorstep).deliver()

    with house.look() as db:
        found = db.scalars(select(Mail).order_by(Mail.number).options(undefer(Mail.octets))).all()
    assert doorstep.subjects == [SUBJECT]
    assert [(each.state, each.octets) for each in found] == [
        (MailState.OVERTAKEN, b""),
        (MailState.SENT, b""),
    ]


@pytest.mark.parametrize(
    ("minutes", "state"), [(9, MailState.SENT), (10, MailState.OVERTAKEN)], ids=["in time", "too late"]
)
def test_a_login_mail_leaves_as_long_as_its_link_lives(
    house: Database, minutes: int, state: MailState
) -> None:
    clock = StandingClock(NIGHT + timedelta(minutes=minutes))

    Delivery(Office(house, clock), Doorstep()).deliver()

    assert kept(house) == (state, b"")
