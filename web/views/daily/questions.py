"""What is asked about an exchange at the moment, of whom, and until when."""

from datetime import datetime

from domain import doubts, exchanges, follow_ups
from domain.asks import asks
from models import streams
from models.asks import Ask
from models.exchanges import Exchange
from models.languages import Words, _
from models.people import Person
from models.record import Record
from models.states import ExchangeState, FollowUpState
from web.views.reading import Reading
from web.words.asks import ABOUT


class OpenQuestion(Record):
    whose: str
    what: Words
    until: datetime
    instead_of: str | None = None  # who was asked first, where a deputy answers by now


def questions(seen: Reading, exchange: Exchange) -> tuple[OpenQuestion, ...]:
    """The most urgent first."""
    db = seen.db
    found = [_of_ask(seen, each) for each in asks.open_on(db, streams.of_exchange(exchange.id))]
    if exchange.state is ExchangeState.PROPOSED:
        what = _("an answer to the proposal")
        silent = exchanges.silent(exchange) if exchange.appointments else []
        found += [OpenQuestion(whose=each.name, what=what, until=exchange.confirm_by) for each in silent]
    for doubt in doubts.open_of(db, exchange):
        whose = db.get_one(Person, doubts.waits_on(exchange, doubt)).name
        found.append(OpenQuestion(whose=whose, what=_("what a no meant"), until=doubt.deadline))
    for row in follow_ups.of_exchange(db, exchange.id):
        if row.state is FollowUpState.ASKED:
            whose = db.get_one(Person, row.person_id).name
            found.append(OpenQuestion(whose=whose, what=_("a note"), until=row.due_at))
    return tuple(sorted(found, key=lambda each: each.until))


def _of_ask(seen: Reading, ask: Ask) -> OpenQuestion:
    return OpenQuestion(
        whose=seen.db.get_one(Person, ask.whose_id).name,
        what=ABOUT[ask.about],
        until=ask.deadline,
        instead_of=asks.instead_of(seen.db, ask),
    )
