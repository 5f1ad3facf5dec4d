"""A mail's words: one editable text per kind, from which text and HTML are made."""

import re
from collections.abc import Callable
from dataclasses import dataclass, fields
from functools import cache
from importlib.resources import files

from jinja2 import Environment, FunctionLoader, StrictUndefined

from invites import markup, written
from invites.contexts import Letterhead
from invites.texts import one_line
from invites.voices import VOICES
from models.languages import Language, translations

LONE_TAG = re.compile(r"^[ \t]*(\{% (?:if|elif|else|endif|for|endfor)\b[^%]*%\})[ \t]*\n", re.MULTILINE)


@dataclass(frozen=True)
class Letter:
    """The words of one mail, in one language."""

    subject: str
    text: str
    html: str


def render(context: Letterhead, language: Language) -> Letter:
    """The letter of the context's kind; a variable the template misses is an error."""
    values = {each.name: markup.guard(getattr(context, each.name)) for each in fields(context)}
    first, _end, rest = (
        _templates(language).get_template(f"{context.kind}.txt").render(values).partition("\n")
    )
    subject = one_line(markup.unguard(first.removeprefix("Subject:")))
    blocks = markup.read(rest)
    return Letter(subject, written.text(blocks), written.html(blocks, subject=subject, language=language))


class Templates(Environment):
    """An environment in which whatever a template reaches from people is guarded."""

    install_gettext_translations: Callable[..., None]  # what jinja2.ext.i18n adds

    def getattr(self, obj: object, attribute: str) -> object:
        """The attribute of a record, unable to be taken for a mark."""
        return markup.guard(super().getattr(obj, attribute))


@cache
def _templates(language: Language) -> Templates:
    environment = Templates(
        loader=FunctionLoader(_source),
        undefined=StrictUndefined,
        extensions=["jinja2.ext.i18n"],
        autoescape=False,
    )
    environment.policies["ext.i18n.trimmed"] = True
    environment.install_gettext_translations(translations(language), newstyle=True)
    environment.filters |= {name: _guarded(voice, language) for name, voice in VOICES.items()}
    return environment


def _source(name: str) -> str:
    """A tag alone on its line leaves no empty line behind, so that editors need no whitespace marks."""
    text = files("invites").joinpath("templates", name).read_text(encoding="utf-8")
    return LONE_TAG.sub(r"\1", text)


def _guarded(voice: Callable[..., object], language: Language) -> Callable[..., object]:
    return lambda value: markup.guard(voice(value, language))
