"""What is done with many applications of a round at once."""

from collections.abc import Callable
from enum import StrEnum
from uuid import UUID

from fastapi import Request
from sqlalchemy.orm import joinedload
from starlette.responses import Response

from domain import applications, endorsements, late_entries, nudging
from domain.access.policy import Action
from domain.refusals import Invalid, NotFound, Refusal
from models.applications import Application
from models.languages import _
from models.states import ApplicationState, EndorsementState
from web.forms import Form, TheForm
from web.lists.listing import Table
from web.lists.pages import read
from web.routes.rounds.desk import Desk, desk
from web.routes.rounds.lists import LISTS
from web.site import TheSite, go, posts
from web.views.hr.application_list import Choice, chosen_rows, condition
from web.views.hr.round_head import address
from web.visitor import signed_in

router = signed_in(Action.STEER)


class Deed(StrEnum):
    REMIND = "remind"
    ENDORSE = "endorse"
    WITHDRAW = "withdraw"
    ENTER = "enter"


@posts(router, "/rounds/{reference}/applications/{deed}")
def in_bulk(request: Request, site: TheSite, form: TheForm, reference: str, deed: Deed) -> Response:
    """All or none: a no about one of them leaves the others as they were."""
    chosen = read(Choice, request.query_params)
    try:
        with desk(request, site, reference, f"applications-{deed}", why=form.text("why")) as at:
            found = _meant(at, form, chosen)
            if not found:
                raise Invalid(_("Choose at least one application."))
            DEEDS[deed](at, found, form.text("why"))
    except NotFound:
        raise
    except Refusal as refusal:
        said, page = {"why": form.text("why")}, LISTS[Table.APPLICATIONS]
        return page.show_again(request, site, reference, request.query_params, said, refusal)
    return go(f"{address(reference)}/applications?{chosen.query}", done=f"applications-{deed}")


def _meant(at: Desk, form: Form, chosen: Choice) -> list[Application]:
    """Those that are ticked, or all that the address finds."""
    inside = condition(at.seen, at.round_, chosen)
    if not form.has("everything"):
        inside &= Application.id.in_(_ids(form.all("application")))
    found = chosen_rows(inside, chosen, at.seen.language).options(joinedload(Application.endorsement))
    return list(at.seen.db.scalars(found.execution_options(populate_existing=True)))


def _ids(written: tuple[str, ...]) -> list[UUID]:
    try:
        return [UUID(each) for each in written]
    except ValueError:
        raise NotFound(_("There is no such application.")) from None


def _remind(at: Desk, found: list[Application], _why: str) -> None:
    if not nudging.remind(at.seen.db, at.round_, found, now=at.seen.now):
        raise Invalid(_("None of them waits for a supervisor."))


def _endorse(at: Desk, found: list[Application], why: str) -> None:
    asked = [each.endorsement for each in found if each.endorsement]
    waiting = [each for each in asked if each.state is EndorsementState.ASKED]
    if not waiting:
        raise Invalid(_("None of them waits for a supervisor."))
    for each in waiting:
        endorsements.endorse(at.seen.db, each, now=at.seen.now, behalf=at.behalf(why))


def _withdraw(at: Desk, found: list[Application], _why: str) -> None:
    for each in found:
        applications.withdraw(at.seen.db, each, now=at.seen.now)


def _enter(at: Desk, found: list[Application], why: str) -> None:
    drafts = [each for each in found if each.state is ApplicationState.DRAFT]
    if not drafts:
        raise Invalid(_("None of them is a draft."))
    for each in drafts:
        late_entries.enter(at.seen.db, each, behalf=at.behalf(why), now=at.seen.now)


DEEDS: dict[Deed, Callable[[Desk, list[Application], str], None]] = {
    Deed.REMIND: _remind,
    Deed.ENDORSE: _endorse,
    Deed.WITHDRAW: _withdraw,
    Deed.ENTER: _enter,
}
