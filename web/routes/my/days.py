"""Other days for one's own exchange: named and checked at once, or taken back."""

from uuid import UUID

from fastapi import Request
from starlette.responses import Response

from domain.new_days import new_days, written
from models.exchanges import Exchange
from models.people import Person
from web.forms import TheForm
from web.routes.my.changing import change
from web.said import fields_of, said
from web.site import TheSite, posts
from web.views.my.exchange import OTHER_DAYS
from web.views.reading import Reading
from web.visitor import signed_in

router = signed_in()


@posts(router, "/my/exchanges/{exchange_id}/days")
def days(request: Request, site: TheSite, exchange_id: UUID, form: TheForm) -> Response:
    def verb(seen: Reading, found: Exchange, me: Person) -> None:
        if form.text("word") == "take_back":
            new_days.take_back(seen.db, found, me, now=seen.now)
        else:
            written.suggest(seen.db, found, me, written.read(said(fields_of(form)).filled), now=seen.now)

    done = "taken-back" if form.text("word") == "take_back" else "days-named"
    return change(request, site, exchange_id, verb, form=form, act=OTHER_DAYS, done=done)
