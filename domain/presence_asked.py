"""Asking whether they met: both, where HR wants it, and whoever is said not to have come."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from domain import exchange_letters, exchanges, follow_ups, meetings, presence
from domain.asks import asks
from domain.asks.question import Field, Option, Page, Question, Told
from domain.refusals import Invalid
from domain.working_days import in_working_days
from invites import dates
from invites.running_contexts import AskTookPlace
from models import streams
from models.asks import About, Ask, AskState, Reply
from models.exchanges import Exchange
from models.languages import Language, _
from models.people import Person
from models.presences import Came
from models.rounds import Round
from models.states import ExchangeState, Kind
from models.timeline import EVENING, MORNING, local_day, moment

OPTIONS = (
    Option(Came.AS_PLANNED, _("It took place as planned")),
    Option(Came.PARTLY, _("It took place in part")),
    Option(Came.OTHER_ABSENT, _("The other one did not come")),
    Option(Came.I_WAS_ABSENT, _("I did not come")),
)
CLAIM = "claim"
ANSWERED_WITHIN = 2  # working days


def pursue(db: Session, exchange: Exchange, *, now: datetime) -> None:
    """Ask both when their morning has come; put every claim to the other side, or to HR if that objects."""
    if exchange.state not in (ExchangeState.CONFIRMED, ExchangeState.HELD):
        return
    if (at := asks_at(db, exchange)) is not None and at <= now:
        for person in (exchange.guest, exchange.host):
            _ask(db, exchange, person, occasion=_role(exchange, person), now=now)
    said = presence.told(db, exchange)
    for claimant in (each for each in said.values() if each.came is Came.OTHER_ABSENT):
        other = presence.one_of(exchange, _other_id(exchange, claimant.person_id))
        if other.id in said:
            presence.tell_coordinator(db, exchange, other, is_disputed=True, now=now)
        else:
            _put_claim(db, exchange, other, now=now)


def asks_at(db: Session, exchange: Exchange) -> datetime | None:
    """The working morning after a stay, where the round asks; nothing is asked twice."""
    is_asked = db.get_one(Round, exchange.round_id).asks_attendance and exchange.kind is Kind.SHADOWING
    if not is_asked or exchange.state is not ExchangeState.HELD or _rows(db, exchange):
        return None
    return follow_ups.asks_at(exchange, 0)


def open_until(db: Session, exchange: Exchange) -> datetime | None:
    """While this is asked nobody is asked for notes."""
    open_ = [each.deadline for each in _rows(db, exchange) if each.state is AskState.OPEN]
    return max(open_, default=asks_at(db, exchange))


def _rows(db: Session, exchange: Exchange) -> list[Ask]:
    mine = (Ask.stream_id == streams.of_exchange(exchange.id), Ask.about == About.TOOK_PLACE)
    return list(db.scalars(select(Ask).where(*mine)))


def _put_claim(db: Session, exchange: Exchange, other: Person, *, now: datetime) -> None:
    """In place of the general question, whose silence would mean that all was well."""
    stream, role = streams.of_exchange(exchange.id), _role(exchange, other)
    asks.drop(db, Ask.stream_id == stream, Ask.about == About.TOOK_PLACE, Ask.occasion == role, now=now)
    _ask(db, exchange, other, occasion=f"{role}:{CLAIM}", now=now)


def _ask(db: Session, exchange: Exchange, to: Person, *, occasion: str, now: datetime) -> None:
    deadline = in_working_days(now, ANSWERED_WITHIN, EVENING)
    remind = moment(local_day(deadline), MORNING)
    reminders = (remind,) if occasion.endswith(CLAIM) else ()
    asks.put(
        db,
        QUESTION,
        on=streams.of_exchange(exchange.id),
        subject_id=exchange.id,
        occasion=occasion,
        to=to,
        plan=asks.Plan(deadline, reminders=reminders),
        now=now,
    )


def _role(exchange: Exchange, person: Person) -> str:
    return "guest" if person.id == exchange.guest_id else "host"


def _other_id(exchange: Exchange, person_id: UUID) -> UUID:
    return exchange.host_id if person_id == exchange.guest_id else exchange.guest_id


def _whose(exchange: Exchange, ask: Ask) -> Person:
    return exchange.guest if ask.occasion.startswith("guest") else exchange.host


def _write(db: Session, ask: Ask, to: Person) -> AskTookPlace:
    exchange = exchanges.look_at(db, ask.subject_id)
    whose = _whose(exchange, ask)
    claimant = presence.one_of(exchange, _other_id(exchange, whose.id))
    return AskTookPlace(
        **vars(exchange_letters.head(db, exchange, to)),
        choices=asks.choices(db, ask, OPTIONS, to.language),
        answer_by=ask.deadline,
        is_reminder=ask.reminded > 0,
        instead_of=asks.instead_of(db, ask),
        claimed_by=claimant.name if ask.occasion.endswith(CLAIM) else "",
    )


def _look(db: Session, ask: Ask, language: Language) -> Page:
    exchange = exchanges.look_at(db, ask.subject_id)
    blocks = meetings.particulars(exchange, language).blocks
    when = [line for each in blocks for line in dates.spell(each, language)]
    return Page(
        title=_("Did it take place?"),
        told=tuple(Told(_("When"), line) for line in when),
        options=OPTIONS,
        fields=(Field("words", _("Anything that the coordinator should know?")),),
    )


def _answered(db: Session, ask: Ask, reply: Reply, now: datetime) -> None:
    if reply.word not in set(Came):
        raise Invalid(_("Choose one of the answers."))
    exchange = exchanges.load(db, ask.subject_id)
    whose = _whose(exchange, ask)
    presence.say(db, exchange, whose.id, Came(reply.word), words=reply.of("words"), now=now)


def _lapsed(db: Session, ask: Ask, now: datetime) -> None:
    """Silence counts as having taken place; after a claim, as not having come."""
    exchange = exchanges.load(db, ask.subject_id)
    if ask.occasion.endswith(CLAIM) and exchange.state in (ExchangeState.CONFIRMED, ExchangeState.HELD):
        presence.not_come(db, exchange, _whose(exchange, ask), now=now)


QUESTION = Question(About.TOOK_PLACE, _write, _look, _answered, _lapsed)
