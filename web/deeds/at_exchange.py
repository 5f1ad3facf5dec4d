"""One exchange under its lock, for whoever steers its round, and what the page's deeds need of it."""

from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID

from sqlalchemy import select

from domain import exchanges
from domain.access import visibility
from domain.refusals import NotFound
from models.exchanges import Exchange
from models.languages import _
from models.people import Person
from models.rounds import Round
from models.states import Kind
from web.deeds.at_desk import EMPTY, AtDesk
from web.deeds.deed import Choices
from web.forms import Form
from web.views.reading import Reading


class Side(StrEnum):
    GUEST = "guest"
    HOST = "host"


@dataclass(frozen=True)
class AtExchange(AtDesk):
    exchange: Exchange

    def person(self, side: Side) -> Person:
        return self.exchange.guest if side is Side.GUEST else self.exchange.host

    def named(self, person_id: UUID) -> str:
        return self.seen.db.get_one(Person, person_id).name

    @property
    def sides(self) -> Choices:
        """Both by name: the guest or mentee first."""
        guest, host = (
            (_("{name} (mentee)"), _("{name} (mentor)"))
            if self.exchange.kind is Kind.MENTORING
            else (_("{name} (guest)"), _("{name} (host)"))
        )
        found = ((Side.GUEST, guest, self.exchange.guest), (Side.HOST, host, self.exchange.host))
        return tuple((side.value, self.say(_(words.english, name=who.name))) for side, words, who in found)


def find(seen: Reading, exchange_id: UUID, *, to_change: bool, form: Form = EMPTY) -> AtExchange:
    """Another round's exchange is as unknown as one that there is not."""
    steered = visibility.steers(seen.actor, Exchange.round_id)
    if seen.db.scalar(select(Exchange.id).where(Exchange.id == exchange_id, steered)) is None:
        raise NotFound(_("There is no such exchange."))
    exchange = (exchanges.load if to_change else exchanges.look_at)(seen.db, exchange_id)
    return AtExchange(seen, seen.db.get_one(Round, exchange.round_id), exchange, form=form)
