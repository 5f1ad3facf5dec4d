"""Why a plan does not give somebody an offer within reach: what others have taken of it, at the best time.

For HR, by name; what the person may read of it is in `solver.own_plan`.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property

from solver.arrays.supply import Supply
from solver.beside.booked import in_the_way
from solver.beside.room import Room
from solver.beside.taken import TAKEN
from solver.beside.trial import Trial, keeps
from solver.changes import Change, ChangeWeights, Kind
from solver.days import bits, halves_of
from solver.pairs import Pair, pairs_of
from solver.parts import Id, Part
from solver.placements import Placement, keeps_time
from solver.problem import Application, Previous, StayDay

FIRM = 10**12  # points of what no change can make room for


class Resource(StrEnum):
    """What can be lacking."""

    GUESTS_PER_DAY = "guests_per_day"
    MENTEES_PER_SESSION = "mentees_per_session"
    MOST = "most"
    LEAST = "least"  # an offer wants more than would come, or stay
    ORGANISATION_GUESTS = "organisation_guests"
    TRAVEL_BUDGET = "travel_budget"
    BOOKED = "booked"  # somebody is elsewhere then
    LOCKED = "locked"  # HR wants somebody at another place or time


class Taken(Part):
    """How much of a resource is lacking, and which applications have it."""

    resource: Resource
    whose: Id  # the offer, the organisation, the person who is elsewhere, or the locked application
    short: int = 1  # places, guests, or money
    days: tuple[StayDay, ...] = ()
    by: tuple[Id, ...] = ()


@dataclass(frozen=True)
class Beside:
    """A party beside the pairings of all others."""

    room: Room
    party: tuple[Application, ...]
    supply: Supply

    @cached_property
    def pairs(self) -> dict[str, tuple[Pair, ...]]:
        """By offer within reach of all: the pair of each."""
        each = [{pair.offer.id: pair for pair in pairs_of(self.supply, member)} for member in self.party]
        return {offer: tuple(pairs[offer] for pairs in each) for offer in each[0] if _in_all(offer, each)}

    def best(self, offer: str) -> tuple[Trial, tuple[Taken, ...]]:
        """The time at which least is lacking, the first of equal ones, and what is lacking then."""
        trials = (self._trial(offer, time) for time in times(self.pairs[offer]))
        best = min(trials, key=lambda trial: (_weight_of_lacking(trial), self._moved(trial)))
        left = (one for one in self._left_alone if one.whose != offer)
        return best, (*taken(best), *left)

    @cached_property
    def _left_alone(self) -> tuple[Taken, ...]:
        """Offers that would have fewer than they want without the party."""
        least = self.room.least
        return tuple(
            Taken(resource=Resource.LEAST, whose=offer, short=least[offer] - len(served), by=tuple(served))
            for offer, served in self.room.served.items()
            if len(served) < least.get(offer, 0)
        )

    def _trial(self, offer: str, time: Placement) -> Trial:
        return Trial(self.room, ChangeWeights(), self.party, self.pairs[offer][0].offer, time)

    def _moved(self, trial: Trial) -> int:
        """By how many days a time is away from those of the schedule before, if the offer is the same."""
        known = (self._previous.get(member.id) for member in self.party)
        same = [one for one in known if one is not None and one.offer == trial.offer.id]
        return sum(_days_moved(trial, one) for one in same)

    @cached_property
    def _previous(self) -> dict[str, Previous]:
        return {one.application: one for one in self.room.view.problem.previous}


def _days_moved(trial: Trial, known: Previous) -> int:
    time = trial.planned
    if keeps_time(trial.view, time, known):
        return 0
    held = [day.date for day in trial.room.days(time.halves)] or [*time.sessions]
    before = [day.date for day in known.days] or [day for day in (known.first,) if day]
    return 1 + (abs((held[0] - before[0]).days) if held and before else 0)


def _in_all(offer: str, each: list[dict[str, Pair]]) -> bool:
    if len(each) == 1:
        return True
    return all(offer in pairs for pairs in each) and bool(times(tuple(pairs[offer] for pairs in each)))


def times(pairs: tuple[Pair, ...]) -> tuple[Placement, ...]:
    """When all could go, earliest first."""
    first, *others = pairs
    if not others:
        return first.placements
    return tuple(time for time in first.placements if all(time in other.placements for other in others))


def taken(trial: Trial) -> tuple[Taken, ...]:
    """What is lacking for a trial, of which all else is allowed."""
    lacking = (change for obstacle in TAKEN for change in obstacle(trial))
    return (*(_of_change(trial, change) for change in lacking), *_booked(trial), *_locked(trial))


def _weight_of_lacking(trial: Trial) -> int:
    firm = sum(1 for _ in _booked(trial)) + sum(1 for _ in _locked(trial))
    return FIRM * firm + sum(change.points for obstacle in TAKEN for change in obstacle(trial))


def _of_change(trial: Trial, change: Change) -> Taken:
    return Taken(
        resource=Resource(change.kind.value),
        whose=change.whose,
        short=change.amount,
        days=change.days,
        by=tuple(dict.fromkeys(HOLDERS[change.kind](trial, change))),
    )


def _booked(trial: Trial) -> Iterator[Taken]:
    offer = trial.offer
    people = [(member.person, False) for member in trial.party] + [(offer.person, True)]
    for person, hosts in people:
        doings = in_the_way(trial.room, person, offer.id, trial.planned, hosts=hosts)
        if person is not None and doings:
            by = tuple(dict.fromkeys(doing.application for doing in doings))
            yield Taken(resource=Resource.BOOKED, whose=person, by=by)


def _locked(trial: Trial) -> Iterator[Taken]:
    for member in trial.party:
        lock = trial.room.locks.get(member.id)
        if lock is not None and not keeps(trial, lock):
            yield Taken(resource=Resource.LOCKED, whose=member.id)


def _guests(trial: Trial, change: Change) -> Iterator[str]:
    for half in bits(halves_of(trial.view.window, change.days)):
        yield from trial.room.guests.get((change.whose, half), ())


def _visitors(trial: Trial, change: Change) -> Iterator[str]:
    for half in bits(halves_of(trial.view.window, change.days)):
        yield from trial.room.visitors.get((change.whose, half), ())


def _mentees(trial: Trial, change: Change) -> Iterator[str]:
    together = [trial.room.mentees.get((change.whose, session), ()) for session in trial.sessions]
    fullest = max(len(mentees) for mentees in together)
    return (one for mentees in together if len(mentees) == fullest for one in mentees)


def _served(trial: Trial, change: Change) -> Iterable[str]:
    return trial.room.served.get(change.whose, ())


def _travellers(trial: Trial, change: Change) -> Iterable[str]:
    return (one.application for one in trial.room.travellers.get(change.whose, ()))


def _nobody(*_: object) -> Iterable[str]:
    return ()


HOLDERS: dict[Kind, Callable[[Trial, Change], Iterable[str]]] = {
    Kind.GUESTS_PER_DAY: _guests,
    Kind.MENTEES_PER_SESSION: _mentees,
    Kind.MOST: _served,
    Kind.LEAST: _nobody,
    Kind.ORGANISATION_GUESTS: _visitors,
    Kind.TRAVEL_BUDGET: _travellers,
}
