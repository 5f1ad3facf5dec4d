import zipfile
from io import BytesIO

import openpyxl
import pytest

from domain.spreadsheets import excel_files
from domain.spreadsheets.grids import MOST_BYTES, MOST_ROWS, Grid
from domain.spreadsheets.reading import read
from tests.domain.spreadsheets.made import saved

TEXT = "Nimi;Määrä\nÅsa Öst;1,5\n"
ROWS = (("Nimi", "Määrä"), ("Åsa Öst", "1,5"))


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
def test_letters_are_read_whatever_wrote_them(encoding: str) -> None:
    workbook = read("taulukko.csv", TEXT.encode(encoding))

    assert workbook.grids == (Grid("taulukko.csv", "taulukko", ROWS),)


@pytest.mark.parametrize(
    "text",
    [
        "Nimi;Määrä\r\nÅsa Öst;1,5\r\n",
        'Nimi,Määrä\nÅsa Öst,"1,5"\n',
        "Nimi\tMäärä\nÅsa Öst\t1,5\n",
        '"Nimi";"Määrä"\n"Åsa Öst";"1,5"\n',
    ],
)
def test_the_delimiter_is_found(text: str) -> None:
    assert read("taulukko.csv", text.encode()).grids[0].rows == ROWS


def test_a_delimiter_that_excel_names_keeps_the_row_numbers() -> None:
    assert read("taulukko.csv", b"sep=,\r\nNimi,Luku\r\n").grids[0].rows == ((), ("Nimi", "Luku"))


def test_merged_cells_hold_their_value_on_each_row() -> None:
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    for row in (["Liitto", "Nimi"], ["Lappi", "Aino"], [None, "Bo"], ["Muu", "Cajsa"]):
        sheet.append(row)
    sheet.merge_cells("A2:A3")

    grid = read("a.xlsx", saved(book)).grids[0]

    assert grid.rows == (
        ("Liitto", "Nimi"),
        ("Lappi", "Aino"),
        ("Lappi", "Bo"),
        ("Muu", "Cajsa"),
    )


def test_hidden_sheets_and_columns_are_known_as_hidden() -> None:
    book = openpyxl.Workbook()
    book.worksheets[0].append(["Nimi", "Muistiinpano"])
    book.worksheets[0].column_dimensions["B"].hidden = True
    book.create_sheet("Listat").sheet_state = "hidden"

    first, second = read("a.xlsx", saved(book)).grids

    assert (first.is_hidden, first.hidden_columns, second.is_hidden) == (False, frozenset({1}), True)


def test_a_padded_code_keeps_its_zeros_and_a_formula_without_value_is_marked() -> None:
    book = openpyxl.Workbook()
    book.worksheets[0].append([1, "=A1+1"])
    book.worksheets[0]["A1"].number_format = "000"

    assert read("a.xlsx", saved(book)).grids[0].rows == (("001", "#NOT-COMPUTED!"),)


def problems_of(file: str, octets: bytes) -> list[str]:
    workbook = read(file, octets)
    assert workbook.grids == ()
    return [str(each.wrong) for each in workbook.problems]


def test_a_file_that_is_too_big_is_refused() -> None:
    assert problems_of("a.csv", b"x" * (MOST_BYTES + 1)) == ["The file is larger than 20 MB."]


def test_an_unknown_kind_of_file_is_refused() -> None:
    assert problems_of("a.pdf", b"%PDF") == ["This kind of file cannot be read."]


def test_a_sheet_that_is_too_long_is_refused() -> None:
    book = openpyxl.Workbook(write_only=True)
    sheet = book.create_sheet()
    for number in range(MOST_ROWS + 1):
        sheet.append([number])

    assert problems_of("a.xlsx", saved(book)) == ["A sheet has more than 20000 rows or 200 columns."]
    assert problems_of("a.csv", b"a;b\n" * (MOST_ROWS + 1)) == [
        "A sheet has more than 20000 rows or 200 columns."
    ]


def test_a_bomb_is_refused_before_it_is_unpacked() -> None:
    packed = BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as bomb:
        bomb.writestr("xl/workbook.xml", b"0" * (excel_files.MOST_UNPACKED + 1))

    assert problems_of("a.xlsx", packed.getvalue()) == ["The file unpacks to something far too large."]


def test_a_file_that_declares_entities_is_refused() -> None:
    book = openpyxl.Workbook()
    hostile = BytesIO()
    with zipfile.ZipFile(BytesIO(saved(book))) as good, zipfile.ZipFile(hostile, "w") as bad:
        for part in good.namelist():
            text = good.read(part)
            if part == "xl/worksheets/sheet1.xml":
                text = b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]>' + text
            bad.writestr(part, text)

    assert problems_of("a.xlsx", hostile.getvalue()) == ["This is not a proper Excel file."]


@pytest.mark.parametrize("octets", [b"", b"PK\x03\x04 not really", b"Nimi;Koodi"])
def test_what_only_claims_to_be_excel_is_refused(octets: bytes) -> None:
    assert problems_of("a.xlsx", octets) == ["This is not a proper Excel file."]
