"""How a letter looks to its reader, with invented facts."""

from collections.abc import Iterator
from typing import assert_never

from domain.previews import examples
from invites.codes import Form
from invites.house_words import HouseWords
from invites.markup import Actions, Block, Details, Heading, Link, Paragraph, Points, Row
from invites.voices import form
from models.languages import Language
from models.record import Record
from web.frame import NAMES


class Bit(Record):
    """One block of a letter; `kind` says which of the others it has."""

    kind: str
    lines: tuple[str, ...] = ()
    rows: tuple[Row, ...] = ()
    links: tuple[Link, ...] = ()


class Preview(Record):
    """`about` tells visits and mentoring apart, where the letter does."""

    language: Language
    name: str
    is_open: bool
    about: str
    subject: str
    bits: tuple[Bit, ...]


def previews(name: str, house: HouseWords, first: Language) -> tuple[Preview, ...]:
    """In each language; that which is worked on stands first, and open."""
    order = sorted(Language, key=lambda each: each is not first)
    found = [each for language in order for each in _in(language, name, house)]
    return tuple(each.model_copy(update={"is_open": each is found[0]}) for each in found)


def _in(language: Language, name: str, house: HouseWords) -> Iterator[Preview]:
    found = examples.shown(name, language, house)
    for each in found:
        about = form(Form(each.form), language) if len(found) > 1 else ""
        said = house.render(each.letter, language).said
        bits = tuple(_bit(block) for block in said.blocks)
        yield Preview(
            language=language,
            name=NAMES[language],
            is_open=False,
            about=about,
            subject=said.subject,
            bits=bits,
        )


def _bit(block: Block) -> Bit:
    match block:
        case Heading(words):
            return Bit(kind="heading", lines=(words,))
        case Paragraph(lines):
            return Bit(kind="paragraph", lines=lines)
        case Points(items):
            return Bit(kind="points", lines=items)
        case Details(rows):
            return Bit(kind="details", rows=rows)
        case Actions(links):
            return Bit(kind="actions", links=links)
        case _:
            assert_never(block)
