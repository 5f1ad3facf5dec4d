"""Two people of a plan and what it would cost that they change places."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import aliased

from domain import swapping
from domain.refusals import NotFound
from models.applications import Application
from models.languages import Words, _, plural
from models.offers import Offer
from models.people import Person
from models.record import Record
from models.schedules import Block, Pairing, Schedule
from models.states import ScheduleState
from web.views.board import standing
from web.views.board.standing import Head
from web.views.hr import round_head
from web.views.reading import Reading
from web.words import plans


class Side(Record):
    application_id: UUID
    name: str
    host: str
    blocks: tuple[Block, ...]
    starts: tuple[datetime, ...]


class SwapView(Record):
    head: Head
    version: int
    is_open: bool
    sides: tuple[Side, Side]
    wishes: Words
    conflicts: Words
    fit: int
    minutes: int
    points: int
    broken: tuple[Words, ...]


def look(seen: Reading, reference: str, number: int, two: tuple[UUID, UUID]) -> SwapView:
    round_ = round_head.find(seen, reference)
    schedule = standing.version(seen, round_, number)
    if schedule is None:
        raise NotFound(_("Nothing has been planned yet."))
    cost = swapping.cost(schedule, two)
    head = standing.head(seen, round_, "/plan")
    return SwapView(
        head=head,
        version=schedule.version,
        is_open=schedule.state is ScheduleState.DRAFT,
        sides=(_side(seen, schedule, two[0]), _side(seen, schedule, two[1])),
        wishes=plural("{sign} wish", "{sign} wishes", abs(cost.wishes), sign=f"{cost.wishes:+d}"),
        conflicts=plural(
            "{sign} conflict", "{sign} conflicts", len(cost.broken), sign=f"{len(cost.broken):+d}"
        ),
        fit=cost.fit,
        minutes=cost.minutes,
        points=cost.points,
        broken=tuple(plans.broken(each) for each in cost.broken),
    )


def _side(seen: Reading, schedule: Schedule, application_id: UUID) -> Side:
    host = aliased(Person)
    found = (
        select(Pairing, Person.name, host.name)
        .join(Application, Application.id == Pairing.application_id)
        .join(Person, Person.id == Application.person_id)
        .join(Offer, Offer.id == Pairing.offer_id)
        .join(host, host.id == Offer.person_id)
        .where(Pairing.schedule_id == schedule.id, Pairing.application_id == application_id)
    )
    pairing, name, whom = seen.db.execute(found).one()
    return Side(
        application_id=application_id, name=name, host=whom, blocks=pairing.blocks, starts=pairing.starts
    )
