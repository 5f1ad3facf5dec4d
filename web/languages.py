"""The language of an answer: a link's, a letter's, the cookie's, the account's, the browser's, or Finnish."""

import re

from fastapi import Request

from models.languages import Language

COOKIE = "vaihto_lang"
SPOKEN, ACCOUNT = "spoken", "account_language"
CODES = tuple(language.value for language in Language)
WEIGHT = re.compile(r"q=([01](?:\.\d{0,3})?)")
LONGEST_HEADER = 500


def language_of(request: Request) -> Language:
    spoken, account = (getattr(request.state, each, "") for each in (SPOKEN, ACCOUNT))
    asked = (chosen(request), spoken, request.cookies.get(COOKIE, ""), account, *_browser(request))
    return next((Language(code) for code in asked if code in CODES), Language.FI)


def speak(request: Request, language: Language) -> Language:
    """Answer in the language of the person whom the page is for, unless a link has just asked for another."""
    setattr(request.state, SPOKEN, language.value)
    return language_of(request)


def remember_account(request: Request, language: Language) -> None:
    """Who is signed in is spoken to as their account says, unless a link has asked for another language."""
    setattr(request.state, ACCOUNT, language.value)


def chosen(request: Request) -> str:
    """The language that a link has just asked for, or nothing."""
    code = request.query_params.get("lang", "")
    return code if code in CODES else ""


def _browser(request: Request) -> list[str]:
    header = request.headers.get("accept-language", "")[:LONGEST_HEADER]
    weighed = [_weighed(part) for part in header.split(",")]
    return [code for weight, code in sorted(weighed, key=lambda each: -each[0]) if weight > 0]


def _weighed(part: str) -> tuple[float, str]:
    tag, _, rest = part.partition(";")
    weight = WEIGHT.fullmatch(rest.strip())
    return float(weight[1]) if weight else 1.0, tag.strip().lower().split("-")[0]
