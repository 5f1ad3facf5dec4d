"""Who stands where in a workshop: with a seat, in line, or neither."""

from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session, joinedload

from models.people import Person
from models.workshop_states import SignUpState
from models.workshops import SignUp, Workshop


def free(db: Session, workshop: Workshop) -> int | None:
    """Seats that nobody has or is asked about; None where everybody has one."""
    if workshop.capacity is None:
        return None
    held = select(func.count()).where(
        SignUp.workshop_id == workshop.id,
        SignUp.state.in_([each for each in SignUpState if each.holds_seat]),
    )
    return max(0, workshop.capacity - (db.scalar(held) or 0))


def in_line(db: Session, workshop: Workshop) -> list[SignUp]:
    """The waiting list, the first first."""
    waiting = [each for each in of_workshop(db, workshop) if each.state is SignUpState.WAITING]
    return sorted(waiting, key=lambda each: (each.place_in_line or 0, each.id))


def of_workshop(db: Session, workshop: Workshop) -> list[SignUp]:
    found = select(SignUp).where(SignUp.workshop_id == workshop.id).options(joinedload(SignUp.person))
    return sorted(db.scalars(found), key=lambda each: (each.person.name, each.person.email))


def who_come(db: Session, workshop: Workshop) -> list[SignUp]:
    return [each for each in of_workshop(db, workshop) if each.state is SignUpState.SIGNED_UP]


def whole(db: Session, sign_up_id: UUID) -> tuple[SignUp, Workshop]:
    """A sign-up and its workshop, both as they stand under the workshop's lock."""
    workshop_id = db.get_one(SignUp, sign_up_id).workshop_id
    workshop = db.get_one(Workshop, workshop_id, with_for_update=True, populate_existing=True)
    found = select(SignUp).where(SignUp.id == sign_up_id).options(joinedload(SignUp.person))
    return db.scalars(found.execution_options(populate_existing=True)).one(), workshop


def of_person(db: Session, workshop: Workshop, person: Person) -> SignUp | None:
    mine = select(SignUp).where(SignUp.workshop_id == workshop.id, SignUp.person_id == person.id)
    return db.scalar(mine.options(joinedload(SignUp.person)))
