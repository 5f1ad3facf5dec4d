"""What stands around every page: the language links, the rehearsal's clock, where one is."""

from datetime import datetime

from fastapi import Request

from models.languages import Language
from models.record import Record
from web.languages import language_of
from web.views.reading import Reading

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


def frame(request: Request, seen: Reading | None) -> Frame:
    language = language_of(request)
    return Frame(
        language=language,
        languages=tuple(_link(request, each, is_current=each is language) for each in Language),
        path=request.url.path,
        rehearsal_now=seen.now if seen and seen.is_rehearsal else None,
    )


def _link(request: Request, language: Language, *, is_current: bool) -> LanguageLink:
    query = request.url.include_query_params(lang=language.value).query
    return LanguageLink(language=language, name=NAMES[language], address=f"?{query}", is_current=is_current)
