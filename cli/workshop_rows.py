"""Workshops, those who come, and their work, as rows on the terminal."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from cli.desk import coordinator, person
from cli.listing import Listing
from domain.rounds import by_reference
from domain.workshops import letters, roll, tasks
from domain.workshops.tasks import WORKS
from invites import dates
from models.languages import Language, _
from models.people import Person
from models.rounds import Round
from models.workshops import Workshop
from web.words.workshops import STANDS, STATES

SHOWN = 8  # digits of an id
TITLES = (_("Id"), _("Title"), _("When"), _("State"), _("Seats"), _("Waiting"))
PEOPLE = (_("Name"), _("Address"), _("Stands"), _("Came"))
WORK = (_("Work"), _("Owner"), _("Due"), _("Done"))
CAME = {True: _("yes"), False: _("no")}


def listing(db: Session, reference: str | None, language: Language) -> Listing:
    found = select(Workshop).order_by(Workshop.starts_at, Workshop.id)
    if reference is not None:
        found = found.where(Workshop.round_id == by_reference(db, reference).id)
    return Listing(TITLES, tuple(_row(db, each, language) for each in db.scalars(found)))


def people(db: Session, workshop: Workshop, language: Language) -> Listing:
    rows = (
        (
            each.person.name,
            each.person.email,
            STANDS[each.state].into(language),
            CAME[each.attended].into(language) if each.attended is not None else "",
        )
        for each in roll.of_workshop(db, workshop)
    )
    return Listing(PEOPLE, tuple(rows))


def work(db: Session, workshop: Workshop, language: Language) -> Listing:
    rows = (
        (
            WORKS[each.work].into(language),
            db.get_one(Person, each.owner_id).name,
            dates.moment(each.due_at, language),
            dates.moment(each.done_at, language) if each.done_at else "",
        )
        for each in tasks.of_workshop(db, workshop.id)
    )
    return Listing(WORK, tuple(rows))


def steers(db: Session, workshop: Workshop, email: str) -> Person:
    """Whoever arranges it, or steers its round."""
    who = person(db, email)
    if who.id == workshop.organiser_id:
        return who
    return coordinator(db, email, of=db.get_one(Round, workshop.round_id))


def _row(db: Session, workshop: Workshop, language: Language) -> tuple[str, ...]:
    taken = len(roll.who_come(db, workshop))
    return (
        f"{workshop.id}"[:SHOWN],
        workshop.title.into(language),
        "; ".join(dates.spell(letters.when(workshop), language)),
        STATES[workshop.state].words.into(language),
        f"{taken} / {workshop.capacity}" if workshop.capacity else f"{taken}",
        f"{len(roll.in_line(db, workshop))}",
    )
