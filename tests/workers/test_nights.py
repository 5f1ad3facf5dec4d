from datetime import datetime, time, timedelta

import pytest
from sqlalchemy import select, update

from domain.undelivered import note
from models.clock import StandingClock
from models.database import Database
from models.exchanges import Colleague, Exchange
from models.languages import Language
from models.mails import Check, Mail
from models.states import ExchangeState, MailState
from models.timeline import local_day, moment
from tests.builders import added
from tests.domain.lived import LATER, a_confirmed_exchange, invited
from workers.nights import Nights
from workers.office import Office

TWO, THREE = (moment(local_day(LATER) + timedelta(days=1), time(hour)) for hour in (2, 3))


@pytest.fixture
def lossy(sqlite_database: Database) -> Database:
    """A running round with one mail that did not arrive."""
    with sqlite_database.change() as db:
        invited(db, a_confirmed_exchange(db))
        note(db, db.scalars(select(Mail).order_by(Mail.number).limit(1)).one(), status="550", now=LATER)
        db.execute(
            update(Mail).where(Mail.state == MailState.QUEUED).values(state=MailState.SENT, sent_at=LATER)
        )
    return sqlite_database


def looked_at(database: Database) -> list[datetime]:
    with database.look() as db:
        return list(db.scalars(select(Check.checked_at)))


def written(database: Database) -> int:
    with database.look() as db:
        return len(db.scalars(select(Mail.id).where(Mail.kind == "mails_to_check")).all())


def test_the_round_is_looked_at_once_a_night_from_three_on(lossy: Database) -> None:
    clock = StandingClock(TWO)
    nights = Nights(Office(lossy, clock), stands_still=False)

    nights.pass_by()
    at_two = looked_at(lossy)
    clock.move(THREE)
    nights.pass_by()
    clock.move(THREE + timedelta(hours=9))
    nights.pass_by()

    assert (at_two, looked_at(lossy), written(lossy)) == ([], [THREE], 1)


def test_a_second_worker_and_a_restart_look_no_second_time(lossy: Database) -> None:
    clock = StandingClock(THREE)
    Nights(Office(lossy, clock), stands_still=False).pass_by()
    clock.move(THREE + timedelta(minutes=1))

    Nights(Office(lossy, clock), stands_still=False).pass_by()

    assert (looked_at(lossy), written(lossy)) == ([THREE], 1)


def test_a_rehearsal_has_no_nights(lossy: Database) -> None:
    Nights(Office(lossy, StandingClock(THREE)), stands_still=True).pass_by()

    assert looked_at(lossy) == []


def test_colleagues_of_what_is_long_over_are_forgotten_at_night(lossy: Database) -> None:
    with lossy.change() as db:
        exchange = db.scalars(select(Exchange)).one()
        exchange.state, exchange.closed_at = ExchangeState.CLOSED, THREE - timedelta(days=31)
        named = {"name": "Sisko Keksitty", "email": "sisko@example.org", "language": Language.SV}
        added(db, Colleague(exchange_id=exchange.id, brought_by_id=exchange.host_id, added_at=LATER, **named))

    Nights(Office(lossy, StandingClock(THREE)), stands_still=False).pass_by()

    with lossy.look() as db:
        assert db.scalars(select(Colleague.email)).all() == []
