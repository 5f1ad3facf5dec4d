"""What belongs to no round: a standing round of each house holds it, and never opens or ends."""

from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from domain.events import close_stream, open_stream
from domain.places import LOCK
from models import streams
from models.applications import Application
from models.exchanges import Exchange
from models.offers import Offer
from models.organisations import Organisation
from models.people import Person
from models.rounds import Round
from models.states import DateMode, Kind, RoundState
from models.timeline import local_day


def of_house(db: Session, house: Organisation, *, owner: Person, now: datetime) -> Round:
    """The standing round of an organisation, made when it is first needed."""
    if found := next(iter(_standing(db, house)), None):
        return found
    _lock(db, house)
    return next(iter(_standing(db, house)), None) or _another(db, house, owner=owner, now=now)


def of_visit(db: Session, exchange: Exchange, *, now: datetime) -> Round:
    """Where the same two may meet again; a round takes one application and one offer of each person."""
    house = db.get_one(Organisation, exchange.guest.organisation_id)
    for round_ in _standing(db, house):
        applied = (Application.round_id == round_.id, Application.person_id == exchange.guest_id)
        offered = (Offer.round_id == round_.id, Offer.person_id == exchange.host_id)
        taken = (
            db.scalar(select(Application.id).where(*applied, Application.kind == exchange.kind)),
            db.scalar(select(Offer.id).where(*offered, Offer.kind == exchange.kind)),
        )
        if not any(taken):
            return round_
    owner = db.get_one(Person, db.get_one(Round, exchange.round_id).owner_id)
    return _another(db, house, owner=owner, now=now)


def stretch(round_: Round, *days: date) -> None:
    """The days of a standing round follow what it holds; those of other rounds are HR's."""
    if round_.is_standing:
        round_.first_day = min(round_.first_day, *days)
        round_.last_day = max(round_.last_day, *days)


def _standing(db: Session, house: Organisation) -> list[Round]:
    mine = select(Round).where(Round.organisation_id == house.id, Round.is_standing)
    return list(db.scalars(mine.order_by(Round.opens_at, Round.reference)))


def _lock(db: Session, house: Organisation) -> None:
    """Of two who need a standing round at once, the second finds that of the first."""
    db.refresh(house, with_for_update=LOCK)


def _another(db: Session, house: Organisation, *, owner: Person, now: datetime) -> Round:
    """Its stream is closed from the beginning: facts are kept, and wake no workflow."""
    _lock(db, house)
    number, today = len(_standing(db, house)) + 1, local_day(now)
    round_ = Round(
        reference=f"outside-{house.code}-{number}".lower(),
        name_fi=f"Kierrosten ulkopuolella, {house.name_fi}",
        name_sv=f"Utanför omgångarna, {house.name_sv}",
        name_en=f"Outside of rounds, {house.name_en}",
        state=RoundState.RUNNING,
        owner_id=owner.id,
        organisation_id=house.id,
        kinds=(Kind.SHADOWING, Kind.MENTORING),
        date_mode=DateMode.FIXED,
        is_standing=True,
        opens_at=now,
        closes_at=now,
        decide_by=now,
        first_day=today,
        last_day=today,
    )
    db.add(round_)
    db.flush()
    stream = streams.of_round(round_.id)
    open_stream(db, stream)
    close_stream(db, stream, now=now)
    return round_
