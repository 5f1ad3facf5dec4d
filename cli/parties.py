"""Who is meant on the command line: by the address of a person, or the code of a house."""

from typing import TypeVar

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from domain.refusals import Conflict, NotFound
from models.applications import Application
from models.languages import _
from models.offers import Offer
from models.organisations import Organisation
from models.people import Person
from models.rounds import Round
from models.states import ApplicationState, OfferState

Row = TypeVar("Row", Application, Offer)


def application(db: Session, round_: Round, email: str, *, kind: str | None = None) -> Application:
    """What somebody has applied for in a round, and has not withdrawn."""
    found = select(Application).join(Application.person).options(joinedload(Application.person))
    found = found.where(
        Application.round_id == round_.id,
        Person.email == email.strip().lower(),
        Application.state != ApplicationState.WITHDRAWN,
    )
    return _one(list(db.scalars(found)), round_, email, kind)


def offer(db: Session, round_: Round, email: str, *, kind: str | None = None) -> Offer:
    """What somebody offers in a round, and has not withdrawn."""
    found = select(Offer).join(Offer.person).options(joinedload(Offer.person))
    found = found.where(
        Offer.round_id == round_.id,
        Person.email == email.strip().lower(),
        Offer.state == OfferState.OPEN,
    )
    return _one(list(db.scalars(found)), round_, email, kind)


def organisation(db: Session, code: str) -> Organisation:
    found = db.scalar(select(Organisation).where(Organisation.code == code.strip()))
    if found is None:
        raise NotFound(_("There is no organisation with the code {code}.", code=code))
    return found


def _one(found: list[Row], round_: Round, email: str, kind: str | None) -> Row:
    mine = [each for each in found if kind in (None, each.kind.value)]
    if not mine:
        raise NotFound(_("{email} takes no part in {round}.", email=email, round=round_.reference))
    if len(mine) > 1:
        raise Conflict(
            _("{email} takes part in both ways: say --kind shadowing or --kind mentoring.", email=email)
        )
    return mine[0]
