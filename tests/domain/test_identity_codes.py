"""Codes here are the published examples or computed from days that name nobody."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.identity_codes import CHECK_CHARACTERS, holds_identity_code


@pytest.mark.parametrize(
    "text",
    [
        "131052-308T",
        "Hetu: 131052-308t, muut tiedot puuttuvat",
        "(131052–308T)",
        "131052Y308T",
        "131052+308T",
        "010100A123D",
        "rivi\n131052-308T\n",
    ],
)
def test_a_code_is_found_wherever_it_stands(text: str) -> None:
    assert holds_identity_code(text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "131052-308U",  # another check character
        "311352-308T",  # no such month
        "290201-123X",  # no such day
        "9131052-308T",  # part of a longer number
        "131052-308TA",
        "Diaarinumero 131052-308",
        "12.3.2027-16.3.2027",
    ],
)
def test_what_only_looks_like_a_code_is_left_alone(text: str) -> None:
    assert not holds_identity_code(text)


@given(
    day=st.dates(),
    sign=st.sampled_from("-YXWVU"),
    individual=st.integers(min_value=2, max_value=999),
)
def test_every_code_of_the_twentieth_century_is_found(day: object, sign: str, individual: int) -> None:
    birthday = f"{day:%d%m}" + "52"
    if birthday == "290252" or birthday[:4] != "2902":
        number = int(f"{birthday}{individual:03}")
        code = f"{birthday}{sign}{individual:03}{CHECK_CHARACTERS[number % 31]}"
        assert holds_identity_code(f"x {code}.")
