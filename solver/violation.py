"""What a plan does wrong, and the plan as the checks see it."""

from dataclasses import dataclass
from functools import cached_property

from solver.checks.facts import AnyOffer, Facts, Half, halves
from solver.problem import Application, Problem
from solver.solution import Pairing, Solution


@dataclass(frozen=True)
class Violation:
    """A broken rule, by its name, and who or what breaks it."""

    rule: str
    about: str


@dataclass(frozen=True)
class Served:
    """A pairing with its application and offer, and the offer of the second half if two share the trip."""

    facts: Facts
    application: Application
    offer: AnyOffer
    pairing: Pairing
    second: AnyOffer | None = None

    @property
    def problem(self) -> Problem:
        return self.facts.problem

    @property
    def about(self) -> str:
        also = f" and {self.second.id}" if self.second else ""
        return f"{self.application.id} with {self.offer.id}{also}"

    @property
    def both(self) -> tuple[AnyOffer, ...]:
        """The offer, or the two that share the trip."""
        return (self.offer,) if self.second is None else (self.offer, self.second)

    @cached_property
    def halves(self) -> list[Half]:
        """When the guest is away."""
        return halves(self.pairing.days)

    @cached_property
    def hosted(self) -> tuple[tuple[AnyOffer, list[Half]], ...]:
        """Each offer with its own part of the stay."""
        if self.second is None or self.pairing.second is None:
            return ((self.offer, self.halves),)
        later = halves(self.pairing.second.days)
        return ((self.offer, [half for half in self.halves if half not in later]), (self.second, later))


@dataclass(frozen=True)
class Case:
    """A problem and the solution to be judged."""

    problem: Problem
    solution: Solution

    @cached_property
    def facts(self) -> Facts:
        return Facts(self.problem)

    @cached_property
    def served(self) -> tuple[Served, ...]:
        """The pairings whose application and offers are known."""
        return tuple(seen(self.facts, one) for one in self.solution.pairings if is_known(self.facts, one))

    @cached_property
    def by_application(self) -> dict[str, Served]:
        return {one.application.id: one for one in self.served}


def is_known(facts: Facts, pairing: Pairing) -> bool:
    """Whether a pairing is between people of this problem."""
    offers = (pairing.offer,) if pairing.second is None else (pairing.offer, pairing.second.offer)
    return pairing.application in facts.applications and all(one in facts.offers for one in offers)


def seen(facts: Facts, pairing: Pairing) -> Served:
    """A pairing of known people with what they said of themselves."""
    second = None if pairing.second is None else facts.offers[pairing.second.offer]
    return Served(
        facts, facts.applications[pairing.application], facts.offers[pairing.offer], pairing, second
    )
