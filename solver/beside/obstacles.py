"""What stands between a party and an offer at a time, beside a plan: one rule, one function, its changes.

A party is an application alone, or companions together. Four things cannot be changed and are not told here:
the own organisation, the own person as host, an offer without any language, and a person booked elsewhere.
"""

from collections.abc import Iterator

from solver.beside.taken import TAKEN, Obstacle
from solver.beside.trial import Trial, keeps, to_learn
from solver.changes import Change, Kind
from solver.problem import Application, MentorOffer
from solver.solution import FitReasons
from solver.view import View


def changes_for(trial: Trial) -> tuple[Change, ...]:
    """All that has to change, each as little as will do."""
    return tuple(change for obstacle in OBSTACLES for change in obstacle(trial))


def own_limits(trial: Trial) -> Iterator[Change]:
    """The way is longer, or costs more, than a member accepts."""
    for member, way in zip(trial.party, trial.journeys, strict=True):
        if member.max_minutes is not None and way.minutes > member.max_minutes:
            more = way.minutes - member.max_minutes
            points = trial.weights.minutes * more
            yield Change(kind=Kind.MINUTES, whose=member.id, amount=more, to=way.minutes, points=points)
        if member.max_cost is not None and way.cost > member.max_cost:
            more = way.cost - member.max_cost
            points = trial.weights.cost * trial.euros(more)
            yield Change(kind=Kind.COST, whose=member.id, amount=more, to=way.cost, points=points)


def languages(trial: Trial) -> Iterator[Change]:
    """A member shares no language with the offer: the first national one of it is to be learnt."""
    for member in trial.party:
        if set(member.languages).isdisjoint(trial.offer.languages):
            what = to_learn(trial.view, trial.offer)
            points = trial.weights.language
            yield Change(kind=Kind.LANGUAGE, whose=member.id, what=what, points=points)


def own_exclusions(trial: Trial) -> Iterator[Change]:
    """A member avoids the organisation or the person."""
    weights, offer = trial.weights, trial.offer
    for member in trial.party:
        if offer.organisation in member.excluded_organisations:
            kind, points = Kind.EXCLUDED_ORGANISATION, weights.excluded_organisation
            yield Change(kind=kind, whose=member.id, what=offer.organisation, points=points)
        if offer.person in member.excluded_persons:
            kind, points = Kind.EXCLUDED_PERSON, weights.excluded_person
            yield Change(kind=kind, whose=member.id, what=offer.person, points=points)


def own_times(trial: Trial) -> Iterator[Change]:
    """A member is not free, or does not take the slot."""
    slot = trial.placement.slot
    for member in trial.party:
        missing = trial.halves & ~trial.room.free(member)
        yield from _days(trial, Kind.OWN_DAYS, member.id, missing, trial.weights.own_days)
        if slot is not None and member.slots is not None and slot not in member.slots:
            points = trial.weights.own_slot
            yield Change(kind=Kind.OWN_SLOT, whose=member.id, what=slot, points=points)


def _days(trial: Trial, kind: Kind, whose: str, halves: int, weight: int) -> Iterator[Change]:
    if halves:
        number = halves.bit_count()
        days = trial.room.days(halves)
        yield Change(kind=kind, whose=whose, amount=number, days=days, points=weight * number)


def unfit(trial: Trial) -> Iterator[Change]:
    """Too little of what a member wants is taught, or the pair is not listed: people vouch for the fit."""
    for member, (points, reasons) in zip(trial.party, trial.fits, strict=True):
        if trial.is_listed(member):
            continue
        what = trial.offer.id
        if trial.view.problem.only_listed_fits:
            asked = trial.weights.listed
            yield Change(kind=Kind.LISTED, whose=member.id, to=points, what=what, points=asked)
        elif _teaches_too_little(trial.view, member, reasons):
            asked = trial.weights.topics
            yield Change(kind=Kind.TOPICS, whose=member.id, to=points, what=what, points=asked)


def _teaches_too_little(view: View, member: Application, reasons: FitReasons) -> bool:
    wanted = sum([topic.weight for topic in member.topics])
    taught = sum([hit.weight * hit.strength for hit in reasons.topics])
    return taught < least_topic_percent(view, member.kind) * wanted


def least_topic_percent(view: View, kind: str) -> int:
    """How much of what is wanted must be taught."""
    problem = view.problem
    return problem.least_topic_percent_mentoring if kind == "mentoring" else problem.least_topic_percent


def exclusions_of_offer(trial: Trial) -> Iterator[Change]:
    """The host or mentor avoids a member's organisation or person."""
    weights, offer = trial.weights, trial.offer
    for home in dict.fromkeys(member.organisation for member in trial.party):
        if home in offer.excluded_organisations:
            kind, points = Kind.OFFER_EXCLUDES_ORGANISATION, weights.offer_excludes_organisation
            yield Change(kind=kind, whose=offer.id, what=home, points=points)
    for member in trial.party:
        if member.person in offer.excluded_persons:
            kind, points = Kind.OFFER_EXCLUDES_PERSON, weights.offer_excludes_person
            yield Change(kind=kind, whose=offer.id, what=member.person, points=points)


def times_of_offer(trial: Trial) -> Iterator[Change]:
    """The host or mentor is not free, does not take the slot, or the organisation is closed."""
    offer, room = trial.offer, trial.room
    missing = trial.halves & ~room.free(offer)
    yield from _days(trial, Kind.OFFER_DAYS, offer.id, missing, trial.weights.offer_days)
    slot = trial.placement.slot
    taken = offer.slots if isinstance(offer, MentorOffer) else None
    if slot is not None and taken is not None and slot not in taken:
        yield Change(kind=Kind.OFFER_SLOT, whose=offer.id, what=slot, points=trial.weights.offer_slot)
    closed = trial.halves & room.closed[offer.organisation]
    yield from _days(trial, Kind.CLOSED, offer.organisation, closed, trial.weights.closed)


def said_by_hr(trial: Trial) -> Iterator[Change]:
    """HR ruled the pairing out, or locked a member to another place or time."""
    for member in trial.party:
        if (member.id, trial.offer.id) in trial.view.forbidden:
            points = trial.weights.forbidden
            yield Change(kind=Kind.FORBIDDEN, whose=member.id, what=trial.offer.id, points=points)
        lock = trial.room.locks.get(member.id)
        if lock is not None and not keeps(trial, lock):
            points = trial.weights.lock
            yield Change(kind=Kind.LOCK, whose=member.id, what=lock.offer, points=points)


OBSTACLES: tuple[Obstacle, ...] = (
    own_limits,
    languages,
    own_exclusions,
    own_times,
    unfit,
    exclusions_of_offer,
    times_of_offer,
    *TAKEN,
    said_by_hr,
)
