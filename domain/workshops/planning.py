"""A draft of a workshop from a few words: its timetable follows from the hours of the meeting."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from sqlalchemy.orm import Session

from domain.refusals import Invalid
from domain.workshops import workshops
from domain.workshops.tasks import WORKS
from domain.workshops.timetables import HABITS, Timetable, timetable
from models.languages import _
from models.people import Person
from models.rounds import Round
from models.workshop_states import Audience, Work, WorkshopKind
from models.workshops import Spoken, Workshop, WorkshopTask


@dataclass(frozen=True, kw_only=True)
class Plan:
    """What somebody says of a workshop; notes are the organiser's where nobody else is named."""

    kind: WorkshopKind
    starts_at: datetime
    ends_at: datetime
    title: Spoken
    description: Spoken = field(default_factory=Spoken)
    place: str = ""
    online_link: str | None = None
    capacity: int | None = None
    audience: Audience = Audience.INVITED
    hides_company: bool = True
    invites_each: int = 0
    owners: Mapping[Work, Person] = field(default_factory=dict)
    exchange_id: UUID | None = None


def draft(db: Session, round_: Round, plan: Plan, *, organiser: Person) -> Workshop:
    """Kept, and told to nobody before it is announced."""
    table = timetable(plan.kind, starts_at=plan.starts_at, ends_at=plan.ends_at)
    workshop = Workshop(
        round_id=round_.id,
        kind=plan.kind,
        organiser_id=organiser.id,
        organisation_id=round_.organisation_id,
        title=plan.title,
        description=plan.description,
        place=plan.place,
        online_link=plan.online_link,
        capacity=plan.capacity,
        audience=plan.audience,
        hides_company=plan.hides_company,
        invites_each=plan.invites_each,
        opens_at=table.opens_at,
        closes_at=table.closes_at,
        starts_at=plan.starts_at,
        ends_at=plan.ends_at,
        feedback_until=table.feedback_until,
        exchange_id=plan.exchange_id,
    )
    return workshops.add(db, workshop, _work(plan, table, organiser))


def _work(plan: Plan, table: Timetable, organiser: Person) -> tuple[WorkshopTask, ...]:
    """What is usual for such a workshop, and what somebody has been named for."""
    owners = {Work.NOTES: organiser} | dict(plan.owners)
    due = {Work.MATERIAL: table.closes_at} | dict(table.work)
    without = [each for each, _due in table.work if each not in owners]
    if without:
        named = ", ".join(f"{WORKS[each]}" for each in without)
        raise Invalid(_("Name an owner with --task for: {work}.", work=named))
    needed = HABITS[plan.kind].needs
    return tuple(
        WorkshopTask(work=work, owner_id=owner.id, due_at=due.get(work, table.opens_at), gates=work in needed)
        for work, owner in owners.items()
    )
