"""The language of the terminal: what --language says, else the machine's own, else English."""

import os

import click

from domain.refusals import Refusal
from models.languages import Language, Words

KEY = "vaihto.language"
LOCALE = ("LC_ALL", "LC_MESSAGES", "LANG")  # the first that is set decides, as for every program
CODES = [each.value for each in Language]


def _choose(context: click.Context, _option: click.Parameter, code: str | None) -> None:
    if code:
        context.meta[KEY] = Language(code)


language = click.option(
    "--language",
    type=click.Choice(CODES),
    callback=_choose,
    is_eager=True,
    expose_value=False,
    help="fi, sv or en; else the language of the machine.",
)


def reader() -> Language:
    """Who reads what this command says."""
    context = click.get_current_context(silent=True)
    chosen: Language | None = context.meta.get(KEY) if context else None
    return chosen or _of_machine()


def say(words: Words) -> None:
    click.echo(words.into(reader()))


class Speaking(click.Group):
    """A rule's no is one sentence in the reader's language, and exit status 1."""

    def invoke(self, ctx: click.Context) -> object:
        try:
            return super().invoke(ctx)
        except Refusal as refusal:
            click.echo(refusal.words.into(reader()), err=True)
            ctx.exit(1)


def _of_machine() -> Language:
    named = next((value for name in LOCALE if (value := os.environ.get(name))), "")
    code = named[:2].lower()
    return Language(code) if code in CODES else Language.EN
