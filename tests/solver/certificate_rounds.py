"""Tiny random rounds with some of everything that a certificate must reckon with."""

import random
from datetime import date

from solver.objective import ChangeCosts, Level, Objective, Weights
from solver.problem import (
    Application,
    CommonDays,
    Day,
    Free,
    HostOffer,
    Lock,
    Offer,
    Organisation,
    Previous,
    Problem,
    Rates,
    Stay,
    StayDay,
    Swap,
    TopicOffer,
    TopicWish,
)
from tests.solver.oracle import a_random_round
from tests.solver.tiny import MONDAYS, NEXT_MONDAY, WEEK, whole

OLD_DAYS: tuple[tuple[StayDay, ...], ...] = (
    (),
    whole(WEEK[1]),
    whole(*WEEK[1:3]),
    whole(WEEK[0], WEEK[2]),
    (StayDay(date=WEEK[1], pm=False),),
)


def a_varied_round(seed: int) -> Problem:
    """Every second one has shared trips; others leave the days to people."""
    drawn = a_random_round(seed, shared_trips=seed % 2 == 0)
    return Variety(drawn, random.Random(seed)).round()


class Variety:
    """Changes one round."""

    def __init__(self, drawn: Problem, chance: random.Random) -> None:
        self.drawn = drawn
        self.chance = chance
        self.guests = [one for one in drawn.applications if one.kind == "shadowing"]
        self.mentees = [one for one in drawn.applications if one.kind == "mentoring"]
        self.contested = self.maybe(0.3)

    def round(self) -> Problem:
        """Read again, so that what is changed is of the contract."""
        parts: dict[str, object] = {
            "days": (*self.drawn.days, *self.later_days()),
            "may_cross_holiday": self.maybe(0.5),
            "money_unit": self.chance.choice(("cent", "euro")),
            "date_mode": self.drawn.date_mode if self.maybe(0.8) else "pair",
            "rates": Rates(
                day=self.chance.choice((0, 333)),
                night=self.chance.choice((0, 777)),
                night_beyond_minutes=self.chance.choice((119, 120)),
            ),
            "least_topic_percent_mentoring": self.chance.choice((0, 15, 60)),
            "organisations": tuple(self.poorer(one) for one in self.drawn.organisations),
            "applications": tuple(self.limited(self.needing(one)) for one in self.drawn.applications),
            "host_offers": tuple(self.avoiding(self.narrow(one)) for one in self.drawn.host_offers),
            "mentor_offers": tuple(self.teaching(self.avoiding(one)) for one in self.drawn.mentor_offers),
            "swaps": self.swaps(),
            "locked": (*self.drawn.locked, *(self.lock(one) for one in self.mentees if self.is_locked())),
            "previous": tuple(self.before(one) for one in self.drawn.applications if self.maybe(0.6)),
            "only_listed_fits": bool(self.drawn.fits) and self.maybe(0.2),
            "objective": self.objective(),
        }
        return Problem.model_validate(dict(self.drawn) | parts)

    def maybe(self, likely: float) -> bool:
        return self.chance.random() < likely

    def is_locked(self) -> bool:
        return bool(self.drawn.mentor_offers) and self.maybe(0.15)

    def later_days(self) -> tuple[Day, ...]:
        """A Monday and a Wednesday after the week, with a weekend and a Tuesday off between."""
        return (Day(date=NEXT_MONDAY), Day(date=date(2027, 3, 10))) if self.maybe(0.3) else ()

    def poorer(self, organisation: Organisation) -> Organisation:
        budget = self.chance.choice((organisation.travel_budget, 10_000, 23_456))
        return organisation.model_copy(update={"travel_budget": budget})

    def needing(self, application: Application) -> Application:
        """Some agree the days themselves or come thrice; companions need the same, so they are left alone."""
        together = {one for group in self.drawn.companions for one in group.applications}
        if application in self.guests and application.id not in together and self.maybe(0.25):
            common, thrice = CommonDays(at_least=self.chance.randint(1, 3)), self.three_days()
            return application.model_copy(update={"needs": self.chance.choice((common, thrice))})
        return application

    def three_days(self) -> Stay:
        return Stay(blocks=(2, 2, 2), apart_least=1, apart_most=self.chance.choice((1, 3)))

    def limited(self, application: Application) -> Application:
        """With limits that the drawn rounds lack."""
        limits: dict[str, object] = {
            "max_minutes": self.chance.choice((None, None, None, None, 119, 120)),
            "excluded_persons": self.chance.choice(((), (), ("person 1",))),
        }
        if application in self.mentees:
            limits["topics"] = self.chance.choice(((), (TopicWish(topic="law"), TopicWish(topic="climate"))))
            limits["slots"] = self.chance.choice((None, None, (self.drawn.slots[0].id,)))
            limits["free"] = self.chance.choice((Free(), Free(days=WEEK[1:])))
        return application.model_copy(update=limits)

    def avoiding(self, offer: Offer) -> Offer:
        """Some want nobody from Vaasa, or not person 2."""
        excluded = {
            "excluded_organisations": self.chance.choice(((), (), ("vaasa",))),
            "excluded_persons": self.chance.choice(((), (), ("person 2",))),
        }
        return offer.model_copy(update=excluded)

    def teaching(self, mentor: Offer) -> Offer:
        topics = (TopicOffer(topic="law", strength=self.chance.choice((40, 100))),)
        slots = self.chance.choice((None, (self.drawn.slots[1].id,)))
        return mentor.model_copy(update={"topics": topics, "slots": slots, "most_mentees": 2})

    def narrow(self, host: HostOffer) -> HostOffer:
        """In a contested round everybody takes one guest."""
        one = {"most_stays": 1, "guests_per_day": 1, "least_stays": 0}
        return host.model_copy(update=one) if self.contested else host

    def swaps(self) -> tuple[Swap, ...]:
        ids = [one.id for one in self.guests]
        chain = tuple(Swap(applications=pair) for pair in zip(ids, ids[2:], strict=False))
        return (*self.drawn.swaps, *chain)

    def lock(self, mentee: Application) -> Lock:
        slot = self.chance.choice((None, *(slot.id for slot in self.drawn.slots)))
        first = self.chance.choice((None, *MONDAYS[:2]))
        return Lock(application=mentee.id, offer=self.drawn.mentor_offers[0].id, slot=slot, first=first)

    def before(self, application: Application) -> Previous:
        """A pairing that may be like one of today, or with an offer that is gone."""
        hosts = [host.id for host in self.drawn.host_offers]
        if application in self.guests:
            return Previous(
                application=application.id,
                offer=self.chance.choice((*hosts, "gone")),
                second=self.chance.choice((None, None, *hosts)),
                confirmed=self.maybe(0.5),
                days=self.chance.choice(OLD_DAYS),
            )
        return Previous(
            application=application.id,
            offer=self.chance.choice((*(one.id for one in self.drawn.mentor_offers), "gone")),
            slot=self.chance.choice((None, *(slot.id for slot in self.drawn.slots))),
            first=self.chance.choice((None, *MONDAYS[:3])),
        )

    def objective(self) -> Objective:
        levels: list[Level] = ["placed", "fit", "travel", "balance", "stability"]
        self.chance.shuffle(levels)
        return Objective(
            mode=self.chance.choice(("weights", "weights", "levels")),
            levels=tuple(levels),
            weights=Weights(**{term: self.chance.choice(points) for term, points in POINTS.items()}),
            change_costs=ChangeCosts(
                day=self.chance.choice((0, 50)),
                farthest=self.chance.choice((0, 1, 90)),
                offer=self.chance.choice((0, 30, 150)),
                lost=self.chance.choice((0, 200)),
            ),
        )


POINTS = {
    "priority": (0, 20, 2000),
    "fit": (0, 80, 333, 1_000_000),
    "shortfall": (0, 60, 1000),
    "swap": (0, 501, 50_000),
    "minutes": (0, 5, 77),
    "cost": (0, 2, 33),
    "co2": (0, 1, 9),
    "balance": (0, 500, 9000),
    "stability": (0, 1, 20, 100),
}
