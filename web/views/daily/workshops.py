"""Workshops that the reader arranges or steers, and the form for a new one."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import func, select

from models.languages import Words
from models.record import Record
from models.rounds import Round
from models.workshop_states import SignUpState
from models.workshops import SignUp, Workshop
from web.deeds.at_workshop import arranged
from web.deeds.sheets import Sheet, Tried, sheets
from web.deeds.workshop_new import DEEDS, AtNew
from web.views.paging import PER_PAGE, Narrowed, Paging
from web.views.reading import Reading
from web.words.tags import Tag
from web.words.workshops import KINDS, STATES


class WorkshopRow(Record):
    id: UUID
    title: str
    kind: Words
    round_name: str
    starts_at: datetime
    tag: Tag
    seated: int
    capacity: int | None
    waiting: int


class WorkshopsView(Record):
    paging: Paging
    rows: tuple[WorkshopRow, ...]


class NewView(Record):
    deeds: tuple[Sheet, ...]
    tried: Tried | None


def look_at_all(seen: Reading, asked: Narrowed) -> WorkshopsView | None:
    """The latest first; None where there is no such page."""
    mine = arranged(seen.actor)
    paging = Paging(page=asked.page, rows=seen.db.scalar(select(func.count(Workshop.id)).where(mine)) or 0)
    if paging.is_beyond:
        return None
    found = select(Workshop, Round).join(Round, Round.id == Workshop.round_id).where(mine)
    found = found.order_by(Workshop.starts_at.desc(), Workshop.id).offset(paging.offset).limit(PER_PAGE)
    rows = [(workshop, round_) for workshop, round_ in seen.db.execute(found)]
    numbers = _numbers(seen, [workshop.id for workshop, _round in rows])
    return WorkshopsView(paging=paging, rows=tuple(_row(seen, *each, numbers) for each in rows))


def _numbers(seen: Reading, ids: list[UUID]) -> dict[tuple[UUID, SignUpState], int]:
    found = select(SignUp.workshop_id, SignUp.state, func.count()).where(SignUp.workshop_id.in_(ids))
    rows = seen.db.execute(found.group_by(SignUp.workshop_id, SignUp.state))
    return {(workshop_id, state): number for workshop_id, state, number in rows}


def _row(
    seen: Reading, row: Workshop, round_: Round, numbers: dict[tuple[UUID, SignUpState], int]
) -> WorkshopRow:
    return WorkshopRow(
        id=row.id,
        title=row.title.into(seen.language),
        kind=KINDS[row.kind],
        round_name=round_.name(seen.language),
        starts_at=row.starts_at,
        tag=STATES[row.state],
        seated=numbers.get((row.id, SignUpState.SIGNED_UP), 0),
        capacity=row.capacity,
        waiting=numbers.get((row.id, SignUpState.WAITING), 0),
    )


def look_at_new(seen: Reading, *, tried: Tried | None = None) -> NewView:
    return NewView(deeds=sheets(DEEDS, AtNew(seen), tried), tried=tried)
