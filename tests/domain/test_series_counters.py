"""Another time proposed for a whole series: it keeps its length, and once running it is a human's to move."""

from datetime import datetime, timedelta

import pytest
from sqlalchemy.orm import Session

from domain import counters, invitations
from domain.counters import Counter
from models.exchanges import Exchange
from models.states import Kind
from tests.builders import SESSIONS
from tests.domain.doubted import NO
from tests.domain.lived import a_confirmed_exchange, invited, loaded

WEEK = timedelta(weeks=1)


def proposed(db: Session, exchange: Exchange, *, minutes: int, now: datetime = NO) -> str:
    """The mentee would rather begin a week later."""
    invite = invitations.of_exchange(db, exchange)[0]
    starts = SESSIONS[0] + WEEK
    counter = Counter(starts, starts + timedelta(minutes=minutes), invite.sequence)
    return counters.answer(db, exchange, invite, exchange.guest, counter, now=now)


@pytest.mark.parametrize(
    ("minutes", "outcome", "later"),
    [(60, "counter_taken", WEEK), (90, "counter_declined", timedelta())],
)
def test_all_sessions_move_only_if_they_last_as_long(
    lite: Session, minutes: int, outcome: str, later: timedelta
) -> None:
    exchange = invited(lite, a_confirmed_exchange(lite, kind=Kind.MENTORING))

    found = proposed(lite, exchange, minutes=minutes)

    assert found == outcome
    assert loaded(lite, exchange).appointments[0].starts_at == SESSIONS[0] + later


def test_a_running_series_is_left_to_a_human(lite: Session) -> None:
    exchange = invited(lite, a_confirmed_exchange(lite, kind=Kind.MENTORING))

    found = proposed(lite, exchange, minutes=60, now=SESSIONS[0] + timedelta(minutes=1))

    assert (found, loaded(lite, exchange).appointments[0].starts_at) == ("counter", SESSIONS[0])
