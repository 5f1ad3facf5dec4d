"""What every page is made from, and how a handler asks for it."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Query, Request
from pydantic import BaseModel
from starlette.responses import HTMLResponse

from models.clock import Clock
from models.database import Database
from web.assets import Assets
from web.languages import language_of
from web.pages import Pages
from web.views.reading import Reading, reading


@dataclass(frozen=True)
class Site:
    database: Database
    pages: Pages
    files: Assets
    clock: Clock
    temporal_ui: str | None
    outbox: Path | None

    @contextmanager
    def read(self, request: Request) -> Iterator[Reading]:
        """What is looked at belongs to one moment: one transaction that only reads."""
        with self.database.look() as db:
            yield reading(db, language_of(request), self.clock.now())

    def show(self, request: Request, template: str, view: BaseModel, *, seen: Reading) -> HTMLResponse:
        return self.pages.show(request, template, view, seen=seen)


def _site(request: Request) -> Site:
    site: Site = request.app.state.site
    return site


TheSite = Annotated[Site, Depends(_site)]
PageNumber = Annotated[int, Query(ge=1, le=100_000)]
Handler = Callable[..., Any]


def shows(router: APIRouter, path: str) -> Callable[[Handler], Handler]:
    """A route that answers GET and HEAD (FastAPI alone refuses HEAD)."""
    return router.api_route(path, methods=["GET", "HEAD"], include_in_schema=False)
