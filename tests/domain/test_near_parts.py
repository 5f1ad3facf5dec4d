"""The parts of a stay that people have put nearer to each other than a plan would."""

from datetime import date

from sqlalchemy.orm import Session

from models.exchanges import Appointment
from solver.solution import Status
from tests.domain.lived import a_confirmed_exchange, a_placed_application, a_running_round, at
from tests.domain.solved import pairs, problem_of, solved


def test_parts_that_people_have_put_near_each_other_are_lived_so(lite: Session) -> None:
    round_ = a_running_round(lite)
    asks = a_placed_application(lite, to=round_, blocks=(4, 4))
    days = ((date(2027, 3, 8), date(2027, 3, 9)), (date(2027, 3, 11), date(2027, 3, 12)))
    parts = [
        Appointment(number=number, first_day=first, last_day=last)
        for number, (first, last) in enumerate(days, start=1)
    ]
    exchange = a_confirmed_exchange(lite, application=asks, appointments=parts)

    problem = problem_of(lite, round_, now=at(date(2027, 2, 10)))

    found = solved(problem)
    assert found.status is Status.OPTIMAL
    assert pairs(found) == [(str(exchange.application_id), str(exchange.offer_id))]
