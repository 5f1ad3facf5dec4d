"""The languages that people read, and the catalogues that speak them."""

import gettext
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from importlib.resources import files
from io import BytesIO

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po


class Language(StrEnum):
    """A language in which somebody is written to."""

    FI = "fi"
    SV = "sv"
    EN = "en"


@dataclass(frozen=True)
class Words:
    """A sentence that waits for its reader's language; made by `_` or `plural`."""

    english: str
    english_plural: str | None = None
    number: int = 1
    fields: tuple[tuple[str, object], ...] = ()

    def into(self, language: Language) -> str:
        """Say it in one language; fields that are words themselves are said too."""
        catalogue = translations(language)
        if self.english_plural is None:
            pattern = catalogue.gettext(self.english)
        else:
            pattern = catalogue.ngettext(self.english, self.english_plural, self.number)
        return pattern.format(**{name: say(value, language) for name, value in self.fields})

    def __str__(self) -> str:
        return self.into(Language.EN)


def _(english: str, **fields: object) -> Words:
    """Mark a sentence for translation; `{name}` in it takes the field of that name."""
    return Words(english, fields=tuple(fields.items()))


def plural(one: str, many: str, number: int, **fields: object) -> Words:
    """Mark a sentence that depends on a number, which is also its field `{number}`."""
    return Words(one, many, number, (("number", number), *fields.items()))


def say(value: object, language: Language) -> object:
    """Words become text; anything else stays what it is."""
    return value.into(language) if isinstance(value, Words) else value


@cache
def translations(language: Language) -> gettext.GNUTranslations:
    """The catalogue of one language, compiled in memory from the .po file that people edit."""
    catalogue = files("locales").joinpath(language, "LC_MESSAGES", "vaihto.po")
    compiled = BytesIO()
    with catalogue.open("rb") as lines:
        write_mo(compiled, read_po(lines, locale=language.value))
    compiled.seek(0)
    return gettext.GNUTranslations(compiled)
