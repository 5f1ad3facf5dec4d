"""Orders of rehearsals as lines, and how long the pages say that they take."""

from collections.abc import Iterator, Sequence
from datetime import datetime
from math import ceil
from uuid import UUID

from sqlalchemy import select

from domain.rehearsals import opening, orders
from models.people import Person
from models.record import Record
from models.rehearsal_orders import OrderState, RehearsalOrder
from models.rounds import Round
from web.views.reading import Reading

SHARES = ("declines", "silences", "illnesses", "late")


class OrderLine(Record):
    number: int
    state: OrderState
    seeds: int
    ended: int
    ordered_at: datetime
    by: str


def newest(seen: Reading, round_: Round) -> OrderLine | None:
    """For the pages that lead here."""
    return next(lines(seen, orders.of_round(seen.db, round_)[:1]), None)


def may_rehearse(round_: Round) -> bool:
    return round_.state in opening.REHEARSED and not round_.is_standing


def lines(seen: Reading, found: Sequence[RehearsalOrder]) -> Iterator[OrderLine]:
    if not found:
        return
    names = _names(seen, {each.ordered_by_id for each in found})
    ended = orders.ended(seen.db, [each.id for each in found])
    for each in found:
        yield OrderLine(
            number=each.number,
            state=each.state,
            seeds=each.seeds,
            ended=ended.get(each.id, 0),
            ordered_at=each.ordered_at,
            by=names[each.ordered_by_id],
        )


def minutes(applications: int, seeds: int) -> int:
    return max(1, ceil(seeds * opening.seconds(applications) / 60))


def _names(seen: Reading, ids: set[UUID]) -> dict[UUID, str]:
    found = select(Person.id, Person.name).where(Person.id.in_(ids))
    return dict(seen.db.execute(found).all())
