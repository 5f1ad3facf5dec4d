"""Which offers can serve an application at all: one rule, one function, one sentence.

Each rule judges one application against all entries of `Offered` at once and is true where it says no.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import numpy.typing as npt

from solver.arrays.candidates import Candidates
from solver.arrays.numbers import Truths
from solver.arrays.supply import Supply
from solver.fits import fit, journey
from solver.placements import Placement
from solver.problem import Application, CommonDays
from solver.solution import FitReasons, Journey, Rule
from solver.view import AnyOffer

NO_RULE = 0
Verdicts = npt.NDArray[np.int8]  # for each entry the number of the first rule that says no, from 1 on, or 0


def own_organisation(one: Candidates) -> Truths:
    """Nobody visits the own organisation."""
    return np.asarray(one.offered.organisation == one.home, dtype=np.bool_)


def same_person(one: Candidates) -> Truths:
    """Nobody is the own host or mentor."""
    return one.these(one.offered.of_person.get(one.application.person, []))


def forbidden(one: Candidates) -> Truths:
    """HR ruled the pairing out."""
    offers = one.supply.view.forbidden_of.get(one.application.id, ())
    return one.these([number for offer in offers for number in one.offered.of_offer.get(offer, ())])


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
    persons = one.these(one.offered.excluding_person.get(one.application.person, []))
    return persons | np.asarray(one.offered.excluded[one.home], dtype=np.bool_)


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
        days = one.offered.whole_days[:, one.supply.whole_days(one.application)].sum(axis=1)
        return np.asarray(days < needs.at_least, dtype=np.bool_)
    return np.asarray(~one.times.any(axis=1), dtype=np.bool_)


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


def judged(one: Candidates) -> Verdicts:
    """What the rules say to each entry."""
    found = np.zeros(len(one.offered.entries), dtype=np.int8)
    for number, (_, says_no) in reversed(list(enumerate(RULES, start=1))):
        found[says_no(one)] = number
    return found


def by_offer(one: Candidates) -> dict[str, Rule | None]:
    """Each offer with the first rule that keeps it out of reach, alone and as the first of two."""
    found: dict[str, Rule | None] = {}
    for entry, verdict in zip(one.offered.entries, judged(one).tolist(), strict=True):
        rule = _rule(verdict)
        if rule is None or entry.offer.id not in found:
            found[entry.offer.id] = rule
    return found


def verdicts(supply: Supply, application: Application) -> Iterator[tuple[AnyOffer, Rule | None]]:
    """Every offer of the kind, and the first rule that keeps it out of reach."""
    one = Candidates(supply, application)
    for entry, verdict in zip(one.offered.entries, judged(one).tolist(), strict=True):
        if entry.second is None:
            yield entry.offer, _rule(verdict)


def _rule(verdict: int) -> Rule | None:
    return None if verdict == NO_RULE else RULES[verdict - 1][0]


@dataclass(frozen=True)
class Pair:
    """An application and an offer that could serve it alone, by its entry; the rest when it is asked for."""

    one: Candidates
    entry: int

    @property
    def offer(self) -> AnyOffer:
        return self.one.offered.entries[self.entry].offer

    @property
    def rank(self) -> tuple[int, int, int]:
        """The lower, the better for the applicant: by fit, then by the minutes and the cost of the way."""
        one, entry = self.one, self.entry
        return -int(one.fit[entry]), int(one.minutes[entry]), int(one.cost[entry])

    @cached_property
    def fitting(self) -> tuple[int, FitReasons]:
        return fit(self.one.supply.view, self.one.application, self.offer)

    @property
    def fit(self) -> int:
        return self.fitting[0]

    @property
    def reasons(self) -> FitReasons:
        return self.fitting[1]

    @cached_property
    def journey(self) -> Journey:
        return journey(self.one.supply.view, self.one.application, self.offer)

    @cached_property
    def placements(self) -> tuple[Placement, ...]:
        """Every time when both could."""
        return self.one.placements(self.entry)


def pairs_of(supply: Supply, application: Application) -> Iterator[Pair]:
    """The pairs of one application with one host or mentor."""
    one = Candidates(supply, application)
    for number in np.flatnonzero(judged(one) == NO_RULE).tolist():
        if one.offered.entries[number].second is None:
            yield Pair(one, number)
