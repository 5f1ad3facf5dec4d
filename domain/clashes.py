"""Why no plan is possible: kept, and told to the coordinator in words instead of waiting in silence."""

import hashlib
from collections import defaultdict
from collections.abc import Sequence
from datetime import datetime

from pydantic import TypeAdapter
from sqlalchemy import select
from sqlalchemy.orm import Session

from domain import clash_words, mails
from domain.events import record
from domain.mails import heading
from domain.roles import coordinator
from invites.deciding_contexts import PlanImpossible
from models import streams
from models.deciding_facts import PlanImpossible as Impossible
from models.languages import Language, Words
from models.pairing_rules import PlanClash
from models.rounds import Round
from solver.clashing.limits import Limit
from solver.findings import Clash
from solver.problem import Lock, Problem

CLASHES: TypeAdapter[tuple[Clash, ...]] = TypeAdapter(tuple[Clash, ...])


def note(db: Session, round_: Round, found: Sequence[Clash], *, now: datetime) -> PlanClash:
    """Keep what contradicts each other, and tell it; the same twice is told once."""
    told = CLASHES.dump_json(tuple(found)).decode()
    known = newest(db, round_)
    if known is not None and known.clashes == told:
        return known
    end(db, round_, now=now)
    row = PlanClash(round_id=round_.id, found_at=now, clashes=told)
    db.add(row)
    db.flush()
    _tell(db, round_, row, now=now)
    record(db, Impossible(clash_id=row.id), on=streams.of_round(round_.id), now=now)
    return row


def end(db: Session, round_: Round, *, now: datetime) -> None:
    """A plan is possible, or something else stands in its way."""
    if known := newest(db, round_):
        known.ended_at = now


def newest(db: Session, round_: Round) -> PlanClash | None:
    """What stands in the way now."""
    found = select(PlanClash).where(PlanClash.round_id == round_.id, PlanClash.ended_at.is_(None))
    return db.scalars(found.order_by(PlanClash.found_at.desc()).limit(1)).first()


def lines(db: Session, row: PlanClash, reader: Language) -> tuple[Words, ...]:
    """Each contradiction in a line of its own."""
    return clash_words.lines(db, CLASHES.validate_json(row.clashes), reader)


def over_locked(problem: Problem) -> tuple[Clash, ...]:
    """Offers that are locked to more than they take by now: seen at a glance, and no problem to be solved."""
    locked: dict[str, list[Lock]] = defaultdict(list)
    for lock in problem.locked:
        locked[lock.offer].append(lock)
    hosts = [Limit(kind="most_stays", whose=one.id, now=one.most_stays) for one in problem.host_offers]
    mentors = [
        Limit(kind="most_mentees", whose=one.id, now=one.most_mentees) for one in problem.mentor_offers
    ]
    return tuple(
        Clash(locks=tuple(locked[limit.whose]), limits=(limit,))
        for limit in (*hosts, *mentors)
        if len(locked[limit.whose]) > (limit.now or 0)
    )


def _tell(db: Session, round_: Round, row: PlanClash, *, now: datetime) -> None:
    owner = coordinator(db, round_)
    head = heading(db, round_, owner)
    letter = PlanImpossible(
        name=owner.name,
        round_name=head.round_name,
        coordinator=head.coordinator,
        reference=round_.reference,
        clashes=tuple(each.into(owner.language) for each in lines(db, row, owner.language)),
    )
    digest = hashlib.sha256(row.clashes.encode()).hexdigest()[:16]
    key = f"impossible:{digest}:{row.found_at:%Y%m%d%H%M}"
    mails.queue(db, letter, key=key, to=owner, about=round_, now=now)
