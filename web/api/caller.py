"""Which program asks: its token in the header, never a cookie; how often, and with which key it writes."""

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Annotated
from uuid import UUID

from fastapi import Depends, Header, HTTPException, Request, Response
from fastapi.security import HTTPAuthorizationCredentials, HTTPBearer
from pydantic import BaseModel
from sqlalchemy import select
from sqlalchemy.orm import Session

from domain import audit, integrations
from domain.access import limits
from domain.access.actors import Actor
from domain.audit import Act, Doer
from domain.refusals import Conflict, NotAllowed
from models.integrations import Integration, KeptAnswer
from models.languages import _
from web.site import Site
from web.visitor import browser_of, wall_now

A_MINUTE = limits.Limit("api", 600, timedelta(minutes=1))
bearer = HTTPBearer(auto_error=False, description="A token made on /operations/integrations.")


@dataclass(frozen=True)
class Caller:
    integration_id: UUID
    maker_id: UUID  # who answers for what it writes
    actor: Actor
    may_write: bool
    site: Site
    now: datetime


def _caller(
    request: Request, given: Annotated[HTTPAuthorizationCredentials | None, Depends(bearer)]
) -> Caller:
    site: Site = request.app.state.site
    wall = wall_now()
    with site.database.change() as db:
        integration = integrations.find(db, given.credentials) if given else None
        if integration is None:
            raise HTTPException(401, headers={"WWW-Authenticate": "Bearer"})
        until = limits.wait_until(db, A_MINUTE, str(integration.id), now=wall)
        integrations.seen(integration, now=wall)
        caller = _of(integration, site)
    if until is not None:
        seconds = max(1, round((until - wall).total_seconds()))
        raise HTTPException(429, headers={"Retry-After": str(seconds)})
    return caller


def _of(integration: Integration, site: Site) -> Caller:
    return Caller(
        integration_id=integration.id,
        maker_id=integration.made_by_id,
        actor=integrations.actor_of(integration),
        may_write=integration.may_write,
        site=site,
        now=site.clock.now(),
    )


TheCaller = Annotated[Caller, Depends(_caller)]
Key = Annotated[
    str | None,
    Header(
        alias="Idempotency-Key",
        max_length=200,
        min_length=1,
        pattern=r"^[\x21-\x7e]+$",
        description="The same key and the same request are done once, and answered the same.",
    ),
]


def write(
    request: Request,
    caller: Caller,
    key: str | None,
    asked: BaseModel,
    do: Callable[[Session], BaseModel],
) -> Response:
    """One transaction with its audit entry and its kept answer; with the same key again, nothing."""
    if not caller.may_write:
        raise NotAllowed(_("This token may only read."))
    digest = hashlib.sha256(f"{request.method} {request.url.path} {asked.model_dump_json()}".encode())
    with caller.site.database.change() as db:
        kept = _kept(db, caller, key)
        if kept is None:
            kept = _done(db, request, caller, do, asked=digest.hexdigest(), key=key)
        elif kept.asked != digest.hexdigest():
            raise Conflict(_("This Idempotency-Key has been used for something else."))
        return Response(kept.body, status_code=kept.status, media_type="application/json")


def _kept(db: Session, caller: Caller, key: str | None) -> KeptAnswer | None:
    mine = select(KeptAnswer).where(KeptAnswer.integration_id == caller.integration_id)
    return db.scalar(mine.where(KeptAnswer.key == key)) if key else None


def _done(
    db: Session,
    request: Request,
    caller: Caller,
    do: Callable[[Session], BaseModel],
    *,
    asked: str,
    key: str | None,
) -> KeptAnswer:
    act = Act(f"api.{request.scope['route'].name}", "integration", caller.integration_id)
    doer = Doer(network=browser_of(request).network, request_id=request.state.request_id)
    audit.write(db, act, by=doer, now=wall_now())
    answer = KeptAnswer(
        integration_id=caller.integration_id,
        key=key or "",
        asked=asked,
        status=200,
        body=do(db).model_dump_json().encode(),
        at=wall_now(),
    )
    if key:
        db.add(answer)
        db.flush()
    return answer
