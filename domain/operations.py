"""Every running case as an administrator looks at it: what it waits for, whose it is, and what is stuck."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from models import streams
from models.asks import Ask, AskState
from models.events import Event, Stream, Wait
from models.exchanges import Exchange
from models.people import Deputy, Person
from models.rounds import Round
from models.workshops import Workshop

STUCK_AFTER = timedelta(hours=6)  # a step that does not answer for so long needs a human


class Trouble(StrEnum):
    """Why a case needs somebody; all of it stands in the rows, whether Temporal is there or not."""

    OVERDUE = "overdue"  # the deadline has passed and nothing has ended
    AT_WORK = "at_work"  # a step should have answered long ago
    UNHEARD = "unheard"  # what has happened was not acted on


@dataclass(frozen=True)
class Running:
    """One case. `next_at` is the next thing by the clock: a reminder, or the ending itself."""

    stream_id: str
    round_id: UUID
    state: str  # of the round, exchange or workshop itself
    waiting_for: str  # empty: at work
    since: datetime
    next_at: datetime | None
    deadline: datetime | None
    whose: Person | None
    owner: Person
    deputy: str | None
    trouble: Trouble | None


@dataclass(frozen=True)
class _Case:
    """What the rows say of one stream; `rung_at` is when what it must hear last was saved."""

    stream: Stream
    wait: Wait | None
    rung_at: datetime


@dataclass(frozen=True)
class _Home:
    """The row that a stream belongs to: its round and its state."""

    round_id: UUID
    state: str


@dataclass(frozen=True)
class _Around:
    """All that many cases need to be shown, read at once."""

    homes: Mapping[str, _Home]
    owners: Mapping[UUID, UUID]
    people: Mapping[UUID, Person]
    asked: Mapping[str, str]  # stream to the deputy of its oldest open question
    deputies: Mapping[UUID, str]

    def sees_to_it(self, case: _Case) -> UUID:
        given = case.wait.assigned_id if case.wait else None
        return given or self.owners[self.homes[case.stream.id].round_id]


def running(db: Session, *, now: datetime) -> list[Running]:
    """Those in trouble first, then by what comes next; as many questions for a thousand as for one."""
    found = select(Stream, Wait, Event.at).outerjoin(Wait, Wait.stream_id == Stream.id)
    found = found.join(Event, (Event.stream_id == Stream.id) & (Event.number == Stream.bell_number))
    rows = db.execute(found.where(Stream.closed_at.is_(None)).order_by(Stream.id))
    cases = [_Case(stream, wait, at) for stream, wait, at in rows]
    around = _around(db, cases)
    return sorted((_running(each, around, now=now) for each in cases), key=_urgency)


def stuck(db: Session, *, now: datetime) -> list[Running]:
    return [each for each in running(db, now=now) if each.trouble]


def _urgency(case: Running) -> tuple[bool, bool, datetime, str]:
    return not case.trouble, case.next_at is None, case.next_at or case.since, case.stream_id


def _running(case: _Case, around: _Around, *, now: datetime) -> Running:
    stream, wait = case.stream, case.wait
    whose_id = wait.whose_id if wait else None
    sees_to_it = around.sees_to_it(case)
    home = around.homes[stream.id]
    return Running(
        stream_id=stream.id,
        round_id=home.round_id,
        state=home.state,
        waiting_for=wait.waiting_for if wait else "",
        since=wait.since if wait else case.rung_at,
        next_at=wait.until if wait else None,
        deadline=wait.deadline if wait else None,
        whose=around.people[whose_id] if whose_id else None,
        owner=around.people[sees_to_it],
        deputy=around.asked.get(stream.id) or around.deputies.get(whose_id or sees_to_it),
        trouble=_trouble(case, now=now),
    )


def _trouble(case: _Case, *, now: datetime) -> Trouble | None:
    limit, wait = now - STUCK_AFTER, case.wait
    if wait is None:
        return Trouble.AT_WORK if case.rung_at < limit else None
    if wait.heard_number < case.stream.bell_number and case.rung_at < limit:
        return Trouble.UNHEARD
    if wait.until and wait.until < limit:
        return Trouble.AT_WORK
    return Trouble.OVERDUE if wait.deadline and wait.deadline < limit else None


def _around(db: Session, cases: list[_Case]) -> _Around:
    homes = _homes(db, [each.stream.id for each in cases])
    owned = select(Round.id, Round.owner_id).where(Round.id.in_({each.round_id for each in homes.values()}))
    owners = dict(db.execute(owned).all())
    asked = _asked(db, homes)
    waits = [each.wait for each in cases if each.wait]
    named = [each.whose_id for each in waits] + [each.assigned_id for each in waits]
    people = _people(db, {*owners.values(), *asked.values(), *(each for each in named if each)})
    deputies = _deputies(db, people)
    return _Around(homes, owners, people, {key: people[whom].name for key, whom in asked.items()}, deputies)


def _homes(db: Session, stream_ids: Iterable[str]) -> dict[str, _Home]:
    ids: dict[str, set[UUID]] = {kind: set() for kind in _KINDS}
    for each in stream_ids:
        ids[each.partition("-")[0] + "-"].add(streams.owner(each))
    found: dict[str, _Home] = {}
    for kind, (own_id, round_id, state) in _KINDS.items():
        for owner, of_round, standing in db.execute(
            select(own_id, round_id, state).where(own_id.in_(ids[kind]))
        ):
            found[f"{kind}{owner}"] = _Home(of_round, standing.value)
    return found


_KINDS = {
    streams.ROUND: (Round.id, Round.id.label("round_id"), Round.state),
    streams.EXCHANGE: (Exchange.id, Exchange.round_id, Exchange.state),
    streams.WORKSHOP: (Workshop.id, Workshop.round_id, Workshop.state),
}


def _asked(db: Session, stream_ids: Iterable[str]) -> dict[str, UUID]:
    """To whom a question passes if there is no word: the deputy of the oldest that has one."""
    passing = select(Ask.stream_id, Ask.deputy_id).where(
        Ask.state == AskState.OPEN, Ask.deputy_id.is_not(None), Ask.stream_id.in_(list(stream_ids))
    )
    found: dict[str, UUID] = {}
    for stream_id, deputy_id in db.execute(passing.order_by(Ask.asked_at, Ask.id)):
        if deputy_id:
            found.setdefault(stream_id, deputy_id)
    return found


def _deputies(db: Session, person_ids: Iterable[UUID]) -> dict[UUID, str]:
    """Who may answer for whom; of several the first by address."""
    named = select(Deputy.person_id, Deputy.name).where(
        Deputy.may_answer, Deputy.person_id.in_(list(person_ids))
    )
    return dict(db.execute(named.order_by(Deputy.email.desc())).all())


def _people(db: Session, ids: Iterable[UUID]) -> dict[UUID, Person]:
    found = select(Person).where(Person.id.in_(list(ids))).options(joinedload(Person.organisation))
    return {each.id: each for each in db.scalars(found)}


def rounds_of(db: Session, stream_ids: Iterable[str]) -> dict[str, UUID]:
    return {stream_id: home.round_id for stream_id, home in _homes(db, stream_ids).items()}


def round_of(db: Session, stream_id: str) -> UUID:
    return _homes(db, [stream_id])[stream_id].round_id
