"""A whole problem as arrays: what is needed to choose, and nothing that is only needed to explain.

Numbers stand for ids: parties, applications, offers and organisations in the order of the view.
"""

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from solver.arrays.collect import Pairs, collected
from solver.arrays.ground import Ground
from solver.arrays.numbers import ENDLESS, Integers
from solver.problem import HostOffer
from solver.view import AnyOffer
from solver.wishes import loss, terms


@dataclass(frozen=True)
class Board(Ground):
    """The ground with its pairs, and with how much everybody can take."""

    @cached_property
    def pairs(self) -> Pairs:
        return collected(self)

    @cached_property
    def least(self) -> Integers:
        return np.array([served(offer)[0] for offer in self.view.offers], dtype=np.int64)

    @cached_property
    def most(self) -> Integers:
        return np.array([served(offer)[1] for offer in self.view.offers], dtype=np.int64)

    @cached_property
    def at_a_time(self) -> Integers:
        """How many an offer takes in one cell."""
        together = [_together(offer) for offer in self.view.offers]
        return np.minimum(self.most, np.array(together, dtype=np.int64))

    @cached_property
    def room(self) -> Integers:
        """How many guests an organisation takes in one cell; the last one is nowhere."""
        return _or_endless([one.guests_per_day for one in self.view.organisations])

    @cached_property
    def budget(self) -> Integers:
        return _or_endless([one.travel_budget for one in self.view.organisations])

    @cached_property
    def tolerance(self) -> Integers:
        return _or_endless([one.balance_tolerance for one in self.view.organisations])

    @cached_property
    def constants(self) -> Integers:
        """What each term is worth when nobody is placed."""
        lost = loss(self.view)
        return np.array([lost if "stability" in levels else 0 for _, levels in terms(self.view)], np.int64)


def served(offer: AnyOffer) -> tuple[int, int]:
    """The least and the most that an offer serves."""
    if isinstance(offer, HostOffer):
        return offer.least_stays, offer.most_stays
    return offer.least_mentees, offer.most_mentees


def _together(offer: AnyOffer) -> int:
    return offer.guests_per_day if isinstance(offer, HostOffer) else offer.mentees_per_session


def _or_endless(limits: list[int | None]) -> Integers:
    return np.array([*(ENDLESS if one is None else one for one in limits), ENDLESS], dtype=np.int64)
