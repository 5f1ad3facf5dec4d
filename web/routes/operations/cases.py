"""Pages of running cases, and what an administrator may do about one."""

from collections.abc import Mapping
from typing import Annotated, ClassVar
from uuid import UUID

from fastapi import HTTPException, Path, Request
from pydantic import Field
from starlette.responses import HTMLResponse, Response

from domain import errands
from domain.access import policy
from domain.audit import Act
from domain.refusals import Refusal
from models import streams
from models.errands import Errand
from models.languages import Words, _
from models.messages import Action
from web.engine import TheEngine
from web.forms import FormModel, TheForm, Trouble, parsed, trouble
from web.site import PageNumber, Site, TheSite, go, posts, shows
from web.views.operations import cases, one_case
from web.views.operations.cases import Choice
from web.views.reading import Reading
from web.visitor import signed_in
from workflows import seen as temporal
from workflows.seen import Seen

router = signed_in(policy.Action.OPERATE)
HERE = "/operations/cases"
CaseId = Annotated[str, Path(pattern="^(round|exchange|workshop)-[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$")]


class Asking(FormModel):
    labels: ClassVar[dict[str, Words]] = {"why": _("Why"), "to": _("To whom")}

    why: str = Field(min_length=1, max_length=500)
    to: UUID | None = None


@shows(router, "/operations")
def all_cases(
    request: Request,
    site: TheSite,
    engine: TheEngine,
    round: str = "",  # noqa: A002 - the name in the address
    phase: str = "",
    waiting: str = "",
    attention: bool = False,  # noqa: FBT001, FBT002 - a query's field
    page: PageNumber = 1,
) -> HTMLResponse:
    choice = Choice(round=round, phase=phase, waiting=waiting, attention=attention, page=page)
    failing = engine.ask(temporal.troubled_ids)
    with site.read(request) as seen:
        view = cases.look(seen, choice, failing=failing or frozenset())
    if view is None:
        raise HTTPException(404)
    told = _told(engine, [each.id for each in view.rows])
    rows = tuple(cases.heard(each, told) for each in view.rows) if told is not None else view.rows
    view = view.model_copy(update={"rows": rows, "silent_since": engine.silent_since})
    return site.show(request, "operations/cases.html", view, seen=seen)


def _told(engine: TheEngine, ids: list[str]) -> Mapping[str, Seen | None] | None:
    return engine.ask(lambda client: temporal.look_at(client, ids))


@shows(router, HERE + "/{stream_id}")
def case(request: Request, site: TheSite, engine: TheEngine, stream_id: CaseId) -> HTMLResponse:
    return _case(request, site, engine, stream_id)


@posts(router, HERE + "/{stream_id}/{action}")
def act(
    request: Request, site: TheSite, engine: TheEngine, form: TheForm, stream_id: CaseId, action: Action
) -> Response:
    with site.read(request) as seen:
        if one_case.round_behind(seen, stream_id) is None:
            raise HTTPException(404)
    asked = parsed(Asking, form)
    if isinstance(asked, Asking) and action is Action.REASSIGN and asked.to is None:
        asked = (trouble(Asking, "to", _("choose one of those offered")),)
    if not isinstance(asked, Asking):
        return _case(request, site, engine, stream_id, found=asked, tried=action, said=form.text("why"))
    try:
        _leave(request, site, stream_id, action, asked)
    except Refusal as refused:
        found = (trouble(Asking, "why", refused.words),)
        return _case(request, site, engine, stream_id, found=found, tried=action, said=asked.why)
    return go(f"{HERE}/{stream_id}", done="left-to-workers")


def _leave(request: Request, site: Site, stream_id: CaseId, action: Action, asked: Asking) -> None:
    """First tried without a trace, so that a refusal has words; then written, and a worker does it."""
    kind, owner = stream_id.partition("-")[0], streams.owner(stream_id)
    with site.read(request) as seen:
        now = seen.now
        by = seen.actor.person_id

    def errand() -> Errand:
        to = asked.to if action is Action.REASSIGN else None
        return Errand(stream_id=stream_id, action=action, by_id=by, why=asked.why, to_id=to, asked_at=now)

    with site.database.trial() as db:
        tried = errand()
        errands.ask(db, tried)
        errands.carry_out(db, tried.id, now=now)
    with site.change(request, Act(f"case.{action.value}", kind, owner, reason=asked.why)) as seen:
        _must_be_colleague(seen, stream_id, asked.to)
        errands.leave(seen.db, errand())


def _must_be_colleague(seen: Reading, stream_id: CaseId, to: UUID | None) -> None:
    round_ = one_case.round_behind(seen, stream_id)
    if round_ is None or to not in (None, *(each.id for each in one_case.colleagues(seen, round_))):
        raise HTTPException(404)


def _case(
    request: Request,
    site: Site,
    engine: TheEngine,
    stream_id: CaseId,
    *,
    found: tuple[Trouble, ...] = (),
    tried: Action | None = None,
    said: str = "",
) -> HTMLResponse:
    with site.read(request) as seen:
        view = one_case.look(seen, stream_id, temporal_ui=site.temporal_ui)
    if view is None:
        raise HTTPException(404)
    told = _told(engine, [stream_id])
    case = cases.heard(view.case, told) if view.case and told is not None else view.case
    news = {"case": case, "silent_since": engine.silent_since}
    view = view.model_copy(update={**news, "troubles": found, "tried": tried, "said": said})
    return site.show(request, "operations/case.html", view, seen=seen, status=422 if found else 200)
