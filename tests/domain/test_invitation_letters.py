"""The words beside calendar messages: what changed, what remains, how far it is."""

from datetime import date, time

from sqlalchemy.orm import Session

from domain import invitations, sessions
from domain.behalf import Behalf
from models.exchanges import Exchange
from models.states import Kind
from models.travel import Journey
from tests.builders import a_host_offer, a_person, an_organisation
from tests.builders_of_exchanges import some_sessions
from tests.domain.lived import (
    a_confirmed_exchange,
    a_placed_application,
    a_running_round,
    at,
    invited,
    lane,
    letters,
    loaded,
)

NOW = at(date(2027, 2, 15))


def helmi(db: Session) -> Behalf:
    return Behalf(a_person(db, name="Helmi Keksitty"), "soittivat")


def a_far_exchange(db: Session, *, minutes: int | None) -> Exchange:
    """From Keksilä to Satula, with an imported journey or only our estimate."""
    round_ = a_running_round(db)
    far = an_organisation(db, name_fi="Satulan liitto", latitude=63.1, longitude=21.6)
    host = a_person(db, organisation=far, name="Onni Keksitty")
    asks = a_placed_application(db, to=round_)
    if minutes:
        here = asks.person.organisation
        numbers = {"minutes": minutes, "kilometres": 250, "euros": 45, "co2_grams": 900}
        db.add(Journey(from_id=here.id, to_id=far.id, source="HR", **numbers))
    offer = a_host_offer(db, to=round_, person=host)
    return invited(db, a_confirmed_exchange(db, application=asks, offer=offer))


def test_the_guest_reads_how_long_an_imported_journey_takes_and_the_host_does_not(lite: Session) -> None:
    exchange = a_far_exchange(lite, minutes=190)

    to_guest, to_host = letters(lite, lane(exchange))

    assert "Matka: noin 3 h 10 min suuntaansa, noin 45 euroa" in to_guest
    assert "Matka:" not in to_host


def test_our_own_estimate_of_a_journey_is_not_told(lite: Session) -> None:
    exchange = a_far_exchange(lite, minutes=None)

    assert "Matka:" not in letters(lite, lane(exchange))[0]


def test_a_moved_session_is_told_with_both_times_and_the_clock_they_are_in(lite: Session) -> None:
    exchange = invited(lite, a_confirmed_exchange(lite, kind=Kind.MENTORING))

    sessions.move(lite, exchange, 2, to=at(date(2027, 3, 18), time(14)), now=NOW, behalf=helmi(lite))

    told = letters(lite, lane(exchange))[2]
    assert "Mentorointitapaaminen, joka oli ti 16.3.2027 klo 13.00, on muuttunut." in told
    assert (
        "Mentorointitapaaminen 2: ti 16.3.2027 klo 13.00–14.00 (vk 11), Suomen aikaa"
        " → to 18.3.2027 klo 14.00–15.00 (vk 11), Suomen aikaa"
    ) in told


def test_a_cancelled_lone_session_is_named_and_what_remains_is_listed(lite: Session) -> None:
    singles = some_sessions(*(at(date(2027, 3, day), time(13)) for day in (2, 11)))
    for each in singles:
        each.original_starts_at = None
    exchange = invited(lite, a_confirmed_exchange(lite, kind=Kind.MENTORING, appointments=singles))

    sessions.cancel(lite, loaded(lite, exchange), 2, now=NOW, behalf=helmi(lite))

    told = letters(lite, lane(exchange))[-1]
    assert "Tämä osa on peruttu: to 11.3.2027 klo 13.00–14.00 (vk 10), Suomen aikaa." in told
    assert "Ajankohta: ti 2.3.2027 klo 13.00–14.00 (vk 9), Suomen aikaa" in told


def test_an_update_carries_the_visit_pack_in_full(lite: Session) -> None:
    exchange = a_far_exchange(lite, minutes=None)
    exchange.offer.visit_pack = exchange.offer.visit_pack.model_copy(update={"bring": "Kalossit"})

    invitations.follow(lite, exchange, now=NOW)

    assert letters(lite, lane(exchange))[2].count("Ota mukaan: ") == 2
