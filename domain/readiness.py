"""What a round still lacks before it may open: HR reads it in words, pages as data."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from sqlalchemy.orm import Session

from domain.mentoring import training
from domain.refusals import Conflict, Invalid
from domain.steering.reasons import reason
from domain.working_days import is_working_day
from models.languages import Words, _, plural
from models.rounds import Design, Left, Round
from models.states import DateMode
from models.timeline import local_day

ELEMENTS: dict[str, Words] = {
    "objectives": _("Objectives: what does each side want to learn, and how will it show?"),
    "connections": _("Connections: who is a peer of whom, and how do they find each other?"),
    "responsibility": _("Responsibility: who organises, decides and follows up?"),
    "format": _("Format: visits, mentoring, circles or forums?"),
    "resources": _("Resources: who pays for travel, whose hours are used?"),
    "time": _("Time: when, how long and how often, in paid hours?"),
    "motivation": _("Motivation: what do the person, the host and the employers gain?"),
}


class NotReady(Conflict):
    """A terminal and a page each say in their own way where to look."""


class Lack(StrEnum):
    """Of what kind a lack is; pages lead to where it is mended."""

    DESIGN = "design"
    DATES = "dates"
    PEOPLE = "people"
    PREVIEW = "preview"


@dataclass(frozen=True)
class Missing:
    lack: Lack
    words: Words
    element: str = ""  # of the design


def missing(round_: Round) -> tuple[Missing, ...]:
    """All that must be mended before the round opens; nothing when it is ready."""
    return (*_design(round_), *_dates(round_), *_people(round_), *_preview(round_))


def warnings(db: Session, round_: Round) -> tuple[Words, ...]:
    """What HR should know before it opens, and what keeps no round from opening."""
    untrained = training.untrained(db, round_)
    return tuple(_("{name} offers to mentor and has not been trained.", name=each.name) for each in untrained)


def check(round_: Round) -> None:
    """Refuse to open a round that is not ready, with the first thing that it lacks."""
    if found := missing(round_):
        words = plural(
            "The round is not ready yet ({number} thing): {first}",
            "The round is not ready yet ({number} things): {first}",
            len(found),
            first=found[0].words,
        )
        raise NotReady(words)


def answer(round_: Round, element: str, text: str) -> None:
    """Say what one element of the design is; it is no longer left out."""
    _check_element(element)
    round_.design = Design.model_validate({**round_.design.model_dump(), element: reason(text)})
    round_.left_out = tuple(each for each in round_.left_out if each.element != element)


def leave(round_: Round, element: str, *, why: str) -> None:
    """Leave an element open on purpose; saying another reason replaces the first."""
    _check_element(element)
    kept = tuple(each for each in round_.left_out if each.element != element)
    round_.left_out = (*kept, Left(element=element, reason=reason(why)))


def _check_element(element: str) -> None:
    if element not in ELEMENTS:
        raise Invalid(_("The elements of a design are: {names}.", names=", ".join(ELEMENTS)))


def _design(round_: Round) -> Iterator[Missing]:
    left = {each.element for each in round_.left_out}
    for name, words in ELEMENTS.items():
        if not getattr(round_.design, name).strip() and name not in left:
            yield Missing(Lack.DESIGN, words, name)


def _dates(round_: Round) -> Iterator[Missing]:
    """In order is checked where dates are given; here, that people work on the days that bind them."""
    for label, day in _deadlines(round_):
        if not is_working_day(day):
            said = _("{what} falls on a day on which offices are closed: {day}.", what=label, day=_told(day))
            yield Missing(Lack.DATES, said)


def _deadlines(round_: Round) -> Iterator[tuple[Words, date]]:
    yield _("The closing of applications"), local_day(round_.closes_at)
    yield _("The decision"), local_day(round_.decide_by)
    yield _("The first day"), round_.first_day
    yield _("The last day"), round_.last_day
    if round_.date_mode is not DateMode.FIXED and round_.agree_by:
        yield _("The agreeing of days"), round_.agree_by


def _told(day: date) -> str:
    """As people of all three languages write it."""
    return f"{day.day}.{day.month}.{day.year}"


def _people(round_: Round) -> Iterator[Missing]:
    if round_.deputy_id is None:
        yield Missing(Lack.PEOPLE, _("Nobody is named who steers the round when the coordinator cannot."))
    elif round_.deputy_id == round_.owner_id:
        yield Missing(Lack.PEOPLE, _("The coordinator and the deputy are one and the same person."))


def _preview(round_: Round) -> Iterator[Missing]:
    if round_.previewed_at is None:
        yield Missing(Lack.PREVIEW, _("Nobody has looked at the letters yet."))
