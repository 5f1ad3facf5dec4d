"""What a mentoring pair has between its sessions: times, goals, how they work together, a log."""

from datetime import datetime
from uuid import UUID

from domain import meetings
from domain.mentoring import agreements, circle_rows, goals, log, rhythm
from domain.mentoring.agreement_words import words_of
from domain.slots import SESSION_MINUTES
from models.exchanges import Appointment, Exchange
from models.languages import Language, Words, _
from models.mentoring import Goal, GoalState, LogEntry, PairAgreement, Reach
from models.people import Person
from models.record import Record
from models.states import AppointmentState, ExchangeState
from models.timeline import local
from web.views.my import parting
from web.views.my.parting import Parted, Parting
from web.views.reading import Reading
from web.words.tags import Tag, Tone

GOALS = {
    GoalState.OPEN: Tag(_("open"), Tone.NEWS),
    GoalState.REACHED: Tag(_("reached"), Tone.OK),
    GoalState.DROPPED: Tag(_("given up"), Tone.IDLE),
}


class Session(Record):
    number: int
    starts_at: datetime
    day: str  # as a browser's date field writes it
    clock: str
    is_off: bool
    is_past: bool
    may_change: bool
    clashes: bool  # a holiday, July, or something else in a calendar


class GoalLine(Record):
    number: int
    words: str
    state: Tag
    is_open: bool


class Entry(Record):
    id: UUID
    session: int
    author: str
    words: str
    is_mine: bool
    is_opened: bool


class AgreementLine(Record):
    label: Words
    words: str


class Pair(Record):
    sessions: tuple[Session, ...]
    may_add: bool
    follows_circle: bool
    goals: tuple[GoalLine, ...]
    entries: tuple[Entry, ...]
    agreement: tuple[AgreementLine, ...]
    is_agreed: bool
    is_mentee: bool
    clashing: int
    minutes: int  # how long a session usually lasts
    parting: Parting | None
    parted: Parted | None


def look(seen: Reading, exchange: Exchange) -> Pair:
    me = seen.db.get_one(Person, seen.actor.person_id)
    row = agreements.of(seen.db, exchange)
    follows = circle_rows.lead_of(seen.db, exchange) is not None
    is_open = exchange.state is ExchangeState.CONFIRMED
    clashing = _clashing(seen, exchange) if is_open and not follows else frozenset()
    return Pair(
        sessions=tuple(
            _session(each, may=is_open and not follows, clashing=clashing, now=seen.now)
            for each in exchange.appointments
        ),
        clashing=len(clashing),
        minutes=exchange.appointments[0].minutes or SESSION_MINUTES
        if exchange.appointments
        else SESSION_MINUTES,
        parting=parting.look(seen, exchange, me),
        parted=parting.parted(seen, exchange, me),
        may_add=is_open and not follows,
        follows_circle=follows,
        goals=tuple(_goal(each) for each in goals.of(seen.db, exchange)),
        entries=tuple(_entry(each, exchange, me) for each in log.read(seen.db, exchange, me)),
        agreement=_agreement(exchange, seen.language, row) if row else (),
        is_agreed=bool(row and agreements.is_agreed(row)),
        is_mentee=me.id == exchange.guest_id,
    )


def _clashing(seen: Reading, exchange: Exchange) -> frozenset[int]:
    return frozenset(each.number for each in rhythm.clashing(seen.db, exchange, now=seen.now))


def _session(each: Appointment, *, may: bool, clashing: frozenset[int], now: datetime) -> Session:
    begins = meetings.begins(each)
    is_past = meetings.ends(each) <= now
    return Session(
        number=each.number,
        starts_at=begins,
        day=f"{local(begins):%Y-%m-%d}",
        clock=f"{local(begins):%H:%M}",
        is_off=each.state is AppointmentState.CANCELLED,
        is_past=is_past,
        may_change=may and not is_past,
        clashes=each.number in clashing,
    )


def _goal(each: Goal) -> GoalLine:
    return GoalLine(
        number=each.number, words=each.words, state=GOALS[each.state], is_open=each.state is GoalState.OPEN
    )


def _entry(each: LogEntry, exchange: Exchange, me: Person) -> Entry:
    names = {exchange.guest_id: exchange.guest.name, exchange.host_id: exchange.host.name}
    return Entry(
        id=each.id,
        session=each.session_number,
        author=names.get(each.author_id, ""),
        words=each.words,
        is_mine=each.author_id == me.id,
        is_opened=each.reach is Reach.PROGRAMME,
    )


def _agreement(exchange: Exchange, language: Language, row: PairAgreement) -> tuple[AgreementLine, ...]:
    said = words_of(exchange, row, language)
    return (
        AgreementLine(label=_("Rhythm"), words=said.rhythm),
        AgreementLine(label=_("Confidentiality"), words=said.confidentiality),
        AgreementLine(label=_("If one of you cannot come"), words=said.cancelling),
    )
