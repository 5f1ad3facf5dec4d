"""One cell becomes one value; what cannot be read says what would be right."""

import re
from collections.abc import Callable
from datetime import date, datetime, time
from decimal import Decimal, InvalidOperation
from difflib import get_close_matches
from typing import TypeVar

from domain.identity_codes import holds_identity_code
from domain.spreadsheets.grids import NOT_COMPUTED, Raw, is_filled, shown
from domain.spreadsheets.problems import Wrong
from models.languages import Words, _
from models.timeline import moment

T = TypeVar("T")
Parser = Callable[[Raw], T]

LONGEST_TEXT = 10_000
DANGEROUS = "=+-@\t\r'"  # a spreadsheet program might run what begins so; export puts an apostrophe before it
FORMULA_ERRORS = frozenset({"#REF!", "#N/A", "#VALUE!", "#NAME?", "#DIV/0!", "#NULL!", "#NUM!"})
CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f]")
EMAIL = re.compile(
    r"[a-z0-9.!#$%&'*+/=?^_`{|}~åäö-]+@(?:[a-z0-9åäö](?:[a-z0-9åäö-]*[a-z0-9åäö])?\.)+[a-z]{2,}"
)
FINNISH_DATE = re.compile(r"(\d{1,2})\.(\d{1,2})\.(\d{4})")
ISO_DATE = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})(?:[T ]00:00(?::00)?)?")
CLOCK = re.compile(r"(?:klo|kl\.?|at)?\s*(\d{1,2})(?:[.:](\d{2})(?:[:.]\d{2})?)?", re.IGNORECASE)


def needed(parse: Parser[T]) -> Parser[T]:
    """An empty cell is a mistake."""

    def read(cell: Raw) -> T:
        if not is_filled(cell):
            raise Wrong(_("The cell is empty."), _("Fill it in."))
        return parse(cell)

    return read


def maybe(parse: Parser[T]) -> Parser[T | None]:
    """An empty cell means that there is none."""
    return lambda cell: parse(cell) if is_filled(cell) else None


def otherwise(default: T, parse: Parser[T]) -> Parser[T]:
    """An empty cell means the usual."""
    return lambda cell: parse(cell) if is_filled(cell) else default


def text(cell: Raw) -> str:
    """Trimmed, without control characters, and without the apostrophe that export adds."""
    found = CONTROL.sub("", shown(cell).replace("\r\n", "\n")).strip(" \n\u00a0")
    if found in FORMULA_ERRORS or found == NOT_COMPUTED:
        raise Wrong(_("The formula has no value."), _("Compute it in Excel and save, or write the value."))
    if holds_identity_code(found):
        raise identity_code_found()
    if len(found) > LONGEST_TEXT:
        raise Wrong(_("The text is too long."), _("At most {number} characters.", number=LONGEST_TEXT))
    return found[1:] if len(found) > 1 and found[0] == "'" and found[1] in DANGEROUS else found


def identity_code_found() -> Wrong:
    return Wrong(_("The cell holds a personal identity code."), _("Remove it: nobody here needs it."))


def short_text(cell: Raw) -> str:
    found = text(cell)
    if len(found) > 250:
        raise Wrong(_("The text is too long."), _("At most {number} characters.", number=250))
    return " ".join(found.split())


def email(cell: Raw) -> str:
    """An address in small letters."""
    found = text(cell).removeprefix("mailto:").lower()
    local = found.partition("@")[0]
    if (
        len(found) > 254
        or not EMAIL.fullmatch(found)
        or ".." in local
        or local[:1] == "."
        or local[-1:] == "."
    ):
        right = _("For example {example}.", example="aino.virtanen@liitto.example.org")
        raise Wrong(_("{text} is not an e-mail address.", text=quoted(found)), right)
    return found


def number(cell: Raw) -> Decimal:
    """A number with a decimal comma or point; spaces and a euro sign do not matter."""
    if isinstance(cell, bool | date | time):
        raise Wrong(
            _("{text} is not a number.", text=quoted(shown(cell))), _("For example {example}.", example="1,5")
        )
    bare = re.sub(r"[\s\u00a0€]", "", text(cell)).replace(",", ".").replace("\u2212", "-")
    try:
        found = Decimal(bare)
    except InvalidOperation:
        found = Decimal("NaN")
    if not found.is_finite() or abs(found) > 1_000_000_000:
        raise Wrong(
            _("{text} is not a number.", text=quoted(shown(cell))), _("For example {example}.", example="1,5")
        )
    return found


def between(least: int, most: int) -> Parser[int]:
    """A whole number within its bounds."""

    def read(cell: Raw) -> int:
        found = number(cell)
        if found != int(found) or not least <= found <= most:
            right = _("A whole number from {least} to {most}.", least=least, most=most)
            raise Wrong(_("{text} is not possible here.", text=quoted(shown(cell))), right)
        return int(found)

    return read


def rounded(most: int) -> Parser[int]:
    """A measure that may be written with decimals."""

    def read(cell: Raw) -> int:
        found = number(cell)
        if not 0 <= found <= most:
            right = _("A number from {least} to {most}.", least=0, most=most)
            raise Wrong(_("{text} is not possible here.", text=quoted(shown(cell))), right)
        return round(found)

    return read


def degrees(least: int, most: int) -> Parser[float]:
    def read(cell: Raw) -> float:
        found = number(cell)
        if not least <= found <= most:
            right = _("Degrees from {least} to {most}, as 60,1699.", least=least, most=most)
            raise Wrong(_("{text} is not possible here.", text=quoted(shown(cell))), right)
        return float(found)

    return read


def cents(cell: Raw) -> int:
    return round(number(cell) * 100)


def day(cell: Raw) -> date:
    """A real date, or 1.3.2027, or 2027-03-01."""
    if isinstance(cell, datetime):
        return cell.date()
    if isinstance(cell, date):
        return cell
    written = text(cell)
    if finnish := FINNISH_DATE.fullmatch(written):
        return calendar_day(finnish[3], finnish[2], finnish[1])
    if iso := ISO_DATE.fullmatch(written):
        return calendar_day(iso[1], iso[2], iso[3])
    raise not_a_day(written)


def calendar_day(year: str, month: str, day_of_month: str) -> date:
    try:
        return date(int(year), int(month), int(day_of_month))
    except ValueError:
        raise not_a_day(f"{day_of_month}.{month}.{year}") from None


def not_a_day(written: str) -> Wrong:
    return Wrong(
        _("{text} is not a date.", text=quoted(written)), _("For example {example}.", example="12.3.2027")
    )


def at(usual: time) -> Parser[datetime]:
    """A moment of Finnish time; a date alone means the usual time of that day."""

    def read(cell: Raw) -> datetime:
        if isinstance(cell, datetime) and (cell.hour or cell.minute):
            return moment(cell.date(), cell.time().replace(second=0, microsecond=0))
        if isinstance(cell, date):
            return moment(day(cell), usual)
        written = text(cell)
        head, _space, tail = written.replace("T", " ").partition(" ")
        return moment(day(head), clock(tail) if tail else usual)

    return read


def clock(written: str) -> time:
    """9.00, 9:00, klo 13 ..."""
    found = CLOCK.fullmatch(written.strip())
    if not found or int(found[1]) > 23 or int(found[2] or 0) > 59:
        example = _("For example {example}.", example="13.00")
        raise Wrong(_("{text} is not a time of day.", text=quoted(written)), example)
    return time(int(found[1]), int(found[2] or 0))


def one_of(choices: dict[str, T], *, named: Words) -> Parser[T]:
    """A word from a list, in any language; the nearest one is offered when it is misspelt."""

    def read(cell: Raw) -> T:
        written = text(cell).casefold()
        if written not in choices:
            near = get_close_matches(written, choices, n=1)
            right = _("Did you mean {title}?", title=quoted(near[0])) if near else named
            raise Wrong(_("{text} is not known.", text=quoted(shown(cell))), right)
        return choices[written]

    return read


def quoted(written: str) -> str:
    """As much of the cell as a reader needs to find it."""
    flat = " ".join(written.split())
    return f"“{flat[:60]}…”" if len(flat) > 60 else f"“{flat}”"
