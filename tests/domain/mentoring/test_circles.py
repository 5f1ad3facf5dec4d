"""One mentor meets several mentees at once, and each keeps an exchange of their own."""

from datetime import datetime, timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from domain import exchange_life, exchanges, invitations, moves, sessions
from domain.mentoring import circles, endings, log, rhythm
from domain.refusals import Conflict, Invalid, NotAllowed
from models.doubts import Days
from models.exchanges import Exchange, SessionStart
from models.mentoring import EndCode
from models.offers import Offer
from models.people import Person
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
    facts,
    invited,
    lane,
    letters,
    loaded,
    told,
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


def moved(db: Session, lead: Exchange, to: datetime) -> None:
    """Its second session, as the coordinator hears of it."""
    sessions.move(db, loaded(db, lead), 2, to=to, now=LATER, behalf=by_phone(db, lead))
    live(db, lead, LATER)


def another_session_of(db: Session, follower: Exchange, at: datetime) -> None:
    """Its mentee mentors somebody else then."""
    round_ = db.get_one(Round, follower.round_id)
    other = a_confirmed_exchange(
        db,
        application=a_placed_application(db, to=round_, kind=Kind.MENTORING),
        offer=a_mentor_offer(db, to=round_, person=db.get_one(Person, follower.guest_id)),
        appointments=some_sessions(at),
    )
    assert other.host_id == follower.guest_id


def test_a_lead_that_has_met_may_end_and_another_one_leads(lite: Session) -> None:
    aino, bertta, cecilia = a_circle(lite)
    after_the_first = SESSIONS[0] + timedelta(hours=3)

    endings.end(lite, loaded(lite, aino), EndCode.GOALS_REACHED, now=after_the_first)

    led = sorted(sorted(attendees(lite, loaded(lite, each))) for each in (bertta, cecilia))
    assert led == [[], ["Bertta", "Cecilia", "Onni"]]
    mentors = select(SessionStart.starts_at).where(SessionStart.person_id == aino.host_id)
    assert sorted(lite.scalars(mentors)) == list(SESSIONS)


def test_a_session_more_is_one_for_the_whole_circle_and_the_next_move_keeps_it(lite: Session) -> None:
    aino, bertta, cecilia = a_circle(lite)
    extra = SESSIONS[2] + 2 * A_WEEK
    sessions.add(lite, aino, at=extra, now=LATER, behalf=by_phone(lite, aino))
    live(lite, aino, LATER)

    moved(lite, aino, SESSIONS[1] + A_WEEK)

    expected = [SESSIONS[0], SESSIONS[1] + A_WEEK, SESSIONS[2], extra]
    assert [starts(loaded(lite, each)) for each in (aino, bertta, cecilia)] == [expected] * 3


@pytest.mark.parametrize("off", [0, 30])
def test_a_session_is_not_moved_to_where_one_of_the_circle_sits_elsewhere(lite: Session, off: int) -> None:
    aino, bertta, _cecilia = a_circle(lite)
    to = SESSIONS[1] + A_WEEK
    another_session_of(lite, bertta, to + timedelta(minutes=off))

    with pytest.raises(Conflict):
        moved(lite, aino, to)

    assert starts(loaded(lite, aino)) == list(SESSIONS)


def test_a_session_may_move_by_half_an_hour_for_the_whole_circle(lite: Session) -> None:
    aino, bertta, _cecilia = a_circle(lite)

    for minutes in (30, 45):
        moved(lite, aino, SESSIONS[1] + timedelta(minutes=minutes))

    assert starts(loaded(lite, bertta))[1] == SESSIONS[1] + timedelta(minutes=45)


def test_whom_a_move_finds_elsewhere_holds_nobody_up(lite: Session) -> None:
    aino, bertta, cecilia = a_circle(lite)
    to = SESSIONS[1] + A_WEEK
    another_session_of(lite, bertta, to)
    days = Days(starts=(SESSIONS[0], to, SESSIONS[2]))

    moves.move_to(lite, loaded(lite, aino), days, now=LATER, actor_id=None)
    live(lite, aino, LATER)
    live(lite, aino, LATER)

    assert starts(loaded(lite, bertta)) == starts(loaded(lite, cecilia)) == starts(loaded(lite, aino))
    here = select(SessionStart.starts_at).where(SessionStart.exchange_id == bertta.id)
    assert sorted(lite.scalars(here)) == [SESSIONS[0], SESSIONS[2]]


def test_those_who_follow_hear_of_a_move_and_of_nothing_else(lite: Session) -> None:
    aino, bertta, _cecilia = a_circle(lite)
    before = len(facts(lite, lane(bertta)))
    live(lite, aino, LATER)

    moved(lite, aino, SESSIONS[1] + A_WEEK)
    live(lite, aino, LATER)

    assert facts(lite, lane(bertta))[before:] == ["exchange_moved"]


def test_nobody_of_a_circle_is_told_why_another_pair_ended(lite: Session) -> None:
    aino, _bertta, _cecilia = a_circle(lite)
    before = len(told(lite, lane(aino)))

    exchanges.release(lite, aino, reason=Reason.FIRST_MEETING, now=LATER)

    why = "Ensitapaaminen"
    about = dict(zip([who for _kind, who in told(lite, lane(aino))], letters(lite, lane(aino)), strict=True))
    sent = [who for _kind, who in told(lite, lane(aino))[before:]]
    assert sorted(sent) == ["Aino", "Bertta", "Cecilia", "Onni"]
    assert {who: why in words for who, words in about.items()} == {
        "Aino": True,
        "Onni": True,
        "Bertta": False,
        "Cecilia": False,
    }


def test_who_follows_has_no_rhythm_of_their_own(lite: Session) -> None:
    _aino, bertta, _cecilia = a_circle(lite)

    with pytest.raises(Conflict):
        rhythm.find_again(lite, bertta, now=LATER, behalf=by_phone(lite, bertta))
