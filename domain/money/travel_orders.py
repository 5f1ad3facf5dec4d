"""What a supervisor needs for a travel order: sent when a stay is agreed, and again when its days move."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from domain import exchange_letters, mails, meetings
from domain.money import costs, reckoning
from domain.money.written_sums import euros
from invites.running_contexts import TravelOrderData
from invites.texts import one_line
from models.costs import CostKind
from models.exchanges import Exchange
from models.languages import Language
from models.mails import Mail
from models.people import Person
from models.record import Record
from models.rounds import Round
from models.states import ExchangeState, Kind

KIND = TravelOrderData.kind


class Planned(Record):
    """One planned cost, in cents."""

    words: str
    cents: int
    payer: str
    centre: str


class TravelOrder(Record):
    """The data of an order, for people and for travel systems."""

    exchange: str
    traveller: str
    organisation: str
    supervisor: str
    destination: str
    host: str
    leaves: datetime
    returns: datetime
    purpose: str
    days: tuple[str, ...]
    costs: tuple[Planned, ...]
    cents: int
    payer: str
    centre: str


@dataclass(frozen=True)
class _Sent:
    """What was sent so far: for which days, and whether it was called off since."""

    days: str
    is_off: bool
    number: int


def of(db: Session, exchange: Exchange, language: Language) -> TravelOrder:
    """All parts of a stay as one journey each way; times are local and include the travelling."""
    parts = meetings.planned(exchange)
    trips = [reckoning.journeying(db, exchange, each) for each in parts]
    planned = [each for each in costs.of_exchange(db, exchange.id) if each.kind is CostKind.PLANNED]
    payer = exchange.guest.organisation.name(language)
    supervisor = db.get(Person, exchange.guest.supervisor_id) if exchange.guest.supervisor_id else None
    details = meetings.particulars(exchange, language)
    return TravelOrder(
        exchange=f"{exchange.id}",
        traveller=exchange.guest.name,
        organisation=payer,
        supervisor=supervisor.name if supervisor else "",
        destination=details.place,
        host=f"{details.host}, {details.host_organisation}",
        leaves=min(each.leaves for each in trips),
        returns=max(each.returns for each in trips),
        purpose=one_line(exchange.application.aims),
        days=tuple(f"{each.first_day}/{each.last_day}" for each in parts),
        costs=tuple(
            Planned(
                words=costs.words_of(each, language),
                cents=each.cents,
                payer=payer,
                centre=each.centre,
            )
            for each in planned
        ),
        cents=sum(each.cents for each in planned),
        payer=payer,
        centre=costs.centre_of(db, exchange),
    )


def follow(db: Session, exchange: Exchange, *, now: datetime) -> None:
    """Tell the supervisor what holds now, once for each change; nothing where the round does not want it."""
    round_ = db.get_one(Round, exchange.round_id)
    if not round_.sends_travel_orders or exchange.kind is Kind.MENTORING:
        return
    if exchange.guest.supervisor_id is None:
        return
    sent, days = _newest(db, exchange), costs.days_of(exchange)
    if exchange.state is ExchangeState.CONFIRMED:
        if sent is None or sent.is_off or sent.days != days:
            _write(db, exchange, sent, days, is_off=False, now=now)
    elif exchange.state in (ExchangeState.BROKEN, ExchangeState.RELEASED) and sent and not sent.is_off:
        _write(db, exchange, sent, days, is_off=True, now=now)


def _newest(db: Session, exchange: Exchange) -> _Sent | None:
    mine = Mail.exchange_id == exchange.id, Mail.kind == KIND
    keys = list(db.scalars(select(Mail.key).where(*mine).order_by(Mail.number)))
    if not keys:
        return None
    _lane, _name, standing, days, _person = keys[-1].rsplit(":", 4)
    return _Sent(days=days, is_off=standing.endswith("off"), number=len(keys))


def _write(
    db: Session, exchange: Exchange, sent: _Sent | None, days: str, *, is_off: bool, now: datetime
) -> None:
    to = db.get_one(Person, exchange.guest.supervisor_id)
    order = of(db, exchange, to.language)
    letter = TravelOrderData(
        **vars(exchange_letters.head(db, exchange, to)),
        is_off=is_off,
        is_update=sent is not None,
        leaves=order.leaves,
        returns=order.returns,
        aims=order.purpose,
        costs=tuple((each.words, euros(each.cents, to.language)) for each in order.costs),
        total=euros(order.cents, to.language),
        payer=order.payer,
        centre=order.centre,
    )
    number = sent.number + 1 if sent else 1
    key = f"order:{number}{'off' if is_off else ''}:{days}"
    mails.queue(db, letter, key=key, to=to, about=exchange, now=now)
