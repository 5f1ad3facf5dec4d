"""One mentor meets several mentees at once, and each keeps an exchange of their own."""

from datetime import timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from domain import exchange_life, exchanges, invitations, sessions
from domain.mentoring import circles, log
from domain.refusals import Conflict, Invalid, NotAllowed
from models.exchanges import Exchange, SessionStart
from models.offers import Offer
from models.rounds import Round
from models.states import AppointmentState, ExchangeState, Kind, Reason
from tests.builders import SESSIONS, a_mentor_offer, a_person
from tests.builders_of_exchanges import some_sessions
from tests.domain.lived import (
    LATER,
    YES,
    a_confirmed_exchange,
    a_placed_application,
    a_running_round,
    calendar_of,
    invited,
    lane,
    loaded,
)
from tests.domain.mentoring.paired import by_phone, live

A_WEEK = timedelta(weeks=1)


def three_mentees(db: Session) -> list[Exchange]:
    """Of one mentor: Aino on her Tuesdays, Bertta and Cecilia on others."""
    offer = a_mentor_offer(db, to=a_running_round(db), most=3)
    return [
        invited(db, pair_of(db, offer, name, turn)) for turn, name in enumerate(("Aino", "Bertta", "Cecilia"))
    ]


def pair_of(db: Session, offer: Offer, name: str, turn: int) -> Exchange:
    person = a_person(db, name=f"{name} Keksitty")
    round_ = db.get_one(Round, offer.round_id)
    return a_confirmed_exchange(
        db,
        application=a_placed_application(db, to=round_, person=person, kind=Kind.MENTORING),
        offer=offer,
        appointments=some_sessions(*(each + timedelta(hours=turn) for each in SESSIONS)),
    )


def a_circle(db: Session) -> list[Exchange]:
    aino, bertta, cecilia = three_mentees(db)
    circles.form(db, aino, [bertta, cecilia], now=LATER, behalf=by_phone(db, aino))
    return all_of(db, aino, bertta, cecilia)


def all_of(db: Session, *pairs: Exchange) -> list[Exchange]:
    """As the next transaction finds them."""
    db.flush()
    ids = [each.id for each in pairs]
    db.expire_all()
    return [exchanges.load(db, each) for each in ids]


def attendees(db: Session, exchange: Exchange) -> list[str]:
    """Who stands in the calendar entry of an exchange, by first name."""
    return [
        each.name.split()[0]
        for invite in invitations.of_exchange(db, exchange)
        if (meeting := invitations.stored(invite))
        for each in meeting.attendees
    ]


def starts(exchange: Exchange) -> list[object]:
    return [each.starts_at for each in exchange.appointments]


def test_a_circle_has_one_entry_with_everybody(lite: Session) -> None:
    aino, bertta, cecilia = a_circle(lite)

    assert sorted(attendees(lite, aino)) == ["Aino", "Bertta", "Cecilia", "Onni"]
    assert (attendees(lite, bertta), attendees(lite, cecilia)) == ([], [])
    assert starts(aino) == starts(bertta) == starts(cecilia) == list(SESSIONS)


def test_the_earlier_entries_of_the_others_are_cancelled(lite: Session) -> None:
    aino, bertta, _cecilia = a_circle(lite)

    assert calendar_of(lite, lane(bertta))[2:] == [("CANCEL", 1, "Bertta"), ("CANCEL", 1, "Onni")]
    assert sorted(calendar_of(lite, lane(aino))[2:]) == [
        ("REQUEST", 0, who) for who in ("Aino", "Bertta", "Cecilia", "Onni")
    ]


def test_the_mentors_time_is_taken_once_and_each_mentees_by_their_own(lite: Session) -> None:
    pairs = a_circle(lite)

    found = lite.scalars(select(SessionStart.person_id).where(SessionStart.starts_at == SESSIONS[0]))

    assert sorted(found) == sorted([pairs[0].host_id, *(each.guest_id for each in pairs)])


def test_a_session_that_moves_moves_for_the_whole_circle(lite: Session) -> None:
    aino, bertta, cecilia = a_circle(lite)

    sessions.move(lite, aino, 2, to=SESSIONS[1] + A_WEEK, now=LATER, behalf=by_phone(lite, aino))
    live(lite, aino, LATER)

    assert starts(loaded(lite, bertta)) == [SESSIONS[0], SESSIONS[1] + A_WEEK, SESSIONS[2]]
    assert starts(loaded(lite, cecilia)) == starts(loaded(lite, aino))
    told = [who for _method, _number, who in calendar_of(lite, lane(aino))[-4:]]
    assert sorted(told) == ["Aino", "Bertta", "Cecilia", "Onni"]


def test_one_who_follows_cannot_move_a_session_alone(lite: Session) -> None:
    aino, bertta, _cecilia = a_circle(lite)

    with pytest.raises(Conflict) as refused:
        sessions.move(lite, bertta, 1, to=SESSIONS[0] + A_WEEK, now=LATER, behalf=by_phone(lite, bertta))

    assert f"{aino.id}"[:8] in str(refused.value.words)


def test_one_who_leaves_is_removed_and_the_others_go_on(lite: Session) -> None:
    aino, bertta, _cecilia = a_circle(lite)

    exchanges.release(lite, bertta, reason=Reason.WITHDRAWN, now=LATER)
    exchange_life.close(lite, loaded(lite, bertta), now=LATER)

    assert sorted(attendees(lite, loaded(lite, aino))) == ["Aino", "Cecilia", "Onni"]
    cancelled = [who for method, _number, who in calendar_of(lite, lane(aino)) if method == "CANCEL"]
    assert cancelled == ["Bertta"]


def test_when_the_lead_leaves_another_one_leads(lite: Session) -> None:
    aino, bertta, cecilia = a_circle(lite)

    exchanges.release(lite, aino, reason=Reason.WITHDRAWN, now=LATER)
    exchange_life.close(lite, loaded(lite, aino), now=LATER)

    led = {each.id: sorted(attendees(lite, loaded(lite, each))) for each in (bertta, cecilia)}
    assert sorted(led.values()) == [[], ["Bertta", "Cecilia", "Onni"]]
    assert all(loaded(lite, each).state is ExchangeState.CONFIRMED for each in (bertta, cecilia))


def test_a_circle_ends_for_each_on_its_last_day(lite: Session) -> None:
    _aino, bertta, _cecilia = a_circle(lite)

    live(lite, bertta, SESSIONS[-1] + timedelta(hours=1))

    states = {each.state for each in loaded(lite, bertta).appointments}
    assert states == {AppointmentState.HELD}


def test_a_mentee_of_a_circle_does_not_read_the_log_of_another(lite: Session) -> None:
    aino, bertta, _cecilia = a_circle(lite)
    log.write(lite, aino, 1, "Vain meille.", by=aino.guest, now=LATER)

    assert log.read(lite, aino, bertta.guest) == []
    with pytest.raises(NotAllowed):
        log.write(lite, aino, 1, "Minäkin.", by=bertta.guest, now=LATER)


def test_pairs_of_two_mentors_are_no_circle(lite: Session) -> None:
    one, other = (a_confirmed_exchange(lite, kind=Kind.MENTORING) for _time in range(2))

    with pytest.raises(Invalid):
        circles.form(lite, one, [other], now=YES, behalf=by_phone(lite, one))


def test_nobody_is_in_two_circles(lite: Session) -> None:
    aino, bertta, _cecilia = a_circle(lite)

    with pytest.raises(Conflict):
        circles.form(lite, aino, [bertta], now=LATER, behalf=by_phone(lite, aino))
