"""What a plan does wrong, and the facts of a problem as the checks see them."""

from dataclasses import dataclass
from functools import cached_property

from solver.problem import Application, HostOffer, MentorOffer, Problem
from solver.solution import Pairing, Solution

AnyOffer = HostOffer | MentorOffer


@dataclass(frozen=True)
class Violation:
    """A broken rule, by its name, and who or what breaks it."""

    rule: str
    about: str


@dataclass(frozen=True)
class Served:
    """A pairing with its application and offer, in its problem."""

    problem: Problem
    application: Application
    offer: AnyOffer
    pairing: Pairing

    @property
    def about(self) -> str:
        return f"{self.application.id} with {self.offer.id}"


@dataclass(frozen=True)
class Case:
    """A problem and the solution to be judged."""

    problem: Problem
    solution: Solution

    @cached_property
    def applications(self) -> dict[str, Application]:
        return {one.id: one for one in self.problem.applications}

    @cached_property
    def offers(self) -> dict[str, AnyOffer]:
        offers: tuple[AnyOffer, ...] = (*self.problem.host_offers, *self.problem.mentor_offers)
        return {one.id: one for one in offers}

    @cached_property
    def served(self) -> tuple[Served, ...]:
        """The pairings whose application and offer are known."""
        return tuple(
            Served(self.problem, self.applications[one.application], self.offers[one.offer], one)
            for one in self.solution.pairings
            if one.application in self.applications and one.offer in self.offers
        )
