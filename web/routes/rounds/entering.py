"""Writing an application down for somebody who told it by phone."""

from collections.abc import Mapping
from typing import Annotated, ClassVar

from fastapi import Request
from pydantic import Field
from sqlalchemy import select
from starlette.responses import Response

from domain import topics, written_applications
from domain.access.policy import Action
from domain.refusals import Invalid, NotFound, Refusal
from domain.spreadsheets import lists
from domain.spreadsheets.problems import Wrong
from domain.written_applications import Wanted
from models.languages import Language, Words, _
from models.people import Person
from models.record import Record
from models.states import Kind
from web.forms import Form, FormModel, TheForm, Trouble, parsed
from web.lists.listing import Option
from web.routes.rounds.desk import Desk, desk
from web.site import Site, TheSite, go, posts, shows
from web.views.hr.round_head import RoundHead, address, find, head
from web.visitor import signed_in

router = signed_in(Action.STEER)
REFUSED, NOT_RIGHT = 409, 422


class Entered(FormModel):
    labels: ClassVar[Mapping[str, Words]] = {
        "email": _("Mail address of the applicant"),
        "kind": _("What for"),
        "aims": _("Aims"),
        "half_days": _("Half days"),
        "sessions": _("Sessions"),
        "slots": _("Times of the week"),
        "why": _("How do you know it?"),
    }
    lists: ClassVar[frozenset[str]] = frozenset({"topics", "languages"})
    email: Annotated[str, Field(min_length=3, max_length=254)]
    kind: Kind
    aims: Annotated[str, Field(min_length=1, max_length=4000)]
    topics: tuple[str, ...] = ()
    languages: tuple[Language, ...] = ()
    half_days: Annotated[int, Field(ge=1, le=60)] = 4
    sessions: Annotated[int, Field(ge=1, le=60)] = 6
    slots: Annotated[str, Field(max_length=200)] = ""
    why: Annotated[str, Field(min_length=1, max_length=500)]


class EnterView(Record):
    head: RoundHead
    kinds: tuple[Kind, ...]
    topics: tuple[Option, ...]
    values: Mapping[str, str]
    chosen: tuple[str, ...] = ()
    troubles: tuple[Trouble, ...] = ()
    refused: Words | None = None


@shows(router, "/rounds/{reference}/enter")
def page(request: Request, site: TheSite, reference: str) -> Response:
    return _page(request, site, reference, Form({}, {}))


@posts(router, "/rounds/{reference}/enter")
def enter(request: Request, site: TheSite, form: TheForm, reference: str) -> Response:
    said = parsed(Entered, form)
    if isinstance(said, tuple):
        return _page(request, site, reference, form, troubles=said)
    try:
        with desk(request, site, reference, "application-write", why=said.why) as at:
            row = written_applications.write(
                at.seen.db,
                at.round_,
                _person(at, said.email),
                _wanted(said),
                behalf=at.behalf(said.why),
                now=at.seen.now,
            )
    except NotFound:
        raise
    except Refusal as refusal:
        return _page(request, site, reference, form, refused=refusal.words)
    return go(f"{address(reference)}/applications/{row.id}", done="saved")


def _person(at: Desk, email: str) -> Person:
    found = at.seen.db.scalar(select(Person).where(Person.email == email.lower()))
    if found is None:
        raise Invalid(_("There is nobody with the address {email}.", email=email))
    return found


def _wanted(said: Entered) -> Wanted:
    known = tuple(each for each in said.topics if each in topics.BY_CODE)
    return Wanted(
        said.kind, said.aims, known, said.languages, said.half_days, said.sessions, _slots(said.slots)
    )


def _slots(written: str) -> tuple[str, ...]:
    """As spreadsheets write them."""
    try:
        return lists.every(lists.slot)(written) if written else ()
    except Wrong as wrong:
        raise Invalid(wrong.wrong) from None


def _page(
    request: Request,
    site: Site,
    reference: str,
    form: Form,
    *,
    troubles: tuple[Trouble, ...] = (),
    refused: Words | None = None,
) -> Response:
    with site.read(request) as seen:
        round_ = find(seen, reference)
        view = EnterView(
            head=head(seen, round_, "/applications"),
            kinds=round_.kinds,
            topics=tuple(Option(code=each.code, words=each.name(seen.language)) for each in topics.TOPICS),
            values={name: form.text(name) for name in Entered.model_fields},
            chosen=(*form.all("topics"), *form.all("languages")),
            troubles=troubles,
            refused=refused,
        )
    status = NOT_RIGHT if troubles else REFUSED if refused else 200
    return site.show(request, "hr/enter.html", view, seen=seen, status=status)
