"""The page on which the first person says who they are."""

from collections.abc import Mapping

from domain.access import founding
from models.record import Record
from web.forms import Trouble
from web.views.reading import Reading


class Choice(Record):
    code: str
    name: str


class FoundingView(Record):
    councils: tuple[Choice, ...]
    said: Mapping[str, str]
    troubles: tuple[Trouble, ...]


FIELDS = ("name", "email", "language", "council", "name_fi", "name_sv", "name_en", "seat", "place")


def founding_view(
    seen: Reading, typed: Mapping[str, tuple[str, ...]], troubles: tuple[Trouble, ...]
) -> FoundingView:
    said = {name: next(iter(typed.get(name, ())), "") for name in FIELDS}
    said["language"] = said["language"] or seen.language
    named = {code: getattr(house, f"name_{seen.language}") for code, house in founding.councils().items()}
    ordered = sorted(named.items(), key=lambda each: each[1])
    return FoundingView(
        councils=tuple(Choice(code=code, name=name) for code, name in ordered), said=said, troubles=troubles
    )
