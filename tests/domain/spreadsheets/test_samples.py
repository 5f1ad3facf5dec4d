"""The samples that travel with the software load as they are."""

from importlib.resources import as_file, files
from pathlib import Path

import pytest

from domain.spreadsheets.loading import load
from domain.spreadsheets.reading import open_books, read
from domain.spreadsheets.text_files import decoded
from domain.spreadsheets.titles import Sheet
from domain.spreadsheets.writing import as_excel
from models.database import Database
from models.languages import Language
from samples.make_councils_2027 import FILE, NOTES, sheets
from tests.domain.spreadsheets.made import NOW

ADDED = {
    "councils-2027": {
        Sheet.ORGANISATIONS: 18,
        Sheet.CLOSED_DAYS: 3,
        Sheet.PEOPLE: 233,
        Sheet.ROUNDS: 1,
        Sheet.HOST_OFFERS: 90,
        Sheet.MENTOR_OFFERS: 25,
        Sheet.APPLICATIONS: 120,
    },
    "three-councils-2027": {
        Sheet.ORGANISATIONS: 3,
        Sheet.CLOSED_DAYS: 1,
        Sheet.PEOPLE: 18,
        Sheet.ROUNDS: 1,
        Sheet.HOST_OFFERS: 5,
        Sheet.MENTOR_OFFERS: 2,
        Sheet.APPLICATIONS: 8,
    },
}


@pytest.mark.parametrize("sample", ADDED)
def test_a_sample_loads_without_problems_and_twice_changes_nothing(database: Database, sample: str) -> None:
    with as_file(files("samples").joinpath(sample)) as folder:
        books = open_books([Path(folder)])

    with database.change() as db:
        first = load(db, books, now=NOW)
        second = load(db, books, now=NOW)

    assert first.problems == ()
    assert {each.sheet: each.added for each in first.counts} == ADDED[sample]
    assert {each.sheet: each.unchanged for each in second.counts} == ADDED[sample]


def test_the_big_sample_is_what_its_program_makes() -> None:
    made = read(FILE.name, as_excel(sheets(), notes=NOTES, language=Language.FI))

    assert made == read(FILE.name, FILE.read_bytes())


def test_the_small_sample_is_written_in_windows_letters() -> None:
    octets = files("samples").joinpath("three-councils-2027", "henkilot.csv").read_bytes()

    assert octets.decode("cp1252") == decoded(octets)
    with pytest.raises(UnicodeDecodeError):
        octets.decode("utf-8")
