"""What is wrong in a spreadsheet: where, what, and what would be right."""

from dataclasses import dataclass

from models.languages import Language, Words, _


class Wrong(ValueError):
    """A cell that cannot be read; pydantic collects these, so that every mistake is told at once."""

    def __init__(self, wrong: Words, right: Words | None = None) -> None:
        super().__init__(wrong.english)
        self.wrong = wrong
        self.right = right


@dataclass(frozen=True)
class Place:
    """A file, a sheet, a row or a cell; rows and columns are counted as the spreadsheet shows them."""

    file: str
    sheet: str = ""
    row: int | None = None
    column: str = ""
    title: str = ""

    def into(self, language: Language) -> str:
        parts = [self.file, self.sheet if self.sheet != self.file else ""]
        if self.row is not None:
            parts.append(str(_("row {row}", row=self.row).into(language)))
        if self.column:
            title = f" ({self.title})" if self.title else ""
            parts.append(_("column {column}", column=self.column).into(language) + title)
        return ", ".join(part for part in parts if part)


@dataclass(frozen=True)
class Problem:
    place: Place
    wrong: Words
    right: Words | None = None

    @property
    def sheet(self) -> str:
        return self.place.sheet

    @property
    def row(self) -> int | None:
        return self.place.row

    @property
    def column(self) -> str:
        return self.place.column

    def into(self, language: Language) -> str:
        """One line: where, what is wrong, what would be right."""
        line = f"{self.place.into(language)}: {self.wrong.into(language)}"
        return f"{line} {self.right.into(language)}" if self.right else line
