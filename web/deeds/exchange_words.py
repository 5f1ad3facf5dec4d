"""What people say of an exchange, written down for them: to the proposal, and to any open question."""

from collections.abc import Iterator
from enum import StrEnum
from typing import Annotated
from uuid import UUID

from sqlalchemy import select

from domain import exchanges
from domain.agreeing import late_yes
from domain.asks import asks
from domain.refusals import Conflict
from models import streams
from models.asks import Ask
from models.languages import _
from models.states import Answer, ExchangeState
from web.deeds import asked
from web.deeds.at_exchange import AtExchange, Side
from web.deeds.deed import ROW, As, Choices, DeedForm, Entry, Occasion, Why, deed
from web.words.asks import ABOUT


class Word(StrEnum):
    YES = "accepted"
    NO = "declined"


Whose = Annotated[Side, As(_("Whose word it is"), Entry.CHOICE)]
SAID = As(_("What they say"), Entry.CHOICE)
SAYS = {Word.YES: _("Yes, they accept"), Word.NO: _("No, they decline")}


class Answered(DeedForm):
    side: Whose
    word: Annotated[Word, SAID]
    why: Why


class Asked(DeedForm):
    """The answers and the fields come from the question itself."""

    word: Annotated[str, SAID]
    why: Why


def yes_no(at: AtExchange) -> Choices:
    return tuple((word.value, at.say(words)) for word, words in SAYS.items())


def row_of(at: AtExchange) -> UUID | None:
    """Which row of the page is meant; what we never wrote means none."""
    try:
        return UUID(at.form.text(ROW))
    except ValueError:
        return None


def _answerable(at: AtExchange) -> Iterator[Occasion]:
    silent = {each.id for each in exchanges.silent(at.exchange)}
    if at.exchange.state is ExchangeState.PROPOSED and at.exchange.appointments and silent:
        asked = tuple(each for each in at.sides if at.person(Side(each[0])).id in silent)
        yield Occasion(choices={"side": asked, "word": yes_no(at)}, values=at.phone)


def _answer(at: AtExchange, said: Answered) -> None:
    whose, word = at.person(said.side), Answer(said.word.value)
    behalf = at.behalf(said.why)
    late_yes.answer(at.seen.db, at.exchange, whose.id, word, now=at.seen.now, behalf=behalf)


def _open_asks(at: AtExchange) -> Iterator[Occasion]:
    for ask in asks.open_on(at.seen.db, streams.of_exchange(at.exchange.id)):
        about = _("{name}, {question}", name=at.named(ask.whose_id), question=ABOUT[ask.about])
        yield asked.occasion(at.seen.db, ask, about, at.seen.language, at.phone)


def _say_to_ask(at: AtExchange, said: Asked) -> None:
    mine = Ask.stream_id == streams.of_exchange(at.exchange.id)
    ask = at.seen.db.scalar(select(Ask).where(mine, Ask.id == row_of(at)))
    if ask is None:
        raise Conflict(_("This question is not open any more."))
    asked.answer(at.seen, ask, said.word, at.form, behalf=at.behalf(said.why))


WORDS = (
    deed(
        Answered,
        _answer,
        code="answer",
        title=_("Answer the proposal for them"),
        button=_("Write the answer down"),
        offered=_answerable,
        shows_plan=True,
    ),
    deed(
        Asked,
        _say_to_ask,
        code="reply",
        title=_("Answer for them"),
        button=_("Write the answer down"),
        offered=_open_asks,
        shows_plan=True,
    ),
)
