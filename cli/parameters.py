"""Days and moments as people type them: "15.1.2027 16.00", "15.1.2027", "2027-01-15"."""

from abc import abstractmethod
from datetime import date, datetime, time
from typing import Generic, TypeVar

import click

from cli.speech import reader
from domain.spreadsheets import cells
from domain.spreadsheets.problems import Wrong
from models.timeline import EVENING

Told = TypeVar("Told", bound=date)


class _Typed(click.ParamType[Told], Generic[Told]):
    """Read as a cell of a spreadsheet is; what is wrong is said in the reader's language."""

    def convert(self, value: str | Told, param: click.Parameter | None, ctx: click.Context | None) -> Told:
        if not isinstance(value, str):
            return value
        try:
            return self.read(value)
        except Wrong as problem:
            sentences = (problem.wrong, problem.right)
            self.fail(" ".join(each.into(reader()) for each in sentences if each), param, ctx)

    @abstractmethod
    def read(self, written: str) -> Told: ...


class Day(_Typed[date]):
    name = "day"

    def read(self, written: str) -> date:
        return cells.day(written)


class Start(_Typed[datetime]):
    """Finnish time; a day alone is its midnight, for meetings that keep their hour."""

    name = "moment"

    def read(self, written: str) -> datetime:
        return cells.at(time(0, 0))(written)


class StartOrNumber(click.ParamType[datetime | int]):
    """One of what a list shows: by its number there, or by when it begins."""

    name = "moment or number"

    def convert(
        self, value: str | datetime | int, param: click.Parameter | None, ctx: click.Context | None
    ) -> datetime | int:
        if isinstance(value, str):
            return int(value) if value.strip().isdecimal() else Start().convert(value, param, ctx)
        return value


class Moment(_Typed[datetime]):
    """Finnish time; a day alone means four in the afternoon."""

    name = "moment"

    def read(self, written: str) -> datetime:
        return cells.at(EVENING)(written)
