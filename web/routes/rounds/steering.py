"""Steering a round as a whole: other dates, a pause, its end. A no comes back to the page with its words."""

from collections.abc import Callable, Mapping
from datetime import date, datetime, time, timedelta
from typing import Annotated, ClassVar

from fastapi import Request
from pydantic import Field
from starlette.responses import Response

from domain.access.policy import Action
from domain.refusals import NotFound, Refusal
from domain.steering import cancelling, finishing, hopes, pausing, prolonging
from domain.steering.cancelling import Cancelling
from domain.steering.prolonging import Dates
from models.languages import Words, _
from models.timeline import moment
from web.forms import Form, FormModel, TheForm, Trouble, parsed
from web.routes.rounds.desk import Desk, desk, trial_desk
from web.site import Site, TheSite, go, posts
from web.views import round_page
from web.views.exchanges import Choice
from web.views.hr import cancelled
from web.views.hr.round_head import address
from web.views.hr.steer import Tried, Verb
from web.visitor import signed_in

router = signed_in(Action.STEER)
REFUSED, NOT_RIGHT = 409, 422
A_MINUTE = timedelta(minutes=1)


class Moved(FormModel):
    labels: ClassVar[Mapping[str, Words]] = {
        "closes_day": _("Applications close"),
        "closes_clock": _("Applications close"),
        "decides_day": _("The plan is decided by"),
        "decides_clock": _("The plan is decided by"),
        "first_day": _("First day of the exchanges"),
        "last_day": _("Last day of the exchanges"),
        "agree_by": _("The pairs agree their days by"),
        "answer_days": _("Working days to answer a proposal"),
    }
    closes_day: date | None = None
    closes_clock: time | None = None
    decides_day: date | None = None
    decides_clock: time | None = None
    first_day: date | None = None
    last_day: date | None = None
    agree_by: date | None = None
    answer_days: Annotated[int, Field(ge=1, le=60)] | None = None


class Why(FormModel):
    labels: ClassVar[Mapping[str, Words]] = {"why": _("Why? Those concerned read it.")}
    why: Annotated[str, Field(min_length=1, max_length=1000)]
    releases: str = ""
    seen: str = ""


class Nothing(FormModel):
    """A button alone."""


Said = Moved | Why | Nothing


def _move(at: Desk, said: Said) -> None:
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


def moment_of(day: date | None, clock: time | None, before: datetime) -> datetime | None:
    """The moment that was named; the old one, to the second, where nothing else was said."""
    if day is None or clock is None:
        return None
    said = moment(day, clock)
    return before if said == before.replace(second=0, microsecond=0) else said


def _close(at: Desk, _said: Said) -> None:
    """In a minute: the round's own clock closes it, as on any other day."""
    soon = at.seen.now.replace(second=0, microsecond=0) + 2 * A_MINUTE
    prolonging.move(at.seen.db, at.round_, Dates(closes_at=soon), by=at.by, now=at.seen.now)


def _pause(at: Desk, said: Said) -> None:
    pausing.pause(at.seen.db, at.round_, why=_why(said), by=at.by, now=at.seen.now)


def _resume(at: Desk, _said: Said) -> None:
    pausing.resume(at.seen.db, at.round_, by=at.by, now=at.seen.now)


def _look_again(at: Desk, _said: Said) -> None:
    hopes.look_again(at.seen.db, at.round_, now=at.seen.now, by=at.by)


def _finish(at: Desk, said: Said) -> None:
    releases = isinstance(said, Why) and bool(said.releases)
    finishing.finish(at.seen.db, at.round_, releases=releases, why=_why(said), by=at.by, now=at.seen.now)


def _cancel(at: Desk, said: Said) -> None:
    """Only what has been looked at."""
    seen = said.seen if isinstance(said, Why) else ""
    cancelling.cancel(at.seen.db, at.round_, Cancelling(at.by, _why(said)), now=at.seen.now, seen=seen)


def _why(said: Said) -> str:
    return said.why if isinstance(said, Why) else ""


VERBS: dict[Verb, tuple[type[Said], Callable[[Desk, Said], None]]] = {
    Verb.MOVE: (Moved, _move),
    Verb.CLOSE: (Nothing, _close),
    Verb.PAUSE: (Why, _pause),
    Verb.RESUME: (Nothing, _resume),
    Verb.LOOK_AGAIN: (Nothing, _look_again),
    Verb.FINISH: (Why, _finish),
    Verb.CANCEL: (Why, _cancel),
}


@posts(router, "/rounds/{reference}/steer/{verb}")
def steer(request: Request, site: TheSite, form: TheForm, reference: str, verb: Verb) -> Response:
    kind, act = VERBS[verb]
    said = parsed(kind, form)
    if isinstance(said, tuple):
        return _again(request, site, reference, _tried(verb, form, troubles=said))
    if verb is Verb.CANCEL and not form.has("seen"):
        return _foresee(request, site, reference, form, _why(said))
    try:
        with desk(request, site, reference, verb, why=_why(said)) as at:
            act(at, said)
    except NotFound:
        raise
    except Refusal as refusal:
        return _again(request, site, reference, _tried(verb, form, refused=refusal.words))
    return go(address(reference), done=f"round-{verb}")


def _foresee(request: Request, site: Site, reference: str, form: Form, why: str) -> Response:
    """What cancelling would send, before anybody hears of it."""
    try:
        with trial_desk(request, site, reference) as at:
            view = cancelled.look(at.seen, at.round_, at.by, why)
            return site.show(request, "hr/cancel.html", view, seen=at.seen)
    except NotFound:
        raise
    except Refusal as refusal:
        return _again(request, site, reference, _tried(Verb.CANCEL, form, refused=refusal.words))


def _tried(
    verb: Verb, form: Form, *, refused: Words | None = None, troubles: tuple[Trouble, ...] = ()
) -> Tried:
    values = {name: form.text(name) for name in form.fields if not name.startswith("_")}
    return Tried(verb=verb, values=values, refused=refused, troubles=troubles)


def _again(request: Request, site: Site, reference: str, tried: Tried) -> Response:
    with site.read(request) as seen:
        view = round_page.look(seen, reference, Choice(temporal_ui=site.temporal_ui), tried)
    status = NOT_RIGHT if tried.troubles else REFUSED
    return site.show(request, "hr/round.html", view, seen=seen, status=status)
