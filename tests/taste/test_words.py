"""One word per concept: on the screen (the table of docs/glossary.md) and in identifiers."""

import ast
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from babel.messages.pofile import read_po

from tests.taste.tree import ROOMS, ROOT, name_of, python_files


@dataclass(frozen=True)
class Unwanted:
    """A stem that people must not read, and the word to use; `only_for` limits it to one English word."""

    stem: str
    instead: str
    only_for: str = ""

    def is_in(self, text: str, *, said_of: str) -> bool:
        return self.only_for in said_of.lower() and re.search(self.stem, text.lower()) is not None


FINNISH = (
    Unwanted("hakemu[sk]", "ilmoittautuminen"),
    Unwanted("tarjou[sk]", "vastaanottoilmoitus"),
    Unwanted("oleskelu", "vierailu"),
    Unwanted("istun[tn]o", "mentorointitapaaminen"),
    Unwanted("aikataulu", "sijoittelu", only_for="schedule"),
    Unwanted("työpaj", "tilaisuus"),
    Unwanted("harjoittelu", "käytäntö"),
    Unwanted("(?<!jälki)seuran(?:ta|na|to|no)", "jälkiseuranta"),
    Unwanted("uudelleensijoit", "muutosehdotus"),
    Unwanted("harjoitu[sk]", "koeajo"),
    Unwanted("todistu[sk]", "laskennan tarkiste"),
)
SWEDISH = (
    Unwanted("ansök", "anmälan"),
    Unwanted("anbud", "värdanmälan"),
    Unwanted("tidtabell", "placeringsplan", only_for="schedule"),
    Unwanted("verkst[aä]d", "evenemang"),
    Unwanted(r"\bövning", "praxis"),
    Unwanted("omplacer", "ändringsförslag"),
    Unwanted("intyg", "beräkningskontroll"),
)
UNWANTED = {"fi": FINNISH, "sv": SWEDISH}
EMPTY_WORDS = {
    "helper",
    "helpers",
    "manager",
    "managers",
    "misc",
    "organization",
    "organizations",
    "util",
    "utils",
}
EMPTY_NAMES = {"data", "handle", "info", "process"}


@pytest.mark.parametrize("language", ["fi", "sv"])
def test_no_translation_uses_a_word_that_frightens_or_misleads(language: str) -> None:
    assert [
        complaint
        for catalogue in sorted((ROOT / "locales" / language).rglob("*.po"))
        for english, said in translations(catalogue)
        for complaint in complaints(language, english, said)
    ] == []


def test_no_template_uses_a_word_that_frightens_or_misleads() -> None:
    files = [
        file for room in ROOMS for file in sorted((ROOT / room).rglob("templates/**/*")) if file.is_file()
    ]

    assert [
        f"{name_of(file)}: {complaint}"
        for file in files
        for language in UNWANTED
        for complaint in complaints(language, "", file.read_text(encoding="utf-8"))
    ] == []


def test_no_identifier_uses_a_word_that_says_nothing() -> None:
    assert [
        f"{name_of(file)}: {name}"
        for file in python_files()
        for name in empty_names(file.read_text(encoding="utf-8"))
    ] == []


@pytest.mark.parametrize(
    "said",
    [
        "Hakemuksesi on tallennettu", "vaihtohakemusta", "tarjouksen", "oleskelun", "istunnossa", "työpajoja",
        "harjoitteluun", "seurannan kysymykset", "seurantakysely", "uudelleensijoitus",
        "harjoituksen", "todistusta",
    ],
)  # fmt: skip
def test_an_inflected_finnish_word_is_found(said: str) -> None:
    assert len(complaints("fi", "", said)) == 1


@pytest.mark.parametrize(
    "said", ["ansökningar", "Ansökan", "anbudet", "verkstäder", "övningen", "omplacering", "intyget"]
)
def test_an_inflected_swedish_word_is_found(said: str) -> None:
    assert len(complaints("sv", "", said)) == 1


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("fi", "Jälkiseurannan kysymykset, jälkiseuranta ja hyvän seuran seurana olen seurannut"),
        ("fi", "Tarjoutuiko joku? Tarjoamme kahvit ja haemme sinut. Vaihto alkaa. Kierroksen aikataulu."),
        ("sv", "Prövning, provkörning och uppföljning enligt rundans tidtabell"),
    ],
)
def test_the_right_words_raise_no_false_alarm(language: str, said: str) -> None:
    assert complaints(language, "", said) == []


def test_a_timetable_is_unwanted_only_where_a_schedule_is_meant() -> None:
    assert complaints("fi", "The schedule is published", "Aikataulu on julkaistu") == [
        "say 'sijoittelu' in: Aikataulu on julkaistu"
    ]
    assert complaints("fi", "The dates of the round", "Kierroksen aikataulu") == []


def test_empty_identifiers_are_found_and_full_ones_let_be() -> None:
    source = "class RoundManager:\n    def _handle(self): ...\n    def processed(self, data): ...\n"

    assert empty_names(source) == ["RoundManager", "_handle"]


def translations(catalogue: Path) -> Iterator[tuple[str, str]]:
    with catalogue.open("rb") as opened:
        for message in read_po(opened):
            ids = message.id if isinstance(message.id, tuple | list) else [message.id]
            strings = message.string if isinstance(message.string, tuple | list) else [message.string]
            if message.id:
                yield from ((" ".join(ids), said) for said in strings if said)


def complaints(language: str, english: str, said: str) -> list[str]:
    return [
        f"say '{each.instead}' in: {said}" for each in UNWANTED[language] if each.is_in(said, said_of=english)
    ]


def empty_names(source: str) -> list[str]:
    """Names of classes and functions that use a word which says nothing, in the order of the file."""
    named = (ast.ClassDef, ast.FunctionDef, ast.AsyncFunctionDef)
    return [
        node.name for node in ast.walk(ast.parse(source)) if isinstance(node, named) and _is_empty(node.name)
    ]


def _is_empty(name: str) -> bool:
    words = re.findall(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+", name)
    return name.strip("_") in EMPTY_NAMES or not EMPTY_WORDS.isdisjoint(word.lower() for word in words)
