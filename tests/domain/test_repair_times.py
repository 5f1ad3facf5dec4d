from datetime import date, datetime, time

import pytest
from sqlalchemy.orm import Session

from domain import exchange_life
from models.states import ExchangeState
from models.timeline import MORNING
from tests.domain.lived import a_confirmed_exchange, at


@pytest.mark.parametrize(
    ("broken_at", "repair"),
    [
        (at(date(2027, 2, 10)), at(date(2027, 2, 11), MORNING)),
        (at(date(2027, 2, 12), time(18)), at(date(2027, 2, 15), MORNING)),  # a Friday evening
        (at(date(2027, 3, 5), time(18, 40)), at(date(2027, 3, 5), time(20))),  # the eve of the stay
        (at(date(2027, 3, 8), time(7, 10)), at(date(2027, 3, 8), time(9))),
    ],
)
def test_a_repair_begins_next_morning_or_within_two_hours_when_the_days_are_near(
    lite: Session, broken_at: datetime, repair: datetime
) -> None:
    exchange = a_confirmed_exchange(lite, state=ExchangeState.BROKEN, broken_at=broken_at)

    assert exchange_life.repair_time(exchange) == repair


def test_a_place_that_came_free_is_looked_at_the_next_working_morning(lite: Session) -> None:
    exchange = a_confirmed_exchange(
        lite, state=ExchangeState.RELEASED, released_at=at(date(2027, 2, 12), time(18))
    )

    assert exchange_life.repair_time(exchange) == at(date(2027, 2, 15), MORNING)
