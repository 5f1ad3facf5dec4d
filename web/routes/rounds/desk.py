"""Where somebody steers one round from the browser: one transaction, with its audit entry."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from fastapi import Request

from domain.audit import Act
from domain.behalf import Behalf
from models.people import Person
from models.rounds import Round
from web.languages import language_of
from web.site import Site
from web.views.hr.round_head import find
from web.views.reading import Reading, reading
from web.visitor import visitor_of


@dataclass(frozen=True)
class Desk:
    """A round that the visitor steers, and the visitor."""

    seen: Reading
    round_: Round
    by: Person

    def behalf(self, why: str) -> Behalf:
        return Behalf(self.by, why)


@contextmanager
def desk(
    request: Request, site: Site, reference: str, verb: str, *, fields: tuple[str, ...] = (), why: str = ""
) -> Iterator[Desk]:
    """What is written here is saved as a whole, or not at all."""
    with site.read(request) as seen:
        round_id = find(seen, reference).id
    with site.change(request, Act(f"round.{verb}", "round", round_id, fields=fields, reason=why)) as seen:
        yield _at(seen, reference)


@contextmanager
def trial_desk(request: Request, site: Site, reference: str) -> Iterator[Desk]:
    """What is written here is gone at the end, and nobody waits for it."""
    visitor = visitor_of(request)
    with site.database.trial() as db:
        actor = visitor.actor if visitor else None
        yield _at(reading(db, language_of(request), site.clock.now(), visitor=actor), reference)


def _at(seen: Reading, reference: str) -> Desk:
    return Desk(seen, find(seen, reference), seen.db.get_one(Person, seen.actor.person_id))
