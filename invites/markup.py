"""The few marks of a mail template, read into blocks.

A blank line ends a paragraph; `# ` is a heading, `* ` a point, `- Label: value` a row of a details table
(`old => new` in the value shows both), `> Text | address` a link to act on.
Values from people pass through `guard` first, so that nothing they write is taken for a mark.
"""

import re
from dataclasses import dataclass
from itertools import groupby

from invites.meetings import WEB_ADDRESS
from invites.texts import one_line

PEOPLE = "\ue000"
"""A private character before every value: a line that begins with it is never a mark."""
BAR, ARROW = "\ue001", "\ue002"
OURS = re.compile("[\ue000-\ue002]")

ROW = re.compile(r"- (?P<label>[^:]+): (?P<value>.+)")
ACTION = re.compile(r"> (?P<text>[^|]+) \| (?P<address>\S+)")


@dataclass(frozen=True)
class Heading:
    """A heading below the subject."""

    text: str


@dataclass(frozen=True)
class Paragraph:
    """Lines that belong together."""

    lines: tuple[str, ...]


@dataclass(frozen=True)
class Points:
    """A list."""

    items: tuple[str, ...]


@dataclass(frozen=True)
class Row:
    """One detail; `old` is what stood there before."""

    label: str
    value: str
    old: str = ""


@dataclass(frozen=True)
class Details:
    """Rows of one table."""

    rows: tuple[Row, ...]


@dataclass(frozen=True)
class Link:
    """Where to act, and the words for it."""

    text: str
    address: str


@dataclass(frozen=True)
class Actions:
    """Links that belong together."""

    links: tuple[Link, ...]


Block = Heading | Paragraph | Points | Details | Actions


def guard(value: object) -> object:
    """A value from people as it may enter a template; texts become one line, tuples are gone through."""
    if type(value) is str:
        return PEOPLE + _harmless(value) if value else value
    if isinstance(value, tuple):
        return tuple(guard(each) for each in value)
    return value


def read(text: str) -> tuple[Block, ...]:
    """The blocks of a rendered template, in order."""
    return tuple(
        block
        for chunk in re.split(r"\n[ \t]*\n", text)
        for block in _blocks(chunk.splitlines())
        if chunk.strip()
    )


def unguard(text: str) -> str:
    """What people wrote, as they wrote it."""
    if not text.isprintable():
        text = text.replace(PEOPLE, "").replace(BAR, "|").replace(ARROW, "=>")
    return text.strip()


def _blocks(lines: list[str]) -> list[Block]:
    written = [line.strip() for line in lines if line.strip()]
    return [_block(kind, list(group)) for kind, group in groupby(written, key=_kind)]


def _kind(line: str) -> str:
    marks = {"# ": "heading", "* ": "point"}
    if kind := marks.get(line[:2]):
        return kind
    if ROW.fullmatch(line):
        return "row"
    return "action" if ACTION.fullmatch(line) else "text"


def _block(kind: str, lines: list[str]) -> Block:
    match kind:
        case "heading":
            return Heading(unguard(" ".join(line[2:] for line in lines)))
        case "point":
            return Points(tuple(unguard(line[2:]) for line in lines))
        case "row":
            return Details(tuple(_row(line) for line in lines))
        case "action":
            return Actions(tuple(_link(line) for line in lines))
        case _:
            return Paragraph(tuple(unguard(line) for line in lines))


def _row(line: str) -> Row:
    label, _colon, value = line.removeprefix("- ").partition(": ")
    old, arrow, new = value.partition(" => ")
    return Row(unguard(label), unguard(new), unguard(old)) if arrow else Row(unguard(label), unguard(value))


def _link(line: str) -> Link:
    text, _bar, address = line.removeprefix("> ").partition(" | ")
    address = unguard(address)
    if not WEB_ADDRESS.fullmatch(address):
        raise ValueError("a link in a mail is a web address")
    return Link(unguard(text), address)


def _harmless(text: str) -> str:
    bare = text if text.isprintable() else OURS.sub("", text)  # what is private is not printable
    return one_line(bare).replace("|", BAR).replace("=>", ARROW)
