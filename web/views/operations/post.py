"""Mail in and out: what waits and why, what came of those that came, and whether the sending is stopped."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import func, select

from domain.access.actors import Reach
from domain.access.policy import Action, can
from models.errands import Halt
from models.invites import InboundMail
from models.mailboxes import Mailbox
from models.mails import Mail
from models.record import Record
from models.rounds import Round
from models.states import MailState
from web.views.reading import Reading

MOST = 50


class Count(Record):
    code: str
    number: int


class Stopped(Record):
    since: datetime
    unknown: int
    unmarked: int


class Lane(Record):
    """Mails of one case that wait, in their order; what is told is of the first."""

    lane: str
    waiting: int
    oldest: datetime
    attempts: int
    trouble: str | None
    next_try_at: datetime | None
    held_until: datetime | None
    first_id: UUID
    kind: str


class Reader(Record):
    name: str
    read_at: datetime | None
    trouble: str | None
    troubled_since: datetime | None


class PostView(Record):
    states: tuple[tuple[MailState, int], ...]
    outcomes: tuple[Count, ...]
    stopped: Stopped | None
    lanes: tuple[Lane, ...]
    more_lanes: int
    readers: tuple[Reader, ...]
    newest_in: datetime | None
    newest_out: datetime | None


def look(seen: Reading) -> PostView:
    """Numbers of the whole house are for who operates all of it; lanes for who operates their rounds."""
    lanes = _lanes(seen)
    halt = seen.db.get(Halt, 1)
    counted = seen.db.execute(select(Mail.state, func.count()).group_by(Mail.state)).all()
    came = select(InboundMail.outcome, func.count()).group_by(InboundMail.outcome)
    return PostView(
        states=tuple(sorted((state, number) for state, number in counted)),
        outcomes=tuple(
            Count(code=code, number=number)
            for code, number in seen.db.execute(came.order_by(InboundMail.outcome))
        ),
        stopped=Stopped(since=halt.since, unknown=halt.unknown, unmarked=halt.unmarked) if halt else None,
        lanes=tuple(lanes[:MOST]),
        more_lanes=max(0, len(lanes) - MOST),
        readers=tuple(_reader(each) for each in seen.db.scalars(select(Mailbox).order_by(Mailbox.name))),
        newest_in=seen.db.scalar(select(func.max(InboundMail.received_at))),
        newest_out=seen.db.scalar(select(func.max(Mail.sent_at))),
    )


def _reader(row: Mailbox) -> Reader:
    return Reader(name=row.name, read_at=row.read_at, trouble=row.trouble, troubled_since=row.troubled_since)


def _lanes(seen: Reading) -> list[Lane]:
    """The longest waiting first."""
    first = (
        select(Mail.lane, func.count().label("waiting"), func.min(Mail.number).label("number"))
        .where(Mail.state == MailState.QUEUED)
        .group_by(Mail.lane)
        .subquery()
    )
    found = (
        select(Mail, first.c.waiting, Round)
        .join(first, (Mail.lane == first.c.lane) & (Mail.number == first.c.number))
        .outerjoin(Round, Round.id == Mail.round_id)
        .order_by(Mail.queued_at, Mail.lane)
    )
    rows = seen.db.execute(found)
    return [_lane(mail, waiting) for mail, waiting, round_ in rows if _may_see(seen, round_)]


def _may_see(seen: Reading, round_: Round | None) -> bool:
    reach = Reach(round_.organisation_id, round_.id) if round_ else None
    return can(seen.actor, Action.OPERATE, reach).is_allowed


def _lane(mail: Mail, waiting: int) -> Lane:
    return Lane(
        lane=mail.lane,
        waiting=waiting,
        oldest=mail.queued_at,
        attempts=mail.attempts,
        trouble=mail.trouble,
        next_try_at=mail.next_try_at,
        held_until=mail.held_until,
        first_id=mail.id,
        kind=mail.kind,
    )
