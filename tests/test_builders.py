"""Every builder makes what the database takes, with nothing said."""

from sqlalchemy import func, select

from models.database import Database
from models.exchanges import Exchange, GuestDay, SessionStart
from models.mails import Mail
from models.people import Person
from models.states import Kind
from tests.builders import (
    SESSIONS,
    STAY,
    a_mentor_offer,
    a_pairing,
    a_round,
    a_schedule,
    a_wish,
    an_application,
    an_endorsement,
)
from tests.builders_of_exchanges import a_confirmation, a_follow_up, a_mail, an_exchange, an_invite


def test_everything_around_one_exchange_is_made_in_one_round(database: Database) -> None:
    with database.change() as db:
        exchange = an_exchange(db)
        application = exchange.application_id
        an_invite(db, exchange=exchange)
        a_confirmation(db, exchange=exchange)
        a_follow_up(db, exchange=exchange)
        guest = db.get_one(Person, exchange.guest_id)
        mails = [a_mail(db, about=exchange, to=guest) for _ in range(2)]

    with database.look() as db:
        read = db.get_one(Exchange, exchange.id)
        assert (read.application_id, read.round_id) == (application, exchange.round_id)
        assert db.scalars(select(Mail.number).order_by(Mail.number)).all() == [1, 2]
    assert [mail.round_id for mail in mails] == [exchange.round_id] * 2


def test_a_stay_takes_its_half_days_and_a_series_its_starts(database: Database) -> None:
    with database.change() as db:
        mentee = an_application(db, kind=Kind.MENTORING)
        an_exchange(db)
        an_exchange(db, application=mentee)

    with database.look() as db:
        half_days = db.scalars(select(func.count()).select_from(GuestDay)).one()
        starts = db.scalars(select(func.count()).select_from(SessionStart)).one()
    assert (half_days, starts) == (2 * ((STAY.last_day - STAY.first_day).days + 1), 2 * len(SESSIONS))


def test_what_is_made_for_one_round_stays_in_it(database: Database) -> None:
    with database.change() as db:
        round_ = a_round(db)
        schedule = a_schedule(db, of=round_)
        offer = a_mentor_offer(db, to=round_)
        application = an_application(db, to=round_, kind=Kind.MENTORING)
        a_wish(db, application=application)
        an_endorsement(db, application=application)

        pairing = a_pairing(db, schedule=schedule, application=application, offer=offer)
        other = a_pairing(db, schedule=schedule)
        exchanges = [an_exchange(db, schedule=schedule) for _ in range(2)]

    assert (pairing.schedule_id, other.schedule_id) == (schedule.id, schedule.id)
    assert (schedule.round_id, offer.round_id, application.round_id) == (round_.id,) * 3
    assert [each.round_id for each in exchanges] == [round_.id] * 2
