"""Brute force: every plan of a tiny round, judged by the checks that share no code with the model."""

import random
from collections.abc import Iterator
from datetime import date, datetime, time
from itertools import pairwise, product

from solver import check
from solver.checks.facts import Facts
from solver.checks.fits import right_fit, right_reasons
from solver.checks.pairs import right_journey
from solver.checks.shared import SHARED_CHECKS
from solver.checks.times import days_fit, weeks_around
from solver.checks.value import LEVELS
from solver.objective import Objective
from solver.problem import (
    Application,
    Companions,
    Forbidden,
    Free,
    HostOffer,
    Lock,
    MentorOffer,
    Organisation,
    Previous,
    Problem,
    Sessions,
    Slot,
    Stay,
    StayDay,
    Swap,
    TopicOffer,
    TopicWish,
    Wish,
)
from solver.solution import FitReasons, Journey, Pairing, SecondHost, Solution, Status
from solver.violation import Case, seen
from tests.solver.sharing import with_shared_trips
from tests.solver.tiny import MONDAYS, WEEK, a_guest, a_host, a_mentee, a_mentor, a_round, a_slot, whole

MOST_SAY_NO = (days_fit, *SHARED_CHECKS)  # asked first, since most drafts are no stays at all


def best(problem: Problem, choices: list[list[Pairing | None]]) -> int | None:
    """The value of the best plan, or None if there is none."""
    values = [value(problem, plan) for plan in plans(choices)]
    return max((one for one in values if one is not None), default=None)


def choices_of(problem: Problem) -> list[list[Pairing | None]]:
    """What each application can have: nothing, or one of its pairings."""
    return [[None, *pairings(problem, one)] for one in problem.applications]


def plans(choices: list[list[Pairing | None]]) -> Iterator[tuple[Pairing, ...]]:
    """Every way to give each application one of its choices."""
    for plan in product(*choices):
        yield tuple(pairing for pairing in plan if pairing is not None)


def value(problem: Problem, plan: tuple[Pairing, ...]) -> int | None:
    """What a plan is worth, or None if it breaks a rule."""
    answer = Solution.model_construct(status=Status.FEASIBLE, value=0, pairings=plan, unplaced=())
    case = Case(problem, answer)
    if any(True for judge in check.PLAN_CHECKS for _ in judge(case)):
        return None
    return sum(level(case) for level in LEVELS.values())


def pairings(problem: Problem, application: Application) -> list[Pairing]:
    """Every pairing of an application that breaks no rule by itself."""
    facts = Facts(problem)
    drafts = (one for when in times(problem, application) for one in hosted(problem, application, when))
    found = (judged(facts, draft) for draft in drafts)
    return [pairing for pairing in found if pairing is not None]


def hosted(problem: Problem, application: Application, when: Pairing) -> Iterator[Pairing]:
    """With every offer, and every cut of the days between every two hosts."""
    offers = problem.host_offers if application.kind == "shadowing" else problem.mentor_offers
    shared = any(host.shares_trip_with for host in problem.host_offers)
    for offer in offers:
        alone = when.model_copy(update={"application": application.id, "offer": offer.id})
        yield alone
        for other in problem.host_offers if shared else ():
            for cut in range(1, len(when.days)):
                second = SecondHost(offer=other.id, days=when.days[cut:])
                yield alone.model_copy(update={"second": second})


def judged(facts: Facts, draft: Pairing) -> Pairing | None:
    """A draft with what follows from who and when, or None if a rule forbids it."""
    served = seen(facts, draft)
    if any(True for judge in MOST_SAY_NO for _ in judge(served)):
        return None
    has_window = draft.days and facts.problem.date_mode == "window"
    follows = {
        "window": weeks_around(draft.days) if has_window else None,
        "fit": right_fit(served),
        "reasons": right_reasons(served),
        "journey": right_journey(served),
        "asks_first": any(one.first_refusal for one in served.both),
    }
    pairing = draft.model_copy(update=follows)
    return None if any(check.wrong_with(seen(facts, pairing))) else pairing


def times(problem: Problem, application: Application) -> Iterator[Pairing]:
    """Every choice of runs of halves of the right lengths, or every rising choice of dates in a slot."""
    nobody = Pairing(application="nobody", offer="nobody", fit=0, reasons=FitReasons(), journey=Journey())
    match application.needs:
        case Stay(blocks=blocks):
            halves = [(day.date, half) for day in problem.days for half in ("am", "pm")]
            for starts in product(range(len(halves)), repeat=len(blocks)):
                runs = [halves[start : start + length] for start, length in zip(starts, blocks, strict=True)]
                held = [half for run in runs for half in run]
                if len(held) == sum(blocks) and held == sorted(set(held)):
                    yield nobody.model_copy(update={"days": days(held)})
        case Sessions(count=2, every_weeks=weeks):
            for slot in problem.slots:
                for first, later in product(slot.dates, repeat=2):
                    if (later - first).days >= 7 * weeks:
                        sessions = tuple(datetime.combine(day, slot.start) for day in (first, later))
                        yield nobody.model_copy(update={"slot": slot.id, "sessions": sessions})


def days(halves: list[tuple[date, str]]) -> tuple[StayDay, ...]:
    """Halves as days."""
    return tuple(
        StayDay(date=day, am=(day, "am") in halves, pm=(day, "pm") in halves)
        for day in dict.fromkeys(day for day, _ in halves)
    )


def a_random_round(seed: int, *, shared_trips: bool = False) -> Problem:
    """Up to four people and four offers in a week, with some of everything; trips are shared if asked for."""
    dice = Dice(seed)
    drawn = dice.round()
    return with_shared_trips(drawn, dice.chance) if shared_trips else drawn


class Dice:
    """Draws one tiny round."""

    def __init__(self, seed: int) -> None:
        self.chance = random.Random(seed)

    def round(self) -> Problem:
        """All parts together; a fifth has a lock, so that some rounds are infeasible."""
        guests = [self.guest(f"guest {number}") for number in range(self.chance.randint(2, 4))]
        hosts = [self.host(f"host {number}") for number in range(self.chance.randint(2, 4))]
        mentees = [self.mentee(f"mentee {number}") for number in range(self.chance.randint(0, 2))]
        mentors = [self.mentor(f"mentor {number}") for number in range(self.chance.randint(0, 1))]
        ids = [(one.id, host.id) for one in guests for host in hosts]
        return a_round(
            *guests,
            *hosts,
            *mentees,
            *mentors,
            organisations=self.organisations(),
            slots=self.slots(),
            sessions_block=self.chance.choice(("half", "day", "nothing")),
            may_cross_weekend=self.maybe(),
            **self.locked_or_forbidden(ids),
            companions=self.together(guests) if self.maybe(0.3) else (),
            swaps=(Swap(applications=(guests[0].id, guests[1].id)),) if len(guests) > 1 else (),
            previous=self.previous(ids),
            objective=Objective(),
        )

    def maybe(self, likely: float = 0.5) -> bool:
        return self.chance.random() < likely

    def place(self, *weights: int) -> str:
        return self.chance.choices(("turku", "oulu", "vaasa"), weights)[0]

    def free(self) -> Free:
        """Two to five days, some of them half."""
        free = self.chance.sample(WEEK, self.chance.randint(2, 5))
        some = self.chance.choices(("day", "am", "pm"), (8, 1, 1), k=len(WEEK))
        kinds = [kind if day in free else "no" for day, kind in zip(WEEK, some, strict=True)]
        by_kind = {
            kind: tuple(day for day, its in zip(WEEK, kinds, strict=True) if its == kind) for kind in kinds
        }
        return Free(
            days=by_kind.get("day", ()), mornings=by_kind.get("am", ()), afternoons=by_kind.get("pm", ())
        )

    def person(self) -> str:
        """From so few that many have two roles."""
        return f"person {self.chance.randint(1, 5)}"

    def guest(self, name: str) -> Application:
        return a_guest(
            name,
            person=self.person(),
            organisation=self.place(6, 1, 3),
            needs=Stay(blocks=(self.chance.choice((1, 2, 2, 2, 3, 4)),)),
            free=self.free(),
            languages=self.chance.choice((("fi",), ("fi",), ("fi",), ("en",), ("fi", "en"))),
            topics=self.chance.choice(
                ((), (), (TopicWish(topic="climate"), TopicWish(topic="culture", weight=2)))
            ),
            max_cost=self.chance.choice((None, None, 15_000, 20_000)),
            excluded_organisations=self.chance.choice(((), (), ("vaasa",))),
            wishes=self.chance.choice(((), (Wish(organisation="oulu", weight=70),))),
            priority=self.chance.choice((10, 12, 13)),
        )

    def host(self, name: str) -> HostOffer:
        most = self.chance.randint(1, 2)
        return a_host(
            name,
            person=self.chance.choice((None, self.person())),
            organisation=self.place(1, 6, 3),
            languages=self.chance.choice((("fi", "sv"), ("fi", "en"))),
            topics=self.topics(),
            free=self.chance.choice((Free(), self.free())),
            guests_per_day=self.chance.randint(1, 2),
            most_stays=most,
            least_stays=self.chance.randint(0, most),
            preferred_organisations=self.chance.choice(((), ("turku",))),
        )

    def topics(self) -> tuple[TopicOffer, ...]:
        strengths = (("climate", self.chance.randint(0, 100)), ("culture", self.chance.randint(20, 100)))
        return tuple(TopicOffer(topic=topic, strength=strength) for topic, strength in strengths)

    def mentee(self, name: str) -> Application:
        return a_mentee(
            name, person=self.person(), needs=Sessions(count=2, every_weeks=self.chance.choice((1, 2)))
        )

    def mentor(self, name: str) -> MentorOffer:
        return a_mentor(name, person=self.person(), free=self.free(), in_person=self.maybe())

    def slots(self) -> tuple[Slot, ...]:
        return (a_slot(dates=MONDAYS[:3]), a_slot("after noon", start=time(13), dates=MONDAYS[:2]))

    def organisations(self) -> tuple[Organisation, ...]:
        return tuple(
            Organisation(
                id=name,
                guests_per_day=self.chance.choice((None, 1, 2)),
                travel_budget=self.chance.choice((None, None, 20_000, 45_000)),
                balance_tolerance=self.chance.choice((None, 0, 1)),
                closed=self.chance.choice(((), (), WEEK[:1])),
            )
            for name in ("turku", "oulu", "vaasa")
        )

    def locked_or_forbidden(self, ids: list[tuple[str, str]]) -> dict[str, object]:
        one, host = self.chance.choice(ids)
        if self.maybe(0.15):
            days = self.chance.choice((None, whole(WEEK[0])))
            return {"locked": (Lock(application=one, offer=host, days=days),)}
        return {"forbidden": (Forbidden(application=one, offer=host),) if self.maybe(0.3) else ()}

    def together(self, guests: list[Application]) -> tuple[Companions, ...]:
        alike = [
            (one.id, two.id)
            for one, two in pairwise(guests)
            if one.needs == two.needs and one.person != two.person
        ]
        return tuple(Companions(applications=ids) for ids in alike[:1])

    def previous(self, ids: list[tuple[str, str]]) -> tuple[Previous, ...]:
        one, host = self.chance.choice(ids)
        return (Previous(application=one, offer=host, confirmed=self.maybe(), days=whole(WEEK[1])),)
