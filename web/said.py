"""What was said on the page of a question, behind a link or behind the sign-in."""

from collections.abc import Mapping

from domain.link_answers import Said
from models.asks import Filled
from models.followups import Note

MOST_SIGNS = 4_000
DIGITS = frozenset("012345")


def said(fields: Mapping[str, str]) -> Said:
    useful = fields.get("useful", "")
    return Said(
        word=fields.get("word", ""),
        days=fields.get("days", ""),
        keeps_else=fields.get("keeps_else") == "yes",
        note=Note(
            learnt=_text(fields, "learnt"),
            tried=_text(fields, "tried"),
            passed_on=_text(fields, "passed_on"),
            practice=_text(fields, "practice"),
            effect=_text(fields, "effect"),
            useful=int(useful) if useful in DIGITS else None,
        ),
        filled=tuple(Filled(name=name[:60], value=_text(fields, name)) for name in fields if name != "word"),
    )


def _text(fields: Mapping[str, str], name: str) -> str:
    """PostgreSQL keeps no NUL."""
    return fields.get(name, "").replace("\0", "")[:MOST_SIGNS].strip()
