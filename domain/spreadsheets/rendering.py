"""An entry as cells in its reader's language: the way back of `cells.py`, `lists.py` and `spans.py`."""

from datetime import date, datetime
from enum import StrEnum

from domain import topics
from domain.spreadsheets.directory import Key
from domain.spreadsheets.entries import Entry, TravelRateEntry
from domain.spreadsheets.grids import Raw
from domain.spreadsheets.shelf import Shelf
from domain.spreadsheets.spans import Span
from domain.spreadsheets.titles import COLUMNS, Sheet
from models.languages import Language
from models.states import AsksFirst, DateMode, Half, Kind, Role
from models.timeline import local

WEEKDAYS = {
    Language.FI: {"mon": "ma", "tue": "ti", "wed": "ke", "thu": "to", "fri": "pe"},
    Language.SV: {"mon": "mån", "tue": "tis", "wed": "ons", "thu": "tors", "fri": "fre"},
    Language.EN: {"mon": "mon", "tue": "tue", "wed": "wed", "thu": "thu", "fri": "fri"},
}
HALVES = {
    Language.FI: {Half.MORNING: "ap", Half.AFTERNOON: "ip"},
    Language.SV: {Half.MORNING: "fm", Half.AFTERNOON: "em"},
    Language.EN: {Half.MORNING: "am", Half.AFTERNOON: "pm"},
}
WORDS: dict[StrEnum, tuple[str, str, str]] = {
    Kind.SHADOWING: ("asiantuntijavaihto", "expertutbyte", "shadowing"),
    Kind.MENTORING: ("mentorointi", "mentorskap", "mentoring"),
    DateMode.FIXED: ("päivät valmiiksi", "dagarna fastställs", "fixed"),
    DateMode.WINDOW: ("aikaikkuna", "tidsfönster", "window"),
    DateMode.AGREED: ("sovitaan itse", "man kommer överens", "agreed"),
    AsksFirst.BOTH: ("molemmat", "båda", "both"),
    AsksFirst.HOST: ("vastaanottaja", "värden", "host"),
    AsksFirst.GUEST: ("vieras", "gästen", "guest"),
    Role.HR: ("hr", "hr", "hr"),
    Role.COORDINATOR: ("koordinaattori", "koordinator", "coordinator"),
    Role.ADMINISTRATOR: ("ylläpitäjä", "administratör", "administrator"),
    Role.AUDITOR: ("tarkastaja", "revisor", "auditor"),
}
YES_NO = (("ei", "nej", "no"), ("kyllä", "ja", "yes"))
ORGANISATIONS = {"organisation", "origin", "destination"}


class Renderer:
    """Writes for one language; organisations by name where the name says which one is meant."""

    def __init__(self, language: Language, shelf: Shelf) -> None:
        self.language = language
        self._place = tuple(Language).index(language)
        names = [row.name(language) for row in shelf.organisations.values()]
        self._names = {
            row.code: row.name(language)
            for row in shelf.organisations.values()
            if names.count(row.name(language)) == 1 and not set(row.name(language)) & set(",;@\n")
        }

    def row(self, sheet: Sheet, entry: Entry) -> tuple[Raw, ...]:
        """The cells in the order of the sheet's columns."""
        return tuple(self.cell(entry, title.key) for title in COLUMNS[sheet])

    def cell(self, entry: Entry, key: str) -> Raw:
        value = getattr(entry, key)
        if key in ORGANISATIONS and value:
            return self.organisation(value)
        if key == "euros" and isinstance(entry, TravelRateEntry):
            return entry.euros / 100
        if isinstance(value, tuple):
            return self.listed(key, value)
        return self.single(value)

    def single(self, value: object) -> Raw:
        if isinstance(value, bool):
            return YES_NO[value][self._place]
        if isinstance(value, datetime):
            return local(value).replace(tzinfo=None)
        if isinstance(value, StrEnum):
            return WORDS[value][self._place] if value in WORDS else value.value
        return value if isinstance(value, str | int | float | date) else None

    def listed(self, key: str, values: tuple[object, ...]) -> str:
        if key == "days" and all(isinstance(value, int) for value in values):
            return "+".join(self.length(value) for value in values if isinstance(value, int))
        return "; ".join(self.part(key, value) for value in values)

    def part(self, key: str, value: object) -> str:
        match value:
            case Span():
                return self.span(value)
            case (str(code), int(weight)):
                return f"{topics.name(code, self.language)}: {weight}"
            case tuple():
                return self.named(value)
            case str(text) if key == "slots":
                return self.slot(text)
            case str(code) if key == "prefers":
                return self.organisation(code)
        return str(self.single(value))

    def organisation(self, code: str) -> str:
        return self._names.get(code, code)

    def named(self, key: Key) -> str:
        """An organisation, a person, or the host of an offer."""
        if key[0] == "organisation":
            return self.organisation(key[1])
        return key[2] if key[0] == "offer" else key[1]

    def slot(self, text: str) -> str:
        day, _space, hour = text.partition(" ")
        return f"{WEEKDAYS[self.language][day]} {self.hour(hour)}"

    def hour(self, text: str) -> str:
        return text.replace(":", ".") if self.language is Language.FI else text

    def length(self, half_days: int) -> str:
        days = f"{half_days / 2:g}"
        return days if self.language is Language.EN else days.replace(".", ",")

    def span(self, span: Span) -> str:
        ends = (span.first,) if span.first == span.last else (span.first, span.last)
        written = "-".join(f"{day.day}.{day.month}.{day.year}" for day in ends)
        return f"{written} {HALVES[self.language][span.half]}" if span.half else written
