"""A no to one session is taken back: whether it was dropped, is in doubt, or was left at that."""

from datetime import timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from domain import declines, doubt_answers, invitations, resuming
from invites.meetings import Answer as Said
from invites.meetings import Series
from models.doubts import Doubt
from models.exchanges import Appointment, Exchange, SessionStart
from models.states import AppointmentState, DoubtState
from tests.builders import SESSIONS
from tests.builders_of_exchanges import a_session_start
from tests.domain.calendars import sent
from tests.domain.doubted import says, the_doubt
from tests.domain.lived import calendar_of, lane, loaded, taken, told
from tests.domain.test_extra_sessions import one_more, refused
from tests.domain.test_session_doubts import LATER, a_session_in_doubt
from tests.domain.test_sessions import NOW, a_series, by_phone, dropped


def resumed(db: Session, exchange: Exchange, number: int = 2) -> Appointment:
    return resuming.resume(db, loaded(db, exchange), number, now=NOW, behalf=by_phone(db))


def test_a_session_that_was_dropped_comes_back_into_the_series(db: Session) -> None:
    exchange = a_series(db)
    dropped(db, exchange, 2)

    session = resumed(db, exchange)

    last = sent(db, exchange)[-1]
    assert (session.state, session.recorded_why) == (AppointmentState.PLANNED, "soittivat")
    assert "EXDATE" not in last
    assert last["SEQUENCE"] == 2
    assert calendar_of(db, lane(exchange))[4:] == [("REQUEST", 2, "Aino"), ("REQUEST", 2, "Onni")]
    assert taken(db, exchange) == (0, 6)


def test_another_dropped_session_stays_out_of_the_series(lite: Session) -> None:
    exchange = a_series(lite)
    for number in (2, 3):
        dropped(lite, exchange, number)

    resumed(lite, exchange)

    (invite,) = invitations.of_exchange(lite, exchange)
    meeting = invitations.stored(invite)
    assert meeting is not None
    assert isinstance(meeting.when, Series)
    assert meeting.when.cancelled == (SESSIONS[2],)


def test_a_no_that_was_meant_is_taken_back(lite: Session) -> None:
    exchange = a_session_in_doubt(lite)
    doubt_answers.cancel(lite, exchange, the_doubt(lite, exchange), now=LATER)

    resumed(lite, exchange)

    assert [each.state.value for each in loaded(lite, exchange).appointments] == ["planned"] * 3


def test_an_extra_session_comes_back_under_another_uid(lite: Session) -> None:
    exchange = a_series(lite)
    extra = one_more(lite, exchange)
    before = {each.uid for each in invitations.of_exchange(lite, exchange)}
    dropped(lite, exchange, extra.number)

    resumed(lite, exchange, extra.number)

    after = {each.uid for each in invitations.of_exchange(lite, exchange)}
    assert (len(after), len(after & before)) == (2, 1)


def test_a_no_that_is_being_asked_about_ends_the_asking(db: Session) -> None:
    exchange = a_session_in_doubt(db)

    resumed(db, exchange)

    doubt = the_doubt(db, exchange)
    assert (doubt.state, doubt.recorded_why) == (DoubtState.KEPT, "soittivat")
    assert told(db, lane(exchange))[-2:] == [("invitation", "Aino"), ("days_stay", "Onni")]


def test_a_no_that_nobody_explained_is_taken_back_and_the_calendar_shows_it_again(lite: Session) -> None:
    exchange = a_session_in_doubt(lite)
    doubt = the_doubt(lite, exchange)
    exchange.appointments[1].minutes = 600
    declines.see_through(lite, exchange, now=doubt.deadline)
    assert doubt.state.value == "overtaken"

    resuming.resume(lite, exchange, 2, now=doubt.deadline + timedelta(minutes=1), behalf=by_phone(lite))

    assert doubt.state is DoubtState.KEPT
    assert told(lite, lane(exchange))[-1] == ("invitation", "Aino")


def test_the_other_sides_no_to_another_session_stands(lite: Session) -> None:
    exchange = a_session_in_doubt(lite)
    says(lite, exchange, exchange.host, Said.DECLINED, session_at=SESSIONS[2])

    resumed(lite, exchange)

    found = lite.scalars(select(Doubt).order_by(Doubt.session_at)).all()
    assert [each.state for each in found] == [DoubtState.KEPT, DoubtState.ASKED]


def test_a_session_that_takes_place_anyway_is_not_resumed(lite: Session) -> None:
    exchange = a_series(lite)

    assert refused(lambda: resumed(lite, exchange)) == "Session 2 takes place already."


def test_a_time_that_has_gone_to_another_session_is_not_taken_again(lite: Session) -> None:
    exchange, other = a_series(lite), a_series(lite)
    dropped(lite, exchange, 2)
    a_session_start(lite, exchange=other, person_id=exchange.host_id, starts_at=SESSIONS[1])

    assert "another session" in refused(lambda: resumed(lite, exchange))
    assert lite.scalars(select(SessionStart).where(SessionStart.starts_at == SESSIONS[1])).all() != []


def test_what_is_over_is_not_resumed(lite: Session) -> None:
    exchange = a_series(lite)
    dropped(lite, exchange, 2)
    late = SESSIONS[1] + timedelta(hours=2)

    words = refused(lambda: resuming.resume(lite, loaded(lite, exchange), 2, now=late, behalf=by_phone(lite)))

    assert words == "Session 2 is over already."
