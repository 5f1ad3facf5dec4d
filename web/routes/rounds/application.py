"""One application: looked at, and changed on behalf of whoever told it by phone."""

from collections.abc import Callable, Mapping
from datetime import date
from enum import StrEnum
from typing import Annotated, ClassVar
from uuid import UUID

from fastapi import Request
from pydantic import Field
from sqlalchemy import select
from starlette.responses import Response

from domain import amending, applications, endorsements, late_entries, overrides, own_hosts
from domain.access.policy import Action
from domain.amending import Amendment
from domain.overrides import Wanted
from domain.refusals import Invalid, NotFound, Refusal
from models.applications import Application, Endorsement
from models.languages import Words, _
from models.overrides import Limit
from models.people import Person
from models.schedules import Block
from web.forms import FormModel, TheForm, Trouble, parsed
from web.routes.rounds.desk import Desk, desk
from web.site import Site, TheSite, go, posts, shows
from web.views.hr import application_page
from web.views.hr.round_head import address
from web.visitor import signed_in

router = signed_in(Action.STEER)
REFUSED, NOT_RIGHT = 409, 422
Number = Annotated[int, Field(ge=0, le=999_999)]


class Deed(StrEnum):
    AMEND = "amend"
    ENDORSE = "endorse"
    REFUSE = "refuse"
    WITHDRAW = "withdraw"
    ENTER = "enter"
    LIMIT = "limit"
    OWN_HOST = "own-host"


class Said(FormModel):
    """Every field that one of the deeds has; each takes its own."""

    labels: ClassVar[Mapping[str, Words]] = {
        "why": _("How do you know it?"),
        "first": _("First day"),
        "last": _("Last day"),
        "half_days": _("Half days"),
        "sessions": _("Sessions"),
        "number": _("The new limit"),
    }
    why: Annotated[str, Field(max_length=500)] = ""
    aims: Annotated[str, Field(max_length=4000)] | None = None
    half_days: Annotated[int, Field(ge=1, le=60)] | None = None
    sessions: Annotated[int, Field(ge=1, le=60)] | None = None
    most_minutes: Number | None = None
    most_euros: Number | None = None
    weeks: str = ""
    euros: str = ""
    reason: str = ""
    limit: Limit | None = None
    number: Number | None = None
    host: str = ""
    first: date | None = None
    last: date | None = None
    held: str = ""


@shows(router, "/rounds/{reference}/applications/{application_id}")
def page(request: Request, site: TheSite, reference: str, application_id: UUID) -> Response:
    with site.read(request) as seen:
        view = application_page.look(seen, reference, application_id)
    return site.show(request, "hr/application.html", view, seen=seen)


@posts(router, "/rounds/{reference}/applications/{application_id}/{deed}")
def act(
    request: Request, site: TheSite, form: TheForm, reference: str, application_id: UUID, deed: Deed
) -> Response:
    said = parsed(Said, form)
    values = {name: form.text(name) for name in Said.model_fields}
    if isinstance(said, tuple):
        return _again(request, site, reference, application_id, values, _first(said), NOT_RIGHT)
    try:
        with desk(request, site, reference, f"application-{deed}", why=said.why) as at:
            row = application_page.load(at.seen, at.round_, application_id)
            DEEDS[deed](at, row, said)
    except NotFound:
        raise
    except Refusal as refusal:
        return _again(request, site, reference, application_id, values, refusal.words, REFUSED)
    return go(f"{address(reference)}/applications/{application_id}", done="saved")


def _first(found: tuple[Trouble, ...]) -> Words:
    return _("{label}: {words}.", label=found[0].label, words=found[0].words)


def _again(
    request: Request,
    site: Site,
    reference: str,
    application_id: UUID,
    values: Mapping[str, str],
    refused: Words,
    status: int,
) -> Response:
    with site.read(request) as seen:
        view = application_page.look(seen, reference, application_id)
    view = view.model_copy(update={"values": {**view.values, **values}, "refused": refused})
    return site.show(request, "hr/application.html", view, seen=seen, status=status)


def _amend(at: Desk, row: Application, said: Said) -> None:
    wanted = Amendment(
        aims=said.aims,
        blocks=None if said.half_days in (None, sum(row.blocks)) else (said.half_days or 1,),
        sessions=said.sessions,
        most_minutes=said.most_minutes,
        most_euros=said.most_euros,
    )
    amending.amend(at.seen.db, row, wanted, now=at.seen.now, behalf=at.behalf(said.why))


def _endorse(at: Desk, row: Application, said: Said) -> None:
    wished = endorsements.conditions(said.weeks, said.euros, at.round_)
    behalf = at.behalf(said.why)
    endorsements.endorse(at.seen.db, _asked(row), now=at.seen.now, conditions=wished, behalf=behalf)


def _refuse(at: Desk, row: Application, said: Said) -> None:
    if said.reason not in {each.word for each in endorsements.REASONS}:
        raise Invalid(_("Choose one of the reasons."))
    behalf = at.behalf(said.why)
    endorsements.refuse(at.seen.db, _asked(row), reason=said.reason, now=at.seen.now, behalf=behalf)


def _asked(row: Application) -> Endorsement:
    if row.endorsement is None:
        raise Invalid(_("{name} has no supervisor who was asked.", name=row.person.name))
    return row.endorsement


def _withdraw(at: Desk, row: Application, _said: Said) -> None:
    applications.withdraw(at.seen.db, row, now=at.seen.now)


def _enter(at: Desk, row: Application, said: Said) -> None:
    late_entries.enter(at.seen.db, row, behalf=at.behalf(said.why), now=at.seen.now)


def _limit(at: Desk, row: Application, said: Said) -> None:
    if said.limit not in (Limit.MOST_EUROS, Limit.MOST_MINUTES) or said.number is None:
        raise Invalid(_("Say which limit is to be which number."))
    wanted = Wanted(said.limit, row, said.number)
    overrides.set_aside(at.seen.db, at.round_, wanted, behalf=at.behalf(said.why), now=at.seen.now)


def _own_host(at: Desk, row: Application, said: Said) -> None:
    host = at.seen.db.scalar(select(Person).where(Person.email == said.host.lower()))
    if host is None:
        raise Invalid(_("There is nobody with the address {email}.", email=said.host))
    if said.first is None or said.last is None:
        raise Invalid(_("Say the first and the last day."))
    agreed = own_hosts.Agreed(host, (Block(first_day=said.first, last_day=said.last),))
    propose = own_hosts.arranged_outside if said.held else own_hosts.bring
    propose(at.seen.db, row, agreed, now=at.seen.now, behalf=at.behalf(said.why))


DEEDS: dict[Deed, Callable[[Desk, Application, Said], None]] = {
    Deed.AMEND: _amend,
    Deed.ENDORSE: _endorse,
    Deed.REFUSE: _refuse,
    Deed.WITHDRAW: _withdraw,
    Deed.ENTER: _enter,
    Deed.LIMIT: _limit,
    Deed.OWN_HOST: _own_host,
}
