import pytest

from domain.spreadsheets.examining import ENTRIES
from domain.spreadsheets.tables import understand
from domain.spreadsheets.titles import COLUMNS, SHEET_TITLES, Sheet
from models.languages import Language
from tests.domain.spreadsheets.made import excel


@pytest.mark.parametrize("sheet", ENTRIES)
def test_every_field_has_its_column_and_every_column_its_field(sheet: Sheet) -> None:
    assert {title.key for title in COLUMNS[sheet]} == set(ENTRIES[sheet].model_fields)


@pytest.mark.parametrize("sheet", ENTRIES)
@pytest.mark.parametrize("language", Language)
def test_every_sheet_is_known_in_every_language(sheet: Sheet, language: Language) -> None:
    titles = [title.into(language) for title in COLUMNS[sheet]]
    name = SHEET_TITLES[sheet].into(language)

    (table,), problems = understand(excel({name: (titles,)}))

    assert problems == ()
    assert (table.sheet, table.language) == (sheet, language)
    assert [column.title.key for column in table.columns] == [title.key for title in COLUMNS[sheet]]


@pytest.mark.parametrize("sheet", ENTRIES)
def test_keys_are_titles_too(sheet: Sheet) -> None:
    (table,), problems = understand(excel({sheet.value: ([title.key for title in COLUMNS[sheet]],)}))

    assert problems == ()
    assert {column.title.key for column in table.columns} == {title.key for title in COLUMNS[sheet]}


def test_titles_stand_in_any_order_and_spelling_under_a_heading() -> None:
    rows = (
        ("Maakunnan liittojen henkilöt",),
        (),
        ("  KIELI ", "sahkoposti*", "Organisaatio", "Nimi", "esihenkilön  sähköposti"),
        ("fi", "a@b.example.org", "01", "Aino", ""),
    )

    (table,), problems = understand(excel({"Taul1": rows}))

    assert problems == ()
    assert table.sheet is Sheet.PEOPLE
    assert [column.title.key for column in sorted(table.columns, key=lambda each: each.index)] == [
        "language",
        "email",
        "organisation",
        "name",
        "supervisor",
    ]
    assert [line.place.row for line in table.lines] == [4]


def test_a_misspelt_column_is_named_with_the_nearest_title() -> None:
    rows = (("E-post", "Namn", "Organisation", "Språk", "Chefens e-pots"), ("a@b.example.org",))

    _tables, problems = understand(excel({"Personer": rows}))

    (problem,) = problems
    assert (problem.row, problem.column, str(problem.wrong), str(problem.right)) == (
        1,
        "E",
        "The column “Chefens e-pots” is not known.",
        "Did you mean “Chefens e-post”?",
    )


def test_a_needed_column_that_is_missing_is_told_once_in_the_language_of_the_sheet() -> None:
    rows = (("E-post", "Namn", "Språk"), ("a@b.example.org", "A", "sv"), ("b@b.example.org", "B", "sv"))

    _tables, problems = understand(excel({"Personer": rows}))

    assert [str(problem.wrong) for problem in problems] == ["The column “Organisation” is missing."]


def test_an_unknown_sheet_is_named_and_notes_are_left_alone() -> None:
    _tables, problems = understand(excel({"Lue tämä": (("Hei",),), "Ruokalista": (("Keitto",),)}))

    assert [(problem.sheet, str(problem.wrong)) for problem in problems] == [
        ("Ruokalista", "The sheet is not known, neither by its name nor by its titles.")
    ]
