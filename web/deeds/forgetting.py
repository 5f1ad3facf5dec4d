"""What HR does about somebody who wants to be forgotten: forgets them, or marks the wish as answered."""

from collections.abc import Iterator

from sqlalchemy import select

from domain import forgetting_wishes
from domain.access import visibility
from domain.erasing.erase import erase
from domain.refusals import Conflict, NotFound
from models.forgetting import ForgettingWish
from models.languages import _
from models.people import Person
from web.deeds.deed import Occasion, Press
from web.deeds.of_people import AtPerson


def open_wish(at: AtPerson) -> ForgettingWish | None:
    """That waits for an answer, where the reader is who answers it."""
    wish = forgetting_wishes.latest(at.seen.db, at.person.id)
    return wish if wish and wish.answered_at is None and _keeps(at) else None


def to_answer(at: AtPerson) -> Iterator[Occasion]:
    if open_wish(at):
        yield Occasion()


def answer(at: AtPerson, _said: Press) -> None:
    if not _keeps(at):
        raise Conflict(_("Who keeps their organisation answers this."))
    me = at.seen.db.get_one(Person, at.seen.actor.person_id)
    forgetting_wishes.answer(at.seen.db, at.person, by=me, now=at.seen.now)


def to_forget(at: AtPerson) -> Iterator[Occasion]:
    if at.person.forgotten_at is None and _keeps(at):
        yield Occasion()


def forget(at: AtPerson, _said: Press) -> None:
    if not _keeps(at):
        raise NotFound(_("There is nobody like this."))
    me = at.seen.db.get_one(Person, at.seen.actor.person_id)
    erase(at.seen.db, at.person, by=me, now=at.seen.now)


def _keeps(at: AtPerson) -> bool:
    kept = select(Person.id).where(Person.id == at.person.id, visibility.kept_people(at.seen.actor))
    return at.seen.db.scalar(kept) is not None
