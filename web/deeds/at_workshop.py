"""One workshop under its lock, for whoever arranges it or steers its round."""

from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import ColumnElement, or_, select

from domain.access import visibility
from domain.access.actors import Actor
from domain.behalf import Behalf
from domain.refusals import NotFound
from domain.workshops import workshops
from models.languages import Words, _
from models.people import Person
from models.rounds import Round
from models.workshops import Workshop
from web.deeds.deed import BY_PHONE
from web.forms import Form
from web.views.reading import Reading


@dataclass(frozen=True)
class AtWorkshop:
    seen: Reading
    workshop: Workshop
    form: Form

    def me(self) -> Person:
        return self.seen.db.get_one(Person, self.seen.actor.person_id)

    def behalf(self, why: str) -> Behalf:
        return Behalf(self.me(), why)

    def say(self, words: Words) -> str:
        return words.into(self.seen.language)

    @property
    def round_(self) -> Round:
        return self.seen.db.get_one(Round, self.workshop.round_id)

    @property
    def phone(self) -> dict[str, str]:
        return {"why": self.say(BY_PHONE)}


def arranged(actor: Actor) -> ColumnElement[bool]:
    return or_(visibility.steers(actor, Workshop.round_id), Workshop.organiser_id == actor.person_id)


def find(seen: Reading, workshop_id: UUID, form: Form, *, to_change: bool = True) -> AtWorkshop:
    known = select(Workshop.id).where(Workshop.id == workshop_id, arranged(seen.actor))
    if seen.db.scalar(known) is None:
        raise NotFound(_("There is no such workshop."))
    load = workshops.load if to_change else (lambda db, id_: db.get_one(Workshop, id_))
    return AtWorkshop(seen, load(seen.db, workshop_id), form)
