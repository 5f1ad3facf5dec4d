"""The web application, put together: pages, their protection, and what happens when something fails."""

from collections.abc import Callable, Mapping
from pathlib import Path
from urllib.parse import urlsplit

from fastapi import FastAPI
from starlette.middleware.gzip import GZipMiddleware
from starlette.middleware.trustedhost import TrustedHostMiddleware
from starlette.types import ASGIApp

from models.clock import Clock
from models.database import Database
from web import failures
from web.api.app import HERE, create_api
from web.assets import Assets
from web.engine import Engine, nowhere
from web.openid import OpenId, no_secret
from web.pages import Pages
from web.public import Gate
from web.routes import (
    answers,
    assets,
    daily,
    feeds,
    health,
    home,
    inbox,
    letters,
    mails,
    pictures,
    policy_reports,
    reports,
)
from web.routes.board import routers as board
from web.routes.entrance import routers as entrance
from web.routes.my import pages as my
from web.routes.operations import routers as operations
from web.routes.rounds import routers as rounds
from web.same_site import SameSite
from web.shield import Shield
from web.site import Site

LOOPBACK = ("127.0.0.1", "localhost")  # other names would let a page rebind DNS
QUICKLY = 4  # of nine: the rest would save a tenth of the octets and double the time
ROUTERS = (
    *entrance.ROUTERS,
    home.router,
    my.router,
    *rounds.ROUTERS,
    *board.ROUTERS,
    pictures.router,
    reports.router,
    mails.router,
    letters.router,
    inbox.router,
    *daily.ROUTERS,
    health.router,
    policy_reports.router,
    assets.router,
    feeds.router,
    answers.router,
    *operations.ROUTERS,
)


def create_app(
    database: Database,
    *,
    temporal_ui: str | None,
    outbox: Path | None,
    clock: Clock,
    base_url: str | None = None,
    engine: Engine | None = None,
    secret_of: Callable[[str], str | None] = no_secret,
    keep_secret: Callable[[str, str], None] | None = None,
    settings: Mapping[str, str] | None = None,
) -> FastAPI:
    """`temporal_ui` is the address of Temporal's pages; `outbox` the folder where mails are also files.

    `base_url` is where people outside reach the open pages, through a proxy on this machine;
    `secret_of` tells what we are known by at the sign-in of an organisation, by its code, and `keep_secret`
    writes it down; `settings` are shown to administrators, so that what is secret in them is masked.
    """
    outside = urlsplit(base_url).hostname if base_url else None
    files = Assets.shipped()
    app = Website(title="Vaihto", openapi_url=None, docs_url=None, redoc_url=None)
    app.state.site = Site(database, Pages(files), files, clock, temporal_ui, outbox, base_url)
    app.state.engine, app.state.settings = engine or nowhere(), settings or {}
    app.state.openid, app.state.secret_of, app.state.keep_secret = OpenId(), secret_of, keep_secret
    app.add_middleware(GZipMiddleware, minimum_size=1000, compresslevel=QUICKLY)
    app.add_middleware(Gate, own_names=LOOPBACK, outside=outside)
    app.add_middleware(SameSite)
    names = (*LOOPBACK, outside) if outside else LOOPBACK
    app.add_middleware(TrustedHostMiddleware, allowed_hosts=names, www_redirect=False)
    for router in ROUTERS:
        app.include_router(router)
    app.state.api = create_api(app.state.site)
    app.mount(HERE, app.state.api)
    failures.answer(app)
    return app


class Website(FastAPI):
    """FastAPI with the shield around everything, also around what answers when a page has crashed."""

    def build_middleware_stack(self) -> ASGIApp:
        site: Site = self.state.site
        address = urlsplit(site.base_url or "")
        https_host = address.netloc if address.scheme == "https" else None
        return Shield(super().build_middleware_stack(), https_host=https_host)
