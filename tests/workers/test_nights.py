from datetime import datetime, time, timedelta
from uuid import UUID

import pytest
from sqlalchemy import select, update
from sqlalchemy.orm import undefer

from domain import audit, nightly
from domain.audit import Act, Doer
from domain.undelivered import note
from domain.working_days import in_working_days
from models.base import new_id
from models.clock import StandingClock
from models.database import Database
from models.exchanges import Colleague, Exchange
from models.invites import InboundMail
from models.languages import Language
from models.mails import Check, Mail
from models.people import Person
from models.rounds import Round
from models.states import ExchangeState, MailState
from models.timeline import local_day, moment
from tests.builders import added
from tests.domain.lived import LATER, a_confirmed_exchange, invited
from workers.nights import Nights, look_around
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


def test_in_a_rehearsal_only_the_conductor_looks(lossy: Database) -> None:
    Nights(Office(lossy, StandingClock(THREE)), stands_still=True).pass_by()
    by_the_loop = looked_at(lossy)

    with lossy.change() as db:
        look_around(db, now=THREE)

    assert (by_the_loop, looked_at(lossy), written(lossy)) == ([], [THREE], 1)


def test_colleagues_of_what_is_long_over_are_forgotten_at_night(lossy: Database) -> None:
    with lossy.change() as db:
        exchange = db.scalars(select(Exchange)).one()
        exchange.state, exchange.closed_at = ExchangeState.CLOSED, THREE - timedelta(days=31)
        named = {"name": "Sisko Keksitty", "email": "sisko@example.org", "language": Language.SV}
        added(db, Colleague(exchange_id=exchange.id, brought_by_id=exchange.host_id, added_at=LATER, **named))

    Nights(Office(lossy, StandingClock(THREE)), stands_still=False).pass_by()

    with lossy.look() as db:
        assert db.scalars(select(Colleague.email)).all() == []


def came(database: Database, *, days_ago: int, outcome: str, **said: object) -> UUID:
    with database.change() as db:
        id_ = new_id()
        usual = {"message_id": f"{id_}", "octets": b"Subject: Hei", "words": "Hei!", "outcome": outcome}
        at = {"received_at": THREE - timedelta(days=days_ago)}
        return added(db, InboundMail(id=id_, **usual | at | said)).id


def kept(database: Database, id_: UUID) -> tuple[bytes, str, str]:
    with database.look() as db:
        found = db.get_one(InboundMail, id_, options=[undefer(InboundMail.octets)])
        return found.octets, found.words, found.outcome


def test_what_came_by_mail_is_forgotten_after_its_days_but_not_its_outcome(lossy: Database) -> None:
    old, young = (came(lossy, days_ago=each, outcome="applied") for each in (30, 29))

    Nights(Office(lossy, StandingClock(THREE)), stands_still=False, kept=timedelta(days=30)).pass_by()

    assert kept(lossy, old) == (b"", "", "applied")
    assert kept(lossy, young) == (b"Subject: Hei", "Hei!", "applied")


def test_a_held_mail_is_kept_until_its_days_after_somebody_has_looked_at_it(lossy: Database) -> None:
    waiting = came(lossy, days_ago=400, outcome="held_words")
    with lossy.look() as db:
        looked = {"recorded_by_id": db.scalars(select(Person.id).limit(1)).one(), "recorded_why": "by phone"}
    settled = [
        came(lossy, days_ago=400, outcome="held_words", recorded_at=THREE - timedelta(days=each), **looked)
        for each in (90, 89)
    ]

    Nights(Office(lossy, StandingClock(THREE)), stands_still=False).pass_by()

    assert [kept(lossy, each)[0] for each in (waiting, *settled)] == [b"Subject: Hei", b"", b"Subject: Hei"]


def test_a_rehearsal_goes_to_the_night_after_a_loss_and_then_to_where_an_answer_is_due(
    lossy: Database,
) -> None:
    with lossy.change() as db:
        due = in_working_days(LATER, db.scalars(select(Round.answer_working_days)).one())
        first = nightly.next_look(db, now=LATER)
        look_around(db, now=THREE)
        db.execute(update(Mail).values(state=MailState.SENT, sent_at=LATER, told_at=None))
        second = nightly.next_look(db, now=THREE)
        look_around(db, now=moment(local_day(due) + timedelta(days=1), time(3)))

        assert first == THREE
        assert second == moment(local_day(due) + timedelta(days=1), time(3))
        assert nightly.next_look(db, now=second) is None


def test_each_night_the_seal_of_the_audit_log_is_told_outside_the_database(
    sqlite_database: Database, caplog: pytest.LogCaptureFixture
) -> None:
    with sqlite_database.change() as db:
        entry = audit.write(db, Act("round.opened"), by=Doer(), now=THREE)

    with caplog.at_level("INFO", logger="vaihto.nights"):
        Nights(Office(sqlite_database, StandingClock(THREE)), stands_still=False).pass_by()

    said = [each.getMessage() for each in caplog.records if each.name == "vaihto.nights"]
    assert said == [f"audit log: entry 1 has the seal {entry.seal}"]
