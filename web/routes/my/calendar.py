"""One's own calendar address: made, told once, and ended."""

from datetime import datetime

from fastapi import Request
from sqlalchemy import select
from starlette.responses import Response

from domain import feeds
from domain.audit import Act
from domain.refusals import Conflict
from models.feeds import Feed
from models.languages import _
from models.people import Person
from models.record import Record
from web.forms import TheForm
from web.site import TheSite, go, posts, shows
from web.views.reading import Reading
from web.visitor import signed_in

router = signed_in()
NOT_REACHED = _("Calendars cannot be reached from outside yet: ask whoever runs this installation.")
REMINDERS = {"15": 15, "60": 60, "1440": 1440}


class CalendarView(Record):
    """`address` is told once, by the page that made it."""

    made_at: datetime | None
    is_reached: bool
    address: str = ""


@shows(router, "/my/calendar")
def calendar(request: Request, site: TheSite) -> Response:
    with site.read(request) as seen:
        view = _look(seen)
    return site.show(request, "my/calendar.html", view, seen=seen)


@posts(router, "/my/calendar")
def renew(request: Request, site: TheSite, form: TheForm) -> Response:
    """A new address, the old one ends; it is shown now and never again, so this page is not gone from."""
    with site.change(request, Act("feed.made", "feed")) as seen:
        if not feeds.are_reached(seen.db):
            raise Conflict(
                _("Calendars cannot be reached from outside yet: ask whoever runs this installation.")
            )
        me = seen.db.get_one(Person, seen.actor.person_id)
        minutes = REMINDERS.get(form.text("reminder"))
        token = feeds.renew(seen.db, me, alarm_minutes=minutes, now=seen.now)
        view = _look(seen).model_copy(update={"address": feeds.address(seen.db, token)})
    return site.show(request, "my/calendar.html", view, seen=seen)


@posts(router, "/my/calendar/end")
def end(request: Request, site: TheSite, _form: TheForm) -> Response:
    with site.change(request, Act("feed.ended", "feed")) as seen:
        feeds.revoke(seen.db, seen.db.get_one(Person, seen.actor.person_id), now=seen.now)
    return go("/my/calendar", done="saved")


def _look(seen: Reading) -> CalendarView:
    mine = (Feed.person_id == seen.actor.person_id, Feed.organisation_id.is_(None))
    living = select(Feed.made_at).where(*mine, Feed.revoked_at.is_(None))
    return CalendarView(made_at=seen.db.scalar(living), is_reached=feeds.are_reached(seen.db))
