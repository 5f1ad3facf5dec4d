"""Preparing a round step by step: each step is saved by itself, and the last one opens the round."""

from collections.abc import Callable

from fastapi import Request
from sqlalchemy import select
from sqlalchemy.orm import Session
from starlette.responses import Response

from domain import readiness, rounds
from domain.access.policy import Action
from domain.hosting import interest
from domain.previews import previewing
from domain.refusals import Conflict, Invalid, NotFound, Refusal
from domain.steering import prolonging
from domain.steering.prolonging import Dates
from models.languages import Language, Words, _
from models.people import Person
from models.states import RoundState
from web.forms import Form, TheForm, Trouble, parsed
from web.routes.rounds.desk import Desk, desk
from web.routes.rounds.steering import Moved, moment_of
from web.site import Site, TheSite, go, posts, shows
from web.views.hr import prepare
from web.views.hr.prepare import Part
from web.views.hr.round_head import address
from web.visitor import signed_in

router = signed_in(Action.STEER)
REFUSED, NOT_RIGHT = 409, 422
NEXT = {Part.DESIGN: Part.DATES, Part.DATES: Part.PEOPLE, Part.PEOPLE: Part.LETTERS, Part.LETTERS: Part.CHECK}


@shows(router, "/rounds/{reference}/prepare")
def overview(request: Request, site: TheSite, reference: str) -> Response:
    return _show(request, site, reference, Part.CHECK)


@shows(router, "/rounds/{reference}/prepare/{part}")
def step(
    request: Request, site: TheSite, reference: str, part: Part, letters: Language | None = None
) -> Response:
    return _show(request, site, reference, part, letters=letters)


def _show(
    request: Request, site: Site, reference: str, part: Part, *, letters: Language | None = None
) -> Response:
    with site.read(request) as seen:
        view = prepare.look(seen, reference, part, letters_in=letters)
    return site.show(request, "hr/prepare.html", view, seen=seen)


@posts(router, "/rounds/{reference}/prepare/ask-hosts")
def ask_hosts(request: Request, site: TheSite, form: TheForm, reference: str) -> Response:
    return _save(request, site, form, reference, Part.PEOPLE, _ask_hosts, then="people", done="hosts-asked")


@posts(router, "/rounds/{reference}/prepare/{part}")
def save(request: Request, site: TheSite, form: TheForm, reference: str, part: Part) -> Response:
    if part is Part.CHECK:
        return _save(request, site, form, reference, part, _open, then="", done="round-opened")
    return _save(request, site, form, reference, part, STEPS[part], then=NEXT[part], done="saved")


def _save(
    request: Request,
    site: Site,
    form: Form,
    reference: str,
    part: Part,
    verb: Callable[[Desk, Form], None],
    *,
    then: str,
    done: str,
) -> Response:
    said = parsed(Moved, form) if part is Part.DATES else ()
    if isinstance(said, tuple) and said:
        return _again(request, site, reference, part, form, troubles=said)
    try:
        with desk(request, site, reference, f"prepare-{part}") as at:
            verb(at, form)
    except NotFound:
        raise
    except Refusal as refusal:
        return _again(request, site, reference, part, form, refused=refusal.words)
    return go(f"{address(reference)}/prepare/{then}" if then else address(reference), done=done)


def _again(
    request: Request,
    site: Site,
    reference: str,
    part: Part,
    form: Form,
    *,
    refused: Words | None = None,
    troubles: tuple[Trouble, ...] = (),
) -> Response:
    values = {name: form.text(name) for name in form.fields if not name.startswith("_")}
    with site.read(request) as seen:
        view = prepare.look(seen, reference, part)
    update: dict[str, object] = {"refused": refused, "troubles": troubles, "values": values}
    if view.steer:
        update["steer"] = view.steer.model_copy(update={"values": dict(view.steer.values) | values})
    status = NOT_RIGHT if troubles else REFUSED
    return site.show(request, "hr/prepare.html", view.model_copy(update=update), seen=seen, status=status)


def _design(at: Desk, form: Form) -> None:
    """What is left empty stays unanswered; an answer that was there is replaced, never emptied."""
    _check_draft(at)
    for element in readiness.ELEMENTS:
        if form.has(f"leave-{element}") and not form.has(element):
            readiness.leave(at.round_, element, why=form.text(f"leave-{element}"))
        elif form.has(element):
            readiness.answer(at.round_, element, form.text(element))


def _dates(at: Desk, form: Form) -> None:
    _check_draft(at)
    said = parsed(Moved, form)
    if isinstance(said, Moved):
        dates = Dates(
            moment_of(said.closes_day, said.closes_clock, at.round_.closes_at),
            moment_of(said.decides_day, said.decides_clock, at.round_.decide_by),
            said.first_day,
            said.last_day,
            said.agree_by,
            said.answer_days,
        )
        prolonging.move(at.seen.db, at.round_, dates, by=at.by, now=at.seen.now)


def _people(at: Desk, form: Form) -> None:
    _check_draft(at)
    if form.has("deputy"):
        at.round_.deputy_id = _person(at.seen.db, form.text("deputy")).id


def _letters(at: Desk, _form: Form) -> None:
    previewing.mark(at.seen.db, at.round_, by=at.by, now=at.seen.now)


def _open(at: Desk, _form: Form) -> None:
    rounds.open_(at.seen.db, at.round_, now=at.seen.now)


def _ask_hosts(at: Desk, form: Form) -> None:
    named = [_person(at.seen.db, each) for each in form.text("addresses").replace(",", " ").split()]
    everybody = interest.contacts(at.seen.db, at.round_) if form.has("everybody") else []
    people = {each.id: each for each in (*named, *everybody)}
    if not people:
        raise Invalid(_("Say whom to ask, or choose everybody."))
    interest.ask(at.seen.db, at.round_, people.values(), now=at.seen.now)


def _check_draft(at: Desk) -> None:
    if at.round_.state is not RoundState.DRAFT:
        raise Conflict(_("The round is open: steer it from its own page."))


def _person(db: Session, email: str) -> Person:
    """By address; somebody we do not know yet comes by a spreadsheet or the page of people."""
    found = db.scalar(select(Person).where(Person.email == email.strip().lower()))
    if found is None:
        raise Invalid(_("There is nobody with the address {email}.", email=email))
    return found


STEPS: dict[Part, Callable[[Desk, Form], None]] = {
    Part.DESIGN: _design,
    Part.DATES: _dates,
    Part.PEOPLE: _people,
    Part.LETTERS: _letters,
}
