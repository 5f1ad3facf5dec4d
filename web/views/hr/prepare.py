"""A round that is prepared: what it lacks, what will happen when, each step with what stands in it."""

from collections.abc import Iterator, Mapping
from datetime import date, datetime, timedelta
from enum import StrEnum

from sqlalchemy import select

from domain import readiness, rounds
from domain.access import visibility
from domain.hosting import coverage
from domain.previews import previewing
from domain.readiness import Lack, Missing
from models.languages import Language, Words, _, plural
from models.people import Person
from models.record import Record
from models.rounds import Round
from models.states import RoundState
from web.forms import Trouble
from web.views.hr.round_head import RoundHead, find, head
from web.views.hr.steer import Steer, steer
from web.views.reading import Reading
from web.views.rehearsals.listed import OrderLine, newest


class Part(StrEnum):
    """The steps, as the last part of their address."""

    DESIGN = "design"
    DATES = "dates"
    PEOPLE = "people"
    LETTERS = "letters"
    CHECK = "check"


NAMES = {
    Part.DESIGN: _("Seven elements"),
    Part.DATES: _("Dates"),
    Part.PEOPLE: _("People and hosts"),
    Part.LETTERS: _("Letters"),
    Part.CHECK: _("Check and open"),
}
MENDED_AT = {
    Lack.DESIGN: Part.DESIGN,
    Lack.DATES: Part.DATES,
    Lack.PEOPLE: Part.PEOPLE,
    Lack.PREVIEW: Part.LETTERS,
}


class Step(Record):
    part: Part
    name: Words
    is_current: bool
    lacking: int


class Lacking(Record):
    """What is missing, and the step at which it is mended."""

    words: Words
    part: Part
    step: Words


class Element(Record):
    """One of the seven: what was said, or why it is left open."""

    code: str
    question: Words
    said: str
    left: str


class Happening(Record):
    """One thing that will happen by itself or by somebody's hand."""

    words: Words
    at: datetime | None = None
    day: date | None = None


class Shown(Record):
    """A letter as its reader would get it."""

    kind: str
    subject: str
    text: str


class House(Record):
    name: str
    said: str
    spoken_of: int
    offered: int


class PrepareView(Record):
    head: RoundHead
    part: Part
    steps: tuple[Step, ...]
    is_draft: bool
    lacking: tuple[Lacking, ...]
    warnings: tuple[Words, ...]
    elements: tuple[Element, ...] = ()
    steer: Steer | None = None
    timeline: tuple[Happening, ...] = ()
    rehearsal: OrderLine | None = None
    deputy: str = ""
    colleagues: tuple[tuple[str, str], ...] = ()  # address and name
    houses: tuple[House, ...] = ()
    letters: tuple[Shown, ...] = ()
    letters_in: Language = Language.FI
    previewed_at: datetime | None = None
    refused: Words | None = None
    troubles: tuple[Trouble, ...] = ()
    values: Mapping[str, str] | None = None


def look(seen: Reading, reference: str, part: Part, *, letters_in: Language | None = None) -> PrepareView:
    round_ = find(seen, reference)
    lacking = readiness.missing(round_)
    view = PrepareView(
        head=head(seen, round_),
        part=part,
        steps=tuple(_step(each, part, [MENDED_AT[one.lack] for one in lacking]) for each in Part),
        is_draft=round_.state is RoundState.DRAFT,
        lacking=tuple(_lacking(each) for each in lacking),
        warnings=readiness.warnings(seen.db, round_),
        previewed_at=round_.previewed_at,
    )
    return view.model_copy(update=_of_part(seen, round_, part, letters_in or seen.language))


def _lacking(missing: Missing) -> Lacking:
    part = MENDED_AT[missing.lack]
    return Lacking(words=missing.words, part=part, step=NAMES[part])


def _step(part: Part, here: Part, lacking: list[Part]) -> Step:
    number = len(lacking) if part is Part.CHECK else lacking.count(part)
    return Step(part=part, name=NAMES[part], is_current=part is here, lacking=number)


def _of_part(seen: Reading, round_: Round, part: Part, letters_in: Language) -> dict[str, object]:
    match part:
        case Part.DESIGN:
            return {"elements": _elements(round_)}
        case Part.DATES:
            return {"steer": steer(round_, living=0), "timeline": tuple(_timeline(round_))}
        case Part.PEOPLE:
            return _people(seen, round_)
        case Part.LETTERS:
            return {"letters": _letters(seen, round_, letters_in), "letters_in": letters_in}
        case Part.CHECK:
            return {
                "timeline": tuple(_timeline(round_)),
                "elements": _elements(round_),
                "rehearsal": newest(seen, round_),
            }


def _elements(round_: Round) -> tuple[Element, ...]:
    left = {each.element: each.reason for each in round_.left_out}
    return tuple(
        Element(code=code, question=question, said=getattr(round_.design, code), left=left.get(code, ""))
        for code, question in readiness.ELEMENTS.items()
    )


def _people(seen: Reading, round_: Round) -> dict[str, object]:
    deputy = seen.db.get(Person, round_.deputy_id) if round_.deputy_id else None
    near = select(Person).where(
        Person.organisation_id == round_.organisation_id, visibility.people(seen.actor)
    )
    found = seen.db.scalars(near.order_by(Person.name)).all()
    return {
        "deputy": deputy.email if deputy else "",
        "colleagues": tuple((each.email, each.name) for each in found if each.id != round_.owner_id),
        "houses": tuple(
            House(
                name=each.organisation.name(seen.language),
                said=", ".join(one.name for one in each.said),
                spoken_of=each.spoken_of,
                offered=each.offered,
            )
            for each in coverage.coverage(seen.db, round_)
        ),
    }


def _letters(seen: Reading, round_: Round, language: Language) -> tuple[Shown, ...]:
    found = previewing.letters(seen.db, round_, language)
    return tuple(Shown(kind=each.kind, subject=each.letter.subject, text=each.letter.text) for each in found)


def _timeline(round_: Round) -> Iterator[Happening]:
    """What happens when, in its order."""
    yield Happening(words=_("Applications open; whoever has applied is written to"), at=round_.opens_at)
    yield Happening(
        words=_("Reminder to those who have only begun, and to silent supervisors"),
        at=rounds.remind_at(round_),
    )
    yield Happening(words=_("Applications close; the plan is computed"), at=round_.closes_at)
    yield Happening(words=_("You approve the plan by then; proposals leave"), at=round_.decide_by)
    yield Happening(
        words=plural(
            "Guests and hosts have {number} working day to answer",
            "Guests and hosts have {number} working days to answer",
            round_.answer_working_days,
        )
    )
    if round_.agree_by:
        yield Happening(words=_("The pairs have agreed their days"), day=round_.agree_by)
    yield Happening(words=_("The exchanges begin"), day=round_.first_day)
    yield Happening(words=_("The exchanges end"), day=round_.last_day)
    for number in round_.follow_up_days:
        yield Happening(
            words=plural(
                "Follow-up questions, {number} day after an exchange",
                "Follow-up questions, {number} days after an exchange",
                number,
            ),
            day=round_.last_day + timedelta(days=number),
        )
