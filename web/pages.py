"""Pages: one view record and one frame become HTML in the reader's language."""

from functools import partial
from pathlib import Path

from babel.numbers import format_percent
from fastapi import Request
from jinja2 import Environment, FileSystemLoader, StrictUndefined
from pydantic import BaseModel
from starlette.responses import HTMLResponse

from invites import dates
from models.languages import Language, Words, _, plural
from web.assets import Assets
from web.frame import frame
from web.languages import COOKIE, chosen
from web.pictures.names import drawings
from web.spoken import Spoken
from web.views.reading import Reading
from web.words import changes, endings, kinds, plans, states, waits

TEMPLATES = Path(__file__).with_name("templates")
A_YEAR = 365 * 24 * 3600


class Pages:
    """One set of templates, bound to each language."""

    def __init__(self, files: Assets) -> None:
        self._bound = {language: _environment(files, language) for language in Language}

    def show(
        self, request: Request, template: str, view: BaseModel, *, seen: Reading | None, status: int = 200
    ) -> HTMLResponse:
        """`seen` is None where the database could not be asked, as on the page of a failure."""
        around = frame(request, seen)
        page = self._bound[around.language].get_template(template)
        html = page.render(view=view, frame=around, nonce=request.state.nonce)
        response = HTMLResponse(html, status)
        response.headers["Content-Language"] = around.language
        response.headers["Vary"] = "Accept-Language, Cookie"
        if code := chosen(request):
            response.set_cookie(COOKIE, code, max_age=A_YEAR, httponly=True, samesite="lax")
        return response


def _environment(files: Assets, language: Language) -> Environment:
    environment = Spoken(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
    )
    environment.globals |= {
        "_": lambda english, **fields: _(english, **fields).into(language),
        "plural": lambda one, many, number, **fields: plural(one, many, number, **fields).into(language),
        "asset": files.address,
        **drawings(language),
    }
    environment.globals |= {
        each.__name__: partial(each, language=language)
        for each in (dates.day, dates.days, dates.week, dates.clock, dates.moment)
    }
    environment.filters |= {
        "say": partial(_say, language),
        "percent": lambda share: format_percent(share, "0.# %", locale=dates.HABITS[language].locale),
        "state": states.tag,
        "kind": kinds.kind,
        "wait": waits.wait,
        "ending": endings.ending,
        "weight": changes.weight,
        "effect": plans.EFFECTS.__getitem__,
        "verdict": plans.VERDICTS.__getitem__,
        "what_if": plans.WHAT_IFS.__getitem__,
    }
    return environment


def _say(language: Language, words: Words) -> str:
    return words.into(language)
