"""An offer as somebody has told it by phone: changed, opened again, given days on which nobody can come."""

from datetime import datetime
from uuid import UUID

from sqlalchemy.orm import Session

from domain import named_days, own_offers
from domain.behalf import Behalf, note
from models.offers import Offer
from models.people import Person
from models.rounds import Round


def change(
    db: Session,
    offer: Offer,
    round_: Round,
    said: own_offers.Said,
    *,
    behalf: Behalf,
    now: datetime,
) -> None:
    """One that was withdrawn is open again."""
    note(offer, behalf, now=now)
    own_offers.make(db, round_, db.get_one(Person, offer.person_id), offer.kind, said, now=now)


def name_days(
    db: Session, offer: Offer, round_: Round, named: named_days.Named, *, behalf: Behalf, now: datetime
) -> None:
    """Days besides the whole weeks: only on these, or not on these."""
    note(offer, behalf, now=now)
    named_days.add(db, offer, round_, named)


def drop_days(
    db: Session, offer: Offer, round_: Round, row_id: UUID, *, behalf: Behalf, now: datetime
) -> None:
    note(offer, behalf, now=now)
    named_days.drop(db, offer, round_, row_id)
