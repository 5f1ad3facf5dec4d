"""What one exchange costs, line by line, and what its two organisations have agreed on."""

from sqlalchemy import select

from domain.agreements import agreements
from domain.money import costs
from domain.money.written_sums import euros
from models.costs import Cost, CostKind
from models.exchanges import Exchange
from models.languages import Words
from models.organisations import Organisation
from models.people import Person
from models.record import Record
from models.rounds import Round
from web.views.reading import Reading
from web.words.money import KINDS


class CostLine(Record):
    kind: Words
    sum: str
    payer: str
    centre: str
    words: str
    is_lost: bool
    is_estimate: bool
    by: str | None


class MoneyView(Record):
    lines: tuple[CostLine, ...]
    planned: str
    actual: str
    lost: str


class AgreementLine(Record):
    """Whether one of the two houses has accepted what all agree on."""

    organisation: str
    is_accepted: bool


def money(seen: Reading, exchange: Exchange) -> MoneyView:
    rows = costs.of_exchange(seen.db, exchange.id)
    payers = {each.id: each for each in _payers(seen, rows)}
    return MoneyView(
        lines=tuple(_line(seen, each, payers[each.payer_id].name(seen.language)) for each in rows),
        planned=_sum(seen, rows, CostKind.PLANNED),
        actual=_sum(seen, rows, CostKind.ACTUAL),
        lost=_sum(seen, rows, CostKind.LOST),
    )


def _payers(seen: Reading, rows: list[Cost]) -> list[Organisation]:
    wanted = {each.payer_id for each in rows}
    return list(seen.db.scalars(select(Organisation).where(Organisation.id.in_(wanted))))


def _sum(seen: Reading, rows: list[Cost], kind: CostKind) -> str:
    return euros(sum(each.cents for each in rows if each.kind is kind), seen.language)


def _line(seen: Reading, row: Cost, payer: str) -> CostLine:
    return CostLine(
        kind=KINDS[row.kind],
        sum=euros(row.cents, seen.language),
        payer=payer,
        centre=row.centre,
        words=costs.words_of(row, seen.language),
        is_lost=row.kind is CostKind.LOST,
        is_estimate=row.is_estimate,
        by=seen.db.get_one(Person, row.by_id).name if row.by_id else None,
    )


def agreement(seen: Reading, exchange: Exchange, round_: Round) -> tuple[AgreementLine, ...]:
    """Nothing where the round asks for no agreement."""
    newest = agreements.newest(seen.db, round_.id)
    if newest is None:
        return ()
    accepted = agreements.accepted_by(seen.db, newest)
    houses = (exchange.guest.organisation, exchange.host.organisation)
    return tuple(
        AgreementLine(organisation=each.name(seen.language), is_accepted=each.id in accepted)
        for each in dict.fromkeys(houses)
    )
