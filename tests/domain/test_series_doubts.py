"""A no to a whole series: what has taken place, and what has been moved meanwhile, is left as it is."""

from datetime import date, datetime, time, timedelta

import pytest
from sqlalchemy.orm import Session

from domain import declines, doubt_answers, doubts, invitations, sessions
from domain.attendances import Word, answered
from domain.behalf import Behalf
from domain.obstacles import block_of
from domain.refusals import Conflict
from invites.meetings import Answer as Said
from models.doubts import Doubt
from models.exchanges import Appointment, Exchange
from models.schedules import Block
from models.states import Answer, DoubtState, Kind
from models.timeline import EVENING, moment
from tests.builders import SESSIONS, STAY, a_person
from tests.domain.doubted import NO, says, the_doubt
from tests.domain.lived import a_confirmed_exchange, at, invited, loaded


def test_a_running_series_is_held_a_working_day_too(db: Session) -> None:
    exchange = invited(db, a_confirmed_exchange(db, kind=Kind.MENTORING))
    between = at(date(2027, 3, 8), time(10))

    says(db, exchange, exchange.guest, Said.DECLINED, now=between)

    assert SESSIONS[0] < between < SESSIONS[1]
    assert the_doubt(db, exchange).deadline == moment(date(2027, 3, 9), EVENING)


def test_while_the_last_session_runs_two_hours_are_enough(lite: Session) -> None:
    exchange = invited(lite, a_confirmed_exchange(lite, kind=Kind.MENTORING))
    now = SESSIONS[-1] + timedelta(minutes=5)

    says(lite, exchange, exchange.guest, Said.DECLINED, now=now)

    assert the_doubt(lite, exchange).deadline == now + timedelta(hours=2)


def by_phone(db: Session) -> Behalf:
    return Behalf(a_person(db, name="Helmi Keksitty"), "soittivat")


def starts_of(db: Session, exchange: Exchange) -> list[datetime | None]:
    return [each.starts_at for each in loaded(db, exchange).appointments]


def test_settling_one_session_leaves_alone_what_was_moved_by_phone_meanwhile(lite: Session) -> None:
    exchange = invited(lite, a_confirmed_exchange(lite, kind=Kind.MENTORING))
    says(lite, exchange, exchange.guest, Said.DECLINED, session_at=SESSIONS[1])
    doubt, third = the_doubt(lite, exchange), SESSIONS[2] + timedelta(days=1)
    sessions.move(lite, loaded(lite, exchange), 3, to=third, now=NO, behalf=by_phone(lite))

    days = doubt.possible[0]
    doubt_answers.choose(lite, loaded(lite, exchange), doubt, days, keeps_else=True, now=NO)
    doubt_answers.answer_offer(lite, loaded(lite, exchange), doubt, Answer.ACCEPTED, now=NO)

    assert doubt.state is DoubtState.MOVED
    assert starts_of(lite, exchange) == [SESSIONS[0], days.starts[1], third]


def test_a_session_moved_after_the_choice_stays_moved(lite: Session) -> None:
    exchange = invited(lite, a_confirmed_exchange(lite, kind=Kind.MENTORING))
    says(lite, exchange, exchange.guest, Said.DECLINED, session_at=SESSIONS[1])
    doubt, third = the_doubt(lite, exchange), SESSIONS[2] + timedelta(days=1)
    days = doubt.possible[0]
    doubt_answers.choose(lite, loaded(lite, exchange), doubt, days, keeps_else=True, now=NO)

    sessions.move(lite, loaded(lite, exchange), 3, to=third, now=NO, behalf=by_phone(lite))
    doubt_answers.answer_offer(lite, loaded(lite, exchange), doubt, Answer.ACCEPTED, now=NO)

    assert starts_of(lite, exchange) == [SESSIONS[0], days.starts[1], third]


def test_a_session_moved_by_phone_overtakes_the_question_about_all(lite: Session) -> None:
    exchange = invited(lite, a_confirmed_exchange(lite, kind=Kind.MENTORING))
    says(lite, exchange, exchange.guest, Said.DECLINED)
    doubt = the_doubt(lite, exchange)

    late = SESSIONS[2] + timedelta(days=1)
    sessions.move(lite, loaded(lite, exchange), 3, to=late, now=NO, behalf=by_phone(lite))

    with pytest.raises(Conflict):
        doubt_answers.choose(lite, loaded(lite, exchange), doubt, doubt.possible[0], keeps_else=True, now=NO)
    assert starts_of(lite, exchange) == [SESSIONS[0], SESSIONS[1], late]


def test_a_session_moved_before_the_no_does_not_overtake_it(lite: Session) -> None:
    exchange = invited(lite, a_confirmed_exchange(lite, kind=Kind.MENTORING))
    late = SESSIONS[2] + timedelta(days=1)
    sessions.move(lite, loaded(lite, exchange), 3, to=late, now=NO, behalf=by_phone(lite))

    says(lite, exchange, exchange.guest, Said.DECLINED)
    declines.see_through(lite, loaded(lite, exchange), now=NO + timedelta(minutes=1))

    assert the_doubt(lite, exchange).state is DoubtState.ASKED


def test_two_blocks_in_doubt_are_settled_each_for_itself(lite: Session) -> None:
    blocks = (STAY, Block(first_day=date(2027, 4, 12), last_day=date(2027, 4, 13)))
    rows = [Appointment(number=n, **block.model_dump()) for n, block in enumerate(blocks, start=1)]
    exchange = invited(lite, a_confirmed_exchange(lite, appointments=rows))
    for invite in invitations.of_exchange(lite, exchange):
        mine = next(each for each in invite.attendees if each.person_id == exchange.guest_id)
        no = Word(Answer.DECLINED, sequence=0, stamp=NO)
        answered(lite, exchange, invite, mine, no, now=NO)
    both = doubts.open_of(lite, exchange)
    numbers = [exchange.appointments.index(_part(lite, exchange, each)) for each in both]
    wished = [each.possible[0].blocks[number] for each, number in zip(both, numbers, strict=True)]

    for doubt in both:
        days = doubt.possible[0]
        doubt_answers.choose(lite, loaded(lite, exchange), doubt, days, keeps_else=True, now=NO)
    for doubt in both:
        doubt_answers.answer_offer(lite, loaded(lite, exchange), doubt, Answer.ACCEPTED, now=NO)

    moved = [block_of(row) for row in loaded(lite, exchange).appointments]
    assert len(both) == 2
    assert [moved[number] for number in numbers] == wished


def _part(db: Session, exchange: Exchange, doubt: Doubt) -> Appointment:
    part = doubts.part_in(db, exchange, doubt)
    assert part is not None
    return part
