"""What is wrong with a template, by line, before any mail is made from it."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, fields, is_dataclass
from difflib import get_close_matches
from importlib.resources import files
from typing import get_type_hints

from jinja2 import TemplateSyntaxError, meta, nodes

from invites.contexts import KINDS, Letterhead
from invites.letters import Templates
from models.languages import Words, _

FIELDS: Mapping[str, dict[str, object]] = {f"{kind.kind}.txt": get_type_hints(kind) for kind in KINDS}
EVERY_FIELD = {name: hint for hints in FIELDS.values() for name, hint in hints.items()}


@dataclass(frozen=True)
class Mistake:
    """`right` says what would be right, where we can know it."""

    line: int
    what: Words
    right: Words | None = None


def mistakes(name: str, text: str, speaking: Templates) -> tuple[Mistake, ...]:
    """In the order of their lines; one that cannot be read at all has that one."""
    wrong = list(_subject(name, text))
    try:
        speaking.compile(text)
        tree = speaking.parse(text)
    except TemplateSyntaxError as broken:
        return (*wrong, Mistake(broken.lineno, _("this cannot be read: {told}", told=broken.message)))
    known = FIELDS.get(name, EVERY_FIELD)
    found = {*_unknown_names(tree, known), *_unknown_parts(tree, known), *_missing(tree)}
    return (*wrong, *sorted(found, key=lambda each: (each.line, str(each.what))))


def is_shipped(name: str) -> bool:
    return files("invites").joinpath("templates", name).is_file()


def _subject(name: str, text: str) -> Iterator[Mistake]:
    if not name.startswith("_") and not text.startswith("Subject:"):
        yield Mistake(1, _("the first line begins with Subject:"))


def _unknown_names(tree: nodes.Template, known: Mapping[str, object]) -> Iterator[Mistake]:
    unknown = meta.find_undeclared_variables(tree) - known.keys()
    for each in tree.find_all(nodes.Name):
        if each.name in unknown:
            words = _("this letter knows no {name}", name=each.name)
            yield Mistake(each.lineno, words, _near(each.name, known))


def _unknown_parts(tree: nodes.Template, known: Mapping[str, object]) -> Iterator[Mistake]:
    for each in tree.find_all(nodes.Getattr):
        record = known.get(each.node.name) if isinstance(each.node, nodes.Name) else None
        if isinstance(record, type) and is_dataclass(record):
            parts = {part.name: part for part in fields(record)}
            if each.attr not in parts and not hasattr(record, each.attr):
                told = {"record": record.__name__, "part": each.attr, "parts": ", ".join(sorted(parts))}
                words = _("{record} has no {part}: {parts}", **told)
                yield Mistake(each.lineno, words, _near(each.attr, parts))


def _near(name: str, known: Mapping[str, object]) -> Words | None:
    near = get_close_matches(name, known, n=1)
    return _("Do you mean {name}?", name=near[0]) if near else None


def _missing(tree: nodes.Template) -> Iterator[Mistake]:
    for each in tree.find_all(nodes.Include):
        name = each.template.value if isinstance(each.template, nodes.Const) else None
        if not isinstance(name, str) or not is_shipped(name):
            yield Mistake(each.lineno, _("what is included must be one of our templates, by name"))


def common_fields(kinds: Iterable[type[Letterhead]]) -> frozenset[str]:
    """What each of these letters knows."""
    known = [frozenset(FIELDS[f"{each.kind}.txt"]) for each in kinds]
    return frozenset.intersection(*known) if known else frozenset()
