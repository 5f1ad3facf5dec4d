"""Mails that may wait, through the real loop: by night, beyond the ceiling, and when news overtakes them."""

from dataclasses import dataclass, field
from datetime import date, datetime, time
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from uuid import UUID

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from domain import exchange_letters, exchanges, invitations, mails
from invites.codes import Ending
from models.clock import StandingClock
from models.database import Database
from models.exchanges import Exchange
from models.mails import Mail
from models.timeline import moment
from tests.domain.lived import a_confirmed_exchange
from workers.delivery import Delivery
from workers.office import Office

TUESDAY, WEDNESDAY = date(2027, 2, 9), date(2027, 2, 10)
NIGHT, MORNING = moment(TUESDAY, time(22)), moment(WEDNESDAY, time(7))


@dataclass
class Doorstep:
    """A way out that remembers what left, in order."""

    left: list[bytes] = field(default_factory=list)

    def send(self, *, key: str, sender: str, to: str, octets: bytes) -> None:
        self.left.append(octets)

    @property
    def subjects(self) -> list[str]:
        return [str(message_from_bytes(each, policy=default)["Subject"]) for each in self.left]

    def text_of_last(self) -> str:
        plain = message_from_bytes(self.left[-1], policy=default).get_body(("plain",))
        assert isinstance(plain, EmailMessage)
        return str(plain.get_content())


@dataclass
class House:
    """One exchange, a standing clock, and the loop."""

    database: Database
    exchange_id: UUID
    clock: StandingClock
    door: Doorstep
    delivery: Delivery

    def exchange(self, db: Session) -> Exchange:
        return exchanges.load(db, self.exchange_id)

    def remind(self, key: str) -> None:
        """A reminder that can wait, to the guest."""
        with self.database.change() as db:
            exchange = self.exchange(db)
            letter = exchange_letters.reminder(db, exchange, exchange.guest, day_before=False)
            mails.queue(db, letter, key=key, to=exchange.guest, about=exchange, now=self.clock.now())

    def invite(self) -> None:
        with self.database.change() as db:
            invitations.follow(db, self.exchange(db), now=self.clock.now())

    def cancel(self) -> None:
        with self.database.change() as db:
            invitations.cancel(db, self.exchange(db), ending=Ending.ILLNESS, now=self.clock.now())

    def states(self) -> list[tuple[str, str]]:
        """What became of the mails of the exchange, in their order."""
        with self.database.look() as db:
            found = select(Mail).where(Mail.exchange_id == self.exchange_id).order_by(Mail.number)
            return [(each.kind, each.state.value) for each in db.scalars(found)]

    def pass_by(self, *, until: datetime | None = None) -> list[str]:
        """Let all leave that may, and say in order which subjects left."""
        if until:
            self.clock.move(until)
        before = len(self.door.subjects)
        for _pass in range(3):
            self.delivery.deliver()
        return self.door.subjects[before:]


@pytest.fixture
def house(database: Database) -> House:
    with database.change() as db:
        exchange = a_confirmed_exchange(db)
        exchange_id = exchange.id
    clock, door = StandingClock(NIGHT), Doorstep()
    return House(database, exchange_id, clock, door, Delivery(Office(database, clock), door))


def test_by_night_an_invitation_of_next_month_waits_for_the_morning(house: House) -> None:
    house.invite()

    by_night, by_day = house.pass_by(), house.pass_by(until=MORNING)

    assert (by_night, len(by_day)) == ([], 2)


def test_a_cancellation_leaves_by_night_and_takes_along_the_invitation_that_waits(house: House) -> None:
    house.invite()
    at_first = house.pass_by()
    house.cancel()

    by_night = house.pass_by()

    assert at_first == []
    assert [subject.partition(":")[0] for subject in by_night] == ["Kutsu", "Kutsu", "Peruttu", "Peruttu"]


def test_a_reminder_that_waits_is_needless_once_all_is_cancelled(house: House) -> None:
    house.invite()
    house.pass_by(until=MORNING)
    house.clock.move(moment(WEDNESDAY, time(21)))
    house.remind("week")
    house.cancel()

    house.pass_by()
    house.pass_by(until=moment(date(2027, 2, 11), time(8)))

    assert house.states() == [
        ("invitation", "sent"),
        ("invitation", "sent"),
        ("reminder_week", "overtaken"),
        ("invitation_cancel", "sent"),
        ("invitation_cancel", "sent"),
    ]


def test_beyond_the_weekly_ceiling_the_rest_comes_in_one_digest(house: House) -> None:
    house.clock.move(MORNING)
    for number in range(8):
        house.remind(f"{number}")

    first, next_day = house.pass_by(), house.pass_by(until=moment(date(2027, 2, 11), time(7)))

    assert len(first) == 5
    assert next_day == ["3 asiaa samassa viestissä"]
    assert [state for _kind, state in house.states()] == ["sent"] * 5 + ["carried"] * 3
    assert house.door.text_of_last().count("Vierailu alkaa viikon päästä") == 3


def test_what_waits_alone_leaves_as_it_is(house: House) -> None:
    house.clock.move(MORNING)
    for number in range(6):
        house.remind(f"{number}")

    first, next_day = house.pass_by(), house.pass_by(until=moment(date(2027, 2, 11), time(7)))

    assert (len(first), len(set(first)), next_day) == (5, 1, first[:1])


def test_a_new_week_has_a_new_ceiling(house: House) -> None:
    house.clock.move(MORNING)
    for number in range(5):
        house.remind(f"{number}")
    house.pass_by()
    house.clock.move(moment(date(2027, 2, 15), time(8)))

    house.remind("of the new week")

    assert len(house.pass_by()) == 1


def test_changes_and_cancellations_leave_whatever_the_ceiling(house: House) -> None:
    house.clock.move(MORNING)
    for number in range(7):
        house.remind(f"{number}")
    house.invite()
    house.pass_by()
    house.cancel()

    left = house.pass_by()

    assert [subject.partition(":")[0] for subject in left[-2:]] == ["Peruttu", "Peruttu"]
