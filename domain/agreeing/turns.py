"""Who is asked now: both at once, or one only after the other's yes, where the round says so."""

from collections.abc import Iterator
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.exchanges import Confirmation, Exchange
from models.mails import Mail
from models.people import Person
from models.rounds import Round
from models.states import Answer, AsksFirst


def whose(db: Session, exchange: Exchange) -> list[Person]:
    """Those who may know of the proposal by now."""
    first = db.get_one(Round, exchange.round_id).asks_first
    if first is AsksFirst.BOTH:
        return [exchange.guest, exchange.host]
    pair = (exchange.host, exchange.guest) if first is AsksFirst.HOST else (exchange.guest, exchange.host)
    return list(pair) if pair[0].id in accepted(exchange) else [pair[0]]


def unasked(db: Session, exchange: Exchange) -> list[Person]:
    """Whose turn has come and who has not been asked yet."""
    asked = {each.person_id for each in exchange.confirmations}
    return [each for each in whose(db, exchange) if each.id not in asked]


def add(db: Session, exchange: Exchange, person: Person) -> Confirmation:
    """The row of this side's word; there is one already where they have been asked."""
    for each in exchange.confirmations:
        if each.person_id == person.id:
            return each
    row = Confirmation(exchange_id=exchange.id, person_id=person.id)
    exchange.confirmations.append(row)
    db.flush()
    return row


def accepted(exchange: Exchange) -> set[UUID]:
    return {each.person_id for each in exchange.confirmations if each.answer is Answer.ACCEPTED}


def all_agree(exchange: Exchange) -> bool:
    return {exchange.guest_id, exchange.host_id} <= accepted(exchange)


def who_know(db: Session, exchange: Exchange) -> Iterator[Person]:
    """Who has been asked, or written to about it: nobody else hears of its end."""
    found = select(Mail.person_id).where(Mail.exchange_id == exchange.id).distinct()
    known = {each.person_id for each in exchange.confirmations} | set(db.scalars(found))
    return (each for each in (exchange.guest, exchange.host) if each.id in known)
