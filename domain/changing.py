"""The changes of a what-if, made to the rows: taken back when it is asked, kept when it is adopted."""

from collections.abc import Iterable
from datetime import date, datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from domain import locks
from domain.locks import Ruling
from domain.refusals import Conflict, Invalid
from models.applications import Application
from models.exchanges import Appointment, Exchange
from models.languages import _
from models.offers import Availability, Offer
from models.organisations import ClosedDay
from models.planning import Weights
from models.rounds import Round
from models.states import ExchangeState, RuleEffect
from models.timeline import days as every_day
from models.timeline import local_day
from models.what_ifs import (
    AnyChange,
    ClosedDays,
    MoreDays,
    OtherCapacity,
    OtherDates,
    OtherGuests,
    OtherRule,
    OtherWeight,
)

A_DAY = timedelta(days=1)
HEAVIEST = 1_000_000  # what a weight of the solver may be


def make(db: Session, round_: Round, changes: Iterable[AnyChange], *, ruling: Ruling, now: datetime) -> None:
    """Write each change into the rows, in their order; refused as the same change would be alone."""
    for change in changes:
        match change:
            case OtherCapacity():
                _offer(db, round_, change.offer_id).most = _at_least_one(change.most)
            case OtherGuests():
                _offer(db, round_, change.offer_id).guests_per_day = _at_least_one(change.guests_per_day)
            case MoreDays():
                _free(db, _offer(db, round_, change.offer_id), _in_order(change.first_day, change.last_day))
            case ClosedDays():
                _close(db, change)
            case OtherDates():
                _move_dates(db, round_, change)
            case OtherWeight():
                round_.weights = weighed(round_.weights, change.name, change.points)
            case OtherRule():
                _rule(db, round_, change, ruling, now=now)
    db.flush()


def weighed(weights: Weights, name: str, points: int) -> Weights:
    """The weights with one of them changed."""
    if name not in Weights.model_fields:
        known = ", ".join(Weights.model_fields)
        raise Invalid(_("There is no weight called {name}: {known}.", name=name, known=known))
    if not 0 <= points <= HEAVIEST:
        raise Invalid(_("A weight lies between 0 and {most}.", most=HEAVIEST))
    return weights.model_copy(update={name: points})


def _offer(db: Session, round_: Round, offer_id: object) -> Offer:
    offer = db.get(Offer, offer_id)
    if offer is None or offer.round_id != round_.id:
        raise Invalid(_("The offer does not belong to this round."))
    return offer


def _at_least_one(number: int) -> int:
    if number < 1:
        raise Invalid(_("An offer takes at least one."))
    return number


def _in_order(first: date, last: date) -> tuple[date, date]:
    if last < first:
        raise Invalid(_("The last day is before the first."))
    return first, last


def _free(db: Session, offer: Offer, days: tuple[date, date]) -> None:
    """On these days too: what says otherwise is cut, and where only named days count, these are named."""
    first, last = days
    found = list(db.scalars(select(Availability).where(Availability.offer_id == offer.id)))
    if any(each.can for each in found):
        db.add(Availability(offer_id=offer.id, first_day=first, last_day=last, can=True))
    for each in found:
        if not each.can and each.first_day <= last and first <= each.last_day:
            _cut(db, each, first, last)


def _cut(db: Session, absence: Availability, first: date, last: date) -> None:
    for start, end in ((absence.first_day, first - A_DAY), (last + A_DAY, absence.last_day)):
        if start <= end:
            kept = {"half": absence.half, "can": False}
            db.add(Availability(offer_id=absence.offer_id, first_day=start, last_day=end, **kept))
    db.delete(absence)


def _close(db: Session, change: ClosedDays) -> None:
    first, last = _in_order(change.first_day, change.last_day)
    known = select(ClosedDay.day).where(ClosedDay.organisation_id == change.organisation_id)
    closed = set(db.scalars(known))
    for day in every_day(first, last):
        if day not in closed:
            db.add(ClosedDay(organisation_id=change.organisation_id, day=day))


def _move_dates(db: Session, round_: Round, change: OtherDates) -> None:
    """The days of the round; what is published already lies within them."""
    first, last = _in_order(change.first_day, change.last_day)
    if first <= local_day(round_.decide_by):
        raise Invalid(_("The first day must be after the day of the decision."))
    outside = (
        select(Exchange.id)
        .join(Appointment, Appointment.exchange_id == Exchange.id)
        .where(Exchange.round_id == round_.id, Exchange.state != ExchangeState.RELEASED)
        .where((Appointment.first_day < first) | (Appointment.last_day > last))
    )
    if db.scalars(outside.limit(1)).first():
        raise Conflict(_("An exchange that has been published lies outside these days."))
    round_.first_day, round_.last_day = first, last


def _rule(db: Session, round_: Round, change: OtherRule, ruling: Ruling, *, now: datetime) -> None:
    offer = _offer(db, round_, change.offer_id)
    application = db.get(Application, change.application_id)
    if application is None or application.round_id != round_.id:
        raise Invalid(_("The application does not belong to this round."))
    verb = locks.lock if change.effect is RuleEffect.LOCKED else locks.forbid
    verb(db, application, offer, ruling=ruling, now=now)
