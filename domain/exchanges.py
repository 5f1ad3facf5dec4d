"""What may happen to an exchange: people answer, somebody falls ill, it is moved, released, held, closed."""

from collections.abc import Iterable
from datetime import date, datetime
from uuid import UUID

from sqlalchemy import Select, select
from sqlalchemy.orm import Session, joinedload, selectinload

from domain import exchange_letters, invitations, mails, meetings, moves, places
from domain.agreeing import turns, unit
from domain.behalf import Behalf, note
from domain.events import record
from domain.refusals import Conflict, NotAllowed
from invites.contexts import Ending
from models import streams
from models.applications import Application
from models.exchanges import Appointment, Exchange
from models.facts import (
    ExchangeBroken,
    ExchangeClosed,
    ExchangeHeld,
    ExchangeMoved,
    ExchangeReleased,
    Fact,
    ProposalAnswered,
)
from models.languages import _
from models.offers import Availability
from models.people import Person
from models.rounds import Round
from models.states import Answer, ApplicationState, AppointmentState, ExchangeState, Reason

ENDINGS = {
    Reason.GUEST_DECLINED: Ending.GUEST_DECLINED,
    Reason.HOST_DECLINED: Ending.HOST_DECLINED,
    Reason.NO_ANSWER: Ending.NO_ANSWER,
    Reason.ILLNESS: Ending.ILLNESS,
    Reason.WITHDRAWN: Ending.WITHDRAWN,
    Reason.REARRANGED: Ending.HOST_UNAVAILABLE,
    Reason.ROUND_CANCELLED: Ending.ROUND_ENDED,
    Reason.NO_DATES: Ending.NO_DATES,
    Reason.UNIT_DECLINED: Ending.UNIT_DECLINED,
    Reason.NO_SHOW: Ending.NO_SHOW,
    Reason.FIRST_MEETING: Ending.FIRST_MEETING,
    Reason.MENTOR_LEFT: Ending.MENTOR_LEFT,
    Reason.ENDED_EARLY: Ending.ENDED_EARLY,
    Reason.CANCELLED_BY_HR: Ending.CANCELLED_BY_HR,
}
SILENCES = {Reason.NO_ANSWER, Reason.NO_DATES}
LEAVES = {Reason.GUEST_DECLINED, Reason.WITHDRAWN, Reason.ROUND_CANCELLED, Reason.ENDED_EARLY}


def load(db: Session, exchange_id: UUID) -> Exchange:
    """One exchange with its people, appointments and answers, locked for this transaction."""
    found = _whole(exchange_id).with_for_update(of=Exchange)
    return db.scalars(found.execution_options(populate_existing=True)).one()


def look_at(db: Session, exchange_id: UUID) -> Exchange:
    """The same to be read only: nobody waits for it."""
    return db.scalars(_whole(exchange_id)).one()


def _whole(exchange_id: UUID) -> Select[Exchange]:
    return (
        select(Exchange)
        .where(Exchange.id == exchange_id)
        .options(
            joinedload(Exchange.guest).joinedload(Person.organisation),
            joinedload(Exchange.host).joinedload(Person.organisation),
            joinedload(Exchange.application),
            joinedload(Exchange.offer),
            selectinload(Exchange.appointments),
            selectinload(Exchange.confirmations),
            selectinload(Exchange.colleagues),
        )
    )


def ask(db: Session, exchange: Exchange, people: Iterable[Person], *, now: datetime) -> None:
    """Tell whoever's turn it is what is proposed, and until when to answer."""
    for person in people:
        turns.add(db, exchange, person)
        letter = exchange_letters.ask(db, exchange, person)
        mails.queue(db, letter, key=f"ask:{_occasion(exchange)}", to=person, about=exchange, now=now)
    db.flush()


def remind_silent(db: Session, exchange: Exchange, *, now: datetime) -> None:
    """Write once more to whoever has not answered the proposal."""
    for person in silent(exchange):
        letter = exchange_letters.remind_answer(db, exchange, person)
        mails.queue(db, letter, key=f"remind:{_occasion(exchange)}", to=person, about=exchange, now=now)
    exchange.reminded_at = now


def silent(exchange: Exchange) -> list[Person]:
    waiting = {each.person_id for each in exchange.confirmations if each.answer is Answer.NEEDS_ACTION}
    return [each for each in (exchange.guest, exchange.host) if each.id in waiting]


def answer(
    db: Session,
    exchange: Exchange,
    person_id: UUID,
    word: Answer,
    *,
    now: datetime,
    behalf: Behalf | None = None,
) -> None:
    """One side's word on the proposal. Two yeses confirm it; one no releases it."""
    if word is Answer.ACCEPTED and not exchange.appointments:
        raise Conflict(_("No days are agreed yet: say which days suit."))
    confirmation = next((each for each in exchange.confirmations if each.person_id == person_id), None)
    if confirmation is None:
        raise NotAllowed(_("Only the guest and the host answer this proposal."))
    if confirmation.answer is word:
        return
    if exchange.state is not ExchangeState.PROPOSED:
        raise Conflict(_("The proposal no longer waits for an answer."))
    confirmation.answer, confirmation.answered_at = word, now
    note(confirmation, behalf, now=now)
    _note(
        db,
        exchange,
        ProposalAnswered(exchange_id=exchange.id, person_id=person_id, answer=word),
        now=now,
        actor_id=behalf.by.id if behalf else person_id,
    )
    if word is Answer.DECLINED:
        guest_says_no = person_id == exchange.guest_id
        reason = Reason.GUEST_DECLINED if guest_says_no else Reason.HOST_DECLINED
        release(db, exchange, reason=reason, now=now)
    else:
        unit.stand(db, exchange, now=now)


def break_off(
    db: Session, exchange: Exchange, person_id: UUID, *, first: date, last: date, now: datetime
) -> None:
    """Somebody cannot come on these days: the exchange waits for a repair."""
    if not exchange.state.may_become(ExchangeState.BROKEN):
        raise Conflict(_("There is nothing left to rearrange in this exchange."))
    is_host = person_id == exchange.host_id
    owner = {"offer_id": exchange.offer_id} if is_host else {"application_id": exchange.application_id}
    db.add(Availability(**owner, first_day=first, last_day=last, can=False))
    interrupt(db, exchange, person_id, first=first, last=last, now=now)


def interrupt(
    db: Session, exchange: Exchange, person_id: UUID, *, first: date, last: date, now: datetime
) -> None:
    """It waits for other days, or for another place."""
    exchange.state = ExchangeState.BROKEN
    exchange.broken_at, exchange.broken_by_id, exchange.repaired = now, person_id, False
    unit.ask_no_more(db, exchange, now=now)
    fact = ExchangeBroken(exchange_id=exchange.id, person_id=person_id, first_day=first, last_day=last)
    _note_both(db, exchange, fact, now=now, actor_id=person_id)


def move(db: Session, exchange: Exchange, appointments: Iterable[Appointment], *, now: datetime) -> None:
    """Give the exchange other dates; calendars follow, or the proposal is asked anew."""
    was_confirmed = exchange.confirmed_at is not None
    unit.ask_no_more(db, exchange, now=now)
    places.give_back(db, exchange)
    moves.replace(db, exchange, appointments)
    places.take(db, exchange, meetings.planned(exchange))
    exchange.state = ExchangeState.CONFIRMED if was_confirmed else ExchangeState.PROPOSED
    exchange.repaired = True
    if was_confirmed:
        invitations.follow(db, exchange, now=now)
    else:
        exchange.confirmations.clear()
        exchange.reminded_at = None
        db.flush()
    _note(db, exchange, ExchangeMoved(exchange_id=exchange.id), now=now)


def release(db: Session, exchange: Exchange, *, reason: Reason, now: datetime) -> None:
    """The exchange will not take place: places are free again, calendars are cleared, people are told."""
    if exchange.state is ExchangeState.RELEASED:
        return
    if not exchange.state.may_become(ExchangeState.RELEASED) or _has_been(exchange, reason):
        raise Conflict(_("The exchange has taken place; it cannot be released any more."))
    leaves = _leaves(exchange, reason) or db.get_one(Round, exchange.round_id).is_standing
    told = list(turns.who_know(db, exchange))
    was_held_so_far = exchange.state is ExchangeState.CONFIRMED and reason is not Reason.NO_SHOW
    has_met = was_held_so_far and any(meetings.begins(each) <= now for each in meetings.planned(exchange))
    exchange.state = ExchangeState.RELEASED
    exchange.released_at, exchange.released_reason, exchange.repaired = now, reason, False
    places.give_back(db, exchange)
    application = db.get_one(Application, exchange.application_id)
    db.refresh(application, ["state"], with_for_update=True)
    if application.state is not ApplicationState.WITHDRAWN:
        in_vain = reason is Reason.ROUND_CANCELLED and not has_met
        application.state = _after(leaves=leaves, in_vain=in_vain, has_heard=exchange.guest in told)
    _tell_released(db, exchange, told, reason=reason, seeks_another=not leaves, now=now)
    for appointment in exchange.appointments:
        took_place = appointment.state is not AppointmentState.CANCELLED and meetings.ends(appointment) <= now
        is_held = was_held_so_far and took_place
        appointment.state = AppointmentState.HELD if is_held else AppointmentState.CANCELLED
    _note_both(db, exchange, ExchangeReleased(exchange_id=exchange.id, reason=reason), now=now)


def _has_been(exchange: Exchange, reason: Reason) -> bool:
    """What was held stands, unless somebody did not come."""
    return exchange.state is ExchangeState.HELD and reason is not Reason.NO_SHOW


def _leaves(exchange: Exchange, reason: Reason) -> bool:
    """Whether the guest goes home, rather than back to the waiting list."""
    if reason is Reason.NO_SHOW:
        return exchange.absent_id == exchange.guest_id
    return reason in LEAVES or (reason in SILENCES and exchange.guest in silent(exchange))


def _after(*, leaves: bool, in_vain: bool, has_heard: bool) -> ApplicationState:
    """Who has not heard of it stands where they stood before; whose round ended comes first in the next."""
    if in_vain:
        return ApplicationState.WAITING
    if leaves:
        return ApplicationState.WITHDRAWN
    return ApplicationState.WAITING if has_heard else ApplicationState.SUBMITTED


def hold(db: Session, exchange: Exchange, *, now: datetime) -> None:
    """The last day is over; saying it twice is saying it once."""
    if exchange.state is ExchangeState.HELD:
        return
    _go_on(exchange, ExchangeState.HELD)
    exchange.held_at = now
    for appointment in exchange.appointments:
        if appointment.state is AppointmentState.PLANNED:
            appointment.state = AppointmentState.HELD
    _note(db, exchange, ExchangeHeld(exchange_id=exchange.id), now=now)


def close(db: Session, exchange: Exchange, *, now: datetime) -> None:
    """All notes are in, or their time is over."""
    if exchange.state is ExchangeState.CLOSED:
        return
    _go_on(exchange, ExchangeState.CLOSED)
    exchange.closed_at = now
    _note_both(db, exchange, ExchangeClosed(exchange_id=exchange.id), now=now)


def _go_on(exchange: Exchange, to: ExchangeState) -> None:
    if not exchange.state.may_become(to):
        raise Conflict(_("There is nothing left to rearrange in this exchange."))
    exchange.state = to


def _tell_released(
    db: Session,
    exchange: Exchange,
    told: list[Person],
    *,
    reason: Reason,
    seeks_another: bool,
    now: datetime,
) -> None:
    """By the cancellation in their calendars, or by letter where these have nothing to cancel."""
    ending, is_ahead = ENDINGS[reason], invitations.is_ahead(db, exchange, now=now)
    invitations.cancel(db, exchange, ending=ending, now=now)
    if is_ahead:
        return
    for person in told:
        another = seeks_another and person.id == exchange.guest_id
        letter = exchange_letters.released(db, exchange, person, ending=ending, seeks_another=another)
        mails.queue(db, letter, key="released", to=person, about=exchange, now=now)


def _occasion(exchange: Exchange) -> str:
    """A proposal is a new one after each time it broke, whichever of its days moved."""
    return exchange.broken_at.isoformat() if exchange.broken_at else "first"


def _note(
    db: Session, exchange: Exchange, fact: Fact, *, now: datetime, actor_id: UUID | None = None
) -> None:
    record(db, fact, on=streams.of_exchange(exchange.id), now=now, actor_id=actor_id)


def _note_both(
    db: Session, exchange: Exchange, fact: Fact, *, now: datetime, actor_id: UUID | None = None
) -> None:
    """The exchange's own workflow hears it, and the round's, which looks for a repair or an end."""
    _note(db, exchange, fact, now=now, actor_id=actor_id)
    record(db, fact, on=streams.of_round(exchange.round_id), now=now, actor_id=actor_id)
