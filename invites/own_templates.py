"""Templates that an operator has written: what is wrong with them, by file and line, before any mail."""

from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from importlib.resources import files
from pathlib import Path
from typing import get_type_hints

from jinja2 import DictLoader, TemplateSyntaxError, meta, nodes

from invites.contexts import KINDS
from invites.letters import environment, read_from
from models.languages import Language

CODES = tuple(each.value for each in Language)
FIELDS = {f"{kind.kind}.txt": get_type_hints(kind) for kind in KINDS}
EVERY_FIELD = {name: hint for hints in FIELDS.values() for name, hint in hints.items()}


class Unusable(Exception):
    """An operator's templates are wrong; says where, a line each."""


def use(folder: Path | None) -> None:
    """Let the templates of a folder win; none of them if one is wrong."""
    if folder is not None and (wrong := mistakes(folder)):
        raise Unusable("\n".join(wrong))
    read_from(folder)


def mistakes(folder: Path) -> tuple[str, ...]:
    """`file:line: what`, for every template of ours that stands there in another form."""
    return tuple(each for file in sorted(folder.glob("*.txt")) for each in _mistakes(file))


def _mistakes(file: Path) -> Iterator[str]:
    name, language = _meant(file.name)
    if not files("invites").joinpath("templates", name).is_file():
        yield f"{file.name}:1: there is no template of this name"
        return
    text = file.read_text(encoding="utf-8")
    if not name.startswith("_") and not text.startswith("Subject:"):
        yield f"{file.name}:1: the first line begins with Subject:"
    speaking = environment(DictLoader({}), language)
    try:
        speaking.compile(text)
        tree = speaking.parse(text)
    except TemplateSyntaxError as wrong:
        yield f"{file.name}:{wrong.lineno}: {wrong.message}"
        return
    known = FIELDS.get(name, EVERY_FIELD)
    for line, what in sorted({*_unknown_names(tree, known), *_unknown_parts(tree, known), *_missing(tree)}):
        yield f"{file.name}:{line}: {what}"


def _meant(name: str) -> tuple[str, Language]:
    """The template that a file stands for, and in which language it is tried."""
    stem, _dot, code = name.removesuffix(".txt").rpartition(".")
    return (f"{stem}.txt", Language(code)) if stem and code in CODES else (name, Language.FI)


def _unknown_names(tree: nodes.Template, known: dict[str, object]) -> Iterator[tuple[int, str]]:
    unknown = meta.find_undeclared_variables(tree) - known.keys()
    for each in tree.find_all(nodes.Name):
        if each.name in unknown:
            yield each.lineno, f"this letter knows no {each.name}"


def _unknown_parts(tree: nodes.Template, known: dict[str, object]) -> Iterator[tuple[int, str]]:
    for each in tree.find_all(nodes.Getattr):
        record = known.get(each.node.name) if isinstance(each.node, nodes.Name) else None
        if isinstance(record, type) and is_dataclass(record):
            parts = {part.name for part in fields(record)}
            if each.attr not in parts and not hasattr(record, each.attr):
                yield each.lineno, f"{record.__name__} has no {each.attr}: {', '.join(sorted(parts))}"


def _missing(tree: nodes.Template) -> Iterator[tuple[int, str]]:
    for each in tree.find_all(nodes.Include):
        name = each.template.value if isinstance(each.template, nodes.Const) else None
        if not isinstance(name, str) or not files("invites").joinpath("templates", name).is_file():
            yield each.lineno, "what is included must be one of our templates, by name"
