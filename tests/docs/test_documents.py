"""The documents tell what the code does: names, titles and settings are compared, links are followed."""

import re
from pathlib import Path

import pytest

from domain.spreadsheets.titles import COLUMNS, SHEET_TITLES, Sheet, Title
from domain.topics import TOPICS
from settings import Settings
from tests.taste.test_words import complaints
from tests.taste.tree import ROOMS, ROOT

DOCS = ROOT / "docs"
PAGES = sorted([ROOT / "README.md", ROOT / "CHANGELOG.md", *DOCS.rglob("*.md")])
LINK = re.compile(r"\]\(([^)#:\s]+)\)")
FILE = re.compile(r"`((?:[a-z_]+/)+[a-z_0-9]+\.py)`")
NAMED = re.compile(r"`((?:[a-z_]+/)+[a-z_0-9]+\.py)`\s+`(?:[A-Za-z_]+\.)?([a-z_]+)`")
SETTING = re.compile(r"`(VAIHTO_[A-Z_]+)`")


def name(page: Path) -> str:
    return page.relative_to(ROOT).as_posix()


@pytest.mark.parametrize("page", PAGES, ids=name)
def test_every_link_leads_to_a_file(page: Path) -> None:
    links = LINK.findall(page.read_text(encoding="utf-8"))

    assert [link for link in links if not (page.parent / link).exists()] == []


@pytest.mark.parametrize("page", PAGES, ids=name)
def test_every_python_file_that_is_named_exists(page: Path) -> None:
    named = [file for file in FILE.findall(page.read_text(encoding="utf-8")) if file.split("/")[0] in ROOMS]

    assert [file for file in named if not (ROOT / file).exists()] == []


def test_the_story_names_functions_that_exist() -> None:
    named = NAMED.findall((DOCS / "story.md").read_text(encoding="utf-8"))

    assert [(file, verb) for file, verb in named if not defines(ROOT / file, verb)] == []
    assert len(named) > 15


def test_the_page_on_spreadsheets_has_every_column_in_the_order_of_the_sheets() -> None:
    page = (DOCS / "import.md").read_text(encoding="utf-8")

    assert [row for row in rows(page) if row in {*expected()}] == expected()
    assert [
        heading for sheet in Sheet if (heading := f"### {said(SHEET_TITLES[sheet], ' · ')}") not in page
    ] == []


def test_the_page_on_spreadsheets_has_every_topic() -> None:
    page = (DOCS / "import.md").read_text(encoding="utf-8")

    assert [each.code for each in TOPICS if f"| {each.fi} | {each.sv} | {each.en} |" not in page] == []


def test_the_operators_page_lists_the_settings_that_exist() -> None:
    page = (DOCS / "operating.md").read_text(encoding="utf-8")

    assert set(SETTING.findall(page)) == {f"VAIHTO_{field.upper()}" for field in Settings.model_fields}


@pytest.mark.parametrize(("page", "language"), [("kertomus.md", "fi"), ("berattelse.md", "sv")])
def test_the_pages_for_hr_use_no_word_that_frightens_or_misleads(page: str, language: str) -> None:
    assert complaints(language, "schedule", (DOCS / page).read_text(encoding="utf-8")) == []


def test_decisions_are_numbered_without_a_gap_and_keep_the_template() -> None:
    decisions = sorted((DOCS / "decisions").glob("[0-9]*.md"))

    assert [int(page.name[:4]) for page in decisions] == list(range(len(decisions)))
    assert [name(page) for page in decisions if headings(page) != headings(decisions[0])] == []


def rows(page: str) -> list[tuple[str, ...]]:
    """The first three cells of every table row."""
    lines = (line for line in page.splitlines() if line.startswith("| "))
    return [tuple(cell.strip() for cell in line.split("|")[1:4]) for line in lines]


def expected() -> list[tuple[str, ...]]:
    return [cells(title) for sheet in Sheet for title in COLUMNS[sheet]]


def cells(title: Title) -> tuple[str, ...]:
    """Bold where the column must be there."""
    bold = "**" if title.is_needed else ""
    return tuple(f"{bold}{text}{bold}" for text in (title.fi, title.sv, title.en))


def said(title: Title, between: str) -> str:
    return between.join((title.fi, title.sv, title.en))


def headings(page: Path) -> list[str]:
    return [line for line in page.read_text(encoding="utf-8").splitlines() if line.startswith("## ")]


def defines(file: Path, verb: str) -> bool:
    return (
        re.search(rf"^ *(?:async )?def {verb}\(", file.read_text(encoding="utf-8"), re.MULTILINE) is not None
    )
