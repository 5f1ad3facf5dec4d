"""Single fields of the pages on which people take part, judged one by one."""

from collections.abc import Callable, Iterator
from uuid import UUID

from domain import slots
from domain.refusals import Invalid
from models.languages import Words, _
from web.forms import Form, Trouble

Found = Iterator[Trouble]


def tried(field: str, label: Words, verb: Callable[[], None]) -> Found:
    """What one field says; a rule's no about it hinders no other field."""
    try:
        verb()
    except Invalid as refusal:
        yield Trouble(field=field, label=label, words=refusal.words)


def id_of(text: str) -> UUID:
    try:
        return UUID(text)
    except ValueError:
        raise Invalid(_("choose one of those offered")) from None


def number(form: Form, name: str, *, most: int, least: int = 1) -> int | None:
    text = form.text(name)
    if not text:
        return None
    if not (text.isascii() and text.isdigit() and len(text) < 7 and least <= int(text) <= most):
        raise Invalid(_("Write a whole number from {least} to {most}.", least=least, most=most))
    return int(text)


def chosen_slots(form: Form) -> tuple[str, ...]:
    try:
        return tuple(each for each in dict.fromkeys(form.all("slots")) if slots.parse_slot(each))
    except ValueError:
        raise Invalid(_("choose one of those offered")) from None
