from datetime import date, timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from domain import follow_ups
from domain.behalf import Behalf
from domain.refusals import Conflict, Invalid
from models.exchanges import Exchange
from models.followups import FollowUp, Note, Sharing
from models.rounds import Round
from models.schedules import Block
from models.states import ExchangeState, FollowUpState, Kind, RoundState
from models.timeline import MORNING
from tests.builders_of_exchanges import AFTERWARDS, a_follow_up, a_stay
from tests.domain.lived import a_confirmed_exchange, at, facts, lane

A_DAY = timedelta(days=1)
NOTE = Note(learnt="Tapa laatia ennakointia", useful=4)


def held(db: Session, *, last: date = date(2027, 3, 10)) -> Exchange:
    days = Block(first_day=last, last_day=last)
    return a_confirmed_exchange(db, state=ExchangeState.HELD, appointments=a_stay(days))


@pytest.mark.parametrize(
    ("last", "days_after", "asked"),
    [
        (date(2027, 3, 10), 0, date(2027, 3, 11)),
        (date(2027, 3, 12), 0, date(2027, 3, 15)),  # over the weekend
        (date(2027, 3, 25), 0, date(2027, 3, 30)),  # over Easter
        (date(2027, 3, 10), 30, date(2027, 4, 9)),
        (date(2027, 3, 11), 30, date(2027, 4, 12)),  # the thirtieth day is a Saturday
        (date(2027, 3, 10), 180, date(2027, 9, 6)),
    ],
)
def test_a_note_is_asked_on_a_working_morning(
    lite: Session, last: date, days_after: int, asked: date
) -> None:
    assert follow_ups.asks_at(held(lite, last=last), days_after) == at(asked, MORNING)


def test_a_series_is_asked_about_after_its_last_session(lite: Session) -> None:
    exchange = a_confirmed_exchange(lite, kind=Kind.MENTORING, state=ExchangeState.HELD)

    assert follow_ups.asks_at(exchange, 0) == at(date(2027, 3, 31), MORNING)


def test_both_are_asked_at_first_and_only_the_guest_later(lite: Session) -> None:
    exchange = held(lite)

    for days_after in (0, 30):
        follow_ups.ask(lite, exchange, days_after=days_after, now=AFTERWARDS)

    rows = follow_ups.of_exchange(lite, exchange.id)
    assert [(each.days_after, each.person_id) for each in rows] == [
        *sorted(((0, exchange.guest_id), (0, exchange.host_id)), key=lambda each: each[1]),
        (30, exchange.guest_id),
    ]
    assert {each.due_at for each in rows} == {at(date(2027, 3, 25), MORNING)}


def test_an_answer_may_be_changed_until_the_round_has_ended(lite: Session) -> None:
    exchange = held(lite)
    follow_up = a_follow_up(lite, exchange=exchange)
    follow_ups.answer(lite, follow_up, Note(learnt="Muuta"), now=AFTERWARDS)

    follow_ups.answer(lite, follow_up, NOTE, now=AFTERWARDS + A_DAY, reach=Sharing.EVERYBODY)
    lite.get_one(Round, exchange.round_id).state = RoundState.ENDED
    with pytest.raises(Conflict):
        follow_ups.answer(lite, follow_up, Note(learnt="Muuta"), now=AFTERWARDS + 2 * A_DAY)
    with pytest.raises(Conflict):
        follow_ups.begin(lite, follow_up, Note(learnt="Muuta"))

    assert (follow_up.note, follow_up.reach) == (NOTE, Sharing.EVERYBODY)
    assert facts(lite, lane(exchange)) == ["follow_up_answered"]


def test_nobody_writes_over_what_somebody_has_written_themselves(lite: Session) -> None:
    exchange = held(lite)
    mine, theirs = (
        a_follow_up(lite, exchange=exchange, person_id=each) for each in (exchange.guest_id, exchange.host_id)
    )
    by_phone = Behalf(exchange.host, "by phone")
    follow_ups.answer(lite, mine, NOTE, now=AFTERWARDS)

    follow_ups.answer(lite, theirs, NOTE, now=AFTERWARDS, behalf=by_phone)
    with pytest.raises(Conflict):
        follow_ups.answer(lite, mine, Note(learnt="Muuta"), now=AFTERWARDS, behalf=by_phone)

    assert (mine.note, mine.reach, theirs.reach) == (NOTE, Sharing.PAIR, Sharing.PROGRAMME)


def test_what_is_begun_is_its_writers_alone_until_it_is_sent(lite: Session) -> None:
    follow_up = a_follow_up(lite, exchange=held(lite))

    follow_ups.begin(lite, follow_up, NOTE)
    begun = (follow_up.state, follow_up.begun, follow_up.note)
    follow_ups.answer(lite, follow_up, NOTE, now=AFTERWARDS)

    assert begun == (FollowUpState.ASKED, NOTE, None)
    assert (follow_up.begun, follow_up.note) == (None, NOTE)


def test_a_late_answer_is_as_welcome(lite: Session) -> None:
    exchange = held(lite)
    follow_up = a_follow_up(lite, exchange=exchange, state=FollowUpState.LAPSED)

    follow_ups.answer(lite, follow_up, NOTE, now=AFTERWARDS + 30 * A_DAY)

    assert (follow_up.state, facts(lite, lane(exchange))) == (FollowUpState.ANSWERED, ["follow_up_answered"])


@pytest.mark.parametrize("field", ["learnt", "tried", "passed_on"])
def test_a_note_with_a_personal_identity_code_is_refused(lite: Session, field: str) -> None:
    follow_up = a_follow_up(lite, exchange=held(lite))
    note = NOTE.model_copy(update={field: "kerroin että 131052-308T"})

    with pytest.raises(Invalid):
        follow_ups.answer(lite, follow_up, note, now=AFTERWARDS)

    assert (follow_up.state, follow_up.note) == (FollowUpState.ASKED, None)


def test_notes_lapse_on_the_minute_and_answers_stay(lite: Session) -> None:
    exchange = held(lite)
    open_ = a_follow_up(lite, exchange=exchange)
    given = a_follow_up(lite, exchange=exchange, person_id=exchange.host_id, state=FollowUpState.ANSWERED)

    follow_ups.lapse(lite, exchange, now=open_.due_at - timedelta(minutes=1))
    before = open_.state
    follow_ups.lapse(lite, exchange, now=open_.due_at)

    assert (before, open_.state, given.state) == (
        FollowUpState.ASKED,
        FollowUpState.LAPSED,
        FollowUpState.ANSWERED,
    )
    assert len(lite.scalars(select(FollowUp.id)).all()) == 2
