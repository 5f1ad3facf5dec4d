"""Every limit that could keep a pairing out of a plan, lifted; brute force tries which of them can stay."""

from collections import Counter
from collections.abc import Iterator
from datetime import time, timedelta

from solver.changed import apply
from solver.changes import Change, ChangeWeights, Kind, WayOut
from solver.checks.facts import Facts
from solver.checks.pairs import right_journey
from solver.problem import Application, HostOffer, MentorOffer, Problem, StayDay
from solver.solution import Pairing
from solver.violation import seen
from tests.solver.oracle import hosted, judged, times, value

POINTS = ChangeWeights()
AnyOffer = HostOffer | MentorOffer


def least_cost(problem: Problem, plan: tuple[Pairing, ...], application: Application) -> int | None:
    """The points of the cheapest changes that place somebody, over all offers and times."""
    drafts = (
        draft
        for when in times(problem, application)
        for draft in hosted(problem, application, when)
        if draft.second is None
    )
    costs = (cost_of(problem, plan, draft) for draft in drafts)
    return min((cost for cost in costs if cost is not None), default=None)


def cost_of(problem: Problem, plan: tuple[Pairing, ...], draft: Pairing) -> int | None:
    """All limits lifted, less those that can stay while the others are lifted.

    No limit depends on another, so what cannot stay alone is what has to change.
    """
    lifted = list(Limits(problem, plan, draft).lifted())
    if not goes(problem, plan, draft, lifted):
        return None
    needed = [
        one for one in lifted if not goes(problem, plan, draft, [kept for kept in lifted if kept != one])
    ]
    assert goes(problem, plan, draft, needed)
    return sum(one.points for one in needed)


def _without(changes: list[Change], one: Change) -> list[Change]:
    return [other for other in changes if other != one]


def goes(problem: Problem, plan: tuple[Pairing, ...], draft: Pairing, changes: list[Change]) -> bool:
    """Whether the pairing breaks no rule of its own or of the plan once these changes are made."""
    changed = apply(problem, WayOut.model_construct(changes=tuple(changes)))
    pairing = judged(Facts(changed), draft)
    return pairing is not None and value(changed, (*plan, pairing)) is not None


class Limits:
    """What could stand in the way of one more pairing."""

    def __init__(self, problem: Problem, plan: tuple[Pairing, ...], draft: Pairing) -> None:
        self.problem, self.plan, self.draft = problem, plan, draft
        self.facts = Facts(problem)
        self.application = self.facts.applications[draft.application]
        self.offer = self.facts.offers[draft.offer]
        self.home = self.facts.organisations[self.application.organisation]
        self.there = self.facts.organisations[self.offer.organisation]
        self.journey = right_journey(seen(self.facts, draft))

    def lifted(self) -> Iterator[Change]:
        yield from self.own()
        yield from self.of_offer()
        yield from self.of_places()
        for day in self.halves():
            own, its = POINTS.own_days, POINTS.offer_days
            yield Change(kind=Kind.OWN_DAYS, whose=self.application.id, days=(day,), points=own)
            yield Change(kind=Kind.OFFER_DAYS, whose=self.offer.id, days=(day,), points=its)

    def own(self) -> Iterator[Change]:
        one, offer = self.application, self.offer
        minutes, cost = self.journey.minutes, self.journey.cost
        if one.max_minutes is not None and minutes > one.max_minutes:
            points = POINTS.minutes * (minutes - one.max_minutes)
            yield Change(kind=Kind.MINUTES, whose=one.id, to=minutes, points=points)
        if one.max_cost is not None and cost > one.max_cost:
            points = POINTS.cost * -(-(cost - one.max_cost) // 100)
            yield Change(kind=Kind.COST, whose=one.id, to=cost, points=points)
        for language in offer.languages[:1]:
            yield Change(kind=Kind.LANGUAGE, whose=one.id, what=language, points=POINTS.language)
        for kind, what, points in (
            (Kind.EXCLUDED_ORGANISATION, offer.organisation, POINTS.excluded_organisation),
            (Kind.EXCLUDED_PERSON, offer.person, POINTS.excluded_person),
            (Kind.OWN_SLOT, self.draft.slot, POINTS.own_slot),
            (Kind.FORBIDDEN, offer.id, POINTS.forbidden),
        ):
            if kind != Kind.OWN_SLOT or one.slots is not None:
                yield Change(kind=kind, whose=one.id, what=what, points=points)
        if (one.id, offer.id) not in self.facts.fits:
            points = POINTS.listed if self.problem.only_listed_fits else POINTS.topics
            yield Change(kind=Kind.LISTED, whose=one.id, what=offer.id, to=50, points=points)

    def of_offer(self) -> Iterator[Change]:
        one, offer = self.application, self.offer
        served = 1 + sum(offer.id in _hosts(other) for other in self.plan)
        avoided = POINTS.offer_excludes_organisation
        kind = Kind.OFFER_EXCLUDES_ORGANISATION
        yield Change(kind=kind, whose=offer.id, what=one.organisation, points=avoided)
        avoided = POINTS.offer_excludes_person
        yield Change(kind=Kind.OFFER_EXCLUDES_PERSON, whose=offer.id, what=one.person, points=avoided)
        if isinstance(offer, HostOffer):
            least, most, at_once = offer.least_stays, offer.most_stays, offer.guests_per_day
            together, points = Kind.GUESTS_PER_DAY, POINTS.guests_per_day
        else:
            least, most, at_once = offer.least_mentees, offer.most_mentees, offer.mentees_per_session
            together, points = Kind.MENTEES_PER_SESSION, POINTS.mentees_per_session
            if offer.slots is not None:
                what = self.draft.slot
                yield Change(kind=Kind.OFFER_SLOT, whose=offer.id, what=what, points=POINTS.offer_slot)
        yield Change(kind=together, whose=offer.id, to=at_once + 1, points=points)
        yield Change(kind=Kind.MOST, whose=offer.id, to=most + 1, points=POINTS.most)
        if served < least:
            points = POINTS.least * (least - served)
            yield Change(kind=Kind.LEAST, whose=offer.id, to=served, points=points)

    def of_places(self) -> Iterator[Change]:
        closed = Counter(day.date for day in self.halves() if day.date in self.there.closed)
        for day, number in closed.items():
            points = POINTS.closed * number
            days = (StayDay(date=day),)
            yield Change(kind=Kind.CLOSED, whose=self.there.id, days=days, points=points)
        if self.there.guests_per_day is not None:
            to = self.there.guests_per_day + 1
            points = POINTS.organisation_guests
            yield Change(kind=Kind.ORGANISATION_GUESTS, whose=self.there.id, to=to, points=points)
        homes = {one.id: one.organisation for one in self.problem.applications}
        spent = sum(one.journey.cost for one in self.plan if homes[one.application] == self.home.id)
        spent += self.journey.cost
        if self.home.travel_budget is not None and spent > self.home.travel_budget:
            points = POINTS.travel_budget * -(-(spent - self.home.travel_budget) // 100)
            yield Change(kind=Kind.TRAVEL_BUDGET, whose=self.home.id, to=spent, points=points)

    def halves(self) -> list[StayDay]:
        return touched(self.facts, self.draft)


def touched(facts: Facts, draft: Pairing) -> list[StayDay]:
    """The halves of the window in which both must be free, each alone."""
    held = [(day.date, day.am, day.pm) for day in draft.days]
    for start in draft.sessions:
        minutes = timedelta(minutes=facts.slots[str(draft.slot)].minutes)
        end = (start + minutes).time()
        held.append((start.date(), start.time() < time(12), end > time(12)))
    halves = [(day, part) for day, am, pm in held for part, on in (("am", am), ("pm", pm)) if on]
    return [StayDay(date=day, am=part == "am", pm=part == "pm") for day, part in halves if day in facts.dates]


def _hosts(pairing: Pairing) -> tuple[str, ...]:
    return (pairing.offer,) if pairing.second is None else (pairing.offer, pairing.second.offer)
