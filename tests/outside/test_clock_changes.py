"""Series over the clock changes of 2027 and 2028: the same local hour in every reader, for every session."""

from datetime import timedelta

import pytest

from tests.outside.judges import EVERY_JUDGE, Ask, Judge
from tests.outside.series import (
    CHANGES,
    HOURS,
    ON_THE_DAY,
    OVER_BOTH,
    OVER_ONE,
    RULES,
    Rule,
    after,
    as_planned,
    moved_then_cancelled,
    one_by_one,
    spans,
    to_newcomers,
)

EVERY_RULE = pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.name)


@EVERY_JUDGE
@EVERY_RULE
def test_every_session_keeps_its_local_hour(judge: Judge, rule: Rule, ask: Ask) -> None:
    reading = ask(judge, as_planned())[rule.name]

    assert reading.sessions == spans(rule.starts)


@EVERY_JUDGE
@EVERY_RULE
def test_a_newcomer_reads_a_moved_and_a_cancelled_session_right(judge: Judge, rule: Rule, ask: Ask) -> None:
    reading = ask(judge, to_newcomers())[rule.name]

    assert reading.sessions == spans(after(rule))


@EVERY_JUDGE
@EVERY_RULE
def test_sessions_moved_and_cancelled_one_by_one_come_out_right(judge: Judge, rule: Rule, ask: Ask) -> None:
    reading = ask(judge, one_by_one())[rule.name]

    assert reading.sessions == spans(after(rule))


@EVERY_JUDGE
@EVERY_RULE
def test_a_moved_session_that_is_cancelled_is_gone(judge: Judge, rule: Rule, ask: Ask) -> None:
    reading = ask(judge, moved_then_cancelled())[rule.name]

    assert reading.sessions == spans(rule.starts[:-1])


def test_every_clock_change_lies_within_a_series_and_on_a_session() -> None:
    winter, summer = timedelta(hours=2), timedelta(hours=3)

    assert [{start.utcoffset() for start in rule.starts} for rule in (*OVER_ONE, *OVER_BOTH)] == [
        {winter, summer}
    ] * 12
    assert [rule.starts[1].date() for rule in ON_THE_DAY] == [day for day in CHANGES for _hour in HOURS]
