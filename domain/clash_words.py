"""Contradictions between locks and limits, in words for those who steer the round."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from sqlalchemy import select
from sqlalchemy.orm import Session

from invites import dates
from models.applications import Application
from models.languages import Language, Words, _
from models.offers import Offer
from models.organisations import Organisation
from models.people import Person
from solver.clashing.limits import Limit
from solver.findings import Clash
from solver.problem import Lock
from solver.solution import Rule

TAKES = _("{whose} takes {number} in all")
AT_A_TIME = _("{whose} takes {number} at a time")
AT_LEAST = _("{whose} takes at least {number} or nobody")
FREE = _("{whose} is free on some days only")
LIMITS = {
    "organisation_guests": AT_A_TIME,
    "host_guests": AT_A_TIME,
    "session_mentees": AT_A_TIME,
    "most_stays": TAKES,
    "most_mentees": TAKES,
    "least_stays": AT_LEAST,
    "least_mentees": AT_LEAST,
    "travel_budget": _("{whose} has {number} euros for travel"),
    "own_minutes": _("{whose} travels {number} minutes at most"),
    "own_cost": _("the journey of {whose} costs {number} euros at most"),
    "closed_days": _("{whose} is closed on some days"),
    "offer_days": FREE,
    "own_days": FREE,
    "two_places": _("{whose} cannot be in two places"),
}
RULED_OUT = _("{guest} and {host} are ruled out")
RULES = {
    Rule.OWN_ORGANISATION: _("they work in the same organisation"),
    Rule.SAME_PERSON: _("they are the same person"),
    Rule.FORBIDDEN: _("the two are ruled out"),
    Rule.NOT_LISTED: _("the two are not on the list"),
    Rule.EXCLUDED_BY_APPLICATION: _("the applicant does not go there"),
    Rule.EXCLUDED_BY_OFFER: _("the offer is not for this applicant"),
    Rule.LANGUAGE: _("they have no language in common"),
    Rule.TOPICS: _("too little of the topics is taught"),
    Rule.MINUTES: _("it is too far"),
    Rule.DATES: _("they have no days in common"),
    Rule.COST: _("the journey is too dear"),
}


def lines(db: Session, clashes: Sequence[Clash], reader: Language) -> tuple[Words, ...]:
    """One line for each: what is locked, and what does not allow it."""
    names = Names.of(db, reader)
    return tuple(_line(each, names) for each in clashes)


@dataclass(frozen=True)
class Names:
    """Of whatever an id may mean."""

    known: dict[str, str]
    reader: Language

    @classmethod
    def of(cls, db: Session, reader: Language) -> "Names":
        guests = select(Application.id, Person.name).join(Application.person)
        hosts = select(Offer.id, Person.name).join(Offer.person)
        people = select(Person.id, Person.name)
        rows = (row for found in (people, guests, hosts) for row in db.execute(found))
        known = {str(key): name for key, name in rows}
        known |= {str(each.id): each.name(reader) for each in db.scalars(select(Organisation))}
        return cls(known, reader)

    def __getitem__(self, key: str) -> str:
        return self.known.get(key, key)


def _line(clash: Clash, names: Names) -> Words:
    tied = [_lock(each, names) for each in clash.locks]
    tied += [
        _("{people} go only together", people=", ".join(names[one] for one in each.applications))
        for each in clash.companions
    ]
    against = [_limit(each, names) for each in clash.limits]
    against += [RULES[rule] for rule in dict.fromkeys(each.rule for each in clash.ruled)]
    if not against:
        return _("These contradict each other: {these}.", these=_joined(tied))
    return _("{these}: but {limits}.", these=_joined(tied), limits=_joined(against))


def _lock(lock: Lock, names: Names) -> Words:
    pair = {"guest": names[lock.application], "host": names[lock.offer]}
    if lock.days:
        when = dates.days(lock.days[0].date, lock.days[-1].date, names.reader)
        return _("{guest} is to go to {host} on {days}", days=when, **pair)
    return _("{guest} is to go to {host}", **pair)


def _limit(limit: Limit, names: Names) -> Words:
    if limit.kind == "forbidden":
        pair = {"guest": names[limit.whose], "host": names[limit.offer or ""]}
        return replace(RULED_OUT, fields=tuple(pair.items()))
    fields = {"whose": names[limit.whose], "number": limit.now}
    return replace(LIMITS[limit.kind], fields=tuple(fields.items()))


def _joined(words: Iterable[Words]) -> Words:
    first, *rest = words
    for each in rest:
        first = _("{first}; {second}", first=first, second=each)
    return first
