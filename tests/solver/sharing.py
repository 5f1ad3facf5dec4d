"""Random rounds where hosts of one organisation share the trips of their guests."""

import random
from itertools import combinations

from solver.problem import (
    Application,
    Companions,
    ExplicitFit,
    Free,
    HostOffer,
    Lock,
    Previous,
    Problem,
    Stay,
)
from tests.solver.tiny import WEEK, whole


def with_shared_trips(drawn: Problem, chance: random.Random) -> Problem:
    """The same round with longer stays, and hosts who share them."""
    return Sharing(drawn, chance).round()


class Sharing:
    """Changes one round."""

    def __init__(self, drawn: Problem, chance: random.Random) -> None:
        self.drawn = drawn
        self.chance = chance
        near = tuple(self.near(one) for one in drawn.host_offers)
        self.hosts = tuple(self.sharing(one, near) for one in near)
        self.applications = tuple(self.longer(one) for one in drawn.applications)

    def round(self) -> Problem:
        parts: dict[str, object] = {
            "host_offers": self.hosts,
            "applications": self.applications,
            "companions": self.companions(),
            "date_mode": self.chance.choice(("fixed", "window")),
            "fits": self.fits(),
            "locked": tuple(self.lock(one) for one in self.drawn.locked),
            "previous": tuple(self.before(one) for one in self.drawn.previous),
        }
        return Problem.model_validate(dict(self.drawn) | parts)

    def maybe(self, likely: float) -> bool:
        return self.chance.random() < likely

    def near(self, host: HostOffer) -> HostOffer:
        """Most in one place, half of them there on every day."""
        place = "oulu" if self.maybe(0.6) else host.organisation
        free = Free() if self.maybe(0.5) else host.free
        return host.model_copy(update={"organisation": place, "free": free})

    def sharing(self, host: HostOffer, hosts: tuple[HostOffer, ...]) -> HostOffer:
        others = (one for one in hosts if one.id != host.id and one.organisation == host.organisation)
        shares = tuple(one.id for one in others if self.maybe(0.6))
        return host.model_copy(update={"shares_trip_with": shares, "first_refusal": self.maybe(0.2)})

    def longer(self, application: Application) -> Application:
        """Two or three days, or two blocks, for most guests."""
        blocks = self.chance.choice(((2,), (3,), (4,), (4,), (6,), (2, 2), (4, 2), (3, 2)))
        if application.kind == "mentoring":
            return application
        needs = Stay(blocks=blocks, apart_least=self.chance.choice((0, 1, 2)))
        free = Free() if self.maybe(0.6) else application.free
        return application.model_copy(update={"needs": needs, "free": free})

    def companions(self) -> tuple[Companions, ...]:
        guests = [one for one in self.applications if one.kind == "shadowing"]
        alike = [
            (one.id, other.id)
            for one, other in combinations(guests, 2)
            if one.needs == other.needs and one.person != other.person and self.maybe(0.4)
        ]
        return tuple(Companions(applications=pair) for pair in alike[:1])

    def fits(self) -> tuple[ExplicitFit, ...]:
        guests = (one for one in self.applications if one.kind == "shadowing")
        pairs = [(one.id, host.id) for one in guests for host in self.hosts if self.maybe(0.3)]
        return tuple(
            ExplicitFit(application=one, offer=host, fit=self.chance.randint(0, 100)) for one, host in pairs
        )

    def lock(self, lock: Lock) -> Lock:
        """A second host only where the stay can be shared."""
        needs = next(one.needs for one in self.applications if one.id == lock.application)
        whole_days = isinstance(needs, Stay) and all(block % 2 == 0 for block in needs.blocks)
        can_share = isinstance(needs, Stay) and whole_days and sum(needs.blocks) >= 4
        return lock.model_copy(update={"second": self.other(lock.offer) if can_share else None, "days": None})

    def before(self, previous: Previous) -> Previous:
        second = self.other(previous.offer)
        return previous.model_copy(update={"second": second, "days": whole(*WEEK[1:3])})

    def other(self, offer: str) -> str | None:
        """Nobody, or somebody who shares a trip with an offer."""
        named = {one.id: one.shares_trip_with for one in self.hosts}
        others = [one for one, its in named.items() if offer in its or one in named[offer]]
        return self.chance.choice((None, *others))
