"""What no code can get past: the database refuses it, on SQLite and on PostgreSQL."""

from datetime import date, timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from models.exchanges import Appointment, GuestDay
from models.offers import Availability
from models.states import ExchangeState, Half, Role, ScheduleState
from tests.builders import (
    SESSIONS,
    a_host_offer,
    a_person,
    a_round,
    a_schedule,
    a_wish,
    added,
    an_application,
    an_appointee,
    an_availability,
)
from tests.builders_of_exchanges import a_guest_day, a_session_start, a_stay, an_exchange

MAY_DAY_EVE = date(2027, 4, 30)


def test_a_guest_is_in_one_place_on_a_half_day(db: Session) -> None:
    first = an_exchange(db)
    second = an_exchange(db, application=an_application(db))
    a_guest_day(db, exchange=first, day=MAY_DAY_EVE, half=Half.MORNING)

    with pytest.raises(IntegrityError, match=r"UNIQUE constraint failed: guest_days|uq_guest_days"):
        a_guest_day(db, exchange=second, guest_id=first.guest_id, day=MAY_DAY_EVE, half=Half.MORNING)


def test_a_guest_may_be_in_two_places_on_the_two_halves_of_a_day(db: Session) -> None:
    first, second = an_exchange(db), an_exchange(db)

    a_guest_day(db, exchange=first, day=MAY_DAY_EVE, half=Half.MORNING)
    a_guest_day(db, exchange=second, guest_id=first.guest_id, day=MAY_DAY_EVE, half=Half.AFTERNOON)

    taken = select(GuestDay.half).where(GuestDay.guest_id == first.guest_id, GuestDay.day == MAY_DAY_EVE)
    assert sorted(db.scalars(taken)) == [Half.MORNING, Half.AFTERNOON]


def test_two_guests_may_share_a_half_day_with_one_host(db: Session) -> None:
    offer = a_host_offer(db)
    first, second = an_exchange(db, offer=offer), an_exchange(db, offer=offer)

    a_guest_day(db, exchange=first, day=MAY_DAY_EVE)
    a_guest_day(db, exchange=second, day=MAY_DAY_EVE)

    taken = select(GuestDay.guest_id).where(GuestDay.offer_id == offer.id, GuestDay.day == MAY_DAY_EVE)
    assert set(db.scalars(taken)) == {first.guest_id, second.guest_id}


def test_nobody_sits_in_two_sessions_that_start_together(db: Session) -> None:
    first, second = an_exchange(db), an_exchange(db)
    a_session_start(db, exchange=first, starts_at=SESSIONS[0])

    with pytest.raises(IntegrityError, match=r"UNIQUE constraint failed: session_starts|uq_session_starts"):
        a_session_start(db, exchange=second, person_id=first.guest_id, starts_at=SESSIONS[0])


def test_a_person_may_sit_in_one_session_after_another(db: Session) -> None:
    exchange = an_exchange(db)

    starts = [a_session_start(db, exchange=exchange, starts_at=at) for at in SESSIONS]

    assert [each.starts_at for each in starts] == list(SESSIONS)


@pytest.mark.parametrize("state", sorted(set(ExchangeState) - {ExchangeState.RELEASED}))
def test_an_application_has_one_exchange_that_is_not_released(db: Session, state: ExchangeState) -> None:
    application = an_application(db)
    an_exchange(db, application=application, state=state, appointments=[])

    with pytest.raises(IntegrityError, match=r"exchanges\.application_id|uq_exchanges_one_per_application"):
        an_exchange(db, application=application, appointments=[])


def test_a_released_exchange_makes_room_for_another(db: Session) -> None:
    application = an_application(db)
    released = [an_exchange(db, application=application, state=ExchangeState.RELEASED) for _ in range(2)]

    living = an_exchange(db, application=application)

    assert {each.application_id for each in (*released, living)} == {application.id}


def test_a_round_has_one_draft_schedule(db: Session) -> None:
    round_ = a_round(db)
    a_schedule(db, of=round_)

    with pytest.raises(IntegrityError, match=r"schedules\.round_id|uq_schedules_draft"):
        a_schedule(db, of=round_)


def test_a_round_may_have_a_draft_beside_its_other_schedules(db: Session) -> None:
    round_ = a_round(db)
    others = sorted(set(ScheduleState) - {ScheduleState.DRAFT})

    made = [a_schedule(db, of=round_, state=state) for state in (*others, ScheduleState.DRAFT)]

    assert [each.version for each in made] == [1, 2, 3, 4]


def test_versions_of_schedules_are_not_reused(db: Session) -> None:
    round_ = a_round(db)
    a_schedule(db, of=round_, state=ScheduleState.SUPERSEDED, version=1)

    with pytest.raises(IntegrityError, match=r"schedules\.version|uq_schedules_round_id_version"):
        a_schedule(db, of=round_, version=1)


def test_an_applicant_ranks_one_wish_first(db: Session) -> None:
    application = an_application(db)
    a_wish(db, application=application, rank=1)

    with pytest.raises(IntegrityError, match=r"wishes\.rank|uq_wishes_application_id_rank"):
        a_wish(db, application=application, rank=1)


def test_wishes_are_ranked_from_one(db: Session) -> None:
    with pytest.raises(IntegrityError, match="ck_wishes_rank_from_one"):
        a_wish(db, application=an_application(db), rank=0)


def test_a_person_applies_once_for_a_kind(db: Session) -> None:
    round_, person = a_round(db), a_person(db)
    an_application(db, to=round_, person=person)

    with pytest.raises(IntegrityError, match=r"applications\.round_id|uq_applications"):
        an_application(db, to=round_, person=person)


def test_an_offer_wants_at_most_as_many_as_it_takes(db: Session) -> None:
    with pytest.raises(IntegrityError, match="ck_offers_least_up_to_most"):
        a_host_offer(db, least=3, most=2)


def test_an_offer_takes_somebody(db: Session) -> None:
    with pytest.raises(IntegrityError, match="ck_offers_some_guest_per_day"):
        a_host_offer(db, guests_per_day=0)


@pytest.mark.parametrize("starts_at", [None, SESSIONS[0]], ids=["neither", "both"])
def test_an_appointment_is_a_stay_or_a_session(db: Session, starts_at: object) -> None:
    day = MAY_DAY_EVE if starts_at else None
    odd = Appointment(number=1, first_day=day, last_day=day, starts_at=starts_at)

    with pytest.raises(IntegrityError, match="ck_appointments_stay_or_session"):
        an_exchange(db, appointments=[odd])


def test_a_stay_does_not_end_before_it_begins(db: Session) -> None:
    stay = Appointment(number=1, first_day=MAY_DAY_EVE, last_day=MAY_DAY_EVE - timedelta(days=1))

    with pytest.raises(IntegrityError, match="ck_appointments_in_order"):
        an_exchange(db, appointments=[stay])


def test_appointments_of_an_exchange_are_numbered(db: Session) -> None:
    with pytest.raises(IntegrityError, match=r"appointments\.number|uq_appointments_exchange_id_number"):
        an_exchange(db, appointments=[*a_stay(), *a_stay()])


def test_an_availability_belongs_to_an_application_or_an_offer_but_not_both(db: Session) -> None:
    application, offer = an_application(db), a_host_offer(db)

    with pytest.raises(IntegrityError, match="ck_availabilities_one_owner"):
        an_availability(db, of=application, offer_id=offer.id)


def test_an_availability_belongs_to_somebody(db: Session) -> None:
    with pytest.raises(IntegrityError, match="ck_availabilities_one_owner"):
        added(db, Availability(first_day=MAY_DAY_EVE, last_day=MAY_DAY_EVE))


def test_two_people_do_not_share_an_address(db: Session) -> None:
    a_person(db, email="aino@example.org")

    with pytest.raises(IntegrityError, match=r"people\.email|uq_people_email"):
        a_person(db, email="aino@example.org")


def test_a_person_holds_a_role_once_in_each_reach(db: Session) -> None:
    person, round_ = a_person(db), a_round(db)
    reaches: list[dict[str, object]] = [
        {},
        {"organisation_id": person.organisation_id},
        {"round_id": round_.id},
    ]

    for reach in reaches:
        an_appointee(db, person=person, role=Role.HR, **reach)

    for reach in reaches:
        with pytest.raises(IntegrityError, match=r"appointees\.person_id|uq_appointees"), db.begin_nested():
            an_appointee(db, person=person, role=Role.HR, **reach)


def test_a_role_reaches_an_organisation_or_a_round_but_not_both(db: Session) -> None:
    person, round_ = a_person(db), a_round(db)

    with pytest.raises(IntegrityError, match="ck_appointees_one_reach"):
        an_appointee(
            db,
            person=person,
            role=Role.HR,
            organisation_id=person.organisation_id,
            round_id=round_.id,
        )
