"""A mail's words: one editable text per kind, from which text and HTML are made."""

from dataclasses import dataclass

from invites.contexts import Letterhead
from models.languages import Language


@dataclass(frozen=True)
class Letter:
    """The words of one mail, in one language."""

    subject: str
    text: str
    html: str


def render(context: Letterhead, language: Language) -> Letter:
    """The letter of the context's kind; a variable the template misses is an error."""
    raise NotImplementedError
