"""Finnish personal identity codes: found so that they can be refused, in whatever text they hide."""

import re
from datetime import date

CHECK_CHARACTERS = "0123456789ABCDEFHJKLMNPRSTUVWXY"
CENTURIES = {"+": 1800} | dict.fromkeys("-YXWVU", 1900) | dict.fromkeys("ABCDEF", 2000)

# Digital and Population Data Services Agency: DDMMYY, sign of the century, number, check character.
CODE = re.compile(
    r"(?<![0-9A-Za-z])([0-9]{2})([0-9]{2})([0-9]{2})([-+YXWVUABCDEF\u2010-\u2013\u2212])([0-9]{3})"
    r"([0-9A-Y])(?![0-9A-Za-z])",
    re.IGNORECASE,
)
DASHES = str.maketrans(dict.fromkeys("\u2010\u2011\u2012\u2013\u2212", "-"))


def holds_identity_code(text: str) -> bool:
    """Whether a valid code stands anywhere in the text as a word of its own; any dash counts as a hyphen."""
    return any(_is_valid(*match.groups()) for match in CODE.finditer(text))


def _is_valid(day: str, month: str, year: str, sign: str, individual: str, check: str) -> bool:
    century = CENTURIES[sign.translate(DASHES).upper()]
    number = int(day + month + year + individual)
    return _is_a_day(century + int(year), int(month), int(day)) and (
        CHECK_CHARACTERS[number % 31] == check.upper()
    )


def _is_a_day(year: int, month: int, day: int) -> bool:
    try:
        date(year, month, day)
    except ValueError:
        return False
    return True
