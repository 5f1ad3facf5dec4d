"""What others have taken of offers, organisations and travel money, and what it takes to have more."""

from collections.abc import Callable, Iterator

from solver.beside.room import limits, takes_together
from solver.beside.trial import Trial
from solver.changes import Change, Kind

Obstacle = Callable[[Trial], Iterator[Change]]


def places_of_offer(trial: Trial) -> Iterator[Change]:
    """The offer serves others already, at that time or in all; or it wants more than it would get."""
    offer, coming = trial.offer, len(trial.party)
    yield from _together(trial)
    least, most = limits(offer)
    served = len(trial.room.served.get(offer.id, ())) + coming
    if served > most:
        more = served - most
        points = trial.weights.most * more
        yield Change(kind=Kind.MOST, whose=offer.id, amount=more, to=served, points=points)
    if served < least:
        points = trial.weights.least * (least - served)
        yield Change(kind=Kind.LEAST, whose=offer.id, amount=least - served, to=served, points=points)


def _together(trial: Trial) -> Iterator[Change]:
    offer, room, weights = trial.offer, trial.room, trial.weights
    if trial.planned.halves:
        there, most = room.crowds.get(offer.id, []), takes_together(offer)
        yield from _full(trial, Kind.GUESTS_PER_DAY, offer.id, there, most, weights.guests_per_day)
    elif trial.planned.sessions:
        fullest = max(len(room.mentees.get((offer.id, one), ())) for one in trial.sessions)
        more = fullest + len(trial.party) - takes_together(offer)
        if more > 0:
            kind, points = Kind.MENTEES_PER_SESSION, weights.mentees_per_session * more
            to = takes_together(offer) + more
            yield Change(kind=kind, whose=offer.id, amount=more, to=to, points=points)


def _full(trial: Trial, kind: Kind, whose: str, there: list[int], most: int, weight: int) -> Iterator[Change]:
    """One limit for guests at a time, lifted for the fullest half; the days are those that are too full."""
    left = most - len(trial.party)
    by = len([level for level in there if level & trial.halves]) - left
    if by > 0:
        days = trial.room.days(trial.halves if left < 0 else trial.halves & there[left])
        yield Change(kind=kind, whose=whose, amount=by, to=most + by, days=days, points=weight * by)


def places_of_organisation(trial: Trial) -> Iterator[Change]:
    """The organisation has all the guests that it can take at a time."""
    organisation = trial.view.organisation[trial.offer.organisation]
    if trial.planned.halves and organisation.guests_per_day is not None:
        there = trial.room.crowds_in.get(organisation.id, [])
        kind, weight = Kind.ORGANISATION_GUESTS, trial.weights.organisation_guests
        yield from _full(trial, kind, organisation.id, there, organisation.guests_per_day, weight)


def travel_budgets(trial: Trial) -> Iterator[Change]:
    """The travel money of a member's organisation does not suffice."""
    asked: dict[str, int] = {}
    for member, way in zip(trial.party, trial.journeys, strict=True):
        asked[member.organisation] = asked.get(member.organisation, 0) + way.cost
    for home, cost in asked.items():
        budget = trial.view.organisation[home].travel_budget
        spent = trial.room.spent.get(home, 0) + cost
        if budget is not None and cost and spent > budget:
            points = trial.weights.travel_budget * trial.euros(spent - budget)
            yield Change(kind=Kind.TRAVEL_BUDGET, whose=home, amount=spent - budget, to=spent, points=points)


TAKEN: tuple[Obstacle, ...] = (places_of_offer, places_of_organisation, travel_budgets)
