"""A part of a problem: some applications with some offers, and nothing that speaks of the others.

Wishes and preferences for what is left out are lost, so an excerpt tells what is possible, not what is best.
"""

from dataclasses import dataclass
from functools import cached_property

from solver.problem import Application, HostOffer, MentorOffer, Problem, Wish


def excerpt(problem: Problem, *, applications: frozenset[str], offers: frozenset[str]) -> Problem:
    """The problem of these applications and offers alone."""
    return Excerpt(problem, applications, offers).problem


@dataclass(frozen=True)
class Excerpt:
    """What stays: ids of applications and offers."""

    whole: Problem
    applications: frozenset[str]
    offers: frozenset[str]

    @property
    def problem(self) -> Problem:
        """All parts, each without what speaks of others."""
        whole, places = self.whole, self.places
        return whole.model_copy(
            update={
                "organisations": tuple(one for one in whole.organisations if one.id in places),
                "travel": tuple(
                    way for way in whole.travel if way.origin in places and way.destination in places
                ),
                "applications": tuple(self._application(one) for one in self._applications),
                "host_offers": tuple(self._host(one) for one in self._hosts),
                "mentor_offers": tuple(self._mentor(one) for one in self._mentors),
                "companions": tuple(
                    one for one in whole.companions if self.applications.issuperset(one.applications)
                ),
                "swaps": tuple(one for one in whole.swaps if self.applications.issuperset(one.applications)),
                **self._pairs,
            }
        )

    @property
    def _pairs(self) -> dict[str, object]:
        whole = self.whole
        return {
            "fits": tuple(one for one in whole.fits if self._has(one.application, one.offer)),
            "locked": tuple(one for one in whole.locked if self._has(one.application, one.offer)),
            "forbidden": tuple(one for one in whole.forbidden if self._has(one.application, one.offer)),
            "previous": tuple(one for one in whole.previous if one.application in self.applications),
        }

    def _has(self, application: str, offer: str) -> bool:
        return application in self.applications and offer in self.offers

    @cached_property
    def places(self) -> frozenset[str]:
        """The organisations of all who stay."""
        homes = {one.organisation for one in self._applications}
        return frozenset(homes.union(one.organisation for one in (*self._hosts, *self._mentors)))

    @cached_property
    def _applications(self) -> tuple[Application, ...]:
        return tuple(one for one in self.whole.applications if one.id in self.applications)

    @cached_property
    def _hosts(self) -> tuple[HostOffer, ...]:
        return tuple(one for one in self.whole.host_offers if one.id in self.offers)

    @cached_property
    def _mentors(self) -> tuple[MentorOffer, ...]:
        return tuple(one for one in self.whole.mentor_offers if one.id in self.offers)

    def _application(self, one: Application) -> Application:
        wishes = tuple(wish for wish in one.wishes if self._can_wish(wish))
        return one.model_copy(
            update={"wishes": wishes, "excluded_organisations": self._known(one.excluded_organisations)}
        )

    def _can_wish(self, wish: Wish) -> bool:
        return wish.offer in self.offers or wish.organisation in self.places

    def _host(self, one: HostOffer) -> HostOffer:
        shares = tuple(other for other in one.shares_trip_with if other in self.offers)
        return one.model_copy(update={**self._neighbours(one), "shares_trip_with": shares})

    def _mentor(self, one: MentorOffer) -> MentorOffer:
        return one.model_copy(update=self._neighbours(one))

    def _neighbours(self, one: HostOffer | MentorOffer) -> dict[str, tuple[str, ...]]:
        return {
            "preferred_organisations": self._known(one.preferred_organisations),
            "excluded_organisations": self._known(one.excluded_organisations),
        }

    def _known(self, places: tuple[str, ...]) -> tuple[str, ...]:
        return tuple(place for place in places if place in self.places)
