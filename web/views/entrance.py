"""The page behind a one-time link: whom it lets in, or that it has ended."""

from datetime import datetime

from domain.access import login_links
from models.people import Person
from models.record import Record
from web.views.reading import Reading


class LinkView(Record):
    is_good: bool
    name: str | None  # None where the house is empty and the first person comes


def look(seen: Reading, token: str, *, now: datetime) -> LinkView:
    link = login_links.look(seen.db, token, now=now)
    person = seen.db.get(Person, link.person_id) if link and link.person_id else None
    return LinkView(is_good=link is not None, name=person.name if person else None)
