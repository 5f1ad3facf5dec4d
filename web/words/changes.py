"""The changes of a question to the solver, in words."""

from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from invites import dates
from models.applications import Application
from models.languages import Language, Words, _
from models.offers import Offer
from models.organisations import Organisation
from models.people import Person
from models.rounds import Round
from models.states import RuleEffect
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

WEIGHTS: Mapping[str, Words] = {
    "priority": _("who comes first"),
    "fit": _("fit"),
    "shortfall": _("weak fits"),
    "minutes": _("minutes of travel"),
    "cost": _("euros"),
    "co2": _("emissions"),
    "balance": _("balance between organisations"),
    "stability": _("keeping what is planned"),
}


@dataclass(frozen=True)
class Named:
    """Of the round's people and organisations, by id, and whose language it is."""

    known: Mapping[UUID, str]
    reader: Language

    def __getitem__(self, key: UUID) -> str:
        return self.known.get(key, "–")


def named(db: Session, round_: Round, reader: Language) -> Named:
    guests = select(Application.id, Person.name).join(Application.person)
    hosts = select(Offer.id, Person.name).join(Offer.person)
    found = [*db.execute(guests.where(Application.round_id == round_.id))]
    found += db.execute(hosts.where(Offer.round_id == round_.id))
    known = {row.id: row.name for row in found}
    known |= {each.id: each.name(reader) for each in db.scalars(select(Organisation))}
    return Named(known, reader)


def clause(change: AnyChange, names: Named) -> Words:
    """One change, as a sentence that says how it would be."""
    match change:
        case OtherCapacity():
            return _("{who} takes {number} in all", who=names[change.offer_id], number=change.most)
        case OtherGuests():
            number = change.guests_per_day
            return _("{who} takes {number} at a time", who=names[change.offer_id], number=number)
        case MoreDays():
            return _("{who} can also {days}", who=names[change.offer_id], days=_days(change, names))
        case ClosedDays():
            return _("{who} is closed {days}", who=names[change.organisation_id], days=_days(change, names))
        case OtherDates():
            return _("the exchanges are {days}", days=_days(change, names))
        case OtherWeight():
            what = WEIGHTS.get(change.name, change.name)
            return _("one unit of “{what}” counts {points} points", what=what, points=change.points)
        case OtherRule():
            return _rule(change, names)


def _rule(change: OtherRule, names: Named) -> Words:
    pair = {"guest": names[change.application_id], "host": names[change.offer_id]}
    if change.effect is RuleEffect.LOCKED:
        return _("{guest} goes to {host}", **pair)
    return _("{guest} does not go to {host}", **pair)


def _days(change: MoreDays | ClosedDays | OtherDates, names: Named) -> str:
    return dates.days(change.first_day, change.last_day, names.reader)


def weight(name: str) -> Words:
    return WEIGHTS.get(name) or Words(name)
