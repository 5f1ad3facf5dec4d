"""Previous pairings as pairings of the round as it is now."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property

from solver.checks.facts import Facts
from solver.checks.fits import right_fit
from solver.checks.pairs import right_journey
from solver.checks.times import weeks_around
from solver.placements import series
from solver.problem import Application, Lock, Previous, Problem, Sessions, Stay
from solver.solution import FitReasons, Journey, Pairing, SecondHost, Solution, Status
from solver.violation import seen

UNKNOWN = FitReasons()


@dataclass(frozen=True)
class Stands:
    """A previous pairing that could stand: as it is now, and the lock that keeps it."""

    known: Previous
    pairing: Pairing
    lock: Lock


@dataclass(frozen=True)
class Past:
    """What was, in the words of what is now."""

    problem: Problem

    @cached_property
    def facts(self) -> Facts:
        return Facts(self.problem)

    def knows(self, lock: Lock) -> bool:
        """Whether all that a lock names is there."""
        offers = {lock.offer, lock.second} - {None}
        return lock.application in self.facts.applications and offers <= self.facts.offers.keys()

    def bare(self, lock: Lock) -> Pairing:
        """A locked pairing with its time, as far as the lock says it, and without fit and journey."""
        application = self.facts.applications[lock.application]
        days = lock.days or ()
        windowed = days and self.problem.date_mode == "window"
        second = None
        if lock.second is not None:
            second = SecondHost(offer=lock.second, days=days[_first_days(application) :])
        return Pairing(
            application=lock.application,
            offer=lock.offer,
            days=days,
            second=second,
            window=weeks_around(days) if windowed else None,
            slot=lock.slot,
            sessions=self._sessions(lock, application),
            fit=0,
            reasons=UNKNOWN,
            journey=Journey(),
        )

    def _sessions(self, lock: Lock, application: Application) -> tuple[datetime, ...]:
        slot = self.facts.slots.get(lock.slot or "")
        needs = application.needs
        if slot is None or lock.first not in slot.dates or not isinstance(needs, Sessions):
            return ()
        held = series(slot, slot.dates.index(lock.first), needs)
        return tuple(datetime.combine(day, slot.start) for day in held)

    def valued(self, bare: Pairing) -> Pairing:
        """The same with what today's fit and journey are; the reasons are left out."""
        served = seen(self.facts, bare)
        return bare.model_copy(
            update={
                "fit": right_fit(served),
                "journey": right_journey(served),
                "asks_first": any(one.first_refusal for one in served.both),
            }
        )


def as_a_plan(stood: Iterable[Stands]) -> Solution:
    """Previous pairings as a plan to begin with; nobody asked yet what it is worth."""
    return Solution(
        status=Status.FEASIBLE,
        value=0,
        pairings=tuple(one.pairing for one in stood),
        seconds=0.0,
        seed=0,
        engine="none",
        versions=(),
        input_sha256="",
    )


def _first_days(application: Application) -> int:
    """How many days the first of two hosts has: half of the blocks, or of the days of one, rounded up."""
    if not isinstance(application.needs, Stay):
        return 0
    lengths = [-(-block // 2) for block in application.needs.blocks]
    if len(lengths) == 1:
        return -(-lengths[0] // 2)
    return sum(lengths[: -(-len(lengths) // 2)])
