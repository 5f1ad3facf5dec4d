"""Repeating days, beside a program that is not ours."""

from collections.abc import Callable
from datetime import date, datetime, time
from importlib import import_module

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from invites.recurrence import Rule, UnknownRule

by_dateutil: Callable[..., list[datetime]] = import_module("dateutil.rrule").rrulestr

FIRST = date(2024, 2, 29)
SINCE, LAST = date(2027, 1, 1), date(2027, 12, 31)

days = st.dates(date(2020, 1, 1), date(2027, 6, 30))
weekday = st.sampled_from(("MO", "TU", "WE", "TH", "FR", "SA", "SU"))
ordinal = st.sampled_from(("1", "2", "4", "5", "-1", "-2"))
interval = st.integers(1, 5).map(lambda number: f";INTERVAL={number}")
limit = st.just("") | st.integers(1, 30).map(lambda number: f";COUNT={number}")


def listed(name: str, some: st.SearchStrategy[object]) -> st.SearchStrategy[str]:
    """Nothing, or one to three different values of a part."""
    values = st.lists(some.map(str), min_size=1, max_size=3, unique=True)
    return st.just("") | values.map(lambda each: f";{name}={','.join(each)}")


months = listed("BYMONTH", st.integers(1, 12))
month_days = listed("BYMONTHDAY", st.integers(1, 28) | st.integers(-28, -1))
last_days = listed("BYMONTHDAY", st.integers(29, 31) | st.integers(-31, -29))
plain = listed("BYDAY", weekday)
counted = plain | listed("BYDAY", st.tuples(ordinal, weekday).map("".join))
daily = st.tuples(st.just("FREQ=DAILY"), interval, months, month_days, plain, limit)
weekly = st.tuples(st.just("FREQ=WEEKLY"), interval, months, plain, st.sampled_from(("", ";WKST=SU")), limit)
monthly = st.tuples(st.just("FREQ=MONTHLY"), interval, months, month_days, counted, limit)
yearly = st.tuples(st.just("FREQ=YEARLY"), interval, months, month_days, limit)
yearly_weekdays = st.tuples(st.just("FREQ=YEARLY"), interval, months, counted, limit)
long_months = st.tuples(st.just("FREQ=MONTHLY"), interval, last_days, limit)
rules = (daily | weekly | monthly | yearly | yearly_weekdays | long_months).map("".join)


def ours(rule: str, first: date) -> list[date]:
    return [day for day in Rule.read(rule).days(first, since=SINCE, last=LAST) if day >= SINCE]


def theirs(rule: str, first: date) -> list[date]:
    """Only rules that name some day: it walks to the year 9999 for one more."""
    start = datetime.combine(first, time())
    end = "" if "COUNT" in rule else ";UNTIL=20280101T000000"
    found = by_dateutil(rule + end, dtstart=start)
    return [each.date() for each in found if SINCE <= each.date() <= LAST]


@settings(max_examples=200, deadline=None)
@given(rules, days)
def test_every_rule_gives_the_days_that_dateutil_gives(rule: str, first: date) -> None:
    assert ours(rule, first) == theirs(rule, first)


@pytest.mark.parametrize(
    ("rule", "expected"),
    [
        ("FREQ=YEARLY", []),  # 29 February
        ("FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1;BYMONTH=5,6", [date(2027, 5, 31), date(2027, 6, 30)]),
        ("FREQ=MONTHLY;BYMONTHDAY=-1;INTERVAL=12", [date(2027, 2, 28)]),
        ("FREQ=YEARLY;BYDAY=-1SU;BYMONTH=3", [date(2027, 3, 28)]),
        ("freq=weekly;byday=th;count=150", [date(2027, 1, 7)]),
    ],
)
def test_what_offices_write_is_read(rule: str, expected: list[date]) -> None:
    assert ours(rule, FIRST) == expected


@pytest.mark.parametrize(
    "rule",
    [
        "FREQ=HOURLY",
        "FREQ=SECONDLY;INTERVAL=1",
        "FREQ=DAILY;BYHOUR=9,10",
        "FREQ=YEARLY;BYWEEKNO=20",
        "FREQ=DAILY;INTERVAL=often",
        "FREQ=WEEKLY;BYDAY=XX",
        "COUNT=3",
        "",
    ],
)
def test_what_is_faster_than_daily_or_unknown_is_refused(rule: str) -> None:
    with pytest.raises(UnknownRule):
        Rule.read(rule)


def test_a_rule_that_names_no_day_ends_at_the_window() -> None:
    never = Rule.read("FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30")

    assert list(never.days(date(1990, 1, 1), since=SINCE, last=LAST)) == []


def test_an_old_event_is_not_walked_through_from_its_birth() -> None:
    daily = Rule.read("FREQ=DAILY")

    walked = list(daily.days(date(1601, 1, 1), since=SINCE, last=LAST))

    assert walked[-1] == LAST
    assert len(walked) < 400


def test_steps_beyond_the_last_year_end_the_rule() -> None:
    far = Rule.read("FREQ=YEARLY;INTERVAL=9000")

    assert list(far.days(FIRST, since=FIRST, last=date(9999, 12, 30))) == [FIRST]
