"""Every pair that no rule forbids, with its fit, cost and points.

Written apart from the engine, so that its peers do not inherit its mistakes.
"""

from dataclasses import dataclass
from functools import cached_property, partial

import numpy as np

from benchmarks.atoms import Atoms, Bools
from benchmarks.journeys import Ints, Roads
from benchmarks.judging import Judge
from benchmarks.offered import AnyOffer, Offered
from benchmarks.times import times
from benchmarks.unknown import refuse_unknown
from solver.problem import Application, CommonDays, HostOffer, MentorOffer, Problem, Sessions, Stay
from solver.solution import Removed

UNLIMITED = 2**31


@dataclass(frozen=True)
class Pairs:
    """Sorted by application, then offer; both are ranks, mentors after all hosts."""

    application: Ints
    offer: Ints
    fit: Ints
    cost: Ints
    points: Ints

    def __len__(self) -> int:
        return len(self.application)


@dataclass(frozen=True)
class Verdict:
    """What the rules say of one applicant."""

    offers: Ints
    removed: tuple[Removed, ...]


@dataclass(frozen=True)
class Candidates:
    """A problem as arrays."""

    problem: Problem

    @cached_property
    def applications(self) -> tuple[Application, ...]:
        return tuple(sorted(self.problem.applications, key=lambda one: (one.sort_key or one.id, one.id)))

    @cached_property
    def atoms(self) -> Atoms:
        return Atoms(self.problem)

    @cached_property
    def roads(self) -> Roads:
        return Roads(self.problem)

    @cached_property
    def hosts(self) -> Offered:
        return self._offered(self.problem.host_offers)

    @cached_property
    def mentors(self) -> Offered:
        return self._offered(self.problem.mentor_offers)

    def _offered(self, offers: tuple[HostOffer, ...] | tuple[MentorOffer, ...]) -> Offered:
        ranked: list[AnyOffer] = sorted(offers, key=lambda one: (one.sort_key or one.id, one.id))
        return Offered(self.atoms, tuple(ranked), self.roads.number)

    @cached_property
    def offers(self) -> tuple[AnyOffer, ...]:
        """All, mentors after hosts."""
        return (*self.hosts.offers, *self.mentors.offers)

    @cached_property
    def place(self) -> Ints:
        """The organisation of each offer."""
        return np.concatenate((self.hosts.place, self.mentors.place))

    @cached_property
    def most(self) -> Ints:
        """Stays or mentees that each offer takes."""
        return np.concatenate((self.hosts.most, self.mentors.most))

    @cached_property
    def at_a_time(self) -> Ints:
        """Guests a day, or mentees a session, that each offer takes."""
        return np.concatenate((self.hosts.at_a_time, self.mentors.at_a_time))

    @cached_property
    def home(self) -> Ints:
        """The organisation of each applicant."""
        return np.array([self.roads.number[one.organisation] for one in self.applications], dtype=np.int64)

    @cached_property
    def money(self) -> Ints:
        """What each organisation may spend on travel."""
        return _limits([one.travel_budget for one in self.problem.organisations])

    @cached_property
    def guests_at(self) -> Ints:
        """How many guests each organisation takes at a time, for each atom; sessions fill no place."""
        guests = _limits([one.guests_per_day for one in self.problem.organisations])
        at = np.repeat(guests[:, None], len(self.atoms), axis=1)
        at[:, self.atoms.halves :] = UNLIMITED
        return at

    def kind(self, application: Application) -> Offered:
        """The offers that could serve somebody."""
        return self.hosts if application.kind == "shadowing" else self.mentors

    @cached_property
    def free(self) -> Bools:
        """The atoms in which each applicant can take part."""
        rows = [self.atoms.free(one.free, closed=(), slots=one.slots) for one in self.applications]
        return np.array(rows, dtype=np.bool_).reshape(len(rows), len(self.atoms))

    @cached_property
    def times(self) -> dict[Stay | Sessions, Bools]:
        """Every time at which each need could be met."""
        needs = dict.fromkeys(need(one) for one in self.applications)
        return {one: times(self.atoms, one) for one in needs}

    @cached_property
    def possible(self) -> dict[Stay | Sessions, Bools]:
        """For each need and each offer of its kind the times that suit the offer."""
        kinds = {need(one): self.kind(one) for one in self.applications}
        return {needs: ~_clash(kind.free, self.times[needs]) for needs, kind in kinds.items()}

    def suits(self, rank: int, offers: Ints) -> Bools:
        """Times, as columns, that suit an applicant and each of these offers, as rows of its kind."""
        needs = need(self.applications[rank])
        mine = ~_clash(self.free[rank : rank + 1], self.times[needs])
        return self.possible[needs][offers] & mine

    @cached_property
    def verdicts(self) -> tuple[Verdict, ...]:
        """For each applicant the offers in reach, as rows of their kind, and what removed the others."""
        refuse_unknown(self.problem)
        return tuple(self._verdict(rank) for rank in range(len(self.applications)))

    def _verdict(self, rank: int) -> Verdict:
        judge = self.judge(rank)
        offers, removed = judge.verdict()
        return Verdict(offers, removed)

    def judge(self, rank: int) -> Judge:
        """One applicant before all offers."""
        one = self.applications[rank]
        return Judge(self.problem, one, self.kind(one), self.roads.of(one), partial(self.suits, rank))

    @cached_property
    def pairs(self) -> Pairs:
        """All that are in reach."""
        nothing = (np.zeros(0, dtype=np.int64),) * 5
        found = [self._of(rank, verdict) for rank, verdict in enumerate(self.verdicts)]
        return Pairs(*(np.concatenate(column) for column in zip(nothing, *found, strict=True)))

    def _of(self, rank: int, verdict: Verdict) -> tuple[Ints, ...]:
        judge, offers = self.judge(rank), verdict.offers
        fit = judge.fit(offers)
        cost, points = judge.travelled(offers, judge.journeys.cost), judge.points(offers, fit)
        return np.full(len(offers), rank), offers + self.first(rank), fit, cost, points

    def first(self, rank: int) -> int:
        """The rank of the first offer of the kind that somebody applies for: mentors come after all hosts."""
        return 0 if self.applications[rank].kind == "shadowing" else len(self.hosts.offers)


def need(application: Application) -> Stay | Sessions:
    """What somebody needs days or sessions for."""
    if isinstance(application.needs, CommonDays):
        raise ValueError("the peers do not plan days that people agree themselves")
    return application.needs


def _clash(free: Bools, times: Bools) -> Bools:
    """Whether each time uses an atom that is not free, for each row of free."""
    lacking = (~free).astype(np.float32) @ times.T.astype(np.float32)
    return lacking > 0


def _limits(said: list[int | None]) -> Ints:
    return np.array([UNLIMITED if limit is None else limit for limit in said], dtype=np.int64)
