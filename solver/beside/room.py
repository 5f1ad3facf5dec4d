"""What a plan has taken, and by whom: of offers, organisations, travel money and people's own days."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from solver.days import bits, free_halves, halves_of, stay_days, whole_days
from solver.problem import Application, HostOffer, Lock, MentorOffer, Problem, StayDay
from solver.solution import Pairing, Solution
from solver.view import AnyOffer, View

Session = tuple[str, date]  # a slot and a date
Crowds = dict[str, list[int]]  # the halves with one guest at least, with two at least, and so on


@dataclass(frozen=True, slots=True)
class Doing:
    """What one person does in the plan: be the guest or mentee of an application, or its host or mentor."""

    application: str
    offer: str
    halves: int
    sessions: tuple[Session, ...]
    hosts: bool = False


@dataclass(frozen=True, slots=True)
class Visit:
    """A pairing, or one host's part of a shared trip, with its halves."""

    pairing: Pairing
    offer: AnyOffer
    halves: int

    @property
    def sessions(self) -> tuple[Session, ...]:
        return _sessions(self.pairing)


@dataclass(frozen=True)
class Room:
    """A plan beside its problem, as lists of the applications that take each place."""

    view: View
    pairings: tuple[Pairing, ...]

    @cached_property
    def offer(self) -> dict[str, AnyOffer]:
        return {offer.id: offer for offer in self.view.offers}

    @cached_property
    def least(self) -> dict[str, int]:
        """The offers that want some or none, and how many."""
        wanted = {offer.id: limits(offer)[0] for offer in self.view.offers}
        return {offer: least for offer, least in wanted.items() if least}

    @cached_property
    def locks(self) -> dict[str, Lock]:
        return {lock.application: lock for lock in self.view.problem.locked}

    @cached_property
    def visits(self) -> tuple[Visit, ...]:
        """One for each pairing, two where hosts share the trip."""
        return tuple(visit for pairing in self.pairings for visit in self._visits(pairing))

    @cached_property
    def visits_of(self) -> dict[str, list[Visit]]:
        """By application: where it goes."""
        visits: dict[str, list[Visit]] = defaultdict(list)
        for visit in self.visits:
            visits[visit.pairing.application].append(visit)
        return visits

    def _visits(self, pairing: Pairing) -> Iterator[Visit]:
        halves = halves_of(self.view.window, pairing.days)
        later = halves_of(self.view.window, pairing.second.days) if pairing.second else 0
        yield Visit(pairing, self.offer[pairing.offer], halves & ~later)
        if pairing.second:
            yield Visit(pairing, self.offer[pairing.second.offer], later)

    @cached_property
    def served(self) -> dict[str, list[str]]:
        """By offer: whom it serves."""
        served: dict[str, list[str]] = defaultdict(list)
        for visit in self.visits:
            served[visit.offer.id].append(visit.pairing.application)
        return served

    @cached_property
    def guests(self) -> dict[tuple[str, int], list[str]]:
        """By offer and half: who is there."""
        guests: dict[tuple[str, int], list[str]] = defaultdict(list)
        for visit in self.visits:
            for half in bits(visit.halves):
                guests[visit.offer.id, half].append(visit.pairing.application)
        return guests

    @cached_property
    def visitors(self) -> dict[tuple[str, int], list[str]]:
        """By organisation and half: who is there."""
        visitors: dict[tuple[str, int], list[str]] = defaultdict(list)
        for visit in self.visits:
            for half in bits(visit.halves):
                visitors[visit.offer.organisation, half].append(visit.pairing.application)
        return visitors

    @cached_property
    def crowds(self) -> Crowds:
        """By offer."""
        return _crowds((visit.offer.id, visit.halves) for visit in self.visits)

    @cached_property
    def crowds_in(self) -> Crowds:
        """By organisation."""
        return _crowds((visit.offer.organisation, visit.halves) for visit in self.visits)

    @cached_property
    def mentees(self) -> dict[tuple[str, Session], list[str]]:
        """By offer and session: who is there."""
        mentees: dict[tuple[str, Session], list[str]] = defaultdict(list)
        for pairing in self.pairings:
            for session in _sessions(pairing):
                mentees[pairing.offer, session].append(pairing.application)
        return mentees

    @cached_property
    def travellers(self) -> dict[str, list[Pairing]]:
        """By organisation: the pairings whose journeys it pays."""
        travellers: dict[str, list[Pairing]] = defaultdict(list)
        for pairing in self.pairings:
            if pairing.journey.cost:
                travellers[self.view.application[pairing.application].organisation].append(pairing)
        return travellers

    @cached_property
    def spent(self) -> dict[str, int]:
        """By organisation: what the journeys of its people cost."""
        return {home: sum(one.journey.cost for one in paid) for home, paid in self.travellers.items()}

    @cached_property
    def doings(self) -> dict[str, list[Doing]]:
        """By person: what they do."""
        doings: dict[str, list[Doing]] = defaultdict(list)
        for visit in self.visits:
            application = self.view.application[visit.pairing.application]
            does = application.id, visit.offer.id, visit.halves, _sessions(visit.pairing)
            doings[application.person].append(Doing(*does))
            if visit.offer.person is not None:
                doings[visit.offer.person].append(Doing(*does, hosts=True))
        return doings

    def free(self, row: Application | AnyOffer) -> int:
        """The halves in which somebody is free, whatever else there is."""
        known = self._free.get((type(row), row.id))
        if known is None:
            known = self._free[type(row), row.id] = free_halves(self.view.window, row.free)
        return known

    @cached_property
    def _free(self) -> dict[tuple[type, str], int]:
        return {}

    def days(self, halves: int) -> tuple[StayDay, ...]:
        """A mask of halves as days; the same ones come back often."""
        if halves not in self._days:
            self._days[halves] = stay_days(self.view.window, halves)
        return self._days[halves]

    @cached_property
    def _days(self) -> dict[int, tuple[StayDay, ...]]:
        return {}

    @cached_property
    def closed(self) -> dict[str, int]:
        """By organisation: the halves in which it takes no guests."""
        window = self.view.window
        return {one.id: whole_days(window, one.closed) for one in self.view.organisations}


def room_in(problem: Problem, solution: Solution) -> Room:
    """What the plan of a solution leaves."""
    return Room(View(problem), solution.pairings)


def _crowds(visits: Iterable[tuple[str, int]]) -> Crowds:
    """Wherever a level is taken already, one more guest takes the next."""
    crowds: Crowds = defaultdict(list)
    for where, halves in visits:
        levels = crowds[where]
        for number, level in enumerate(levels):
            levels[number], halves = level | halves, level & halves
        if halves:
            levels.append(halves)
    return crowds


def leave(levels: list[int], halves: int) -> list[int]:
    """The levels of a crowd with one guest less: the highest taken ones fall."""
    left = levels.copy()
    for number in reversed(range(len(left))):
        left[number], halves = left[number] & ~halves, halves & ~left[number]
    return left


def _sessions(pairing: Pairing) -> tuple[Session, ...]:
    return tuple((pairing.slot or "", start.date()) for start in pairing.sessions)


def limits(offer: AnyOffer) -> tuple[int, int]:
    """The least and the most that an offer serves."""
    if isinstance(offer, HostOffer):
        return offer.least_stays, offer.most_stays
    return offer.least_mentees, offer.most_mentees


def takes_together(offer: AnyOffer) -> int:
    """How many a host takes at a time, or a mentor in a session."""
    return offer.mentees_per_session if isinstance(offer, MentorOffer) else offer.guests_per_day
