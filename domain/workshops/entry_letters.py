"""The words beside each calendar message about a workshop."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from domain.workshops import letters
from invites.changes import changes
from invites.issue import Message, Purpose
from invites.letterhead import Letterhead
from invites.workshop_contexts import SeatConfirmed, WorkshopCancelled, WorkshopMoved
from models.people import Person
from models.states import WorkshopState
from models.workshops import SignUp, Workshop


def letter(db: Session, workshop: Workshop, message: Message, *, to: Person) -> Letterhead:
    """The letter that suits the purpose of a message."""
    head, link = letters.head(db, workshop, to), link_of(db, workshop, to)
    if message.purpose is Purpose.INVITATION:
        return SeatConfirmed(**vars(letters.with_material(db, workshop, head)), link=link)
    if message.purpose is Purpose.UPDATE and message.before:
        return WorkshopMoved(
            **vars(head),
            changes=changes(message.before, message.meeting, to=message.to),
            answer_again=message.sequence > message.before.sequence,
            link=link,
        )
    is_off = workshop.state is WorkshopState.CANCELLED
    return WorkshopCancelled(
        **vars(head), removed=not is_off, is_in_calendar=True, link=None if is_off else link
    )


def link_of(db: Session, workshop: Workshop, to: Person) -> str | None:
    mine = select(SignUp).where(SignUp.workshop_id == workshop.id, SignUp.person_id == to.id)
    return letters.seat_link(db, workshop, db.scalars(mine).one())
