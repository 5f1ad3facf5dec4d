"""How many mails a week a person gets of what can wait; the rest waits for a digest."""

from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import datetime, time, timedelta

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from domain.quiet_hours import QuietHours
from models.mails import Mail
from models.organisations import Organisation
from models.people import Person
from models.states import MailState, Urgency
from models.timeline import local_day, moment


@dataclass(frozen=True)
class Courtesy:
    """When people are left alone, and the weekly ceiling."""

    quiet: QuietHours = field(default_factory=QuietHours)
    weekly: int = 5


def weigh(db: Session, lanes: Collection[str], *, courtesy: Courtesy, now: datetime) -> None:
    """Say once of each new mail that may wait until when it does, and whether in a digest.

    The hours of the reader's own organisation count, where it has set some.
    What waits steps out of its lane's order: urgent mails pass it (`domain.urgency.make_way` says what
    they take along), other mails of the exchange too. Those that wait keep their order among themselves.
    """
    new = select(Mail).where(
        Mail.lane.in_(lanes),
        Mail.state == MailState.QUEUED,
        Mail.urgency != Urgency.AT_ONCE,
        Mail.held_until.is_(None),
    )
    found = new.with_only_columns(Mail, Organisation.quiet_from, Organisation.quiet_until)
    found = found.outerjoin(Person, Person.id == Mail.person_id)
    found = found.outerjoin(Organisation, Organisation.id == Person.organisation_id)
    for mail, begin, end in db.execute(found.order_by(Mail.lane, Mail.number)).all():
        quiet = QuietHours(begin, end) if begin and end else courtesy.quiet
        if mail.urgency is Urgency.CAN_WAIT and _had(db, mail, now) >= courtesy.weekly:
            mail.waits_for_digest = True
            mail.held_until = quiet.next_morning(now)
        else:
            mail.held_until = quiet.over(now)
        db.flush()


def _had(db: Session, mail: Mail, now: datetime) -> int:
    """This week's mails to the same person: all queued before this one, and what was let through beside it.

    Counted so, it makes no difference in which order the lanes of one moment are looked at.
    """
    today = local_day(now)
    monday = moment(today - timedelta(days=today.weekday()), time(0))
    let_through = (Mail.urgency == Urgency.CAN_WAIT) & Mail.held_until.is_not(None)
    counted = select(func.count(Mail.id)).where(
        Mail.person_id == mail.person_id,
        Mail.id != mail.id,
        Mail.state.in_((MailState.QUEUED, MailState.SENT)),
        Mail.waits_for_digest.is_(False),
        Mail.queued_at >= monday,
        (Mail.queued_at < mail.queued_at) | let_through,
    )
    return db.scalar(counted) or 0
