"""What an invented person presses and writes on the page of a question."""

from datetime import datetime

from sqlalchemy.orm import Session

from domain.asks import asking
from domain.asks.question import Entry, Field, Page
from domain.asks.questions import question
from models.asks import Ask, AskState, Filled, Reply
from models.languages import Language
from models.rehearsals import Cue
from models.timeline import local_day

NUMBER = "1"


def answer(db: Session, cue: Cue, now: datetime) -> None:
    """A yes is the first button, a no the last; whoever is not asked any more says nothing."""
    ask = db.get_one(Ask, cue.about_id)
    if ask.whose_id != cue.person_id or ask.state is not AskState.OPEN:
        return
    page = question(ask.about).look(db, ask, Language.FI)
    asking.answer(db, ask, reply(page, says_yes=cue.word == "yes", now=now), now=now)


def reply(page: Page, *, says_yes: bool, now: datetime) -> Reply:
    words = [each.word for each in page.options]
    word = words[0 if says_yes else -1] if words else ""
    written = ((each, _written(each, now)) for each in page.fields)
    return Reply(
        word=word, filled=tuple(Filled(name=each.name, value=text) for each, text in written if text)
    )


def _written(field: Field, now: datetime) -> str:
    match field.entry:
        case Entry.NUMBER:
            return NUMBER
        case Entry.DATE:
            return local_day(now).isoformat()
        case Entry.CHOICE:
            return field.choices[0].word if field.choices else ""
        case Entry.TICK:
            return "yes"
        case _:
            return "Invented."
