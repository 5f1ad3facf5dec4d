"""What HR asks the solver: what would be if, beside the plan that lives."""

from collections.abc import Mapping
from datetime import datetime

from pydantic import Field
from sqlalchemy import select
from sqlalchemy.orm import defer, joinedload

from domain import clash_words, whatifs
from models.languages import Words
from models.offers import Offer
from models.organisations import Organisation
from models.people import Person
from models.record import Record
from models.rounds import Round
from models.states import OfferState, WhatIfState
from models.what_ifs import WhatIf
from web.forms import Trouble
from web.views.board import standing
from web.views.board.beside import BesideView, beside
from web.views.board.standing import Head
from web.views.hr import round_head
from web.views.reading import Reading
from web.words.changes import Named, clause, named

ENDED = (WhatIfState.ADOPTED, WhatIfState.DROPPED)


class Question(Record):
    number: int
    name: str
    state: WhatIfState
    asked_at: datetime
    value: int | None
    changes: tuple[Words, ...]

    @property
    def is_asked(self) -> bool:
        return self.state is WhatIfState.ASKED


class QuestionsView(Record):
    head: Head
    questions: tuple[Question, ...]
    offers: tuple[tuple[str, str], ...]
    organisations: tuple[tuple[str, str], ...]
    weights: tuple[tuple[str, int], ...]
    said: Mapping[str, str]
    troubles: tuple[Trouble, ...]
    refused: Words | None

    @property
    def is_waiting(self) -> bool:
        return any(each.is_asked for each in self.questions)


class QuestionView(Record):
    head: Head
    question: Question
    beside: BesideView | None
    clashes: tuple[Words, ...]
    may_be_adopted: bool
    may_be_dropped: bool


class Typed(Record):
    """What somebody has written before something had to be mended."""

    said: Mapping[str, str] = Field(default_factory=dict)
    troubles: tuple[Trouble, ...] = ()
    refused: Words | None = None


def look(seen: Reading, reference: str, typed: Typed) -> QuestionsView:
    round_ = round_head.find(seen, reference)
    names = _names(seen, round_)
    return QuestionsView(
        head=standing.head(seen, round_, "/what-ifs"),
        questions=tuple(_question(each, names) for each in reversed(whatifs.of_round(seen.db, round_))),
        offers=_offers(seen, round_),
        organisations=_organisations(seen),
        weights=tuple(round_.weights.model_dump().items()),
        said=typed.said,
        troubles=typed.troubles,
        refused=typed.refused,
    )


def one(seen: Reading, reference: str, number: int) -> QuestionView:
    round_ = round_head.find(seen, reference)
    row = whatifs.numbered(seen.db, round_, number)
    found = whatifs.CLASHES.validate_json(row.clashes) if row.clashes else ()
    return QuestionView(
        head=standing.head(seen, round_, "/what-ifs"),
        question=_question(row, _names(seen, round_)),
        beside=beside(whatifs.comparison(seen.db, row), seen.language) if row.solution else None,
        clashes=clash_words.lines(seen.db, found, seen.language),
        may_be_adopted=row.state is WhatIfState.SOLVED,
        may_be_dropped=row.state.may_become(WhatIfState.DROPPED),
    )


def _question(row: WhatIf, names: Named) -> Question:
    return Question(
        number=row.number,
        name=row.name,
        state=row.state,
        asked_at=row.asked_at,
        value=row.value,
        changes=tuple(clause(each, names) for each in row.changes),
    )


def _names(seen: Reading, round_: Round) -> Named:
    return named(seen.db, round_, seen.language)


def _offers(seen: Reading, round_: Round) -> tuple[tuple[str, str], ...]:
    found = (
        select(Offer)
        .join(Person, Person.id == Offer.person_id)
        .where(Offer.round_id == round_.id, Offer.state == OfferState.OPEN)
        .options(joinedload(Offer.person).joinedload(Person.organisation), defer(Offer.visit_pack))
        .order_by(Person.name, Offer.id)
    )
    return tuple(
        (f"{each.id}", f"{each.person.name}, {each.person.organisation.name(seen.language)}")
        for each in seen.db.scalars(found)
    )


def _organisations(seen: Reading) -> tuple[tuple[str, str], ...]:
    found = seen.db.scalars(select(Organisation))
    return tuple(sorted(((f"{each.id}", each.name(seen.language)) for each in found), key=lambda one: one[1]))
