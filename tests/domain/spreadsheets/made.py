"""Dull spreadsheets: two councils, three invented people, one round."""

from collections.abc import Sequence
from datetime import UTC, datetime
from io import BytesIO

import openpyxl

from domain.spreadsheets.grids import Workbook
from domain.spreadsheets.reading import read

NOW = datetime(2026, 11, 1, 9, 0, tzinfo=UTC)
Rows = Sequence[Sequence[object]]
Sheets = dict[str, Rows]

AINO = "aino.virtanen@uudenmaanliitto.example.org"
BO = "bo.nygard@lapinliitto.example.org"
CAJSA = "cajsa.storm@lapinliitto.example.org"

ORGANISATIONS: Rows = (
    ("Koodi", "Nimi suomeksi", "Nimi ruotsiksi", "Paikkakunta suomeksi", "Leveysaste", "Pituusaste"),
    ("01", "Uudenmaan liitto", "Nylands förbund", "Helsinki", 60.1699, 24.9384),
    ("19", "Lapin liitto", "Lapplands förbund", "Rovaniemi", 66.5039, 25.7294),
)
PEOPLE: Rows = (
    ("Sähköposti", "Nimi", "Organisaatio", "Kieli", "Esihenkilön sähköposti"),
    (AINO, "Aino Virtanen", "01", "fi", ""),
    (BO, "Bo Nygård", "19", "sv", CAJSA),
    (CAJSA, "Cajsa Storm", "19", "sv", ""),
)
ROUNDS: Rows = (
    (
        "Tunnus",
        "Nimi suomeksi",
        "Vastuuhenkilön sähköposti",
        "Avautuu",
        "Sulkeutuu",
        "Sijoittelu valmis viimeistään",
        "Ensimmäinen päivä",
        "Viimeinen päivä",
    ),
    (
        "kevat-2027",
        "Kevät 2027",
        AINO,
        "2.11.2026 klo 9.00",
        "15.1.2027",
        "29.1.2027",
        "1.3.2027",
        "28.5.2027",
    ),
)
APPLICATION_TITLES = ("Sähköposti", "Muoto", "Tavoitteet", "Aiheet", "Kielet", "Päiviä", "Ei käy", "Toiveet")
APPLICATIONS: Rows = (
    APPLICATION_TITLES,
    (
        BO,
        "asiantuntijavaihto",
        "Oppia.",
        "Ilmasto: 5",
        "sv; fi",
        "1,5",
        "12.3.-16.3.2027",
        "Uudenmaan liitto",
    ),
)
HOST_OFFERS: Rows = (
    ("Sähköposti", "Aiheet", "Kielet", "Vierailuja enintään"),
    (AINO, "Ilmasto", "fi, sv", 2),
)
BASE: Sheets = {"Organisaatiot": ORGANISATIONS, "Henkilöt": PEOPLE, "Kierrokset": ROUNDS}
WHOLE: Sheets = BASE | {"Vastaanottoilmoitukset": HOST_OFFERS, "Ilmoittautumiset": APPLICATIONS}


def excel(sheets: Sheets, *, file: str = "kevat.xlsx") -> Workbook:
    return read(file, octets(sheets))


def octets(sheets: Sheets) -> bytes:
    book = openpyxl.Workbook()
    book.remove(book.worksheets[0])
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(list(row))
    return saved(book)


def saved(book: openpyxl.Workbook) -> bytes:
    made = BytesIO()
    book.save(made)
    return made.getvalue()
