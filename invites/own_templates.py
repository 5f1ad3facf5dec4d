"""Templates in a folder of the operator: what is wrong with them, by file and line, before any mail."""

from collections.abc import Iterator
from pathlib import Path

from jinja2 import DictLoader

from invites.letters import environment, read_from
from invites.mistakes import is_shipped
from invites.mistakes import mistakes as mistakes_in
from models.languages import Language

CODES = tuple(each.value for each in Language)


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
    if not is_shipped(name):
        yield f"{file.name}:1: there is no template of this name"
        return
    speaking = environment(DictLoader({}), language)
    for each in mistakes_in(name, file.read_text(encoding="utf-8"), speaking):
        yield f"{file.name}:{each.line}: {each.what}"


def _meant(name: str) -> tuple[str, Language]:
    """The template that a file stands for, and in which language it is tried."""
    stem, _dot, code = name.removesuffix(".txt").rpartition(".")
    return (f"{stem}.txt", Language(code)) if stem and code in CODES else (name, Language.FI)
