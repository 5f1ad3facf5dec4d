"""A case that does not go on surfaces by itself: whoever sees to it is told, once for each list."""

from collections.abc import Iterable
from datetime import datetime
from hashlib import sha256
from itertools import groupby
from uuid import UUID

from sqlalchemy.orm import Session

from domain import mails
from domain.mails import heading
from domain.operations import Running, Trouble, stuck
from domain.roles import with_role
from invites.mail_contexts import CasesStuck
from models.people import Person
from models.rounds import Round
from models.states import Role
from models.timeline import local_day


def tell(db: Session, *, now: datetime) -> None:
    """The coordinator of each round, or whoever a case was given to; administrators hear of all."""
    found = sorted(stuck(db, now=now), key=lambda each: (each.round_id, each.stream_id))
    for round_id, cases in groupby(found, key=lambda each: each.round_id):
        round_, of_round = db.get_one(Round, round_id), list(cases)
        for person, theirs in _readers(db, of_round).values():
            _write(db, round_, person, theirs, now=now)


def _readers(db: Session, cases: list[Running]) -> dict[UUID, tuple[Person, list[Running]]]:
    readers = {each.owner.id: each.owner for each in cases}
    told = {key: (who, [each for each in cases if each.owner.id == key]) for key, who in readers.items()}
    return told | {each.id: (each, cases) for each in with_role(db, Role.ADMINISTRATOR)}


def _write(db: Session, round_: Round, to: Person, cases: list[Running], *, now: datetime) -> None:
    head = heading(db, round_, to)
    letter = CasesStuck(
        name=to.name,
        round_name=head.round_name,
        coordinator=head.coordinator,
        reference=round_.reference,
        overdue=_lines(cases, Trouble.OVERDUE),
        at_work=_lines(cases, Trouble.AT_WORK),
        unheard=_lines(cases, Trouble.UNHEARD),
    )
    lines = "\n".join((*letter.overdue, *letter.at_work, *letter.unheard))
    key = f"stuck:{sha256(lines.encode()).hexdigest()[:16]}"
    mails.queue(db, letter, key=key, to=to, about=round_, now=now)


def _lines(cases: Iterable[Running], trouble: Trouble) -> tuple[str, ...]:
    return tuple(_line(each) for each in cases if each.trouble is trouble)


def _line(case: Running) -> str:
    """Its id, as commands take it, whose word is waited for, and since when."""
    whose = f", {case.whose.name}" if case.whose else ""
    day = local_day(case.since)
    return f"{case.stream_id}{whose}, {day.day}.{day.month}.{day.year}"
