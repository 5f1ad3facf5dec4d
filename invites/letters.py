"""A mail's words: one editable text per kind, from which text and HTML are made."""

import re
from collections.abc import Callable
from dataclasses import dataclass, fields
from functools import cache, partial
from gettext import GNUTranslations
from importlib.resources import files
from pathlib import Path
from typing import TypeVar

from jinja2 import BaseLoader, Environment, FunctionLoader, StrictUndefined, nodes
from jinja2.ext import InternationalizationExtension

from invites import markup, written
from invites.contexts import Letterhead
from invites.texts import one_line
from invites.voices import VOICES
from models.languages import Language, translations

INCLUDE = re.compile(r'\{% include "(\w+\.txt)" %\}')
VARIABLE = re.compile(r"%\((\w+)\)s")
LONE_TAG = re.compile(r"^[ \t]*(\{% (?:if|elif|else|endif|for|endfor)\b[^%]*%\})[ \t]*\n", re.MULTILINE)

AnyTemplates = TypeVar("AnyTemplates", bound="Templates")

_own: Path | None = None


def read_from(folder: Path | None) -> None:
    """Let templates in the operator's folder win: `name.fi.txt` for one language, `name.txt` for all."""
    global _own
    _own = folder
    _templates.cache_clear()
    file_of.cache_clear()


@dataclass(frozen=True)
class Letter:
    """The words of one mail, in one language."""

    subject: str
    text: str
    html: str


def render(context: Letterhead, language: Language) -> Letter:
    """The letter of the context's kind; a variable the template misses is an error."""
    return write_out(say(context, language), language)


def say(context: Letterhead, language: Language) -> "Said":
    template = _templates(language).get_template(f"{context.kind}.txt")
    return read(template.render(facts(context)))


@dataclass(frozen=True)
class Said:
    """What a rendered template says, before it is written out."""

    subject: str
    blocks: tuple[markup.Block, ...]


def facts(context: Letterhead) -> dict[str, object]:
    """What a template knows of one letter; no text in it can be taken for a mark."""
    return {each.name: markup.guard(getattr(context, each.name)) for each in fields(context)}


def read(rendered: str) -> Said:
    """The first line is the subject, the rest is blocks."""
    first, _end, rest = rendered.partition("\n")
    return Said(one_line(markup.unguard(first.removeprefix("Subject:"))), markup.read(rest))


def write_out(said: Said, language: Language) -> Letter:
    page = written.html(said.blocks, subject=said.subject, language=language)
    return Letter(said.subject, written.text(said.blocks), page)


class Templates(Environment):
    """An environment in which whatever a template reaches from people is guarded."""

    install_gettext_translations: Callable[..., None]  # what jinja2.ext.i18n adds
    catalogue: GNUTranslations

    def getattr(self, obj: object, attribute: str) -> object:
        """The attribute of a record, unable to be taken for a mark."""
        return markup.guard(super().getattr(obj, attribute))


class Spoken(InternationalizationExtension):
    """Translates while a template is compiled, as each language has its own: twice as fast."""

    environment: Templates

    def _make_node(
        self,
        singular: str,
        plural: str | None,
        context: str | None,
        variables: dict[str, nodes.Expr],
        plural_expr: nodes.Expr | None,
        *flags: bool,
    ) -> nodes.Output:
        if plural_expr is not None or context is not None:
            return super()._make_node(singular, plural, context, variables, plural_expr, *flags)
        words, *rest = VARIABLE.split(self.environment.catalogue.gettext(singular))
        said: list[nodes.Expr] = [_as_written(words)]
        for name, words in zip(rest[::2], rest[1::2], strict=True):
            said += [variables[name], _as_written(words)]
        return nodes.Output(said)


@cache
def _templates(language: Language) -> Templates:
    return environment(FunctionLoader(partial(_source, language=language)), language)


def environment(loader: BaseLoader, language: Language) -> Templates:
    """What every template of a language is compiled in."""
    return speaking(
        Templates(loader=loader, undefined=StrictUndefined, extensions=[Spoken], autoescape=False), language
    )


def speaking(environment: AnyTemplates, language: Language) -> AnyTemplates:
    """The same environment, which translates and knows our filters."""
    environment.catalogue = translations(language)
    environment.policies["ext.i18n.trimmed"] = True
    environment.install_gettext_translations(translations(language), newstyle=True)
    environment.filters |= {name: _guarded(voice, language) for name, voice in VOICES.items()}
    return environment


def _source(name: str, *, language: Language) -> str:
    return whole(name, lambda each: file_of(each, language))


def whole(name: str, text_of: Callable[[str], str]) -> str:
    """A template with its parts in place: Jinja would make a context for each.

    A tag alone on its line leaves no empty line behind, so that editors need no whitespace marks.
    """

    def put(found: re.Match[str]) -> str:
        return whole(found[1], text_of).removesuffix("\n")

    return INCLUDE.sub(put, LONE_TAG.sub(r"\1", text_of(name)))


@cache
def file_of(name: str, language: Language) -> str:
    """The text as it stands in a file: the operator's, else ours."""
    own = (_own / each for each in (f"{name.removesuffix('.txt')}.{language}.txt", name)) if _own else ()
    for file in own:
        if file.is_file():
            return file.read_text(encoding="utf-8")
    return files("invites").joinpath("templates", name).read_text(encoding="utf-8")


def _as_written(words: str) -> nodes.TemplateData:
    return nodes.TemplateData(words.replace("%%", "%"))


def _guarded(voice: Callable[..., object], language: Language) -> Callable[..., object]:
    return lambda value: markup.guard(voice(value, language))
