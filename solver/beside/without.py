"""A plan without some of its pairings: only what they take is looked at again."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import TypeVar

from solver.beside.room import Crowds, Doing, Room, Session, Visit, leave
from solver.days import bits
from solver.problem import Application, Lock, StayDay
from solver.solution import Pairing
from solver.view import AnyOffer

Key = TypeVar("Key")
Row = TypeVar("Row")


@dataclass(frozen=True)
class Without(Room):
    """What is left of a whole plan when these applications are gone from it."""

    whole: Room
    gone: frozenset[str]

    def free(self, row: Application | AnyOffer) -> int:
        return self.whole.free(row)

    def days(self, halves: int) -> tuple[StayDay, ...]:
        return self.whole.days(halves)

    @cached_property
    def offer(self) -> dict[str, AnyOffer]:
        return self.whole.offer

    @cached_property
    def least(self) -> dict[str, int]:
        return self.whole.least

    @cached_property
    def locks(self) -> dict[str, Lock]:
        return self.whole.locks

    @cached_property
    def closed(self) -> dict[str, int]:
        return self.whole.closed

    @cached_property
    def _left(self) -> tuple[Visit, ...]:
        known = self.whole.visits_of
        return tuple(visit for one in sorted(self.gone) for visit in known.get(one, ()))

    def _stays(self, application: str) -> bool:
        return application not in self.gone

    @cached_property
    def served(self) -> dict[str, list[str]]:
        return less(self.whole.served, (visit.offer.id for visit in self._left), self._stays)

    @cached_property
    def guests(self) -> dict[tuple[str, int], list[str]]:
        places = ((visit.offer.id, half) for visit in self._left for half in bits(visit.halves))
        return less(self.whole.guests, places, self._stays)

    @cached_property
    def visitors(self) -> dict[tuple[str, int], list[str]]:
        places = ((visit.offer.organisation, half) for visit in self._left for half in bits(visit.halves))
        return less(self.whole.visitors, places, self._stays)

    @cached_property
    def crowds(self) -> Crowds:
        return _thinner(self.whole.crowds, ((visit.offer.id, visit.halves) for visit in self._left))

    @cached_property
    def crowds_in(self) -> Crowds:
        left = ((visit.offer.organisation, visit.halves) for visit in self._left)
        return _thinner(self.whole.crowds_in, left)

    @cached_property
    def mentees(self) -> dict[tuple[str, Session], list[str]]:
        held = ((visit.offer.id, session) for visit in self._left for session in visit.sessions)
        return less(self.whole.mentees, held, self._stays)

    @cached_property
    def travellers(self) -> dict[str, list[Pairing]]:
        homes = (self._of(visit).organisation for visit in self._left)
        return less(self.whole.travellers, homes, lambda one: self._stays(one.application))

    @cached_property
    def spent(self) -> dict[str, int]:
        known, before = self.whole.spent, self.whole.travellers
        return {
            home: known[home] if paid is before[home] else sum(one.journey.cost for one in paid)
            for home, paid in self.travellers.items()
        }

    @cached_property
    def doings(self) -> dict[str, list[Doing]]:
        return less(self.whole.doings, self._people(), lambda one: self._stays(one.application))

    def _people(self) -> Iterator[str]:
        for visit in self._left:
            yield self._of(visit).person
            if visit.offer.person is not None:
                yield visit.offer.person

    def _of(self, visit: Visit) -> Application:
        return self.view.application[visit.pairing.application]


def without(whole: Room, gone: Iterable[str]) -> Without:
    """The plan without these applications."""
    those = frozenset(gone)
    rest = tuple([one for one in whole.pairings if one.application not in those])
    return Without(whole.view, rest, whole, those)


def less(
    table: dict[Key, list[Row]], keys: Iterable[Key], stays: Callable[[Row], bool]
) -> dict[Key, list[Row]]:
    """A copy in which these keys have only the rows that stay, or are gone too."""
    found = dict(table)
    for key in dict.fromkeys(keys):
        kept = [row for row in found.pop(key, ()) if stays(row)]
        if kept:
            found[key] = kept
    return found


def _thinner(crowds: Crowds, left: Iterable[tuple[str, int]]) -> Crowds:
    found = dict(crowds)
    for where, halves in left:
        found[where] = leave(found[where], halves)
    return found
