"""When a mail that can wait may leave: by the hours of its reader's own organisation, else of the house."""

from datetime import date, datetime, time

from sqlalchemy.orm import Session

from domain.mail_ceilings import Courtesy, weigh
from models.mails import Mail
from models.organisations import Organisation
from models.people import Person
from models.states import Urgency
from models.timeline import moment
from tests.builders_of_exchanges import a_mail, an_exchange

TUESDAY = date(2027, 3, 9)
AT_FOUR, AT_MIDNIGHT = moment(TUESDAY, time(16)), moment(TUESDAY, time(0))


def two_mails(db: Session) -> tuple[Mail, Mail]:
    """To the guest, whose organisation has hours of its own, and to the host."""
    exchange = an_exchange(db)
    guest, host = db.get_one(Person, exchange.guest_id), db.get_one(Person, exchange.host_id)
    house = db.get_one(Organisation, guest.organisation_id)
    assert house.id != host.organisation_id
    house.quiet_from, house.quiet_until = time(15), time(10)
    mine = a_mail(db, about=exchange, to=guest, urgency=Urgency.BY_DAY)
    return mine, a_mail(db, about=exchange, to=host, urgency=Urgency.BY_DAY)


def held(db: Session, now: datetime) -> list[datetime | None]:
    mails = two_mails(db)
    weigh(db, [mails[0].lane], courtesy=Courtesy(), now=now)
    return [each.held_until for each in mails]


def test_an_organisations_own_hours_count_for_its_people_alone(db: Session) -> None:
    assert held(db, AT_FOUR) == [moment(date(2027, 3, 10), time(10)), AT_FOUR]


def test_at_night_each_waits_for_their_own_morning(db: Session) -> None:
    assert held(db, AT_MIDNIGHT) == [moment(TUESDAY, time(10)), moment(TUESDAY, time(7))]


def test_the_same_time_twice_lets_everything_through(db: Session) -> None:
    mine, theirs = two_mails(db)
    house = db.get_one(Organisation, db.get_one(Person, mine.person_id).organisation_id)
    house.quiet_from = house.quiet_until = time(0)

    weigh(db, [mine.lane], courtesy=Courtesy(), now=AT_MIDNIGHT)

    assert (mine.held_until, theirs.held_until) == (AT_MIDNIGHT, moment(TUESDAY, time(7)))
