"""Dull builders of workshops and of who comes to them."""

from datetime import timedelta

from sqlalchemy.orm import Session

from models.events import Stream
from models.people import Person
from models.rounds import Round
from models.states import WorkshopState
from models.streams import of_workshop
from models.timeline import MORNING, moment
from models.workshop_states import WorkshopKind
from models.workshops import Spoken, Workshop
from tests.builders import FIRST_DAY, a_round, added

BEGINS = moment(FIRST_DAY, MORNING)
ENDS = BEGINS + timedelta(hours=3)
SIGN_UP_OPENS, SIGN_UP_CLOSES = BEGINS - timedelta(days=28), BEGINS - timedelta(days=7)


def a_workshop(db: Session, *, of: Round | None = None, **said: object) -> Workshop:
    """A networking morning of three hours that has been announced, with seats for everybody."""
    round_ = of or a_round(db)
    owner = db.get_one(Person, round_.owner_id)
    usual = {
        "round_id": round_.id,
        "kind": WorkshopKind.NETWORKING,
        "state": WorkshopState.PLANNED,
        "organiser_id": owner.id,
        "organisation_id": owner.organisation_id,
        "title": Spoken(fi="Verkostoaamu", sv="Nätverksmorgon", en="Networking morning"),
        "place": "Keksilän liitto",
        "opens_at": SIGN_UP_OPENS,
        "closes_at": SIGN_UP_CLOSES,
        "starts_at": BEGINS,
        "ends_at": ENDS,
    }
    workshop = added(db, Workshop(**usual | said))
    added(db, Stream(id=of_workshop(workshop.id)))
    return workshop
