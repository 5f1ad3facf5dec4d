from datetime import UTC, date, datetime

import pytest

from invites import dates
from invites.meetings import Session, Timed
from invites.zone import HELSINKI
from models.languages import Language

FI, SV, EN = Language.FI, Language.SV, Language.EN


@pytest.mark.parametrize(
    ("language", "words"),
    [
        (FI, "pe 15.1.2027 klo 16.00"),
        (SV, "fre 15.1.2027 kl. 16.00"),
        (EN, "Fri 15 January 2027 at 16:00"),
    ],
)
def test_a_moment_has_weekday_date_and_helsinki_clock(language: Language, words: str) -> None:
    assert dates.moment(datetime(2027, 1, 15, 14, 0, tzinfo=UTC), language) == words


@pytest.mark.parametrize(
    ("first", "last", "words"),
    [
        (date(2027, 3, 15), date(2027, 3, 15), "ma 15.3.2027 (vk 11)"),
        (date(2027, 3, 15), date(2027, 3, 17), "ma 15.3. – ke 17.3.2027 (vk 11)"),
        (date(2027, 3, 19), date(2027, 3, 22), "pe 19.3. – ma 22.3.2027 (vk 11–12)"),
        (date(2026, 12, 30), date(2027, 1, 5), "ke 30.12.2026 – ti 5.1.2027 (vk 53–1)"),
    ],
)
def test_days_say_their_weeks(first: date, last: date, words: str) -> None:
    assert dates.days(first, last, FI) == words


@pytest.mark.parametrize(
    ("language", "words"),
    [
        (FI, "ma 29.3.2027 klo 9.00–10.30 (vk 13), Suomen aikaa"),
        (SV, "mån 29.3.2027 kl. 9.00–10.30 (v. 13), finländsk tid"),
        (EN, "Mon 29 March 2027 at 9:00–10:30 (week 13), Helsinki time"),
    ],
)
def test_a_session_names_whose_clock_it_is(language: Language, words: str) -> None:
    session = Session(datetime(2027, 3, 29, 9, 0, tzinfo=HELSINKI), 90)

    assert dates.spell(session, language) == (words,)


def test_a_stay_with_hours_says_both_ends() -> None:
    stay = Timed(
        datetime(2027, 3, 15, 12, 30, tzinfo=HELSINKI), datetime(2027, 3, 17, 12, 0, tzinfo=HELSINKI)
    )

    assert dates.spell(stay, FI) == ("ma 15.3.2027 klo 12.30 – ke 17.3.2027 klo 12.00 (vk 11), Suomen aikaa",)
