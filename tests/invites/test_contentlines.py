"""The lines of a stranger's calendar: what is no sensible value is refused where it is read."""

from datetime import date

import pytest

from invites.contentlines import Line, bare_address


@pytest.mark.parametrize(
    "value",
    ["99991231", "00010101", "99991231T235959Z", "00010101T000000Z", "19691231", "22010101T000000Z"],
)
def test_a_moment_that_nobody_means_is_no_moment(value: str) -> None:
    with pytest.raises(ValueError, match="nobody means"):
        _ = Line("DTSTART", {}, value).moment


def test_a_local_moment_at_the_edge_of_the_calendar_is_no_moment() -> None:
    with pytest.raises(ValueError, match="nobody means"):
        _ = Line("DTSTART", {"TZID": "America/New_York"}, "99991231T235959").moment


def test_the_first_and_the_last_year_that_somebody_may_mean() -> None:
    days = [Line("DTSTART", {}, each).moment for each in ("19700101", "22001231")]

    assert days == [date(1970, 1, 1), date(2200, 12, 31)]


def test_an_address_has_no_control_characters() -> None:
    assert bare_address("\0MAILTO:\0Guest@example.org\x1f ") == "guest@example.org"
