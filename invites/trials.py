"""Words tried on letters with invented facts: what fails there would fail in earnest."""

import re
from collections.abc import Iterator
from datetime import date, datetime
from traceback import walk_tb

from invites.codes import Ending, Form, Obstacle, Shortage
from invites.contexts import Letterhead
from invites.drafts import Draft
from invites.fence import Unsayable, fenced
from invites.house_words import FAILURES, HouseWords, TooLong
from invites.letters import INCLUDE, facts
from invites.mistakes import Mistake
from models.languages import Words, _

BUTTON = re.compile(r"\s*>.*\|\s*\{\{\s*(\w+)\s*\}\}\s*")
FILTERS: tuple[tuple[type, str], ...] = (
    (datetime, "moment"),
    (date, "day"),
    (Words, "say"),
    (Form, "form"),
    (Ending, "ending"),
    (Shortage, "shortage"),
    (Obstacle, "obstacle"),
)


def tried(draft: Draft, house: HouseWords, examples: tuple[Letterhead, ...]) -> tuple[Mistake, ...]:
    """The first that fails, of letters in which everything is there and in which much is missing."""
    with_draft = draft.among(house)
    for each in examples:
        try:
            said = with_draft.say(each, draft.language)
        except TooLong:
            return (Mistake(1, _("this is too long"), _("A list in a list says too much.")),)
        except FAILURES:
            return (next(_failures(draft, each), FAILED),)
        if not draft.is_part and not said.subject:
            return (
                Mistake(1, _("the subject is empty"), _("Write what stands behind Subject: in any case.")),
            )
    return ()


FAILED = Mistake(
    1, _("this does not fit every letter"), _("Begin with the shipped words, and change less at once.")
)


def _failures(draft: Draft, example: Letterhead) -> Iterator[Mistake]:
    """The line of it: the draft alone is said once more, without its parts, as it stands."""
    values = facts(example)
    fence = fenced(draft.language)
    try:
        fence.from_string(INCLUDE.sub("", draft.text)).render(values)
    except FAILURES as failure:
        lines = [
            line for frame, line in walk_tb(failure.__traceback__) if "template" in frame.f_code.co_filename
        ]
        yield _mistake(lines[-1] if lines else 1, failure)
    for number, line in enumerate(draft.text.splitlines(), 1):
        button = BUTTON.fullmatch(line)
        if button and not values.get(button[1], "there"):
            words = _("{name} is not always there", name=button[1])
            yield Mistake(
                number, words, _("Put {{% if {name} %}} before it and {{% endif %}} behind.", name=button[1])
            )


def _line_of(failure: BaseException) -> int:
    inside = [
        line for frame, line in walk_tb(failure.__traceback__) if "template" in frame.f_code.co_filename
    ]
    return inside[-1] if inside else 1


def _mistake(line: int, failure: BaseException) -> Mistake:
    if not isinstance(failure, Unsayable):
        return Mistake(line, _("this cannot be put into words"), FITTING)
    value = failure.value
    if value is None:
        return Mistake(line, _("what stands here is not always there"), _("Ask for it first with if."))
    if isinstance(value, tuple):
        return Mistake(line, _("this is a list"), _("Go through it with for."))
    for kind, name in FILTERS:
        if isinstance(value, kind):
            return Mistake(line, _("this needs a word behind it"), _("Write |{name} behind it.", name=name))
    return Mistake(line, _("this cannot be put into words"), FITTING)


FITTING = _("Take it over from the list of what this letter knows.")
