"""Euros of exchanges: planned, paid and lost, by who pays and from which cost centre."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from domain import meetings
from domain.events import record
from domain.identity_codes import holds_identity_code
from domain.money import reckoning
from domain.refusals import Conflict, Invalid
from models import streams
from models.costs import Cost, CostKind
from models.exchanges import Exchange
from models.languages import Language, _
from models.organisations import Organisation
from models.people import Person
from models.rounds import Round
from models.running_facts import CostRecorded, CostTakenBack
from models.states import ExchangeState

MOST_CENTS = 100_000_00  # a hundred thousand euros: more is a slip of the finger


@dataclass(frozen=True)
class Sum:
    """What somebody said of one sum; without a payer the guest's organisation pays."""

    kind: CostKind
    cents: int
    payer: Organisation | None = None
    centre: str = ""
    words: str = ""


@dataclass(frozen=True)
class Total:
    """All of one payer in a round, by kind of cost and cost centre."""

    payer: Organisation
    centre: str
    planned: int
    actual: int
    lost: int


def note(db: Session, exchange: Exchange, said: Sum, *, by: Person, now: datetime) -> Cost:
    """Write a sum down, also long after: bills come late."""
    if not 0 < said.cents <= MOST_CENTS:
        raise Invalid(_("A cost is more than nothing and at most 100,000 euros."))
    if holds_identity_code(f"{said.words} {said.centre}"):
        raise Invalid(_("Leave personal identity codes out: nobody here needs them."))
    row = Cost(
        exchange_id=exchange.id,
        kind=said.kind,
        cents=said.cents,
        payer_id=(said.payer or exchange.guest.organisation).id,
        centre=said.centre.strip(),
        words=said.words.strip(),
        by_id=by.id,
        recorded_at=now,
    )
    db.add(row)
    db.flush()
    fact = CostRecorded(exchange_id=exchange.id, cost_id=row.id, kind=said.kind)
    record(db, fact, on=streams.of_exchange(exchange.id), now=now, actor_id=by.id)
    return row


def take_back(db: Session, cost: Cost, *, by: Person, now: datetime) -> None:
    """It was a mistake; the row stays, and counts no more."""
    if cost.taken_back_at is not None:
        raise Conflict(_("This cost has been taken back already."))
    cost.taken_back_at = now
    fact = CostTakenBack(exchange_id=cost.exchange_id, cost_id=cost.id)
    record(db, fact, on=streams.of_exchange(cost.exchange_id), now=now, actor_id=by.id)


def reckon(db: Session, exchange: Exchange, *, now: datetime) -> None:
    """Plan the journey's costs for the days as they stand; other days replace what was reckoned before."""
    days = days_of(exchange) if exchange.state is ExchangeState.CONFIRMED else ""
    earlier = [each for each in of_exchange(db, exchange.id) if each.reckoned_for is not None]
    if all(each.reckoned_for == days for each in earlier) and (earlier or not days):
        return
    for each in earlier:
        each.taken_back_at = now
    for part in meetings.planned(exchange) if days else ():
        for line in reckoning.of_part(db, exchange, part):
            db.add(_reckoned(exchange, line, days, now=now))
    db.flush()


def _reckoned(exchange: Exchange, line: reckoning.Line, days: str, *, now: datetime) -> Cost:
    return Cost(
        exchange_id=exchange.id,
        kind=CostKind.PLANNED,
        cents=line.cents,
        payer_id=exchange.guest.organisation_id,
        words=f"{line.code}:{line.number}",
        reckoned_for=days,
        is_estimate=line.is_estimate,
        recorded_at=now,
    )


def days_of(exchange: Exchange) -> str:
    """A mark of the days and the host: what was reckoned or ordered for others is out of date."""
    stays = [each for each in meetings.planned(exchange) if each.first_day]
    told = [f"{each.first_day}{each.first_half}/{each.last_day}{each.last_half}" for each in stays]
    return sha256(" ".join([f"{exchange.host_id}", *told]).encode()).hexdigest()[:16] if stays else ""


def words_of(cost: Cost, language: Language) -> str:
    """What it is for, in the reader's language where we reckoned it."""
    if cost.reckoned_for is None:
        return cost.words
    code, _colon, number = cost.words.partition(":")
    return reckoning.in_words(code, int(number)).into(language)


def of_exchange(db: Session, exchange_id: UUID) -> list[Cost]:
    """What counts, in the order of its recording."""
    found = select(Cost).where(Cost.exchange_id == exchange_id, Cost.taken_back_at.is_(None))
    return list(db.scalars(found.order_by(Cost.recorded_at, Cost.id)))


def of_round(db: Session, round_: Round) -> tuple[Total, ...]:
    """Summed by payer and cost centre, the payers in the order of their codes."""
    found = select(Cost).join(Exchange, Exchange.id == Cost.exchange_id)
    rows = list(db.scalars(found.where(Exchange.round_id == round_.id, Cost.taken_back_at.is_(None))))
    keys = {(each.payer_id, each.centre) for each in rows}
    payers = {each.id: each for each in db.scalars(select(Organisation))}
    ordered = sorted(keys, key=lambda key: (payers[key[0]].code, key[1]))
    return tuple(_total(payers[payer], centre, rows) for payer, centre in ordered)


def _total(payer: Organisation, centre: str, rows: Iterable[Cost]) -> Total:
    sums: Counter[CostKind] = Counter()
    for each in rows:
        if (each.payer_id, each.centre) == (payer.id, centre):
            sums[each.kind] += each.cents
    return Total(payer, centre, sums[CostKind.PLANNED], sums[CostKind.ACTUAL], sums[CostKind.LOST])


def centre_of(db: Session, exchange: Exchange) -> str:
    """The cost centre that somebody has named last for this exchange."""
    named = (each.centre for each in reversed(of_exchange(db, exchange.id)) if each.centre)
    return next(named, "")
