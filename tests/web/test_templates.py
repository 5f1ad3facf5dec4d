"""Every sentence of the templates and of our code is in every catalogue."""

from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

import pytest
from babel.messages.extract import extract
from babel.messages.pofile import read_po

from models.languages import Language

WEB = Path(__file__).parents[2] / "web"
LOCALES = Path(__file__).parents[2] / "locales"
KEYWORDS = {"_": None, "plural": (1, 2)}


@pytest.mark.parametrize("language", Language)
def test_every_sentence_is_in_the_catalogue(language: Language) -> None:
    file = LOCALES / language / "LC_MESSAGES" / "vaihto.po"
    catalogue = read_po(BytesIO(file.read_bytes()), locale=language.value)

    missing = [said for said in sentences() if not (found := catalogue.get(said)) or not found.string]

    assert missing == []


def test_sentences_are_found_in_templates_and_in_code() -> None:
    assert {"Waiting for:", "{number} session", "Stays per week"} - set(sentences()) == set()


def sentences() -> Iterator[str]:
    for method, files in (("jinja2", WEB.rglob("*.html")), ("python", WEB.rglob("*.py"))):
        for file in sorted(files):
            with file.open("rb") as opened:
                for _line, said, _comments, _context in extract(method, opened, keywords=KEYWORDS):
                    yield said if isinstance(said, str) else said[0]
