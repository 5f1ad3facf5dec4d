"""Every sentence that people read is there in every language."""

import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog, Message
from babel.messages.pofile import read_po

from models.languages import Language

ROOT = Path(__file__).parents[2]
ROOMS = ["cli", "domain", "invites", "models", "web", "workers"]
Text = str | list[str] | tuple[str, ...] | None
HOW = "Run `make translations`, then fill in the empty lines of locales/."
FIELDS = re.compile(r"%\((\w+)\)|(?<!\{)\{(\w+)\}")
EVERY_LANGUAGE = pytest.mark.parametrize("language", list(Language))


@pytest.fixture(scope="module")
def found(tmp_path_factory: pytest.TempPathFactory) -> Catalog:
    """What the tree says now."""
    pot = tmp_path_factory.mktemp("words") / "vaihto.pot"
    extract = ["extract", "-F", "babel.cfg", "-k", "plural:1,2", "--no-location", "-o", str(pot), *ROOMS]
    babel = [sys.executable, "-c", "from babel.messages.frontend import main; main()"]
    subprocess.run([*babel, *extract], cwd=ROOT, check=True, capture_output=True)
    with pot.open("rb") as lines:
        return read_po(lines)


@EVERY_LANGUAGE
def test_every_sentence_is_translated(language: Language, found: Catalog) -> None:
    catalogue = spoken(language)

    assert [each.id for each in sentences(found) if not is_said(catalogue.get(each.id))] == [], HOW


@EVERY_LANGUAGE
def test_no_sentence_is_left_over(language: Language, found: Catalog) -> None:
    assert [each.id for each in sentences(spoken(language)) if found.get(each.id) is None] == [], HOW


@EVERY_LANGUAGE
def test_every_translation_keeps_its_fields(language: Language) -> None:
    said = sentences(spoken(language))

    assert [each.id for each in said if fields(each.id) != fields(each.string)] == []


@EVERY_LANGUAGE
def test_no_translation_is_a_guess(language: Language) -> None:
    assert [each.id for each in sentences(spoken(language)) if each.fuzzy] == []


def spoken(language: Language) -> Catalog:
    with (ROOT / "locales" / language / "LC_MESSAGES" / "vaihto.po").open("rb") as lines:
        return read_po(lines, locale=language.value)


def sentences(catalogue: Catalog) -> Iterator[Message]:
    return (message for message in catalogue if message.id)


def is_said(message: Message | None) -> bool:
    """In every form it has."""
    return message is not None and all(forms(message.string))


def fields(text: Text) -> set[str]:
    """A singular may leave the number out, so all forms count together."""
    return {name for form in forms(text) for pair in FIELDS.findall(form) for name in pair if name}


def forms(text: Text) -> tuple[str, ...]:
    return (text or "",) if text is None or isinstance(text, str) else tuple(text)
