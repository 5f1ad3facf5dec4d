"""Dull builders of a round that HR steers, with its letters read by person."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.exchanges import Exchange
from models.mails import Mail
from models.people import Person
from models.rounds import Round
from models.states import RoundState
from tests.builders import a_host_offer, a_person, a_round
from tests.domain.lived import a_confirmed_exchange, a_placed_application, a_proposed_exchange


def helmi_of(db: Session, round_: Round) -> Person:
    return db.get_one(Person, round_.owner_id)


def a_round_of_helmi(db: Session, state: RoundState = RoundState.RUNNING, **said: object) -> Round:
    return a_round(db, owner=a_person(db, name="Helmi Keksitty"), state=state, **said)


def aino_to_onni(db: Session, round_: Round, *, is_confirmed: bool = False) -> Exchange:
    """A stay of Aino's with Onni, asked or agreed."""
    application = a_placed_application(db, to=round_, person=a_person(db, name="Aino Keksitty"))
    offer = a_host_offer(db, to=round_, person=a_person(db, name="Onni Keksitty"))
    build = a_confirmed_exchange if is_confirmed else a_proposed_exchange
    return build(db, application=application, offer=offer)


def everybody_was_told(db: Session) -> list[tuple[str, str]]:
    """Every letter of all lanes: whom it is to, by first name, and its kind."""
    found = select(Person.name, Mail.kind).join(Mail, Mail.person_id == Person.id)
    return sorted((name.split()[0], kind) for name, kind in db.execute(found))
