"""One letter: its words in one language, what it knows, how it looks, and who changed it when."""

import re
from datetime import datetime

from domain import letters
from domain.letters import KEPT_FOR_US
from domain.previews import examples
from domain.refusals import NotFound
from invites.drafts import Draft
from invites.house_words import HouseWords
from invites.mistakes import Mistake, common_fields
from invites.spelt_out import spelt_out
from invites.variables import Variable, variables
from models.languages import Language, Words, _
from models.record import Record
from web.frame import NAMES
from web.views.letters.all_letters import may_change
from web.views.letters.previews import Preview, previews
from web.views.letters.versions import Version, versions
from web.views.reading import Reading
from web.words.letter_purposes import PURPOSES
from web.words.letters import MOMENTS, title

EMPTY_LINES = re.compile(r"\n\s*\n")


class Named(Record):
    name: str
    title: Words


class About(Record):
    """What a letter is for; `is_ours` where nobody changes it, `parts` of which it is made."""

    name: str
    title: Words
    purpose: Words
    moment: Words
    is_part: bool
    is_ours: bool
    parts: tuple[Named, ...]
    used_in: tuple[Named, ...]


class Tab(Record):
    language: Language
    name: str
    is_current: bool
    is_own: bool


class Wrong(Record):
    """One mistake, with what stands in its line."""

    line: int
    written: str
    what: Words
    right: Words | None


class Written(Record):
    """What somebody has typed: kept whatever is wrong with it."""

    text: str
    mistakes: tuple[Mistake, ...] = ()
    other_was_faster: bool = False


class LetterView(Record):
    about: About
    language: Language
    tabs: tuple[Tab, ...]
    text: str
    number: int
    is_own: bool
    may_change: bool
    failed_at: datetime | None
    variables: tuple[Variable, ...]
    previews: tuple[Preview, ...]
    versions: tuple[Version, ...]
    wrong: tuple[Wrong, ...]
    written: Written | None
    theirs: str


def look(seen: Reading, name: str, language: Language, written: Written | None = None) -> LetterView:
    house = letters.in_force(seen.db)
    about = _about(name, language, house)
    rows = letters.history(seen.db, name, language)
    own = {each for each in Language if (name, each) in house.texts}
    in_force = in_words(house, name, language)
    return LetterView(
        about=about,
        language=language,
        tabs=tuple(_tab(each, language, own) for each in Language),
        text=written.text if written else in_force,
        number=rows[0].number if rows else 0,
        is_own=language in own,
        may_change=may_change(seen) and not about.is_ours,
        failed_at=rows[0].failed_at if rows and language in own else None,
        variables=_variables(name, language, house),
        previews=previews(name, _tried(name, language, house, written), language),
        versions=versions(seen, rows),
        wrong=_wrong(written) if written else (),
        written=written,
        theirs=in_force if written and written.other_was_faster else "",
    )


def in_words(house: HouseWords, name: str, language: Language) -> str:
    """As it is edited: what the house wrote, else what is shipped, spelt out."""
    return EMPTY_LINES.sub("\n\n", spelt_out(house.text(name, language), language))


def exists(name: str) -> bool:
    return any(name in purposes for purposes in PURPOSES.values())


def _about(name: str, language: Language, house: HouseWords) -> About:
    for moment, purposes in PURPOSES.items():
        if name in purposes:
            return About(
                name=name,
                title=title(name),
                purpose=purposes[name],
                moment=MOMENTS[moment],
                is_part=name.startswith("_"),
                is_ours=name in KEPT_FOR_US,
                parts=_named(house.parts(name, language)),
                used_in=_used_in(name, language, house),
            )
    raise NotFound(_("There is no such letter."))


def _named(names: tuple[str, ...]) -> tuple[Named, ...]:
    return tuple(Named(name=each, title=title(each)) for each in names)


def _used_in(name: str, language: Language, house: HouseWords) -> tuple[Named, ...]:
    using = examples.using(name, language, house) if name.startswith("_") else ()
    return _named(tuple(each.kind for each in using))


def _tab(language: Language, current: Language, own: set[Language]) -> Tab:
    return Tab(
        language=language, name=NAMES[language], is_current=language is current, is_own=language in own
    )


def _variables(name: str, language: Language, house: HouseWords) -> tuple[Variable, ...]:
    found = examples.shown(name, language, house)
    if not found:
        return ()
    known = common_fields(examples.using(name, language, house))
    return variables(found[0].letter, language, known=known)


def _tried(name: str, language: Language, house: HouseWords, written: Written | None) -> HouseWords:
    """With what is typed, where it can be used; else what is in force."""
    if written is None or written.mistakes:
        return house
    return Draft(name, language, written.text).among(house)


def _wrong(written: Written) -> tuple[Wrong, ...]:
    lines = dict(enumerate(written.text.splitlines(), 1))
    return tuple(
        Wrong(line=each.line, written=lines.get(each.line, "")[:120], what=each.what, right=each.right)
        for each in written.mistakes
    )
