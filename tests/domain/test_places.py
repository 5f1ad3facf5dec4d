from concurrent.futures import ThreadPoolExecutor
from datetime import date
from functools import partial
from uuid import UUID

import pytest
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from domain import exchanges, places
from domain.refusals import Conflict
from models.applications import Application
from models.database import Database
from models.exchanges import Appointment, Exchange, GuestDay
from models.offers import Offer
from models.schedules import Block
from models.states import ExchangeState, Half, Kind
from tests.builders import SESSIONS, STAY, a_host_offer, a_person, a_round, an_application, an_organisation
from tests.builders_of_exchanges import a_stay, an_exchange
from tests.domain.lived import SECOND_STAY, loaded, taken

MONDAY, TUESDAY = date(2027, 3, 8), date(2027, 3, 9)
AM, PM = Half.MORNING, Half.AFTERNOON


def half_days(block: Block) -> tuple[tuple[date, Half], ...]:
    return places.half_days(Appointment(number=1, **block.model_dump()))


def a_place_seeker(
    db: Session, *, application: Application | None = None, offer: Offer | None = None, **said: object
) -> Exchange:
    """An exchange whose days are not taken yet; taking begins from what the database knows."""
    usual = {"state": ExchangeState.RELEASED}
    exchange = an_exchange(db, application=application, offer=offer, schedule=None, **usual | said)
    exchange.state = ExchangeState.PROPOSED
    return loaded(db, exchange)


def reaches(database: Database, exchange_id: UUID) -> bool:
    """Whether somebody got the place for which they reached."""
    try:
        with database.change() as db:
            exchange = exchanges.load(db, exchange_id)
            places.take(db, exchange, exchange.appointments)
    except Conflict:
        return False
    return True


def test_a_stay_covers_its_half_days() -> None:
    assert half_days(Block(first_day=MONDAY, last_day=TUESDAY)) == (
        (MONDAY, AM),
        (MONDAY, PM),
        (TUESDAY, AM),
        (TUESDAY, PM),
    )
    assert half_days(Block(first_day=MONDAY, last_day=TUESDAY, first_half=PM)) == (
        (MONDAY, PM),
        (TUESDAY, AM),
        (TUESDAY, PM),
    )
    assert half_days(Block(first_day=MONDAY, last_day=TUESDAY, last_half=AM)) == (
        (MONDAY, AM),
        (MONDAY, PM),
        (TUESDAY, AM),
    )


@pytest.mark.parametrize("half", list(Half))
def test_a_stay_of_one_half_day_covers_just_that(half: Half) -> None:
    block = Block(first_day=MONDAY, last_day=MONDAY, first_half=half, last_half=half)

    assert half_days(block) == ((MONDAY, half),)


def test_a_session_covers_no_half_day() -> None:
    assert places.half_days(Appointment(number=1, starts_at=SESSIONS[0], minutes=60)) == ()


def test_a_stay_takes_its_halves_from_guest_host_and_organisation(db: Session) -> None:
    exchange = a_place_seeker(db)

    places.take(db, exchange, exchange.appointments)

    row = db.scalars(select(GuestDay).order_by(GuestDay.day, GuestDay.half).limit(1)).one()
    assert taken(db, exchange) == (6, 0)
    assert (row.guest_id, row.host_id, row.offer_id, row.organisation_id) == (
        exchange.guest_id,
        exchange.host_id,
        exchange.offer_id,
        exchange.offer.organisation_id,
    )


def test_a_series_takes_its_starts_from_both_people(db: Session) -> None:
    exchange = a_place_seeker(db, application=an_application(db, kind=Kind.MENTORING))

    places.take(db, exchange, exchange.appointments)

    assert taken(db, exchange) == (0, 6)


def test_what_is_given_back_can_be_taken_again(db: Session) -> None:
    exchange = a_place_seeker(db)
    places.take(db, exchange, exchange.appointments)

    places.give_back(db, exchange)
    places.give_back(db, exchange)
    places.take(db, exchange, exchange.appointments)

    assert taken(db, exchange) == (6, 0)


@pytest.mark.parametrize(("guests_per_day", "is_room"), [(1, False), (2, True)])
def test_a_host_takes_as_many_guests_a_day_as_offered(
    db: Session, guests_per_day: int, *, is_room: bool
) -> None:
    desk = a_host_offer(db, guests_per_day=guests_per_day)
    an_exchange(db, offer=desk)
    second = a_place_seeker(db, offer=desk)

    if is_room:
        places.take(db, second, second.appointments)
    else:
        with pytest.raises(Conflict):
            places.take(db, second, second.appointments)


def test_two_guests_share_a_day_by_halves(db: Session) -> None:
    desk = a_host_offer(db)
    morning = Block(first_day=MONDAY, last_day=MONDAY, last_half=AM)
    afternoon = Block(first_day=MONDAY, last_day=MONDAY, first_half=PM)
    first = a_place_seeker(db, offer=desk, appointments=a_stay(morning))
    places.take(db, first, first.appointments)
    second = a_place_seeker(db, offer=desk, appointments=a_stay(afternoon))

    places.take(db, second, second.appointments)

    assert taken(db, second) == (1, 0)


@pytest.mark.parametrize(("guests_per_day", "is_room"), [(1, False), (2, True), (None, True)])
def test_an_organisation_takes_as_many_guests_a_day_as_it_can(
    db: Session, guests_per_day: int | None, *, is_room: bool
) -> None:
    house = an_organisation(db, guests_per_day=guests_per_day)
    round_ = a_round(db)
    desks = [a_host_offer(db, to=round_, person=a_person(db, organisation=house)) for _turn in range(2)]
    an_exchange(db, offer=desks[0])
    second = a_place_seeker(db, offer=desks[1])

    if is_room:
        places.take(db, second, second.appointments)
    else:
        with pytest.raises(Conflict):
            places.take(db, second, second.appointments)


def test_a_guest_cannot_be_in_two_places_at_once(db: Session) -> None:
    guest = a_person(db)
    an_exchange(db, application=an_application(db, person=guest))
    elsewhere = a_place_seeker(db, application=an_application(db, person=guest))

    with pytest.raises(IntegrityError), db.begin_nested():
        places.take(db, elsewhere, elsewhere.appointments)

    assert taken(db, elsewhere) == (0, 0)


def test_a_guest_may_visit_two_places_after_one_another(db: Session) -> None:
    guest = a_person(db)
    an_exchange(db, application=an_application(db, person=guest))
    later = a_place_seeker(db, application=an_application(db, person=guest), appointments=a_stay(SECOND_STAY))

    places.take(db, later, later.appointments)

    assert taken(db, later) == (6, 0)


def test_a_mentor_does_not_sit_in_two_sessions_that_start_together(db: Session) -> None:
    first = an_exchange(db, application=an_application(db, kind=Kind.MENTORING))
    second = a_place_seeker(
        db,
        offer=loaded(db, first).offer,
        application=an_application(db, to=None, kind=Kind.MENTORING),
    )

    with pytest.raises(IntegrityError), db.begin_nested():
        places.take(db, second, second.appointments)


def test_of_two_people_who_take_the_last_place_at_once_one_gets_it(database: Database) -> None:
    with database.change() as db:
        desk = a_host_offer(db)
        seekers = [a_place_seeker(db, offer=desk).id for _turn in range(4)]

    with ThreadPoolExecutor(4) as hands:
        got = list(hands.map(partial(reaches, database), seekers))

    with database.look() as db:
        assert sorted(got) == [False, False, False, True]
        assert len(db.scalars(select(GuestDay.id)).all()) == 2 * (STAY.last_day - STAY.first_day).days + 2


def test_two_hosts_of_one_small_house_do_not_both_take_a_guest_at_once(database: Database) -> None:
    with database.change() as db:
        house = an_organisation(db, guests_per_day=1)
        round_ = a_round(db)
        desks = [a_host_offer(db, to=round_, person=a_person(db, organisation=house)) for _turn in range(2)]
        seekers = [a_place_seeker(db, offer=desk).id for desk in desks]

    with ThreadPoolExecutor(2) as hands:
        got = list(hands.map(partial(reaches, database), seekers))

    assert sorted(got) == [False, True]
