"""Who declined is asked again when what they were asked about has changed or come back."""

from datetime import date, datetime, time, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from domain import doubt_answers, exchange_life, exchanges, sessions
from domain.behalf import Behalf
from invites.meetings import Answer as Said
from models.doubts import Days, Doubt
from models.exchanges import Exchange
from models.rounds import Round
from models.states import Answer, DoubtState, Kind
from tests.builders import SESSIONS, STAY, a_person
from tests.builders_of_exchanges import a_stay
from tests.domain.doubted import NEXT_WEEK, NO, says, the_doubt
from tests.domain.lived import a_confirmed_exchange, at, invited, lane, loaded, told

ILL, WELL = NO + timedelta(hours=1), NO + timedelta(hours=2)


def test_whose_days_have_gone_is_reminded_before_the_new_deadline(lite: Session) -> None:
    exchange = invited(lite, a_confirmed_exchange(lite))
    lite.get_one(Round, exchange.round_id).hold_working_days = 3
    says(lite, exchange, exchange.guest, Said.DECLINED)
    doubt, days = the_doubt(lite, exchange), Days(blocks=(NEXT_WEEK,))
    doubt_answers.choose(lite, loaded(lite, exchange), doubt, days, keeps_else=False, now=NO)
    a_confirmed_exchange(lite, offer=exchange.offer, appointments=a_stay(NEXT_WEEK))

    friday = at(date(2027, 2, 5))
    doubt_answers.answer_offer(lite, loaded(lite, exchange), doubt, Answer.ACCEPTED, now=friday)

    assert doubt.state is DoubtState.ASKED
    assert (doubt.deadline, doubt.remind_at) == (
        at(date(2027, 2, 10), time(16)),
        at(date(2027, 2, 10), time(9)),
    )


def broken_and_mended(db: Session, exchange: Exchange) -> Exchange:
    """The host falls ill, and is well again for the same days."""
    first, last = STAY.first_day, STAY.last_day
    exchanges.break_off(db, loaded(db, exchange), exchange.host_id, first=first, last=last, now=ILL)
    accompanied(db, exchange, now=ILL)
    exchanges.move(db, loaded(db, exchange), a_stay(), now=WELL)
    return loaded(db, exchange)


def accompanied(db: Session, exchange: Exchange, *, now: datetime) -> None:
    exchange_life.accompany(db, loaded(db, exchange), heard=0, now=now)


def states(db: Session) -> list[str]:
    return [each.state.value for each in db.scalars(select(Doubt).order_by(Doubt.raised_at))]


def test_a_no_before_an_illness_is_asked_about_again_once_the_days_stand_anew(db: Session) -> None:
    exchange = invited(db, a_confirmed_exchange(db))
    says(db, exchange, exchange.guest, Said.DECLINED)
    mended = broken_and_mended(db, exchange)

    for minutes in (0, 5):
        accompanied(db, mended, now=WELL + timedelta(minutes=minutes))

    assert states(db) == ["overtaken", "asked"]
    assert [kind for kind, _name in told(db, lane(mended))].count("ask_meaning") == 2


def test_a_no_during_an_illness_is_asked_about_after_it(lite: Session) -> None:
    exchange = invited(lite, a_confirmed_exchange(lite))
    first, last = STAY.first_day, STAY.last_day
    exchanges.break_off(lite, exchange, exchange.host_id, first=first, last=last, now=ILL)
    says(lite, exchange, exchange.guest, Said.DECLINED, now=ILL)
    exchanges.move(lite, loaded(lite, exchange), a_stay(), now=WELL)

    accompanied(lite, exchange, now=WELL)

    assert states(lite) == ["asked"]


def test_a_no_to_all_that_a_moved_session_overtook_is_asked_about_again(lite: Session) -> None:
    exchange = invited(lite, a_confirmed_exchange(lite, kind=Kind.MENTORING))
    says(lite, exchange, exchange.guest, Said.DECLINED)
    behalf, to = Behalf(a_person(lite, name="Helmi Keksitty"), "soittivat"), SESSIONS[2] + timedelta(days=1)
    sessions.move(lite, loaded(lite, exchange), 3, to=to, now=ILL, behalf=behalf)

    for minutes in (0, 5):
        accompanied(lite, exchange, now=ILL + timedelta(minutes=minutes))

    assert states(lite) == ["overtaken", "asked"]
