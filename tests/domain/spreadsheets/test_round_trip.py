"""What export writes, import reads back without a change."""

import csv
from io import BytesIO, StringIO

import openpyxl
import pytest
from sqlalchemy import select

from domain.spreadsheets.grids import Workbook
from domain.spreadsheets.loading import load
from domain.spreadsheets.reading import read
from domain.spreadsheets.writing import as_csv, as_excel, file_name, written
from models.applications import Application
from models.database import Database
from models.languages import Language
from models.offers import Availability, Offer
from models.organisations import ClosedDay
from models.states import ApplicationState, Half
from models.travel import Journey
from tests.domain.spreadsheets.made import (
    AINO,
    APPLICATION_TITLES,
    BO,
    CAJSA,
    NOW,
    PEOPLE,
    WHOLE,
    Sheets,
    excel,
)

HOSTILE = '=HYPERLINK("http://example.org";"Palkka")'

EVERYTHING: Sheets = WHOLE | {
    "Henkilöt": tuple(
        (*row, extra)
        for row, extra in zip(
            PEOPLE,
            ("Sijaiset", "Sisko Keksitty <sisko@example.org>; tuuli@example.org", "", ""),
            strict=True,
        )
    ),
    "Suljetut päivät": (("Organisaatio", "Päivät"), ("19", "24.3.-25.3.2027")),
    "Mentori-ilmoittautumiset": (
        ("Sähköposti", "Aiheet", "Kielet", "Ajat", "Käy vain", "Mieluiten organisaatioista", "Etälinkki"),
        (CAJSA, "Hallinto: 5", "sv", "ti 13.00; to 9.00", "2.3.-30.4.2027", "01", "https://example.org/x"),
    ),
    "Ilmoittautumiset": (
        (*APPLICATION_TITLES, "Tapaamisia", "Tapaamisväli viikkoina", "Ei näihin", "Ajat"),
        (AINO, "mentorointi", "Oppia.", "Hallinto", "sv; fi", "", "5.4.2027 ip", CAJSA, 6, 4, BO, "ti 13.00"),
        (BO, "expertutbyte", f"'{HOSTILE}", "Ilmasto: 5", "sv", "2+1,5", "", f"{AINO}; 01", "", "", "", ""),
    ),
    "Matkat": (
        ("Mistä", "Minne", "Minuutit", "Kilometrit", "Eurot", "CO2 grammoina", "Lähde"),
        ("01", "19", 540, "815,5", 90, 1600, "VR"),
    ),
    "Matkakorvaukset": (
        ("Voimassa alkaen", "Koodi", "Eurot", "Lähde", "Tarkistettu"),
        ("1.1.2026", "kilometre", "0,55", "Verohallinto", "1.11.2026"),
    ),
}  # fmt: skip


def exported(database: Database, language: Language, *, suffix: str) -> list[Workbook]:
    with database.look() as db:
        sheets = written(db, language=language)
    if suffix == "xlsx":
        return [read("vienti.xlsx", as_excel(sheets, language=language))]
    return [read(file_name(sheet), as_csv(sheet, language=language)) for sheet in sheets]


@pytest.mark.parametrize("suffix", ["xlsx", "csv"])
@pytest.mark.parametrize("language", Language)
def test_export_then_import_changes_nothing(database: Database, language: Language, suffix: str) -> None:
    with database.change() as db:
        assert load(db, [excel(EVERYTHING)], now=NOW).problems == ()
    workbooks = exported(database, language, suffix=suffix)

    with database.change() as db:
        again = load(db, workbooks, now=NOW)

    assert again.problems == ()
    assert [(each.sheet, each.added, each.changed, each.skipped) for each in again.counts] == [
        (each.sheet, 0, 0, 0) for each in again.counts
    ]
    assert sum(each.unchanged for each in again.counts) == 2 + 2 + 3 + 1 + 1 + 1 + 2 + 1 + 1


@pytest.mark.parametrize("suffix", ["xlsx", "csv"])
def test_an_export_fills_an_empty_database_with_the_same(
    sqlite_database: Database, postgresql_database: Database, suffix: str
) -> None:
    with sqlite_database.change() as db:
        assert load(db, [excel(EVERYTHING)], now=NOW).problems == ()
    workbooks = exported(sqlite_database, Language.FI, suffix=suffix)

    with postgresql_database.change() as db:
        load(db, workbooks, now=NOW)

    assert exported(postgresql_database, Language.FI, suffix="csv") == exported(
        sqlite_database, Language.FI, suffix="csv"
    )
    with postgresql_database.look() as db:
        assert len(db.scalars(select(ClosedDay)).all()) == 2
        assert db.scalars(select(Journey.kilometres)).one() == 816
        days = [(each.can, each.half) for each in db.scalars(select(Availability))]
        assert sorted(days, key=str) == [(False, Half.AFTERNOON), (True, None)]
        assert sorted(db.scalars(select(Application.aims))) == [HOSTILE, "Oppia."]


def test_a_formula_is_written_as_text_and_read_back_as_it_was(database: Database) -> None:
    with database.change() as db:
        assert load(db, [excel(EVERYTHING)], now=NOW).problems == ()
    with database.look() as db:
        sheets = written(db, language=Language.EN)
    applications = next(sheet for sheet in sheets if sheet.name == "Applications")

    book = openpyxl.load_workbook(BytesIO(as_excel(sheets, language=Language.EN)))
    column = applications.titles.index("Aims") + 1
    lines = list(
        csv.reader(StringIO(as_csv(applications, language=Language.EN).decode("utf-8-sig")), delimiter=";")
    )

    assert [(cell.value, cell.data_type) for cell in next(book["Applications"].iter_cols(column, column))][
        2
    ] == (
        f"'{HOSTILE}",
        "s",
    )
    assert lines[2][column - 1] == f"'{HOSTILE}"


def test_what_was_withdrawn_is_not_exported(database: Database) -> None:
    with database.change() as db:
        load(db, [excel(WHOLE)], now=NOW)
        db.scalars(select(Application)).one().state = ApplicationState.WITHDRAWN

    with database.look() as db:
        names = [sheet.name for sheet in written(db, language=Language.EN)]
        assert len(db.scalars(select(Offer)).all()) == 1

    assert names == ["Organisations", "People", "Rounds", "Host offers"]
