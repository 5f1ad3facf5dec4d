"""Finding the round that a form is about: before its change is written down, and again inside."""

from uuid import UUID

from fastapi import Request
from sqlalchemy import select

from domain.access import visibility
from domain.refusals import NotFound
from models.languages import _
from models.people import Person
from models.rounds import Round
from models.schedules import Schedule
from web.site import Site
from web.views.hr import round_head
from web.views.reading import Reading


def round_of(request: Request, site: Site, reference: str) -> UUID:
    """Its id, if whoever asks steers it."""
    with site.read(request) as seen:
        return round_head.find(seen, reference).id


def found(seen: Reading, reference: str) -> Round:
    return round_head.find(seen, reference)


def locked(seen: Reading, round_id: UUID) -> Round:
    """The round in the transaction that changes something; one's role may have ended meanwhile."""
    found = select(Round).where(Round.id == round_id, visibility.steered_rounds(seen.actor))
    round_ = seen.db.scalar(found)
    if round_ is None:
        raise NotFound(_("The round is not there any more."))
    return round_


def version(seen: Reading, round_: Round, number: str) -> Schedule:
    """The version that a form names."""
    found = select(Schedule).where(Schedule.round_id == round_.id)
    found = found.where(Schedule.version == (int(number) if number.isdecimal() else 0))
    schedule = seen.db.scalar(found)
    if schedule is None:
        raise NotFound(_("The plan has no version {number}.", number=number))
    return schedule


def doer(seen: Reading) -> Person:
    return seen.db.get_one(Person, seen.actor.person_id)
