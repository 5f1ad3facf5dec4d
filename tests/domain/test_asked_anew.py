"""Who declined is asked again when what they were asked about has changed or come back."""

from datetime import date, time

from sqlalchemy.orm import Session

from domain import doubt_answers
from invites.meetings import Answer as Said
from models.doubts import Days
from models.rounds import Round
from models.states import Answer, DoubtState
from tests.builders_of_exchanges import a_stay
from tests.domain.doubted import NEXT_WEEK, NO, says, the_doubt
from tests.domain.lived import a_confirmed_exchange, at, invited, loaded


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
