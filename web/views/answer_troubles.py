"""Something has come up: what one of the two can say at this moment, and what stands by now."""

from domain import exchanges, troubles
from domain.asks.question import Option
from invites.links import Ticket
from models.languages import _
from models.states import ExchangeState
from web.views.answer_questions import ENDED
from web.views.answer_view import Asked, Button, Entry, facts
from web.views.reading import Reading

INTRO = _("Press once, and everybody concerned is told. Nobody is told why.")


def trouble(seen: Reading, ticket: Ticket, _first: str) -> Asked:
    """Nothing is chosen beforehand, whatever the link says."""
    language = seen.language
    exchange = exchanges.look_at(seen.db, ticket.row_id)
    possible = troubles.options(exchange, now=seen.now)
    until = _until() if any(each.word == troubles.ILL for each in possible) else ()
    ended = ENDED.get(exchange.state) if exchange.state is not ExchangeState.HELD else None
    return Asked(
        title=_("Has something come up?").into(language),
        intro=INTRO.into(language) if possible else "",
        happened=ended.into(language) if ended else "",
        facts=facts(exchange, language),
        buttons=tuple(_button(each, seen) for each in possible),
        fields=tuple(
            each.model_copy(update={"label": troubles.UNTIL.label.into(language)}) for each in until
        ),
    )


def _until() -> tuple[Entry, ...]:
    return (Entry(name=troubles.UNTIL.name, label="", entry=troubles.UNTIL.entry),)


def _button(option: Option, seen: Reading) -> Button:
    return Button(word=option.word, text=option.label.into(seen.language))
