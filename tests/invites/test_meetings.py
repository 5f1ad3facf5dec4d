from datetime import UTC, date, datetime, timedelta

import pytest
from pydantic import TypeAdapter

from invites.meetings import (
    AllDay,
    Mailbox,
    Meeting,
    Series,
    Session,
    Timed,
    When,
    Wording,
    last_moment,
)
from invites.zone import HELSINKI
from models.languages import Language
from tests.invites.made import AT_ONE, STAY, a_meeting, a_move, a_series

HALF_DAYS = Timed(AT_ONE, AT_ONE + timedelta(days=2))


def test_a_series_keeps_its_hour_across_the_clock_change() -> None:
    series = a_series()

    assert [start.hour for start in series.originals] == [13] * 6
    assert [start.astimezone(UTC).hour for start in series.originals] == [11, 11, 10, 10, 10, 10]


def test_a_series_given_in_utc_keeps_the_helsinki_hour() -> None:
    series = a_series(first=AT_ONE.astimezone(UTC))

    assert series.originals == a_series().originals


def test_the_starts_leave_out_what_is_cancelled_and_follow_what_moved() -> None:
    originals = a_series().originals

    series = a_series(moved=(a_move(1, by=timedelta(days=1)),), cancelled=(originals[0],))

    assert series.starts == (originals[1] + timedelta(days=1), *originals[2:])


def test_a_session_cannot_be_both_moved_and_cancelled() -> None:
    with pytest.raises(ValueError, match="moved or cancelled once"):
        a_series(moved=(a_move(1, by=timedelta(days=1)),), cancelled=(a_series().originals[1],))


def test_a_session_that_the_rule_does_not_give_cannot_be_cancelled() -> None:
    with pytest.raises(ValueError, match="original start"):
        a_series(cancelled=(AT_ONE + timedelta(days=1),))


def test_a_series_cannot_lose_all_its_sessions() -> None:
    with pytest.raises(ValueError, match="cancelled whole"):
        a_series(cancelled=a_series().originals)


def test_whole_days_are_not_moments() -> None:
    with pytest.raises(TypeError):
        AllDay(AT_ONE, AT_ONE)


@pytest.mark.parametrize(
    ("when", "over"),
    [
        (STAY, datetime(2027, 3, 18, 0, 0, tzinfo=HELSINKI)),
        (HALF_DAYS, AT_ONE + timedelta(days=2)),
        (Session(AT_ONE, 90), AT_ONE + timedelta(minutes=90)),
        (a_series(), a_series().originals[-1] + timedelta(minutes=60)),
    ],
)
def test_a_meeting_is_over_when_its_last_part_is(when: When, over: datetime) -> None:
    assert last_moment(when) == over


@pytest.mark.parametrize(
    "address",
    ["", "no-at", "a@b\r\nBcc: c@d", "Name <a@b>", "a b@example.org", 'a"@example.org', "ä@example.org"],
)
def test_what_could_not_stand_bare_in_a_header_is_no_address(address: str) -> None:
    with pytest.raises(ValueError, match="not a mail address"):
        Mailbox(address)


def test_a_link_that_is_no_web_address_is_refused() -> None:
    with pytest.raises(ValueError, match="web address"):
        Wording(Language.FI, "Vierailu", url="javascript:alert(1)")


@pytest.mark.parametrize(
    "when",
    [
        STAY,
        HALF_DAYS,
        Session(AT_ONE, 60),
        a_series(moved=(a_move(1, by=timedelta(days=1)),), cancelled=(a_series().originals[0],)),
    ],
)
def test_a_meeting_comes_back_from_json_as_it_was(when: When) -> None:
    adapter = TypeAdapter(Meeting)
    meeting = a_meeting(when)

    back = adapter.validate_json(adapter.dump_json(meeting))

    assert back == meeting
    assert type(back.when) is type(when)


def test_a_stay_of_one_day_is_a_stay() -> None:
    assert AllDay(date(2027, 3, 15), date(2027, 3, 15)).last == date(2027, 3, 15)


def test_a_series_needs_a_week_between_its_sessions() -> None:
    with pytest.raises(ValueError, match="one week between"):
        Series(AT_ONE, 60, 0, 3)
