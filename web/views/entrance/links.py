"""The page behind a one-time link: whom it lets in, or that it has ended."""

from datetime import datetime

from domain.access import login_links
from models.people import Person
from models.record import Record
from web.views.reading import Reading

GOOD, ELSEWHERE, GONE = 200, 409, 410


class LinkView(Record):
    status: int
    name: str | None  # None where the house is empty and the first person comes
    claims: bool = False  # it also says whose sign-in at an organisation this is


def look(seen: Reading, token: str, *, browser: str, now: datetime) -> LinkView:
    """Whose link it is stands only in the browser that asked for it."""
    link = login_links.look(seen.db, token, now=now)
    if link is None:
        return LinkView(status=GONE, name=None)
    if not login_links.is_of(link, browser):
        return LinkView(status=ELSEWHERE, name=None)
    person = seen.db.get(Person, link.person_id) if link.person_id else None
    return LinkView(status=GOOD, name=person.name if person else None, claims=link.subject is not None)
