"""What has come of some rounds, counted from the rows at the moment of asking: by round, and by council."""

from collections import Counter
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session, aliased

from domain import places, travel
from domain.working_days import is_working_day
from models.applications import Application
from models.costs import Cost, CostKind
from models.exchanges import Appointment, Exchange
from models.followups import FollowUp
from models.offers import Offer
from models.people import Person
from models.states import ApplicationState, AppointmentState, ExchangeState, FollowUpState, Kind

APPLIED = (ApplicationState.SUBMITTED, ApplicationState.PLACED, ApplicationState.WAITING)

Key = tuple[UUID, UUID]  # a round, and an organisation


@dataclass
class Tally:
    """Everything by round and council: who sends, who receives, who pays."""

    sent: Counter[Key] = field(default_factory=Counter)  # visits, by the guest's council
    received: Counter[Key] = field(default_factory=Counter)  # visits, by the host's
    half_days_sent: Counter[Key] = field(default_factory=Counter)
    half_days_received: Counter[Key] = field(default_factory=Counter)
    kilometres: Counter[Key] = field(default_factory=Counter)  # there and back, by the guest's council
    mentees: Counter[Key] = field(default_factory=Counter)
    mentors: Counter[Key] = field(default_factory=Counter)
    planned: Counter[Key] = field(default_factory=Counter)  # cents, by who pays
    actual: Counter[Key] = field(default_factory=Counter)
    lost: Counter[Key] = field(default_factory=Counter)
    paid_for: Counter[Key] = field(default_factory=Counter)  # exchanges with some cost
    applications: Counter[UUID] = field(default_factory=Counter)
    asked: Counter[UUID] = field(default_factory=Counter)
    answered: Counter[UUID] = field(default_factory=Counter)
    marks: Counter[UUID] = field(default_factory=Counter)  # how many said how useful it was
    useful: Counter[UUID] = field(default_factory=Counter)  # the sum of what they said
    felt: Counter[UUID] = field(default_factory=Counter)  # how many said how it strengthened them
    strength: Counter[UUID] = field(default_factory=Counter)
    practices: Counter[UUID] = field(default_factory=Counter)


def count(db: Session, round_ids: Collection[UUID]) -> Tally:
    """As many questions to the database for one round as for fifty. Released exchanges count nowhere."""
    tally = Tally()
    _applications(db, round_ids, tally)
    _exchanges(db, round_ids, tally)
    _costs(db, round_ids, tally)
    _follow_ups(db, round_ids, tally)
    return tally


def working_half_days(appointment: Appointment) -> int:
    """What a stay takes of working time; days off inside it take none."""
    return sum(is_working_day(day) for day, _half in places.half_days(appointment))


def _applications(db: Session, round_ids: Collection[UUID], tally: Tally) -> None:
    found = select(Application.round_id, func.count()).where(
        Application.round_id.in_(round_ids), Application.state.in_(APPLIED)
    )
    for round_id, number in db.execute(found.group_by(Application.round_id)):
        tally.applications[round_id] = number


def _exchanges(db: Session, round_ids: Collection[UUID], tally: Tally) -> None:
    guest = aliased(Person)
    found = db.execute(
        select(Exchange.id, Exchange.round_id, Exchange.kind, guest.organisation_id, Offer.organisation_id)
        .join(guest, guest.id == Exchange.guest_id)
        .join(Offer, Offer.id == Exchange.offer_id)
        .where(Exchange.round_id.in_(round_ids), Exchange.state != ExchangeState.RELEASED)
    ).all()
    stays, trips = _stays(db, round_ids), travel.matrix(db)
    for id_, round_id, kind, home, host in found:
        here, there = (round_id, home), (round_id, host)
        if kind is Kind.MENTORING:
            tally.mentees[here] += 1
            tally.mentors[there] += 1
            continue
        tally.sent[here] += 1
        tally.received[there] += 1
        parts = stays.get(id_, [])
        half_days = sum(working_half_days(each) for each in parts)
        tally.half_days_sent[here] += half_days
        tally.half_days_received[there] += half_days
        if home != host:
            tally.kilometres[here] += 2 * trips[home, host].kilometres * len(parts)


def _stays(db: Session, round_ids: Collection[UUID]) -> dict[UUID, list[Appointment]]:
    found = (
        select(Appointment)
        .join(Exchange, Exchange.id == Appointment.exchange_id)
        .where(
            Exchange.round_id.in_(round_ids),
            Exchange.kind == Kind.SHADOWING,
            Appointment.state != AppointmentState.CANCELLED,
        )
    )
    return _by_exchange(db.scalars(found))


def _by_exchange(appointments: Iterable[Appointment]) -> dict[UUID, list[Appointment]]:
    by_exchange: dict[UUID, list[Appointment]] = {}
    for each in appointments:
        by_exchange.setdefault(each.exchange_id, []).append(each)
    return by_exchange


def _costs(db: Session, round_ids: Collection[UUID], tally: Tally) -> None:
    """Also what was lost for an exchange that was released: it has been paid."""
    found = (
        select(Exchange.round_id, Cost.payer_id, Cost.kind, func.sum(Cost.cents))
        .join(Exchange, Exchange.id == Cost.exchange_id)
        .where(Exchange.round_id.in_(round_ids), Cost.taken_back_at.is_(None))
        .group_by(Exchange.round_id, Cost.payer_id, Cost.kind)
    )
    sums = {CostKind.PLANNED: tally.planned, CostKind.ACTUAL: tally.actual, CostKind.LOST: tally.lost}
    for round_id, payer_id, kind, cents in db.execute(found):
        sums[kind][round_id, payer_id] = int(cents)
    paid_for = (
        select(Exchange.round_id, Cost.payer_id, func.count(Exchange.id.distinct()))
        .join(Exchange, Exchange.id == Cost.exchange_id)
        .where(Exchange.round_id.in_(round_ids), Cost.taken_back_at.is_(None))
        .group_by(Exchange.round_id, Cost.payer_id)
    )
    for round_id, payer_id, number in db.execute(paid_for):
        tally.paid_for[round_id, payer_id] = number


def _follow_ups(db: Session, round_ids: Collection[UUID], tally: Tally) -> None:
    found = (
        select(Exchange.round_id, FollowUp.state, FollowUp.note)
        .join(Exchange, Exchange.id == FollowUp.exchange_id)
        .where(Exchange.round_id.in_(round_ids))
    )
    for round_id, state, note in db.execute(found):
        tally.asked[round_id] += 1
        tally.answered[round_id] += state is FollowUpState.ANSWERED
        if note is not None and note.useful is not None:
            tally.marks[round_id] += 1
            tally.useful[round_id] += note.useful
        if note is not None and note.strength is not None:
            tally.felt[round_id] += 1
            tally.strength[round_id] += note.strength
        tally.practices[round_id] += bool(note and note.practice)
