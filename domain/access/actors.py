"""Who acts: a person, and the roles that they hold somewhere."""

from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.people import Appointee, Person
from models.rounds import Round
from models.states import Role


@dataclass(frozen=True)
class Reach:
    """What an action is about: a round of an organisation and its owner, or an organisation alone."""

    organisation_id: UUID | None = None
    round_id: UUID | None = None
    owner_id: UUID | None = None


@dataclass(frozen=True)
class Grant:
    """A role, and where it reaches: everywhere, one organisation's rounds and people, or one round."""

    role: Role
    organisation_id: UUID | None = None
    round_id: UUID | None = None

    @property
    def reach(self) -> Reach:
        return Reach(self.organisation_id, self.round_id)

    @property
    def is_everywhere(self) -> bool:
        return self.organisation_id is None and self.round_id is None


@dataclass(frozen=True)
class Actor:
    person_id: UUID
    organisation_id: UUID
    grants: tuple[Grant, ...] = ()
    owns_rounds: bool = False  # and steers these, whatever roles they hold

    def holds(self, *roles: Role) -> bool:
        """Whether somebody holds one of these roles at all, wherever it reaches."""
        return any(each.role in roles for each in self.grants)

    def holds_everywhere(self, *roles: Role) -> bool:
        return any(each.role in roles and each.is_everywhere for each in self.grants)


def actor_of(db: Session, person: Person) -> Actor:
    found = db.scalars(select(Appointee).where(Appointee.person_id == person.id).order_by(Appointee.id))
    grants = tuple(Grant(each.role, each.organisation_id, each.round_id) for each in found)
    owns = db.scalar(select(Round.id).where(Round.owner_id == person.id).limit(1)) is not None
    return Actor(person.id, person.organisation_id, grants, owns_rounds=owns)
