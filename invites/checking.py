"""Own words, judged before they are kept: everything that is wrong, by line, and what would be right."""

import re
from collections import Counter
from collections.abc import Iterator, Mapping

from jinja2 import TemplateSyntaxError, nodes

from invites.contexts import Letterhead
from invites.drafts import Draft
from invites.fence import Fenced, beyond, fenced
from invites.house_words import HouseWords
from invites.letters import INCLUDE, file_of, whole
from invites.markup import ACTION
from invites.meetings import WEB_ADDRESS
from invites.mistakes import Mistake, mistakes
from invites.trials import tried
from models.languages import _

MOST = 20_000  # signs of one text
MUST_STAY = re.compile(r"\w*link|choices|items|code")
"""Without these nobody could answer, or read what the mail is about."""
OFTEN = 3  # times that a letter puts in the same part
SHOWN = re.compile(r"\{\{[^}]*\}\}")


def wrong_with(draft: Draft, house: HouseWords, examples: tuple[Letterhead, ...]) -> tuple[Mistake, ...]:
    """What can be read is then tried on letters with invented facts, until one fails."""
    if len(draft.text) > MOST:
        return (Mistake(1, _("this is too long"), _("Write at most {number} signs.", number=MOST)),)
    try:
        found = sorted(_in_text(draft, fenced(draft.language)), key=lambda each: each.line)
    except RecursionError:
        return (Mistake(1, _("too much stands inside each other")),)
    return tuple(dict.fromkeys(found)) or tried(draft, house, examples)


def _in_text(draft: Draft, fence: Fenced) -> Iterator[Mistake]:
    try:
        tree = fence.parse(draft.text)
    except TemplateSyntaxError as broken:
        yield Mistake(broken.lineno, _("this cannot be read: {told}", told=broken.message), MARKS)
        return
    if outside := tuple(beyond(tree)):
        yield from outside
        return
    wrong = mistakes(draft.file, draft.text, fence)
    yield from wrong
    yield from _includes(draft)
    yield from _links(draft)
    if not wrong:
        yield from _lost(draft, fence)


MARKS = _("What begins with two braces ends with two; each if ends with endif, each for with endfor.")


def _includes(draft: Draft) -> Iterator[Mistake]:
    """Parts hold no others than they do when shipped, so that none holds itself."""
    shipped = Counter(INCLUDE.findall(file_of(draft.file, draft.language)))
    found = Counter[str]()
    for number, line in enumerate(draft.text.splitlines(), 1):
        for name in INCLUDE.findall(line):
            found[name] += 1
            if found[name] > (shipped[name] if draft.is_part else OFTEN):
                yield Mistake(number, _("{name} does not belong here", name=name), PARTS)


PARTS = _("Take a part away, or put in one that the shipped words have here.")


def _links(draft: Draft) -> Iterator[Mistake]:
    """A button leads to a link of the letter or to a written address, never to one made of both."""
    for number, line in enumerate(draft.text.splitlines(), 1):
        button = ACTION.fullmatch(SHOWN.sub(lambda shown: shown[0].replace(" ", ""), line.strip()))
        if button is None:
            continue
        address = button["address"]
        if not (SHOWN.fullmatch(address) or ("{" not in address and WEB_ADDRESS.fullmatch(address))):
            yield Mistake(number, _("a button leads to a link of the letter, or to a web address"), BUTTON)


BUTTON = _("For example: > Open the page | https://www.example.org")


def _lost(draft: Draft, fence: Fenced) -> Iterator[Mistake]:
    shipped = _names(fence, draft, {})
    own = _names(fence, draft, {draft.file: draft.text})
    last = len(draft.text.splitlines()) or 1
    for name in sorted(each for each in shipped - own if MUST_STAY.fullmatch(each)):
        yield Mistake(last, _("{name} must stay", name=name), STAYS)


STAYS = _("Without it the reader could not answer. The shipped words show where it stands.")


def _names(fence: Fenced, draft: Draft, instead: Mapping[str, str]) -> set[str]:
    source = whole(draft.file, lambda name: instead.get(name) or file_of(name, draft.language))
    return set(_shown(fence.parse(source)))


def _shown(tree: nodes.Template) -> Iterator[str]:
    """What is put into words, or gone through: to ask whether it is there is not enough."""
    written = (each for output in tree.find_all(nodes.Output) for each in output.find_all(nodes.Name))
    for each in (*written, *(loop.iter for loop in tree.find_all(nodes.For))):
        if isinstance(each, nodes.Name):
            yield each.name
