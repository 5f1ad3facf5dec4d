"""A pair that does not go on: ended early, or left by its mentor together with all others of theirs."""

from datetime import time
from uuid import UUID

from fastapi import Request
from starlette.responses import Response

from domain.behalf import Behalf
from domain.mentoring import endings, leaving
from domain.refusals import Invalid, NotAllowed
from domain.troubles import day
from models.exchanges import Exchange
from models.languages import _
from models.mentoring import EndCode
from models.people import Person
from models.rounds import Round
from models.timeline import local_day, moment
from web.forms import TheForm
from web.routes.my.changing import change
from web.site import TheSite, posts
from web.views.reading import Reading
from web.visitor import signed_in
from web.words.partings import WHY

router = signed_in()
THEMSELVES = "they said so themselves"


@posts(router, "/my/exchanges/{exchange_id}/end")
def end(request: Request, site: TheSite, exchange_id: UUID, form: TheForm) -> Response:
    def verb(seen: Reading, found: Exchange, me: Person) -> None:
        code = form.text("code")
        if code not in {each.value for each in WHY}:
            raise Invalid(_("Choose why it ends."))
        endings.end(seen.db, found, EndCode(code), now=seen.now, behalf=Behalf(me, THEMSELVES))

    return change(request, site, exchange_id, verb, form=form, act="pair.ended", done="pair-ended")


@posts(router, "/my/exchanges/{exchange_id}/leave")
def leave(request: Request, site: TheSite, exchange_id: UUID, form: TheForm) -> Response:
    """Every mentee of theirs in this round gets another mentor."""

    def verb(seen: Reading, found: Exchange, me: Person) -> None:
        if me.id != found.host_id:
            raise NotAllowed(_("Only the mentor can say this."))
        on = day(form.text("day"))
        if on is None or on < local_day(seen.now):
            raise Invalid(_("Choose a day from today on."))
        since, round_ = moment(on, time(0)), seen.db.get_one(Round, found.round_id)
        behalf = Behalf(me, THEMSELVES)
        if not leaving.leave(seen.db, me, round_, since=since, now=seen.now, behalf=behalf):
            raise Invalid(_("No session lies on that day or later: choose an earlier one."))

    return change(request, site, exchange_id, verb, form=form, act="mentor.left", done="mentor-left")
