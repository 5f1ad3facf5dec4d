"""Letters in words of the house: read by who steers, changed by who steers everywhere."""

from typing import Annotated
from uuid import NAMESPACE_URL, uuid5

from fastapi import HTTPException, Query, Request
from starlette.responses import HTMLResponse, Response

from domain import letters
from domain.access.policy import Action
from domain.audit import Act
from domain.letters import Change, Unusable
from domain.previews import examples
from domain.refusals import Conflict
from invites.checking import wrong_with
from invites.drafts import Draft
from models.languages import Language
from models.people import Person
from web.deeds.sheets import CONFLICT, FINE, WRONG
from web.forms import Form, TheForm
from web.site import Site, TheSite, go, posts, shows
from web.views.letters import all_letters, one_letter
from web.views.letters.all_letters import Choice, may_change
from web.views.letters.one_letter import Written
from web.views.reading import Reading
from web.visitor import signed_in

router = signed_in(Action.STEER)


@shows(router, "/templates")
def every_letter(request: Request, site: TheSite, asked: Annotated[Choice, Query()]) -> HTMLResponse:
    with site.read(request) as seen:
        return site.show(request, "letters/all.html", all_letters.look(seen, asked), seen=seen)


@shows(router, "/templates/{name}")
def letter(request: Request, site: TheSite, name: str, words: Language | None = None) -> HTMLResponse:
    with site.read(request) as seen:
        view = one_letter.look(seen, name, words or seen.language)
        return site.show(request, "letters/one.html", view, seen=seen)


@posts(router, "/templates/{name}")
def write(request: Request, site: TheSite, name: str, form: TheForm) -> Response:
    """With `look` the words are shown and judged; without it they count from the next mail on."""
    draft = _draft(request, site, name, form)
    if form.has("look"):
        with site.read(request) as seen:
            house = letters.in_force(seen.db)
            wrong = wrong_with(draft, house, examples.tried(name, draft.language, house))
        return _page(request, site, draft, Written(text=draft.text, mistakes=wrong))
    return _save(request, site, draft, form)


@posts(router, "/templates/{name}/shipped")
def shipped(request: Request, site: TheSite, name: str, form: TheForm) -> Response:
    """The words that came with Vaihto, or from the operator's folder, count again."""
    draft = _draft(request, site, name, form)
    with site.change(request, _act("take_back", draft)) as seen:
        letters.take_back(seen.db, _change(seen, draft, form))
    return _back(draft, "letter-shipped")


@posts(router, "/templates/{name}/again")
def again(request: Request, site: TheSite, name: str, form: TheForm) -> Response:
    """Words that have counted before count again, if they still can be used."""
    asked = _draft(request, site, name, form)
    with site.read(request) as seen:
        rows = letters.history(seen.db, name, asked.language)
        text = next((each.text for each in rows if f"{each.number}" == form.text("version")), "")
    if not text:
        raise HTTPException(404)
    return _save(request, site, Draft(name, asked.language, text), form)


def _save(request: Request, site: Site, draft: Draft, form: Form) -> Response:
    """What is wrong or comes too late goes back to its writer, with nothing lost."""
    try:
        with site.change(request, _act("change", draft)) as seen:
            found = examples.tried(draft.name, draft.language, letters.in_force(seen.db))
            letters.change(seen.db, _change(seen, draft, form), found)
    except Unusable as wrong:
        return _page(request, site, draft, Written(text=draft.text, mistakes=wrong.mistakes))
    except Conflict:
        return _page(request, site, draft, Written(text=draft.text, other_was_faster=True))
    return _back(draft, "letter-saved")


def _draft(request: Request, site: Site, name: str, form: Form) -> Draft:
    """Unknown and forbidden look the same."""
    with site.read(request) as seen:
        if not may_change(seen) or not one_letter.exists(name):
            raise HTTPException(404)
    language = next((each for each in Language if each == form.text("words")), None)
    if language is None:
        raise HTTPException(404)
    typed = next(iter(form.all("text")), "").replace("\0", "")
    return Draft(name, language, "\n".join(typed.splitlines()).strip("\n") + "\n")


def _change(seen: Reading, draft: Draft, form: Form) -> Change:
    number = form.text("number")
    by = seen.db.get_one(Person, seen.actor.person_id)
    return Change(draft, int(number) if number.isdecimal() else -1, by, seen.now)


def _act(verb: str, draft: Draft) -> Act:
    """A template has no row of its own before it is changed: its name makes the id."""
    about = uuid5(NAMESPACE_URL, f"letter:{draft.name}")
    return Act(f"letter.{verb}", "letter", about, (draft.name, draft.language.value))


def _back(draft: Draft, done: str) -> Response:
    return go(f"/templates/{draft.name}?words={draft.language.value}", done=done)


def _page(request: Request, site: Site, draft: Draft, written: Written) -> HTMLResponse:
    status = WRONG if written.mistakes else CONFLICT if written.other_was_faster else FINE
    with site.read(request) as seen:
        view = one_letter.look(seen, draft.name, draft.language, written)
        return site.show(request, "letters/one.html", view, seen=seen, status=status)
