"""Applying in four short steps: each is saved as it stands, and shown again as it was left."""

from uuid import UUID

from fastapi import HTTPException, Request
from starlette.responses import Response

from domain import applications, applying, supervising
from domain.audit import Act
from domain.refusals import Invalid, NotFound, Refusal
from domain.second_thoughts import departures
from models.languages import _
from models.people import Person
from models.rounds import Round
from models.states import Kind
from web.forms import Form, TheForm, Trouble
from web.routes.my import steps
from web.site import Site, TheSite, go, posts, shows
from web.views.my import applying as view_of
from web.views.my import joining
from web.views.my.applying import STEPS
from web.views.reading import Reading
from web.visitor import signed_in

router = signed_in()
UNPROCESSABLE, CONFLICT = 422, 409
PLACES = {"avoid": "people", "spare": "people", "span": "single", "drop": "single"}
"""Where on its page a button stands."""


@shows(router, "/my/rounds/{reference}/apply")
def round_to_join(request: Request, site: TheSite, reference: str) -> Response:
    with site.read(request) as seen:
        view = joining.look(seen, reference)
    return site.show(request, "my/join.html", view, seen=seen)


@posts(router, "/my/rounds/{reference}/apply/{kind}")
def begin(request: Request, site: TheSite, reference: str, kind: Kind, _form: TheForm) -> Response:
    with site.change(request, Act("application.begun", "round")) as seen:
        me = seen.db.get_one(Person, seen.actor.person_id)
        round_ = joining.find(seen, reference)
        draft = applying.begin(seen.db, round_, me, kind, by=me, now=seen.now)
    return go(f"/my/applications/{draft.id}/{STEPS[0]}")


@posts(router, "/my/people/apply/begin")
def begin_for(request: Request, site: TheSite, form: TheForm) -> Response:
    """A supervisor begins one for somebody of theirs."""
    round_id, _colon, kind = form.text("part").partition(":")
    with site.change(request, Act("application.begun_for", "person")) as seen:
        me = seen.db.get_one(Person, seen.actor.person_id)
        report = seen.db.get(Person, _id(form.text("person")))
        round_ = seen.db.get(Round, _id(round_id))
        if report is None or report.supervisor_id != me.id or round_ is None or kind not in set(Kind):
            raise NotFound(_("There is no such person or round."))
        draft = applying.begin(seen.db, round_, report, Kind(kind), by=me, now=seen.now)
    return go(f"/my/applications/{draft.id}/{STEPS[0]}")


def _id(text: str) -> UUID:
    try:
        return UUID(text)
    except ValueError:
        raise NotFound(_("There is no such person or round.")) from None


@shows(router, "/my/applications/{application_id}")
def application(request: Request, site: TheSite, application_id: UUID) -> Response:
    with site.read(request) as seen:
        view = view_of.look(seen, application_id, "")
    return site.show(request, "my/application.html", view, seen=seen)


@shows(router, "/my/applications/{application_id}/{step}")
def one_step(request: Request, site: TheSite, application_id: UUID, step: str) -> Response:
    _known(step)
    with site.read(request) as seen:
        view = view_of.look(seen, application_id, step)
    return site.show(request, f"my/apply_{step}.html", view, seen=seen)


@posts(router, "/my/applications/{application_id}/withdraw")
def withdraw(request: Request, site: TheSite, application_id: UUID, _form: TheForm) -> Response:
    with site.change(request, Act("application.withdrawn", "application", application_id)) as seen:
        found = view_of.load(seen, application_id)
        departures.leave(seen.db, found, now=seen.now)
    return go("/my", done="withdrawn")


@posts(router, "/my/applications/{application_id}/send")
def send(request: Request, site: TheSite, application_id: UUID, _form: TheForm) -> Response:
    """Sent by the applicant; what a supervisor has written, the applicant is asked about first."""
    try:
        with site.change(request, Act("application.sent", "application", application_id)) as seen:
            missing = _send(seen, application_id)
            if missing:
                raise Invalid(_("Mend this first"))
    except Invalid as refusal:
        return _refused(request, site, application_id, "check", refusal)
    return go("/my", done="applied")


def _send(seen: Reading, application_id: UUID) -> tuple[Trouble, ...]:
    found = view_of.load(seen, application_id)
    if missing := steps.missing(found):
        return missing
    if found.person_id == seen.actor.person_id:
        applications.submit(seen.db, found, now=seen.now)
    else:
        me = seen.db.get_one(Person, seen.actor.person_id)
        supervising.apply_for(seen.db, found, by=me, now=seen.now)
    return ()


@posts(router, "/my/applications/{application_id}/{step}")
def save(request: Request, site: TheSite, application_id: UUID, step: str, form: TheForm) -> Response:
    """Keep what stands there, then where the pressed button leads; what must be mended stays as written."""
    _known(step)
    try:
        kept = _keep(request, site, application_id, step, form)
    except NotFound:
        raise
    except Refusal as refusal:
        return _refused(request, site, application_id, step, refusal, form=form)
    if kept.troubles:
        return _to_mend(request, site, application_id, step, kept, form)
    return go(_next(application_id, step, form))


@posts(router, "/my/applications/{application_id}/{step}/save")
def autosave(request: Request, site: TheSite, application_id: UUID, step: str, form: TheForm) -> Response:
    """While somebody writes: a line that says when it was saved, or what has to be mended."""
    _known(step)
    try:
        view = _keep(request, site, application_id, step, form)
    except NotFound:
        raise
    except Refusal as refusal:
        view = steps.Saved(refusal=refusal.words)
    with site.read(request) as seen:
        return site.show(request, "my/saved.html", view, seen=seen)


def _keep(request: Request, site: Site, application_id: UUID, step: str, form: Form) -> steps.Saved:
    with site.change(request, Act(f"application.{step}_kept", "application", application_id)) as seen:
        troubles = steps.keep(seen, view_of.load(seen, application_id), step, form)
    return steps.Saved(at=seen.now, troubles=troubles)


def _next(application_id: UUID, step: str, form: Form) -> str:
    """Buttons within a page stay beside what they have changed; the other leads on."""
    here, word = f"/my/applications/{application_id}", form.text("do").partition(":")[0]
    if word and word != "next":
        return f"{here}/{step}#{PLACES.get(word, 'wishes')}"
    return f"{here}/{STEPS[STEPS.index(step) + 1]}"


def _to_mend(
    request: Request, site: Site, application_id: UUID, step: str, kept: steps.Saved, form: Form
) -> Response:
    """What could be kept is; the rest stands there as it was written."""
    with site.read(request) as seen:
        view = view_of.look(seen, application_id, step)
    written = {each.field: form.text(each.field) for each in kept.troubles}
    if "from" in written:
        written |= {name: form.text(name) for name in ("to", "how")}
    told = view.model_copy(update={"troubles": kept.troubles, "written": written})
    return site.show(request, f"my/apply_{step}.html", told, seen=seen, status=UNPROCESSABLE)


def _refused(
    request: Request,
    site: Site,
    application_id: UUID,
    step: str,
    refusal: Refusal,
    *,
    form: Form | None = None,
) -> Response:
    """Nothing could be kept: long words are shown, so that they can be taken along."""
    with site.read(request) as seen:
        view = view_of.look(seen, application_id, step)
        missing = steps.missing(view_of.load(seen, application_id)) if step == "check" else ()
    written = {"aims": form.text("aims")} if form and form.has("aims") else {}
    told = view.model_copy(
        update={"refusal": None if missing else refusal.words, "missing": missing, "written": written}
    )
    status = UNPROCESSABLE if isinstance(refusal, Invalid) else CONFLICT
    return site.show(request, f"my/apply_{step}.html", told, seen=seen, status=status)


def _known(step: str) -> None:
    if step not in STEPS:
        raise HTTPException(404)
