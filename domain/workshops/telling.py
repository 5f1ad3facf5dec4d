"""A workshop in a few lines, for the pages behind links."""

from sqlalchemy.orm import Session

from domain.asks.question import Told
from domain.workshops import letters
from invites import dates
from models.languages import Language, _
from models.people import Person
from models.workshops import Workshop


def told(db: Session, workshop: Workshop, language: Language) -> tuple[Told, ...]:
    lines = dates.spell(letters.when(workshop), language)
    rows = [Told(_("When"), each) for each in lines]
    rows += [Told(_("Place"), workshop.place)] if workshop.place else []
    rows += [Told(_("Link to the meeting"), workshop.online_link)] if workshop.online_link else []
    return (*rows, Told(_("Arranged by"), db.get_one(Person, workshop.organiser_id).name))
