"""All people of one supervisor, in all rounds: what waits for a word first."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from domain import endorsements, open_questions, supervising, topics
from domain.open_questions import OpenQuestion
from domain.supervising import Report
from models.applications import Application, Endorsement
from models.asks import About, Ask
from models.languages import Words, plural
from models.people import Person
from models.record import Record
from models.rounds import Round
from models.states import Kind, RoundState
from web.views.my.waiting import Waiting, waiting
from web.views.reading import Reading
from web.words import states
from web.words.participation import APPLICATIONS, ENDORSEMENTS, conditions
from web.words.tags import Tag


class Choice(Record):
    word: str
    words: Words


class ToEndorse(Record):
    """One application that waits for a word; what is written beside it is kept when it is refused."""

    ask_id: UUID
    name: str
    kind: Tag
    round_name: str
    length: Words | None
    aims: str
    topics: str
    until: datetime
    weeks: str = ""
    euros: str = ""
    refusal: Words | None = None


class Line(Record):
    """`state` is the exchange's where there is one."""

    name: str
    round_name: str
    kind: Tag
    state: Tag
    endorsement: Tag | None
    conditions: tuple[Words, ...]


class Colleague(Record):
    id: UUID
    name: str


class OpenRound(Record):
    id: UUID
    name: str
    kinds: tuple[Kind, ...]


class PeopleView(Record):
    waiting: tuple[ToEndorse, ...]
    more: tuple[Waiting, ...]
    lines: tuple[Line, ...]
    reasons: tuple[Choice, ...]
    people: tuple[Colleague, ...]
    rounds: tuple[OpenRound, ...]


def look(seen: Reading) -> PeopleView:
    me = seen.db.get_one(Person, seen.actor.person_id)
    asked = open_questions.of_person(seen.db, me.id)
    mine = [each for each in asked if each.about is About.ENDORSEMENT]
    more = [each for each in asked if each.about in (About.DATES_SUIT_UNIT, About.SUPERVISOR_REVIEW)]
    rounds = {each.reference: each for each in seen.db.scalars(select(Round))}
    found = select(Person).where(Person.supervisor_id == me.id).order_by(Person.name)
    return PeopleView(
        waiting=tuple(_to_endorse(seen, mine)),
        more=tuple(waiting(each, me.id, seen.language, now=seen.now) for each in more),
        lines=tuple(_line(each, rounds, seen) for each in supervising.reports(seen.db, me)),
        reasons=tuple(Choice(word=each.word, words=each.label) for each in endorsements.REASONS),
        people=tuple(Colleague(id=each.id, name=each.name) for each in seen.db.scalars(found)),
        rounds=tuple(
            OpenRound(id=each.id, name=each.name(seen.language), kinds=each.kinds)
            for each in rounds.values()
            if each.takes_applications(seen.now) and each.state is RoundState.OPEN
        ),
    )


def _to_endorse(seen: Reading, asked: list[OpenQuestion]) -> list[ToEndorse]:
    """All applications in one look, in the order of their deadlines."""
    found = select(Ask.id, Endorsement).join(Endorsement, Endorsement.id == Ask.subject_id)
    found = found.where(Ask.id.in_([each.row_id for each in asked]))
    whole = joinedload(Endorsement.application)
    rows = dict(seen.db.execute(found.options(whole.joinedload(Application.person))).all())
    return [_card(rows[each.row_id].application, each, seen) for each in asked if each.row_id in rows]


def _card(application: Application, asked: OpenQuestion, seen: Reading) -> ToEndorse:
    return ToEndorse(
        ask_id=asked.row_id,
        name=application.person.name,
        kind=states.tag(application.kind),
        round_name=asked.round_.name(seen.language) if asked.round_ else "",
        length=length(application),
        aims=application.aims,
        topics=", ".join(topics.name(each.topic, seen.language) for each in application.topics),
        until=asked.until,
    )


def length(application: Application) -> Words | None:
    """How much working time it takes."""
    if application.sessions:
        return plural("{number} session", "{number} sessions", application.sessions)
    halves = sum(application.blocks)
    if not halves:
        return None
    if halves % 2:
        return plural("{number} half day", "{number} half days", halves)
    return plural("{number} working day", "{number} working days", halves // 2)


def _line(each: Report, rounds: dict[str, Round], seen: Reading) -> Line:
    return Line(
        name=each.name,
        round_name=rounds[each.round_reference].name(seen.language),
        kind=states.tag(each.kind),
        state=states.tag(each.exchange) if each.exchange else APPLICATIONS[each.state],
        endorsement=ENDORSEMENTS[each.endorsement] if each.endorsement else None,
        conditions=conditions(each.conditions),
    )
