"""Every mistake of a spreadsheet is told at once, with its row and column, and nothing is saved."""

from datetime import date

from sqlalchemy import func, select

from domain.spreadsheets.loading import load
from models.database import Database
from models.languages import Language
from models.organisations import Organisation
from tests.domain.spreadsheets.made import AINO, BO, CAJSA, NOW, ORGANISATIONS, ROUNDS, excel

SPREADSHEET = {
    "Organisaatiot": (
        ("Koodi", "Nimi suomeksi", "Paikkakunta suomeksi", "Leveysaste", "Pituusaste", "Väri"),
        ("01", "Uudenmaan liitto", "Helsinki", 60.1699, 24.9384, "sininen"),
        ("19", "Lapin liitto", "Rovaniemi", "pohjoinen", 25.7294, ""),
        ("01", "Toinen liitto", "Turku", 60.45, 22.27, ""),
    ),
    "Henkilöt": (
        ("Sähköposti", "Nimi", "Organisaatio", "Kieli", "Esihenkilön sähköposti", "Roolit"),
        (AINO, "Aino Virtanen", "01", "fi", "", ""),
        (BO, "Bo Nygård", "Lapinliitto", "sv", CAJSA, ""),
        (CAJSA, "", "19", "ruotzi", "", ""),
        ("daniela.example.org", "Daniela Ek", "01", "fi", "", "kuningas"),
        ("eero@liitto.example.org", "Eero Esimerkki", "01", "fi", "kuka@liitto.example.org", ""),
    ),
    "Kierrokset": ROUNDS,
    "Vastaanottoilmoitukset": (
        ("Sähköposti", "Aiheet", "Kielet", "Vierailuja enintään", "Vierailuja vähintään"),
        (AINO, "Ilmassto", "fi", 2, 3),
    ),
    "Mentori-ilmoittautumiset": (
        ("Sähköposti", "Aiheet", "Kielet", "Ajat"),
        (AINO, "Ilmasto: 9", "fi", "la 13.00"),
    ),
    "Ilmoittautumiset": (
        ("Sähköposti", "Muoto", "Tavoitteet", "Kielet", "Päiviä", "Ei käy", "Toiveet", "Tapaamisia"),
        (AINO, "vaihtooppilas", "Oppia.", "fi", "2", "31.2.2027", "19", ""),
        (BO, "asiantuntijavaihto", "Hetu 131052-308T", "fi", date(2026, 5, 1), "", "", ""),
        (CAJSA, "asiantuntijavaihto", "Oppia.", "fi", "2,3", "16.3.2027-12.3.2027", "19", 6),
    ),
}

MISTAKES = """
Organisaatiot            | 1 | F | The column “Väri” is not known.
Organisaatiot            | 3 | D | “pohjoinen” is not a number.
Organisaatiot            | 4 |   | The same is already in sheet Organisaatiot, row 2.
Henkilöt                 | 3 | C | There is no organisation “Lapinliitto”.
Henkilöt                 | 4 | B | The cell is empty.
Henkilöt                 | 4 | D | “ruotzi” is not known.
Henkilöt                 | 5 | A | “daniela.example.org” is not an e-mail address.
Henkilöt                 | 5 | F | “kuningas” is not known.
Henkilöt                 | 6 | E | Nobody has the address “kuka@liitto.example.org”.
Vastaanottoilmoitukset   | 2 | B | The topic “Ilmassto” is not known.
Vastaanottoilmoitukset   | 2 | E | The least is more than the most.
Mentori-ilmoittautumiset | 2 | B | The weight 9 is not possible.
Mentori-ilmoittautumiset | 2 | D | “la 13.00” is not a weekly time.
Ilmoittautumiset         | 2 | B | “vaihtooppilas” is not known.
Ilmoittautumiset         | 2 | F | “31.2.2027” is not a date.
Ilmoittautumiset         | 3 | C | The cell holds a personal identity code.
Ilmoittautumiset         | 3 | E | The cell holds a date, not a number of days.
Ilmoittautumiset         | 4 | E | “2,3” is not a length of stay.
Ilmoittautumiset         | 4 | F | The days “16.3.2027-12.3.2027” are not in order.
Ilmoittautumiset         | 4 | H | The cell does not belong to this kind of application.
"""


def test_twenty_different_mistakes_are_all_told_and_nothing_is_saved(database: Database) -> None:
    expected = [tuple(cell.strip() for cell in line.split("|")) for line in MISTAKES.strip().splitlines()]

    with database.change() as db:
        loaded = load(db, [excel(SPREADSHEET)], now=NOW)

    told = [(each.sheet, str(each.row), each.column, str(each.wrong)) for each in loaded.problems]
    assert told == expected
    assert len(told) == 20
    assert not loaded.is_saved
    with database.look() as db:
        assert db.scalar(select(func.count(Organisation.id))) == 0


def test_a_problem_says_what_would_be_right(database: Database) -> None:
    with database.change() as db:
        loaded = load(db, [excel(SPREADSHEET)], now=NOW)

    lines = [problem.into(Language.EN) for problem in loaded.problems]
    assert lines[3] == (
        "kevat.xlsx, Henkilöt, row 3, column C (Organisaatio): "
        "There is no organisation “Lapinliitto”. Did you mean “19”?"
    )
    assert lines[9] == (
        "kevat.xlsx, Vastaanottoilmoitukset, row 2, column B (Aiheet): "
        "The topic “Ilmassto” is not known. Did you mean “Ilmasto”?"
    )


def test_an_identity_code_is_never_repeated(database: Database) -> None:
    strayed = SPREADSHEET | {"Lue tämä": (("Kysy 131052-308T",),)}

    with database.change() as db:
        loaded = load(db, [excel(strayed)], now=NOW)

    told = [problem.into(language) for problem in loaded.problems for language in Language]
    assert [line for line in told if "131052" in line] == []
    found = [
        each for each in loaded.problems if str(each.wrong) == "The cell holds a personal identity code."
    ]
    assert [(each.sheet, each.row, each.column) for each in found] == [
        ("Lue tämä", 1, "A"),
        ("Ilmoittautumiset", 3, "C"),
    ]


def test_mistakes_in_deputies_are_told_by_row_and_column(database: Database) -> None:
    people = (
        ("Sähköposti", "Nimi", "Organisaatio", "Kieli", "Sijaiset (sähköposti)"),
        (AINO, "Aino Virtanen", "01", "fi", f"Aino itse <{AINO}>"),
        (BO, "Bo Nygård", "01", "sv", "Sisko sisko@example.org"),
        (CAJSA, "Cajsa Storm", "01", "sv", "sisko@example.org; Sisko <sisko@example.org>"),
    )

    with database.change() as db:
        loaded = load(db, [excel({"Organisaatiot": ORGANISATIONS, "Henkilöt": people})], now=NOW)

    assert [(each.row, each.column, str(each.wrong)) for each in loaded.problems] == [
        (2, "E", "Nobody is their own deputy."),
        (3, "E", "“sisko sisko@example.org” is not an e-mail address."),
        (4, "E", "The same deputy stands here twice."),
    ]
