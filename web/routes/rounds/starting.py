"""Starting a round from the browser: with usual dates, or as an earlier round was."""

import re
from collections.abc import Mapping
from datetime import date
from typing import Annotated, ClassVar

from fastapi import Request
from pydantic import Field
from starlette.responses import Response

from domain import preparing
from domain.access.policy import Action
from domain.audit import Act
from domain.preparing import Wanted
from domain.refusals import Refusal
from models.languages import Words, _
from models.people import Person
from models.states import DateMode, Kind
from web.forms import Form, FormModel, TheForm, Trouble, parsed, trouble
from web.site import Site, TheSite, go, posts, shows
from web.views.hr import new_round
from web.views.hr.round_head import address, find
from web.visitor import signed_in

router = signed_in(Action.START_ROUNDS)
NOT_RIGHT = 422
REFERENCE = re.compile(r"[a-z0-9](?:[a-z0-9-]{0,58}[a-z0-9])?")


class Started(FormModel):
    labels: ClassVar[Mapping[str, Words]] = {
        "name_fi": _("Name in Finnish"),
        "name_sv": _("Name in Swedish"),
        "name_en": _("Name in English"),
        "reference": _("Short name in addresses"),
        "opens_on": _("Applications open on"),
        "kinds": _("What the round offers"),
        "date_mode": _("How the days are found"),
        "like": _("As in an earlier round"),
    }
    lists: ClassVar[frozenset[str]] = frozenset({"kinds"})
    name_fi: Annotated[str, Field(min_length=1, max_length=120)]
    name_sv: Annotated[str, Field(max_length=120)] = ""
    name_en: Annotated[str, Field(max_length=120)] = ""
    reference: Annotated[str, Field(min_length=1, max_length=60)]
    opens_on: date
    kinds: tuple[Kind, ...] = ()
    date_mode: DateMode | None = None
    like: Annotated[str, Field(max_length=60)] = ""


@shows(router, "/rounds/new")
def new(request: Request, site: TheSite, like: str = "") -> Response:
    with site.read(request) as seen:
        view = new_round.look(seen, {"like": like[:60]})
    return site.show(request, "hr/new.html", view, seen=seen)


@posts(router, "/rounds/new")
def start(request: Request, site: TheSite, form: TheForm) -> Response:
    said = parsed(Started, form)
    if isinstance(said, tuple):
        return _again(request, site, form, troubles=said)
    if not REFERENCE.fullmatch(said.reference) or said.reference == "new":
        words = _("use small letters a-z, numbers and hyphens, for example spring-2027")
        return _again(request, site, form, troubles=(trouble(Started, "reference", words),))
    try:
        with site.change(request, Act("round.start", "round", fields=("reference", "opens_on"))) as seen:
            wanted = Wanted(
                reference=said.reference,
                name_fi=said.name_fi,
                opens_on=said.opens_on,
                name_sv=said.name_sv,
                name_en=said.name_en,
                kinds=said.kinds,
                date_mode=said.date_mode,
                like=find(seen, said.like) if said.like else None,
            )
            preparing.new(seen.db, wanted, owner=seen.db.get_one(Person, seen.actor.person_id))
    except Refusal as refusal:
        return _again(request, site, form, refused=refusal.words)
    return go(f"{address(said.reference)}/prepare/design", done="round-started")


def _again(
    request: Request,
    site: Site,
    form: Form,
    *,
    troubles: tuple[Trouble, ...] = (),
    refused: Words | None = None,
) -> Response:
    values = {name: form.text(name) for name in Started.model_fields}
    with site.read(request) as seen:
        view = new_round.look(seen, values, kinds=form.all("kinds"), troubles=troubles, refused=refused)
    return site.show(request, "hr/new.html", view, seen=seen, status=NOT_RIGHT)
