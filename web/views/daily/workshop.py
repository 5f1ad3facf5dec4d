"""One workshop, wholly: its hours, who comes, what is prepared, and what people said of it."""

from datetime import datetime
from uuid import UUID

from domain.feedback import feedback
from domain.workshops import roll, tasks
from domain.workshops.tasks import WORKS
from models.languages import Words
from models.people import Person
from models.record import Record
from models.workshops import SignUp, Workshop
from web.deeds.at_workshop import find
from web.deeds.of_workshops import COMERS, ITSELF, PREPARED, TOLD
from web.deeds.sheets import Sheet, Tried, sheets
from web.forms import Form
from web.views.daily.parties import Written, written
from web.views.reading import Reading
from web.words.tags import Tag
from web.words.workshops import FEEDBACK, KINDS, STANDS, STATES


class Comer(Record):
    person_id: UUID
    name: str
    address: str
    stands: Words
    attended: bool | None
    written: Written | None


class TaskLine(Record):
    work: Words
    owner: str
    due_at: datetime
    done_at: datetime | None
    result: str | None


class SaidLine(Record):
    author: str
    useful: int | None
    learnt: str
    better: str
    state: Words


class WorkshopView(Record):
    id: UUID
    title: str
    about: str
    kind: Words
    reference: str
    round_name: str
    organiser: str
    tag: Tag
    starts_at: datetime
    ends_at: datetime
    opens_at: datetime
    closes_at: datetime
    place: str
    link: str | None
    capacity: int | None
    seated: int
    waiting: int
    comers: tuple[Comer, ...]
    work: tuple[TaskLine, ...]
    said: tuple[SaidLine, ...]
    itself: tuple[Sheet, ...]
    coming: tuple[Sheet, ...]
    prepared: tuple[Sheet, ...]
    told: tuple[Sheet, ...]
    tried: Tried | None


def look(seen: Reading, workshop_id: UUID, *, tried: Tried | None = None) -> WorkshopView:
    at = find(seen, workshop_id, Form({}, {}), to_change=False)
    row, round_ = at.workshop, at.round_
    return WorkshopView(
        id=row.id,
        title=row.title.into(seen.language),
        about=row.description.into(seen.language),
        kind=KINDS[row.kind],
        reference=round_.reference,
        round_name=round_.name(seen.language),
        organiser=seen.db.get_one(Person, row.organiser_id).name,
        tag=STATES[row.state],
        starts_at=row.starts_at,
        ends_at=row.ends_at,
        opens_at=row.opens_at,
        closes_at=row.closes_at,
        place=row.place,
        link=row.online_link,
        capacity=row.capacity,
        seated=len(roll.who_come(seen.db, row)),
        waiting=len(roll.in_line(seen.db, row)),
        comers=tuple(_comer(seen, each) for each in roll.of_workshop(seen.db, row)),
        work=_work(seen, row),
        said=_said(seen, row),
        itself=sheets(ITSELF, at, tried),
        coming=sheets(COMERS, at, tried),
        prepared=sheets(PREPARED, at, tried),
        told=sheets(TOLD, at, tried),
        tried=tried,
    )


def _comer(seen: Reading, row: SignUp) -> Comer:
    return Comer(
        person_id=row.person_id,
        name=row.person.name,
        address=row.person.email,
        stands=STANDS[row.state],
        attended=row.attended,
        written=written(seen, row),
    )


def _work(seen: Reading, row: Workshop) -> tuple[TaskLine, ...]:
    return tuple(
        TaskLine(
            work=WORKS[each.work],
            owner=seen.db.get_one(Person, each.owner_id).name,
            due_at=each.due_at,
            done_at=each.done_at,
            result=each.result,
        )
        for each in tasks.of_workshop(seen.db, row.id)
    )


def _said(seen: Reading, row: Workshop) -> tuple[SaidLine, ...]:
    return tuple(
        SaidLine(
            author=each.author,
            useful=each.useful,
            learnt=each.learnt,
            better=each.better,
            state=FEEDBACK[each.state],
        )
        for each in feedback.of_workshop(seen.db, row)
    )
