"""What people are told about a workshop."""

from dataclasses import dataclass, replace

from sqlalchemy.orm import Session

from domain import links
from domain.mails import Addressee
from domain.workshops import tasks
from invites.links import Purpose
from invites.meetings import Mailbox, Timed, When
from invites.meetings import Session as OneSession
from invites.workshop_contexts import Gathering
from models.languages import Language
from models.people import Person
from models.rounds import Round
from models.timeline import local, local_day
from models.workshop_states import SignUpState
from models.workshops import SignUp, Workshop


@dataclass(frozen=True)
class Head:
    """What all letters about one workshop to one person begin with."""

    name: str
    round_name: str
    coordinator: Mailbox
    gathering: Gathering


def head(db: Session, workshop: Workshop, to: Addressee) -> Head:
    """Whoever arranges it helps."""
    round_ = db.get_one(Round, workshop.round_id)
    organiser = db.get_one(Person, workshop.organiser_id)
    return Head(
        name=to.name,
        round_name=round_.name(to.language),
        coordinator=Mailbox(organiser.email, organiser.name),
        gathering=gathering(workshop, organiser, to.language),
    )


def with_material(db: Session, workshop: Workshop, head: Head) -> Head:
    """For those who have signed up: what has been prepared."""
    return replace(head, gathering=replace(head.gathering, material=material(db, workshop)))


def gathering(workshop: Workshop, organiser: Person, language: Language) -> Gathering:
    return Gathering(
        title=workshop.title.into(language),
        blocks=(when(workshop),),
        place=workshop.place,
        online=workshop.online_link or "",
        organiser=organiser.name,
        description=tuple(each for each in workshop.description.into(language).splitlines() if each.strip()),
    )


def when(workshop: Workshop) -> When:
    """The hours of one day, or of several."""
    if local_day(workshop.starts_at) != local_day(workshop.ends_at):
        return Timed(local(workshop.starts_at), local(workshop.ends_at))
    minutes = (workshop.ends_at - workshop.starts_at).total_seconds() // 60
    return OneSession(local(workshop.starts_at), int(minutes))


def material(db: Session, workshop: Workshop) -> tuple[str, ...]:
    """What was prepared, line by line."""
    done = [each.result for each in tasks.of_workshop(db, workshop.id) if not each.work.is_after]
    return tuple(line for text in done if text for line in text.splitlines() if line.strip())


def seat_link(db: Session, workshop: Workshop, sign_up: SignUp) -> str | None:
    """Where somebody says that they come after all, or do not; only the organiser lets the removed back."""
    if sign_up.state is SignUpState.REMOVED:
        return None
    return links.to(db, Purpose.SEAT, sign_up.id, sign_up.person_id, until=workshop.ends_at)
