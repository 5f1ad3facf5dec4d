"""Days that do not hold any more leave everybody's calendar at once: nobody sets out for them.

The entry is cancelled rather than kept as tentative, which mail programs show in too many ways; new days come
under a UID of their own.
"""

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from sqlalchemy.orm import Session

from domain import exchange_letters, invitations, mails
from domain.agreeing import turns
from domain.day_words import in_words
from domain.roles import coordinator
from invites.contexts import Ending
from invites.running_contexts import CalledOff, DaysWanted
from models.exchanges import Appointment, Exchange
from models.new_days import NewDays
from models.people import Person
from models.rounds import Round


def tell(
    db: Session, exchange: Exchange, parts: Iterable[Appointment], *, reporter_id: UUID, now: datetime
) -> None:
    """Whoever has these parts in the calendar, by its cancellation; the other of the two by letter."""
    covers = {each.number for each in parts}
    shown = {each.covers for each in invitations.of_exchange(db, exchange)}
    invitations.cancel(db, exchange, ending=Ending.ILLNESS, now=now, only=covers)
    if not covers & shown:
        for person in turns.who_know(db, exchange):
            if person.id != reporter_id:
                write(db, exchange, person, key=f"called-off:{now.isoformat()}", now=now)


def write(db: Session, exchange: Exchange, to: Person, *, key: str, now: datetime) -> None:
    """What was agreed or proposed does not hold; nobody is told why."""
    letter = CalledOff(**vars(exchange_letters.head(db, exchange, to)))
    mails.queue(db, letter, key=key, to=to, about=exchange, now=now)


def tell_coordinator(db: Session, exchange: Exchange, offered: NewDays, *, now: datetime) -> None:
    """What has been done without them: the two are asked about other days."""
    owner = coordinator(db, db.get_one(Round, exchange.round_id))
    letter = DaysWanted(
        **vars(exchange_letters.head(db, exchange, owner)),
        possible=tuple(in_words(exchange, days, owner.language) for days in offered.possible),
        until=offered.answer_by,
    )
    mails.queue(db, letter, key=f"new-days:{offered.id}", to=owner, about=exchange, now=now)


def tell_owner(db: Session, exchange: Exchange, *, now: datetime) -> None:
    """What belongs to no round has ended: its owner is told too, as nothing else is done about it."""
    owner = coordinator(db, db.get_one(Round, exchange.round_id))
    letter = exchange_letters.released(db, exchange, owner, ending=Ending.ILLNESS, seeks_another=False)
    mails.queue(db, letter, key="released", to=owner, about=exchange, now=now)
