"""Letters in words of the house's own; whatever goes wrong with these, ours stand in for them."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from jinja2 import Template, TemplateError

from invites import letters
from invites.contexts import Letterhead
from invites.fence import MOST_RENDERED, Fenced, check, fenced
from invites.letters import INCLUDE, Letter, Said, facts, file_of, read, whole, write_out
from models.languages import Language

Key = tuple[str, Language]
FAILURES = (
    TemplateError,
    AttributeError,
    TypeError,
    ValueError,
    LookupError,
    ArithmeticError,
    RecursionError,
    SyntaxError,
    MemoryError,
)
"""All that a template of somebody else's can bring about."""


class TooLong(ValueError):
    """More than any letter."""


@dataclass(frozen=True)
class Rendered:
    """What a letter says, and the templates of the house that could not be used for it."""

    said: Said
    language: Language
    failed: tuple[str, ...] = ()

    @property
    def letter(self) -> Letter:
        return write_out(self.said, self.language)


@dataclass(frozen=True)
class HouseWords:
    """The house's own texts by template and language, as in `("ask_host", FI)`; compiled once."""

    texts: Mapping[Key, str]
    _fences: dict[Language, Fenced] = field(default_factory=dict, repr=False, compare=False)
    _compiled: dict[Key, Template] = field(default_factory=dict, repr=False, compare=False)

    def render(self, context: Letterhead, language: Language) -> Rendered:
        """Own words where there are any; a failure never stops the letter."""
        own = self.own(context.kind, language)
        if not own:
            return Rendered(letters.say(context, language), language)
        try:
            return Rendered(self.say(context, language), language)
        except FAILURES:
            return Rendered(letters.say(context, language), language, own)

    def say(self, context: Letterhead, language: Language) -> Said:
        """In own words; lets rise what is wrong with them."""
        values, written, length = facts(context), list[str](), 0
        for piece in self._template(context.kind, language).generate(values):
            written.append(piece)
            length += len(piece)
            if length > MOST_RENDERED:
                raise TooLong
        return read("".join(written))

    def text(self, name: str, language: Language) -> str:
        """What is in force: the house's own, else what the files say; `name` is without `.txt`."""
        own = self.texts.get((name, language))
        return file_of(f"{name}.txt", language) if own is None else own

    def own(self, name: str, language: Language) -> tuple[str, ...]:
        """The templates of the house that a letter is made from, with its parts."""
        if not self.texts:
            return ()
        used = dict.fromkeys((name, *self.parts(name, language)))
        return tuple(each for each in used if (each, language) in self.texts)

    def parts(self, name: str, language: Language) -> tuple[str, ...]:
        """What a template includes, and what these include."""
        found, open_ = dict[str, None](), [name]
        while open_:
            text = self.text(open_.pop(), language)
            inside = [each.removesuffix(".txt") for each in INCLUDE.findall(text)]
            open_ += [each for each in inside if each not in found]
            found |= dict.fromkeys(inside)
        return tuple(found)

    def _template(self, name: str, language: Language) -> Template:
        key = (name, language)
        if (known := self._compiled.get(key)) is not None:
            return known
        fence = self._fences.get(language) or self._fences.setdefault(language, fenced(language))
        source = whole(f"{name}.txt", lambda each: self.text(each.removesuffix(".txt"), language))
        check(source, fence)
        return self._compiled.setdefault(key, fence.from_string(source))


NONE = HouseWords({})
