"""One exchange, wholly: who, when, how it stands, what has happened, and what may be done about it."""

from datetime import date, datetime
from uuid import UUID

from domain.fit_words import in_words
from models import streams
from models.exchanges import Appointment, Exchange
from models.languages import Words
from models.offers import VisitPack
from models.record import Record
from models.states import AppointmentState, ExchangeState, Half, Kind
from web.deeds.at_exchange import AtExchange, find
from web.deeds.memos import OF_EXCHANGE
from web.deeds.of_exchanges import ABOUT_IT, ANSWERING, CHANGING, EUROS
from web.deeds.sheets import Sheet, Tried, sheets
from web.views.daily.mail_lines import MailLine, of_exchange
from web.views.daily.money import AgreementLine, MoneyView, agreement, money
from web.views.daily.notes import NoteLine, notes
from web.views.daily.parties import InCalendar, PartyView, Written, calendars, parties, written
from web.views.daily.questions import OpenQuestion, questions
from web.views.daily.timeline import Happened, timeline
from web.views.exchanges import workflow
from web.views.memo_lines import MemoLine, memo_lines
from web.views.open_cases import open_cases
from web.views.reading import Reading
from web.views.waits import Waiting, waits
from web.words.reasons import REASONS


class PartView(Record):
    """One block of a stay, or one session."""

    number: int
    first_day: date | None
    last_day: date | None
    is_from_noon: bool
    is_until_noon: bool
    starts_at: datetime | None
    minutes: int | None
    is_off: bool
    is_held: bool
    written: Written | None


class CompanyLine(Record):
    name: str
    address: str
    brought_by: str


class ExchangeView(Record):
    id: UUID
    reference: str
    round_name: str
    kind: Kind
    state: ExchangeState
    ended: Words | None  # why it does not take place
    guest: PartyView
    host: PartyView
    parts: tuple[PartView, ...]
    fit: int
    reasons: tuple[str, ...]
    aims: str
    wait: Waiting | None
    questions: tuple[OpenQuestion, ...]
    calendars: tuple[InCalendar, ...]
    pack: VisitPack
    online_link: str | None
    company: tuple[CompanyLine, ...]
    money: MoneyView
    agreement: tuple[AgreementLine, ...]
    notes: tuple[NoteLine, ...]
    mails: tuple[MailLine, ...]
    happened: tuple[Happened, ...]
    answering: tuple[Sheet, ...]
    changing: tuple[Sheet, ...]
    papers: tuple[Sheet, ...]
    euros: tuple[Sheet, ...]
    memos: tuple[MemoLine, ...]
    memo_sheets: tuple[Sheet, ...]
    tried: Tried | None
    workflow: str | None
    case: str  # the address of its running case, for who operates the round


def look(
    seen: Reading, exchange_id: UUID, *, tried: Tried | None = None, temporal_ui: str | None
) -> ExchangeView:
    at = find(seen, exchange_id, to_change=False)
    exchange, round_ = at.exchange, at.round_
    seen.opened.update((exchange.guest_id, exchange.host_id))
    guest, host = parties(seen, exchange)
    stream_id = streams.of_exchange(exchange.id)
    return ExchangeView(
        id=exchange.id,
        reference=round_.reference,
        round_name=round_.name(seen.language),
        kind=exchange.kind,
        state=exchange.state,
        ended=REASONS[exchange.released_reason] if exchange.released_reason else None,
        guest=guest,
        host=host,
        parts=tuple(_part(seen, each) for each in exchange.appointments),
        fit=exchange.fit,
        reasons=tuple(in_words(each, seen.language) for each in exchange.reasons),
        aims=exchange.application.aims,
        wait=waits(seen.db, [stream_id]).get(stream_id),
        questions=questions(seen, exchange),
        calendars=calendars(seen, exchange),
        pack=exchange.pack,
        online_link=exchange.online_link or exchange.offer.online_link,
        company=_company(exchange),
        money=money(seen, exchange),
        agreement=agreement(seen, exchange, round_),
        notes=notes(seen, exchange),
        mails=of_exchange(seen, exchange.id),
        happened=timeline(seen, exchange),
        **_deeds(at, tried),
        memos=memo_lines(seen, exchange, _sides(exchange)),
        memo_sheets=sheets((OF_EXCHANGE,), at, tried),
        tried=tried,
        workflow=workflow(temporal_ui, stream_id),
        case=open_cases(seen, [exchange.id]).get(exchange.id, ""),
    )


def _sides(exchange: Exchange) -> dict[UUID | None, str]:
    both = exchange.guest.name, exchange.host.name
    return {exchange.guest_id: both[0], exchange.host_id: both[1], None: ", ".join(both)}


def _deeds(at: AtExchange, tried: Tried | None) -> dict[str, tuple[Sheet, ...]]:
    kinds = {"answering": ANSWERING, "changing": CHANGING, "papers": ABOUT_IT, "euros": EUROS}
    return {name: sheets(deeds, at, tried) for name, deeds in kinds.items()}


def _part(seen: Reading, row: Appointment) -> PartView:
    return PartView(
        number=row.number,
        first_day=row.first_day,
        last_day=row.last_day,
        is_from_noon=row.first_half is Half.AFTERNOON,
        is_until_noon=row.last_half is Half.MORNING,
        starts_at=row.starts_at,
        minutes=row.minutes,
        is_off=row.state is AppointmentState.CANCELLED,
        is_held=row.state is AppointmentState.HELD,
        written=written(seen, row),
    )


def _company(exchange: Exchange) -> tuple[CompanyLine, ...]:
    names = {exchange.guest_id: exchange.guest.name, exchange.host_id: exchange.host.name}
    return tuple(
        CompanyLine(name=each.name, address=each.email, brought_by=names.get(each.brought_by_id, ""))
        for each in exchange.colleagues
    )
