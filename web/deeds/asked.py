"""Open questions whose answer a coordinator writes down, on whichever page they stand."""

from sqlalchemy.orm import Session

from domain.asks import asking
from domain.asks import question as parts
from domain.asks.questions import question
from domain.behalf import Behalf
from models.asks import Ask, Filled, Reply
from models.languages import Language, Words
from web.deeds.deed import Choices, Entry, Extra, Occasion
from web.forms import Form
from web.views.reading import Reading

FIELDS = {
    parts.Entry.LINE: Entry.LINE,
    parts.Entry.TEXT: Entry.AREA,
    parts.Entry.NUMBER: Entry.NUMBER,
    parts.Entry.DATE: Entry.DATE,
    parts.Entry.CHOICE: Entry.CHOICE,
    parts.Entry.TICK: Entry.TICK,
}


def occasion(db: Session, ask: Ask, about: Words, language: Language, phone: dict[str, str]) -> Occasion:
    """The buttons of the question as choices, and its fields."""
    page = question(ask.about).look(db, ask, language)
    extras = tuple(
        Extra(each.name, each.label, FIELDS[each.entry], _choices(each.choices, language))
        for each in page.fields
    )
    return Occasion(f"{ask.id}", about, {"word": _choices(page.options, language)}, phone, extras)


def answer(seen: Reading, ask: Ask, word: str, form: Form, *, behalf: Behalf) -> None:
    """What was chosen, and those of its fields that were filled in."""
    page = question(ask.about).look(seen.db, ask, seen.language)
    filled = tuple(Filled(name=each.name, value=form.text(each.name)) for each in page.fields)
    given = Reply(word=word, filled=tuple(each for each in filled if each.value))
    asking.answer(seen.db, ask, given, now=seen.now, behalf=behalf)


def _choices(options: tuple[parts.Option, ...], language: Language) -> Choices:
    return tuple((each.word, each.label.into(language)) for each in options)
