"""What was said on the page of a question, behind a link or behind the sign-in."""

from collections.abc import Mapping

from domain.link_answers import Said
from models.asks import Filled
from models.followups import Note, Sharing
from web.forms import Form

MOST_SIGNS = 4_000
DEGREES = frozenset("12345")


def said(fields: Mapping[str, str]) -> Said:
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
            useful=_degree(fields, "useful"),
            strength=_degree(fields, "strength"),
        ),
        reach=Sharing(fields["reach"]) if fields.get("reach") in set(Sharing) else None,
        filled=tuple(Filled(name=name[:60], value=_text(fields, name)) for name in fields if name != "word"),
    )


def fields_of(form: Form) -> dict[str, str]:
    return {name: form.text(name) for name in form.fields}


def _degree(fields: Mapping[str, str], name: str) -> int | None:
    return int(fields[name]) if fields.get(name) in DEGREES else None


def _text(fields: Mapping[str, str], name: str) -> str:
    """PostgreSQL keeps no NUL."""
    return fields.get(name, "").replace("\0", "")[:MOST_SIGNS].strip()
