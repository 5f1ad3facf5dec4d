"""Cells that hold several things, or a word from a list: topics, languages, weekly times, wishes, stays."""

import re
from datetime import date, datetime
from difflib import get_close_matches
from fractions import Fraction

from domain import topics
from domain.spreadsheets.cells import Parser, T, clock, email, number, one_of, quoted, short_text, text
from domain.spreadsheets.grids import Raw, is_filled, shown
from domain.spreadsheets.problems import Wrong
from models.languages import Language, _
from models.states import AsksFirst, DateMode, Kind, Role

SEPARATOR = re.compile(r"[;\n]")
LOOSE_SEPARATOR = re.compile(r"[;,\n]")
WEIGHTED = re.compile(r"(?P<name>.*?\D)[\s:=(]+(?P<weight>\d+)\)?")
RANKED = re.compile(r"^\d+[.)]\s+")
MOST_HALF_DAYS = 20

LANGUAGES = {
    "fi": Language.FI, "suomi": Language.FI, "finska": Language.FI, "finnish": Language.FI,
    "sv": Language.SV, "ruotsi": Language.SV, "svenska": Language.SV, "swedish": Language.SV,
    "en": Language.EN, "englanti": Language.EN, "engelska": Language.EN, "english": Language.EN,
}  # fmt: skip
KINDS = {
    "shadowing": Kind.SHADOWING, "asiantuntijavaihto": Kind.SHADOWING, "expertutbyte": Kind.SHADOWING,
    "varjostus": Kind.SHADOWING, "job shadowing": Kind.SHADOWING, "skuggning": Kind.SHADOWING,
    "mentoring": Kind.MENTORING, "mentorointi": Kind.MENTORING, "mentorskap": Kind.MENTORING,
}  # fmt: skip
ROLES = {
    "hr": Role.HR, "henkilöstö": Role.HR, "personal": Role.HR,
    "coordinator": Role.COORDINATOR, "koordinaattori": Role.COORDINATOR, "koordinator": Role.COORDINATOR,
    "administrator": Role.ADMINISTRATOR, "ylläpitäjä": Role.ADMINISTRATOR,
    "administratör": Role.ADMINISTRATOR,
    "auditor": Role.AUDITOR, "tarkastaja": Role.AUDITOR, "revisor": Role.AUDITOR,
}  # fmt: skip
DATE_MODES = {
    "fixed": DateMode.FIXED, "päivät valmiiksi": DateMode.FIXED, "dagarna fastställs": DateMode.FIXED,
    "window": DateMode.WINDOW, "aikaikkuna": DateMode.WINDOW, "tidsfönster": DateMode.WINDOW,
    "agreed": DateMode.AGREED, "sovitaan itse": DateMode.AGREED, "man kommer överens": DateMode.AGREED,
}  # fmt: skip
ASKS_FIRST = {
    "both": AsksFirst.BOTH, "molemmat": AsksFirst.BOTH, "båda": AsksFirst.BOTH,
    "host": AsksFirst.HOST, "vastaanottaja": AsksFirst.HOST, "värden": AsksFirst.HOST,
    "mentor": AsksFirst.HOST, "mentori": AsksFirst.HOST, "mentorn": AsksFirst.HOST,
    "guest": AsksFirst.GUEST, "vieras": AsksFirst.GUEST, "gästen": AsksFirst.GUEST,
}  # fmt: skip
YES = {"kyllä", "ja", "yes", "true", "x", "1"}
NO = {"ei", "nej", "no", "false", "0"}
WEEKDAYS = {
    "mon": ("ma", "maanantai", "mån", "må", "måndag", "mon", "monday"),
    "tue": ("ti", "tiistai", "tis", "tisdag", "tue", "tues", "tuesday"),
    "wed": ("ke", "keskiviikko", "ons", "onsdag", "wed", "wednesday"),
    "thu": ("to", "torstai", "tor", "tors", "torsdag", "thu", "thur", "thurs", "thursday"),
    "fri": ("pe", "perjantai", "fre", "fredag", "fri", "friday"),
}
_WEEKDAY_OF = {word: code for code, words in WEEKDAYS.items() for word in words}

language = one_of(LANGUAGES, named=_("One of these: {names}.", names="fi, sv, en"))
kind = one_of(
    KINDS, named=_("One of these: {names}.", names="asiantuntijavaihto, mentorointi (shadowing, mentoring)")
)
role = one_of(ROLES, named=_("One of these: {names}.", names="hr, koordinaattori, ylläpitäjä, tarkastaja"))
date_mode = one_of(DATE_MODES, named=_("One of these: {names}.", names="fixed, window, agreed"))
asks_first = one_of(
    ASKS_FIRST, named=_("One of these: {names}.", names="molemmat, vastaanottaja, vieras (both, host, guest)")
)
yes_or_no = one_of(
    dict.fromkeys(YES, True) | dict.fromkeys(NO, False), named=_("One of these: {names}.", names="kyllä, ei")
)


def every(parse: Parser[T], *, apart: re.Pattern[str] = LOOSE_SEPARATOR) -> Parser[tuple[T, ...]]:
    """A list without repetitions; an empty cell is an empty list."""

    def read(cell: Raw) -> tuple[T, ...]:
        if not is_filled(cell):
            return ()
        parts = [part.strip() for part in apart.split(text(cell))]
        return tuple(dict.fromkeys(parse(part) for part in parts if part))

    return read


def deputy(cell: Raw) -> str:
    """An address, perhaps with a name before it: `Sisko Esimerkki <sisko@liitto.example.org>`."""
    name, bracket, address = short_text(cell).partition("<")
    if not bracket:
        return email(cell)
    return f"{name.strip()} <{email(address.removesuffix('>').strip())}>".strip()


def address_of(deputy: str) -> str:
    return deputy.rpartition("<")[2].removesuffix(">")


def some(parse: Parser[T]) -> Parser[tuple[T, ...]]:
    """A list that must hold something."""

    def read(cell: Raw) -> tuple[T, ...]:
        found = every(parse)(cell)
        if not found:
            raise Wrong(_("The cell is empty."), _("Fill it in."))
        return found

    return read


def weighted_topics(cell: Raw) -> tuple[tuple[str, int], ...]:
    """Topic codes with weights from 1 to 5; 3 when none is given."""
    found = every(_weighted_topic)(cell)
    codes = [code for code, _weight in found]
    twice = next((code for code in codes if codes.count(code) > 1), None)
    if twice:
        raise Wrong(_("{text} stands twice.", text=quoted(twice)), _("Leave one of them."))
    return found


def _weighted_topic(part: Raw) -> tuple[str, int]:
    written = short_text(part)
    weighted = WEIGHTED.fullmatch(written)
    name, weight = (weighted["name"], int(weighted["weight"])) if weighted else (written, 3)
    topic = topics.find(name)
    if topic is None:
        raise _unknown_topic(name)
    if not 1 <= weight <= 5:
        right = _("A whole number from {least} to {most}.", least=1, most=5)
        raise Wrong(_("The weight {weight} is not possible.", weight=weight), right)
    return topic.code, weight


def _unknown_topic(name: str) -> Wrong:
    names = {each.casefold(): each for topic in topics.TOPICS for each in (topic.fi, topic.sv, topic.en)}
    near = get_close_matches(name.casefold(), names, n=1)
    right = (
        _("Did you mean {title}?", title=quoted(names[near[0]]))
        if near
        else _("One of these: {names}.", names=", ".join(topic.fi for topic in topics.TOPICS))
    )
    return Wrong(_("The topic {text} is not known.", text=quoted(name)), right)


def half_days(cell: Raw) -> tuple[int, ...]:
    """The blocks of a stay in half days: "1,5" is (3,), "2+2" is (4, 4)."""
    if isinstance(cell, datetime | date):
        # Excel turns 1.5 into the first of May where decimals take a comma.
        right = _("Write the number of days with a comma, as 1,5, in a cell formatted as text.")
        raise Wrong(_("The cell holds a date, not a number of days."), right)
    blocks = tuple(_block(part.strip(), cell) for part in text(cell).split("+"))
    if sum(blocks) > MOST_HALF_DAYS:
        raise _not_days(cell)
    return blocks


def _block(part: str, cell: Raw) -> int:
    bare = re.sub(r"\s*(pv|päivää|päivä|dagar|dag|days|day|d)\.?$", "", part, flags=re.IGNORECASE)
    twice = Fraction(number(bare)) * 2
    if twice.denominator != 1 or twice < 1:
        raise _not_days(cell)
    return int(twice)


def _not_days(cell: Raw) -> Wrong:
    right = _("Whole or half days, at most 10: {examples}.", examples="2, 1,5, 2+2")
    return Wrong(_("{text} is not a length of stay.", text=quoted(shown(cell))), right)


def slot(part: Raw) -> str:
    """A weekly time as "tue 13:00", from "ti 13.00", "tis 13:00", "tiistaisin klo 13" ..."""
    written = short_text(part)
    word, _space, hour = written.partition(" ")
    code = _weekday(word.casefold().rstrip("."))
    if code is None or not hour:
        right = _("A working day and a time, for example {example}.", example="ti 13.00")
        raise Wrong(_("{text} is not a weekly time.", text=quoted(written)), right)
    return f"{code} {clock(hour):%H:%M}"


def _weekday(word: str) -> str | None:
    for ending in ("", "sin", "ar", "s"):
        if word.endswith(ending) and (code := _WEEKDAY_OF.get(word.removesuffix(ending) if ending else word)):
            return code
    return None


def ranked_names(cell: Raw) -> tuple[str, ...]:
    """Names in the order of wishing; "1. Lapin liitto" is read too."""
    return every(lambda part: RANKED.sub("", short_text(part)))(cell)


def whole_numbers(cell: Raw) -> tuple[int, ...]:
    def whole(part: Raw) -> int:
        found = number(part)
        if found != int(found) or not 0 <= found <= 1000:
            raise Wrong(
                _("{text} is not possible here.", text=quoted(shown(part))),
                _("Whole numbers, as 0, 30, 180."),
            )
        return int(found)

    return every(whole)(cell)
