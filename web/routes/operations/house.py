"""Pages of the house: its queues, its mail, its system, and what it keeps of people."""

from collections.abc import Mapping

from fastapi import Request
from starlette.responses import HTMLResponse

from domain.access.policy import Action
from web.engine import TheEngine
from web.site import TheSite, shows
from web.views.operations import post, privacy, queues, system
from web.visitor import signed_in
from workflows import queues as temporal

router = signed_in(Action.OPERATE)


@shows(router, "/operations/queues")
def all_queues(request: Request, site: TheSite, engine: TheEngine) -> HTMLResponse:
    view = queues.look(engine, temporal_ui=site.temporal_ui)
    with site.read(request) as seen:
        return site.show(request, "operations/queues.html", view, seen=seen)


@shows(router, "/operations/mail")
def mail_in_and_out(request: Request, site: TheSite) -> HTMLResponse:
    with site.read(request) as seen:
        return site.show(request, "operations/mail.html", post.look(seen), seen=seen)


@shows(router, "/operations/system")
def the_system(request: Request, site: TheSite, engine: TheEngine) -> HTMLResponse:
    folder = site.outbox.parent if site.outbox else None
    version = engine.ask(temporal.version) or ""
    view = system.look(site.database, folder=folder, settings=_settings(request), temporal=version)
    with site.read(request) as seen:
        return site.show(request, "operations/system.html", view, seen=seen)


@shows(router, "/operations/privacy")
def what_is_kept(request: Request, site: TheSite) -> HTMLResponse:
    with site.read(request) as seen:
        return site.show(
            request, "operations/privacy.html", privacy.look(seen, _settings(request)), seen=seen
        )


def _settings(request: Request) -> Mapping[str, str]:
    settings: Mapping[str, str] = request.app.state.settings
    return settings
