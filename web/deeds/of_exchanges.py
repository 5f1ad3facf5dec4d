"""Everything that one may do on the page of an exchange, in the order in which it stands there."""

from uuid import UUID

from web.deeds.at_exchange import AtExchange, find
from web.deeds.carrying_out import Noun
from web.deeds.deed import Deed
from web.deeds.exchange_afterwards import AFTERWARDS
from web.deeds.exchange_calendar import CALENDAR
from web.deeds.exchange_changes import CHANGES
from web.deeds.exchange_days import DAYS
from web.deeds.exchange_money import MONEY, RESENDING
from web.deeds.exchange_moves import MOVES
from web.deeds.exchange_papers import PAPERS
from web.deeds.exchange_words import WORDS
from web.deeds.memos import AT_EXCHANGE
from web.forms import Form
from web.views.reading import Reading

ANSWERING: tuple[Deed[AtExchange], ...] = (*WORDS, *CALENDAR, *DAYS)
CHANGING: tuple[Deed[AtExchange], ...] = (*MOVES, *CHANGES, *AFTERWARDS, *RESENDING)
ABOUT_IT: tuple[Deed[AtExchange], ...] = PAPERS
EUROS: tuple[Deed[AtExchange], ...] = MONEY
DEEDS = {each.code: each for each in (*ANSWERING, *CHANGING, *ABOUT_IT, *EUROS, *AT_EXCHANGE)}


def _locked(seen: Reading, exchange_id: UUID, form: Form) -> AtExchange:
    return find(seen, exchange_id, to_change=True, form=form)


EXCHANGE = Noun("exchange", DEEDS, _locked, lambda at: at.round_)
