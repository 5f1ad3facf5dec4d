"""The solver's progress as a stream that a page listens to while it works."""

from collections import Counter
from collections.abc import AsyncIterable, Iterator
from typing import Annotated

import anyio
from fastapi import Depends, HTTPException, Request
from fastapi.sse import EventSourceResponse, ServerSentEvent

from domain.access.policy import Action
from web.site import Site, TheSite
from web.views.hr import solving
from web.views.hr.round_head import find
from web.visitor import signed_in, visitor_of, wall_now

router = signed_in(Action.STEER)
LOOKS, EVERY = 600, 1.0  # then the browser comes again
MOST_STREAMS = 3  # of one session
TOO_MANY = 429
RETRY = 3000  # milliseconds
OPEN = "open_streams"


def _place(request: Request, site: TheSite, reference: str) -> Iterator[None]:
    """Whoever may see the round gets one of a few streams; it is free again when it ends."""
    with site.read(request) as seen:
        find(seen, reference)
    visitor = visitor_of(request)
    key = str(visitor.session_id) if visitor else ""
    streams: Counter[str] = request.app.state.__dict__.setdefault(OPEN, Counter())
    if streams[key] >= MOST_STREAMS:
        raise HTTPException(TOO_MANY, headers={"Retry-After": "10"})
    streams[key] += 1
    try:
        yield
    finally:
        streams[key] -= 1


@router.get("/rounds/{reference}/solving", response_class=EventSourceResponse, include_in_schema=False)
async def events(
    request: Request, site: TheSite, reference: str, _placed: Annotated[None, Depends(_place)]
) -> AsyncIterable[ServerSentEvent]:
    """Passive markup whenever something is new; a named event when there will be nothing more."""
    last = ""
    for number in range(LOOKS):
        html, is_working = await anyio.to_thread.run_sync(_told, request, site, reference)
        if html != last:
            last = html
            yield ServerSentEvent(raw_data=html, id=str(number), retry=RETRY)
        if not is_working:
            yield ServerSentEvent(raw_data="done", event="done", id="done", retry=RETRY)
            return
        await anyio.sleep(EVERY)


def _told(request: Request, site: Site, reference: str) -> tuple[str, bool]:
    with site.read(request) as seen:
        round_ = find(seen, reference)
        view = solving.look(seen, round_, now=wall_now())
        if view is None:
            return "", False
        page = site.show(request, "hr/solving_line.html", view, seen=seen)
    return bytes(page.body).decode().strip(), view.is_working
