"""Which offers can serve an application at all: one rule, one function, one sentence.

Each rule judges one application against all entries of `Offered` at once and is true where it says no.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import numpy.typing as npt

from solver.arrays.offered import Integers, Offered
from solver.arrays.shapes import Bits, Shape, Truths, unpacked
from solver.arrays.supply import Supply
from solver.fits import (
    NATIONAL_LANGUAGE_POINTS,
    OTHER_LANGUAGE_POINTS,
    PREFERRED_POINTS,
    TOPIC_POINTS,
    WISH_POINTS,
    fit,
    journey,
    trips,
)
from solver.placements import Placement
from solver.problem import Application, CommonDays
from solver.solution import FitReasons, Journey, Rule
from solver.view import AnyOffer, View

NO_RULE = 0


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
        return self.offered.languages[:, numbers].any(axis=1)

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

    @cached_property
    def verdicts(self) -> npt.NDArray[np.int8]:
        """For each entry the number of the first rule that says no, from 1 on, or 0."""
        found = np.zeros(len(self.offered.entries), dtype=np.int8)
        for number, (_, says_no) in reversed(list(enumerate(RULES, start=1))):
            found[says_no(self)] = number
        return found

    def rule(self, entry: int) -> Rule | None:
        """The first rule that keeps an entry out of reach."""
        number = int(self.verdicts[entry])
        return None if number == NO_RULE else RULES[number - 1][0]

    @property
    def by_offer(self) -> dict[str, Rule | None]:
        """Each offer with the first rule that keeps it out of reach, alone and as the first of two."""
        found: dict[str, Rule | None] = {}
        for number, entry in enumerate(self.offered.entries):
            rule = self.rule(number)
            if rule is None or entry.offer.id not in found:
                found[entry.offer.id] = rule
        return found

    @property
    def in_reach(self) -> npt.NDArray[np.intp]:
        """The entries that no rule forbids."""
        return np.flatnonzero(self.verdicts == NO_RULE)


def own_organisation(one: Candidates) -> Truths:
    """Nobody visits the own organisation."""
    return one.offered.organisation == one.home


def same_person(one: Candidates) -> Truths:
    """Nobody is the own host or mentor."""
    return one.these(one.offered.of_person.get(one.application.person, []))


def forbidden(one: Candidates) -> Truths:
    """HR ruled the pairing out."""
    return _with_offers(one, one.supply.view.forbidden_of.get(one.application.id, ()))


def not_listed(one: Candidates) -> Truths:
    """Only listed pairs count, and this one is not."""
    if not one.supply.view.problem.only_listed_fits:
        return one.these([])
    return one.explicit < 0


def excluded_by_application(one: Candidates) -> Truths:
    """The applicant does not want this organisation or person."""
    numbers = one.supply.view.organisation_number
    organisations = [numbers[each] for each in one.application.excluded_organisations]
    persons = one.application.excluded_persons
    there = np.isin(one.offered.organisation, organisations) if organisations else one.these([])
    return there | one.these([n for person in persons for n in one.offered.of_person.get(person, ())])


def excluded_by_offer(one: Candidates) -> Truths:
    """The host or mentor does not want this organisation or person."""
    return one.offered.excluded[one.home] | one.these(
        one.offered.excluding_person.get(one.application.person, [])
    )


def language(one: Candidates) -> Truths:
    """The two share no language."""
    return ~one.shares_language(list(one.application.languages))


def topics(one: Candidates) -> Truths:
    """The offer teaches too little of what is wanted; a fit given by people overrules it."""
    problem = one.supply.view.problem
    mentoring = one.application.kind == "mentoring"
    least = problem.least_topic_percent_mentoring if mentoring else problem.least_topic_percent
    return (one.topic_percent < least) & (one.explicit < 0)


def minutes(one: Candidates) -> Truths:
    """The way is longer than the applicant accepts."""
    limit = one.application.max_minutes
    return one.these([]) if limit is None else one.minutes > limit


def cost(one: Candidates) -> Truths:
    """The journey costs more than the applicant may spend."""
    limit = one.application.max_cost
    return one.these([]) if limit is None else one.cost > limit


def dates(one: Candidates) -> Truths:
    """The two are never free together for long enough."""
    needs = one.application.needs
    if isinstance(needs, CommonDays):
        return one.offered.whole_days[:, one.supply.whole_days(one.application)].sum(axis=1) < needs.at_least
    return ~one.times.any(axis=1)


RULES: tuple[tuple[Rule, Callable[[Candidates], Truths]], ...] = (
    (Rule.OWN_ORGANISATION, own_organisation),
    (Rule.SAME_PERSON, same_person),
    (Rule.FORBIDDEN, forbidden),
    (Rule.NOT_LISTED, not_listed),
    (Rule.EXCLUDED_BY_APPLICATION, excluded_by_application),
    (Rule.EXCLUDED_BY_OFFER, excluded_by_offer),
    (Rule.LANGUAGE, language),
    (Rule.TOPICS, topics),
    (Rule.MINUTES, minutes),
    (Rule.COST, cost),
    (Rule.DATES, dates),
)


def _with_offers(one: Candidates, offers: "tuple[str, ...]") -> Truths:
    return one.these([number for offer in offers for number in one.offered.of_offer.get(offer, ())])


@dataclass(frozen=True)
class Pair:
    """An application, an offer that could serve it alone, and every time when it could."""

    application: Application
    offer: AnyOffer
    fit: int
    reasons: FitReasons
    journey: Journey
    placements: tuple[Placement, ...]


def verdicts(view: View, application: Application) -> Iterator[tuple[AnyOffer, Rule | None]]:
    """Every offer of the kind, and the first rule that keeps it out of reach."""
    one = Candidates(Supply(view), application)
    return (
        (entry.offer, one.rule(number))
        for number, entry in enumerate(one.offered.entries)
        if not entry.second
    )


def pairs_of(view: View, application: Application) -> Iterator[Pair]:
    """The pairs of one application with one host or mentor."""
    one = Candidates(Supply(view), application)
    for number in one.in_reach.tolist():
        entry = one.offered.entries[number]
        if entry.second is None:
            points, reasons = fit(view, application, entry.offer)
            way = journey(view, application, entry.offer)
            yield Pair(application, entry.offer, points, reasons, way, one.placements(number))
