"""What if: asked of the solver's queue, looked at beside the plan that lives, adopted or dropped."""

from fastapi import HTTPException, Request
from starlette.responses import HTMLResponse, Response

from domain import whatifs
from domain.access.policy import Action
from domain.audit import Act
from domain.clash_words import Names
from domain.comparisons import case_of
from domain.refusals import Refusal
from domain.whatifs import Question
from models.languages import _
from models.states import RuleEffect
from models.what_ifs import AnyChange, OtherRule
from web.forms import Form, TheForm, parsed
from web.routes.board import deeds
from web.routes.board.choosing import pair_of, uuids
from web.routes.board.question_forms import QuestionForm, changes, missing
from web.site import Site, TheSite, go, posts, shows
from web.views.board import others, questions
from web.views.board.questions import Typed
from web.visitor import signed_in

router = signed_in(Action.STEER)
ASKED = Typed()
EFFECTS = {"lock": RuleEffect.LOCKED, "forbid": RuleEffect.FORBIDDEN}


@shows(router, "/rounds/{reference}/what-ifs")
def all_questions(request: Request, site: TheSite, reference: str) -> HTMLResponse:
    return _page(request, site, reference, ASKED)


@shows(router, "/rounds/{reference}/what-ifs/{number:int}")
def one_question(request: Request, site: TheSite, reference: str, number: int) -> HTMLResponse:
    with site.read(request) as seen:
        view = questions.one(seen, reference, number)
    return site.show(request, "board/question.html", view, seen=seen)


@posts(router, "/rounds/{reference}/what-ifs")
def ask(request: Request, site: TheSite, reference: str, form: TheForm) -> Response:
    told = parsed(QuestionForm, form)
    troubles = told if isinstance(told, tuple) else missing(told)
    said = {name: form.text(name) for name in QuestionForm.model_fields}
    if isinstance(told, tuple) or troubles:
        return _page(request, site, reference, Typed(said=said, troubles=troubles), status=422)
    try:
        return _asked(request, site, reference, Question(told.name, tuple(changes(told))))
    except Refusal as refused:
        return _page(request, site, reference, Typed(said=said, refused=refused.words), status=422)


@posts(router, "/rounds/{reference}/what-ifs/rule")
def ask_of_pair(request: Request, site: TheSite, reference: str, form: TheForm) -> Response:
    """What the plan would be if two were together, or not."""
    pair, effect = pair_of(form, "application", "offer"), EFFECTS.get(form.text("effect"))
    if effect is None:
        raise HTTPException(404)
    change = OtherRule(effect=effect, application_id=pair[0], offer_id=pair[1])
    return _asked(request, site, reference, Question(form.text("why"), (change,)))


@posts(router, "/rounds/{reference}/what-ifs/way")
def ask_of_way(request: Request, site: TheSite, reference: str, form: TheForm) -> Response:
    """What the plan would be if one of the cheapest ways to a place were made."""
    name, way = _way(request, site, reference, form)
    return _asked(request, site, reference, Question(name, way))


@posts(router, "/rounds/{reference}/what-ifs/{number:int}/adopt")
def adopt(request: Request, site: TheSite, reference: str, number: int, _form: TheForm) -> Response:
    round_id = deeds.round_of(request, site, reference)
    with site.change(request, Act("what_if.adopt", "round", round_id)) as seen:
        round_ = deeds.locked(seen, round_id)
        row = whatifs.numbered(seen.db, round_, number)
        whatifs.adopt(seen.db, round_, row, by=deeds.doer(seen), now=seen.now)
    return go(f"/rounds/{reference}/plan", done="adopted")


@posts(router, "/rounds/{reference}/what-ifs/{number:int}/drop")
def drop(request: Request, site: TheSite, reference: str, number: int, _form: TheForm) -> Response:
    round_id = deeds.round_of(request, site, reference)
    with site.change(request, Act("what_if.drop", "round", round_id)) as seen:
        round_ = deeds.locked(seen, round_id)
        whatifs.drop(seen.db, whatifs.numbered(seen.db, round_, number), by=deeds.doer(seen), now=seen.now)
    return go(f"/rounds/{reference}/what-ifs", done="dropped")


def _asked(request: Request, site: Site, reference: str, question: Question) -> Response:
    round_id = deeds.round_of(request, site, reference)
    with site.change(request, Act("what_if.ask", "round", round_id)) as seen:
        round_ = deeds.locked(seen, round_id)
        row = whatifs.ask(seen.db, round_, question, by=deeds.doer(seen), now=seen.now)
        number = row.number
    return go(f"/rounds/{reference}/what-ifs/{number}", done="asked")


def _way(request: Request, site: Site, reference: str, form: Form) -> tuple[str, tuple[AnyChange, ...]]:
    """Its changes, computed anew from the version that was looked at; nobody's form is believed."""
    these, place = uuids((form.text("application"),)), form.text("way")
    with site.read(request) as seen:
        round_ = deeds.found(seen, reference)
        schedule = deeds.version(seen, round_, form.text("version"))
        names = Names.of(seen.db, seen.language)
        ways = others.ways(case_of(schedule), f"{these[0]}", names)
        if not place.isdecimal() or int(place) >= len(ways) or not ways[int(place)].may_be_asked:
            raise HTTPException(404)
        name = _("A place for {guest}", guest=names[f"{these[0]}"]).into(seen.language)
        return name, ways[int(place)].asks


def _page(request: Request, site: Site, reference: str, typed: Typed, *, status: int = 200) -> HTMLResponse:
    with site.read(request) as seen:
        view = questions.look(seen, reference, typed)
    return site.show(request, "board/questions.html", view, seen=seen, status=status)
