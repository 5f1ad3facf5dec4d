"""What an exchange costs, and the data of the guest's travel order."""

from uuid import UUID

from domain import meetings
from domain.money import costs, travel_orders
from domain.money.travel_orders import TravelOrder
from domain.money.written_sums import euros
from domain.refusals import NotFound
from models.costs import CostKind
from models.exchanges import Exchange
from models.languages import Language, Words, _
from models.record import Record
from web.views.reading import Reading
from web.words.money import KINDS


class Line(Record):
    kind: Words
    words: str
    euros: str


class Money(Record):
    """`planned` and the others are written sums; empty where there is none."""

    lines: tuple[Line, ...]
    planned: str
    paid: str
    lost: str


class OrderView(Record):
    exchange_id: UUID
    order: TravelOrder
    lines: tuple[Line, ...]
    total: str


def look(seen: Reading, exchange: Exchange) -> Money:
    rows = costs.of_exchange(seen.db, exchange.id)
    sums = {kind: sum(each.cents for each in rows if each.kind is kind) for kind in CostKind}
    return Money(
        lines=tuple(_line(seen, each.kind, costs.words_of(each, seen.language), each.cents) for each in rows),
        planned=_sum(sums[CostKind.PLANNED], seen.language),
        paid=_sum(sums[CostKind.ACTUAL], seen.language),
        lost=_sum(sums[CostKind.LOST], seen.language),
    )


def order(seen: Reading, exchange: Exchange) -> OrderView:
    """For the guest and their supervisor; nobody travels to a mentoring."""
    if not any(each.first_day for each in meetings.planned(exchange)):
        raise NotFound(_("Nobody travels: there are no days at a host."))
    told = travel_orders.of(seen.db, exchange, seen.language)
    lines = tuple(_line(seen, CostKind.PLANNED, each.words, each.cents) for each in told.costs)
    return OrderView(exchange_id=exchange.id, order=told, lines=lines, total=euros(told.cents, seen.language))


def _line(seen: Reading, kind: CostKind, words: str, cents: int) -> Line:
    return Line(kind=KINDS[kind], words=words, euros=euros(cents, seen.language))


def _sum(cents: int, language: Language) -> str:
    return euros(cents, language) if cents else ""
