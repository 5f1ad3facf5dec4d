"""What can come next when an exchange is over: staying in touch, meeting again, telling at home."""

from datetime import date

from domain import working_days
from domain.afterwards import by_hand
from models.exchanges import Exchange
from models.people import Person
from models.record import Record
from models.states import Kind
from models.timeline import local_day
from web.views.reading import Reading

SOON = 10  # working days


class After(Record):
    """`keeps` is the reader's own word; None where they have not said."""

    keeps: bool | None
    both_keep: bool
    may_visit: bool
    may_tell: bool
    seminar: str
    seminar_on: date | None
    soon: date


def look(seen: Reading, exchange: Exchange) -> After | None:
    if exchange.state not in by_hand.OVER:
        return None
    me = seen.db.get_one(Person, seen.actor.person_id)
    other = exchange.host if me.id == exchange.guest_id else exchange.guest
    keeps, workshop = by_hand.said(seen.db, exchange, me), by_hand.seminar(seen.db, exchange)
    return After(
        keeps=keeps,
        both_keep=bool(keeps and by_hand.said(seen.db, exchange, other)),
        may_visit=exchange.kind is Kind.SHADOWING,
        may_tell=me.id == exchange.guest_id and workshop is None,
        seminar=workshop.title.into(seen.language) if workshop else "",
        seminar_on=local_day(workshop.starts_at) if workshop else None,
        soon=working_days.add_working_days(local_day(seen.now), SOON),
    )
