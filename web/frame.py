"""What stands around every page: the sections one may see, the language links, the rehearsal's clock."""

from datetime import datetime

from fastapi import Request

from models.languages import Language, Words
from models.record import Record
from web.languages import language_of
from web.sections import Section, sections
from web.views.reading import Reading
from web.visitor import visitor_of
from web.words.notices import notice

NAMES = {Language.FI: "Suomi", Language.SV: "Svenska", Language.EN: "English"}


class LanguageLink(Record):
    language: Language
    name: str
    address: str
    is_current: bool


class Frame(Record):
    language: Language
    languages: tuple[LanguageLink, ...]
    path: str
    rehearsal_now: datetime | None
    visitor: str | None  # the name of who is signed in
    form_token: str
    sections: tuple[Section, ...]
    notice: Words | None
    accent: str = ""
    drawing: str = ""


def frame(request: Request, seen: Reading | None) -> Frame:
    language, visitor = language_of(request), visitor_of(request)
    return Frame(
        language=language,
        languages=tuple(_link(request, each, is_current=each is language) for each in Language),
        path=request.url.path,
        rehearsal_now=seen.now if seen and seen.is_rehearsal else None,
        visitor=visitor.name if visitor else None,
        form_token=visitor.form_token if visitor else "",
        sections=sections(visitor.actor, request.url.path) if visitor else (),
        notice=notice(request.query_params.get("done", "")),
        accent=visitor.accent if visitor else "",
        drawing=visitor.drawing if visitor else "",
    )


def _link(request: Request, language: Language, *, is_current: bool) -> LanguageLink:
    query = request.url.include_query_params(lang=language.value).query
    return LanguageLink(language=language, name=NAMES[language], address=f"?{query}", is_current=is_current)
