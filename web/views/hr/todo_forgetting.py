"""Who has asked to be forgotten, for those who keep their organisation."""

from collections.abc import Iterator

from sqlalchemy import select

from domain.access import visibility
from models.forgetting import ForgettingWish
from models.languages import _
from models.people import Person
from web.views.hr.todo import Desk, Press, Todo


def wishes(desk: Desk) -> Iterator[Todo]:
    """Each leads to the page of the person, where it is answered."""
    found = select(Person.id, Person.name).join(ForgettingWish, ForgettingWish.person_id == Person.id)
    waiting = ForgettingWish.answered_at.is_(None), visibility.kept_people(desk.seen.actor)
    for person_id, name in desk.seen.db.execute(found.where(*waiting).order_by(ForgettingWish.asked_at)):
        yield Todo(
            words=_("{name} has asked to be forgotten.", name=name),
            action=_("Answer"),
            address=f"/people/{person_id}",
            round_name="",
            press=Press.WARN,
        )
