"""One application before all that is offered to its kind: what each entry would mean to it."""

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from solver.arrays.numbers import Bits, Integers, Truths
from solver.arrays.offered import Offered
from solver.arrays.shapes import Shape, unpacked
from solver.arrays.supply import Supply
from solver.fits import (
    NATIONAL_LANGUAGE_POINTS,
    OTHER_LANGUAGE_POINTS,
    PREFERRED_POINTS,
    TOPIC_POINTS,
    WISH_POINTS,
    trips,
)
from solver.placements import Placement
from solver.problem import Application


@dataclass(frozen=True)
class Candidates:
    """One application before all that is offered to its kind."""

    supply: Supply
    application: Application

    @cached_property
    def offered(self) -> Offered:
        return self.supply.offered(self.application.kind)

    @property
    def shape(self) -> Shape:
        return self.supply.shapes[self.application.needs]

    @property
    def home(self) -> int:
        """The number of the applicant's organisation."""
        return self.supply.view.organisation_number[self.application.organisation]

    def these(self, entries: list[int]) -> Truths:
        """True at these entries."""
        found = np.zeros(len(self.offered.entries), dtype=np.bool_)
        found[entries] = True
        return found

    @cached_property
    def explicit(self) -> Integers:
        """The fit that people gave, or -1; for two who share a trip the mean, if both have one."""
        given = self.supply.view.fits_of.get(self.application.id, {})
        found = np.full(len(self.offered.entries), -1, dtype=np.int64)
        for number in {number for offer in given for number in self.offered.of_offer.get(offer, ())}:
            fits = [given.get(offer.id, -1) for offer in self.offered.entries[number].both]
            found[number] = sum(fits) // len(fits) if min(fits) >= 0 else -1
        return found

    @cached_property
    def topic_percent(self) -> Integers:
        """How much of what is wanted is taught; who wants nothing special gets all."""
        known = self.offered.topic_number
        wanted = sum(wish.weight for wish in self.application.topics)
        taught = np.zeros(len(self.offered.entries), dtype=np.int64)
        for wish in self.application.topics:
            if wish.topic in known:
                taught += wish.weight * self.offered.strengths[known[wish.topic]]
        return taught // wanted if wanted else taught + 100

    @cached_property
    def fit(self) -> Integers:
        """Points from 0 to 100; see `solver.fits`."""
        computed = TOPIC_POINTS * self.topic_percent // 100 + self._wish_points + self._language_points
        computed = computed + PREFERRED_POINTS * self.offered.preferred[self.home]
        return np.where(self.explicit >= 0, self.explicit, computed)

    @property
    def _wish_points(self) -> Integers:
        heaviest = np.zeros(len(self.offered.entries), dtype=np.int64)
        for wish in self.application.wishes:
            if wish.offer is not None:
                granted = self.these(self.offered.of_offer.get(wish.offer, []))
            else:
                number = self.supply.view.organisation_number[wish.organisation or ""]
                granted = self.offered.organisation == number
            heaviest = np.maximum(heaviest, granted * wish.weight)
        return WISH_POINTS * heaviest // 100

    @property
    def _language_points(self) -> Integers:
        national = self.shares_language([one for one in self.application.languages if self._is_national(one)])
        other = self.shares_language(list(self.application.languages))
        return np.where(national, NATIONAL_LANGUAGE_POINTS, np.where(other, OTHER_LANGUAGE_POINTS, 0))

    def _is_national(self, language: str) -> bool:
        return language in self.supply.view.problem.national_languages

    def shares_language(self, languages: list[str]) -> Truths:
        """Entries that speak one of these."""
        known = self.offered.language_number
        numbers = [known[one] for one in languages if one in known]
        return np.asarray(self.offered.languages[:, numbers].any(axis=1), dtype=np.bool_)

    @cached_property
    def minutes(self) -> Integers:
        """One way; nothing for those who meet online."""
        there = self.supply.minutes[self.home][self.offered.organisation]
        return np.where(self.offered.travelled, there, 0)

    @cached_property
    def cost(self) -> Integers:
        """Every trip there and back, days and nights included."""
        rates = self.supply.view.problem.rates
        journeys, days, nights = trips(self.application.needs)
        tickets = journeys * self.supply.tickets[self.home][self.offered.organisation]
        night = np.where(self.minutes > rates.night_beyond_minutes, rates.night, 0)
        return np.where(self.offered.travelled, tickets + days * rates.day + nights * night, 0)

    @cached_property
    def co2(self) -> Integers:
        """Grams of every trip there and back."""
        journeys, _, _ = trips(self.application.needs)
        grams = journeys * self.supply.co2[self.home][self.offered.organisation]
        return np.where(self.offered.travelled, grams, 0)

    @cached_property
    def times(self) -> Bits:
        """The placements that suit both, by entry."""
        needs = self.application.needs
        return self.supply.guest_bits[self.application.id] & self.supply.offer_bits[needs]

    def placements(self, entry: int) -> tuple[Placement, ...]:
        """The times that suit both; one without any where people agree it themselves."""
        if self.supply.view.problem.date_mode == "pair":
            return (Placement(),)
        possible = unpacked(self.times[[entry]], len(self.shape.placements))[0]
        return tuple(one for one, suits in zip(self.shape.placements, possible, strict=True) if suits)
