"""Mails that were nearly right: each ends in one recorded outcome, and only what counts changes an answer."""

import os

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select
from sqlalchemy.orm import Session

from domain import replies
from invites.intake import Unread
from invites.judgement import Outcome
from models.exchanges import Exchange
from models.invites import Attendance, InboundMail, Reply
from models.states import Answer, ExchangeState
from tests.domain.hostile_cases import HOSTILE, WORDS
from tests.domain.inbound_cases import CLIENTS, ODD
from tests.domain.test_inbound_cases import MOMENT, Told, invited_once, lite, sent, told
from tests.invites.grammar import vandalised

__all__ = ["invited_once", "lite", "told"]  # the fixtures of the cases

EXAMPLES = int(os.environ.get("VAIHTO_FUZZ", "60"))
ENDS = {each.value for each in (*Outcome, *Unread)}
COUNTED = {each.value for each in Outcome if each.counts}
MOVED = {Outcome.COUNTER_TAKEN.value}
LONGEST = 20_000
MANY = [HealthCheck.function_scoped_fixture, HealthCheck.too_slow]


@pytest.fixture
def whole(lite: Session, told: Told) -> list[bytes]:
    """The octets of every case that is not too long to be changed in many places."""
    known = sent(lite, told)
    found = (case.octets(known) for case in (*CLIENTS, *ODD, *HOSTILE, *WORDS))
    return [octets for octets in found if len(octets) < LONGEST]


@settings(max_examples=EXAMPLES, deadline=None, suppress_health_check=MANY)
@given(drawn=st.data())
def test_a_mail_that_was_nearly_right_ends_in_one_outcome(
    lite: Session, whole: list[bytes], drawn: st.DataObject
) -> None:
    octets = drawn.draw(vandalised(drawn.draw(st.sampled_from(whole))))

    with lite.begin_nested() as trial:
        outcome = replies.receive(lite, octets, now=MOMENT)
        recorded = lite.scalars(select(InboundMail.outcome)).all()
        said = set(lite.scalars(select(Reply.outcome)))
        answers = set(lite.scalars(select(Attendance.answer)))
        states = set(lite.scalars(select(Exchange.state)))
        trial.rollback()
    lite.expire_all()

    assert recorded == [outcome]
    assert {outcome} | said <= ENDS
    assert states == {ExchangeState.CONFIRMED}
    assert answers == {Answer.NEEDS_ACTION} or said & (COUNTED | MOVED)
