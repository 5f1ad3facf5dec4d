"""Everything that is kept about one person, as a file for them; never another's name, reason or secret."""

import json
from collections.abc import Iterable, Mapping
from datetime import datetime
from uuid import UUID

from pydantic_core import to_jsonable_python
from sqlalchemy import ColumnElement, or_, select
from sqlalchemy import inspect as look_into
from sqlalchemy.orm import Session

from domain import memos
from domain.known_exchanges import known_to
from models.access import WebSession
from models.applications import Application, Avoid, Endorsement, Wish
from models.asks import Ask
from models.audit import AuditEntry
from models.base import Base
from models.exchanges import Appointment, Colleague, Confirmation, Exchange
from models.feeds import BusySource, Feed
from models.followups import FollowUp
from models.forgetting import ForgettingWish
from models.glances import Glance
from models.mails import Mail
from models.mentoring import Goal, LogEntry, MentorTraining
from models.offers import Availability, Offer
from models.people import Alias, Appointee, Deputy, Person
from models.steering_pages import Memo, NamedFilter
from models.workshops import SignUp

SECRETS = frozenset(("token_hash", "octets", "password_in", "previous", "seal"))
NOT_THEIRS = frozenset(("withdrawal", "broken_by_id", "absent_id", "recorded_why", "priority"))
"""Why the other side cancelled and what coordinators wrote are told to nobody."""


def export(db: Session, person_id: UUID, *, now: datetime) -> str:
    """JSON: a list of rows for each kind of thing."""
    told: dict[str, object] = {"exported_at": now.isoformat()}
    for kind, condition in _theirs(person_id).items():
        rows = db.scalars(select(kind).where(condition))
        told[kind.__tablename__] = [_row(each) for each in _in_order(rows)]
    return json.dumps(told, ensure_ascii=False, indent=2)


def _in_order(rows: Iterable[Base]) -> list[Base]:
    return sorted(rows, key=lambda each: str(look_into(each).identity))


def _row(row: Base) -> dict[str, object]:
    columns = look_into(type(row)).column_attrs.keys()
    kept = [each for each in columns if each not in SECRETS | NOT_THEIRS]
    found: dict[str, object] = {name: to_jsonable_python(getattr(row, name)) for name in kept}
    return found


def _theirs(me: UUID) -> Mapping[type[Base], ColumnElement[bool]]:
    applications = select(Application.id).where(Application.person_id == me)
    offers = select(Offer.id).where(Offer.person_id == me)
    exchanges = select(Exchange.id).where(known_to(me))
    mentee = select(Exchange.id).where(Exchange.guest_id == me)
    days = Availability.application_id.in_(applications) | Availability.offer_id.in_(offers)
    return {
        Person: Person.id == me,
        Alias: Alias.person_id == me,
        Deputy: Deputy.person_id == me,
        Appointee: Appointee.person_id == me,
        Application: Application.person_id == me,
        Wish: Wish.application_id.in_(applications),
        Avoid: Avoid.application_id.in_(applications),
        Endorsement: Endorsement.application_id.in_(applications),
        Offer: Offer.person_id == me,
        Availability: days,
        Exchange: known_to(me),
        Appointment: Appointment.exchange_id.in_(exchanges),
        Confirmation: Confirmation.person_id == me,
        Colleague: Colleague.brought_by_id == me,
        Goal: Goal.exchange_id.in_(mentee),
        LogEntry: LogEntry.author_id == me,
        MentorTraining: MentorTraining.person_id == me,
        FollowUp: FollowUp.person_id == me,
        ForgettingWish: ForgettingWish.person_id == me,
        Glance: Glance.person_id == me,
        SignUp: SignUp.person_id == me,
        Memo: memos.about_person(me),
        NamedFilter: NamedFilter.person_id == me,
        Ask: or_(Ask.first_id == me, Ask.whose_id == me),
        Mail: Mail.person_id == me,
        Feed: Feed.person_id == me,
        BusySource: BusySource.person_id == me,
        WebSession: WebSession.person_id == me,
        AuditEntry: AuditEntry.actor_id == me,
    }
