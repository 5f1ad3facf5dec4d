"""What every page is made from, and how a handler asks for it."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Any
from urllib.parse import urlsplit

from fastapi import APIRouter, Depends, Query, Request
from pydantic import BaseModel
from sqlalchemy.orm import Session
from starlette.responses import HTMLResponse, RedirectResponse

from domain import audit, glances
from domain.audit import Act
from models.clock import Clock
from models.database import Database
from models.timeline import local_day
from web.assets import Assets
from web.languages import language_of
from web.pages import Pages
from web.views.reading import Reading, reading
from web.visitor import doer_of, visitor_of, wall_now


@dataclass(frozen=True)
class Site:
    database: Database
    pages: Pages
    files: Assets
    clock: Clock
    temporal_ui: str | None
    outbox: Path | None
    base_url: str | None = None

    @contextmanager
    def read(self, request: Request) -> Iterator[Reading]:
        """What is looked at belongs to one moment: one transaction that only reads."""
        with self.database.look() as db:
            seen = self._reading(db, request)
            yield seen
            glanced = request.method == "GET" and self._is_news(seen)
        if glanced:
            with self.database.change() as db:
                glances.note(db, seen.opened, by=seen.actor.person_id, on=local_day(wall_now()))

    @contextmanager
    def change(self, request: Request, act: Act) -> Iterator[Reading]:
        """What is written is saved as a whole with the entry of the audit log, or not at all."""
        with self.database.change() as db:
            audit.write(db, act, by=doer_of(request), now=wall_now())
            yield self._reading(db, request)

    @contextmanager
    def trial(self, request: Request) -> Iterator[Reading]:
        """What is tried here is gone at the end, and nobody waits for it."""
        with self.database.trial() as db:
            yield self._reading(db, request)

    def _is_news(self, seen: Reading) -> bool:
        """Whether a page is about people whom this reader has not looked at today."""
        if not seen.opened:
            return False
        return bool(glances.unseen(seen.db, seen.opened, by=seen.actor.person_id, on=local_day(wall_now())))

    def is_secure(self, request: Request) -> bool:
        """Whether the browser speaks https with us: through the proxy that our outside name stands for."""
        host = request.headers.get("host", "")
        outside = urlsplit(self.base_url or "")
        return outside.scheme == "https" and host == outside.netloc

    def _reading(self, db: Session, request: Request) -> Reading:
        visitor = visitor_of(request)
        actor = visitor.actor if visitor else None
        return reading(db, language_of(request), self.clock.now(), visitor=actor)

    def show(
        self, request: Request, template: str, view: BaseModel, *, seen: Reading, status: int = 200
    ) -> HTMLResponse:
        return self.pages.show(request, template, view, seen=seen, status=status)


async def _site(request: Request) -> Site:  # waits for nothing, and so needs no thread
    site: Site = request.app.state.site
    return site


TheSite = Annotated[Site, Depends(_site)]
PageNumber = Annotated[int, Query(ge=1, le=100_000)]
Handler = Callable[..., Any]


def shows(router: APIRouter, path: str) -> Callable[[Handler], Handler]:
    """A route that answers GET and HEAD (FastAPI alone refuses HEAD)."""
    return router.api_route(path, methods=["GET", "HEAD"], include_in_schema=False)


def posts(router: APIRouter, path: str) -> Callable[[Handler], Handler]:
    """A route that takes a form; it asks for `TheForm`, so that the session's token is judged."""
    return router.post(path, include_in_schema=False)


def go(address: str, *, done: str = "") -> RedirectResponse:
    """After a change look anew: reloading does nothing twice. `done` is a code of words/notices.py."""
    address = address.removesuffix("?")  # where a query was empty
    joint = "&" if "?" in address else "?"
    return RedirectResponse(f"{address}{joint}done={done}" if done else address, status_code=303)
