"""The page behind a one-time link: whom it lets in, or that it has ended."""

from datetime import datetime

from domain.access import founding, login_links
from models.people import Person
from models.record import Record
from web.views.reading import Reading

GOOD, ELSEWHERE, GONE = 200, 409, 410


class LinkView(Record):
    status: int
    name: str | None
    is_first: bool = False  # the house is empty: whoever comes says who they are
    claims: bool = False  # it also says whose sign-in at an organisation this is


def look(seen: Reading, token: str, *, browser: str, now: datetime) -> LinkView:
    """Whose link it is stands only in the browser that asked for it."""
    link = login_links.look(seen.db, token, now=now)
    if link is None:
        return LinkView(status=GONE, name=None)
    if not login_links.is_of(link, browser):
        return LinkView(status=ELSEWHERE, name=None)
    if link.person_id is None:
        empty = founding.is_empty(seen.db)
        return LinkView(status=GOOD if empty else GONE, name=None, is_first=empty)
    name = seen.db.get_one(Person, link.person_id).name
    return LinkView(status=GOOD, name=name, claims=link.subject is not None)
