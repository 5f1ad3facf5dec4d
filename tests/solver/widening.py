"""Brute force over somebody's own answers: each moved by one step or left alone, in every combination."""

from collections.abc import Iterator
from itertools import combinations, product

from solver import explain
from solver.changed import apply
from solver.changes import Change, ChangeWeights, Kind, WayOut
from solver.checks.facts import Facts
from solver.fits import journey
from solver.problem import Application, CommonDays, Problem, StayDay
from solver.view import View
from tests.solver.limits import touched
from tests.solver.oracle import times

POINTS = ChangeWeights()
Moved = tuple[Change, ...]


def least_points(problem: Problem, application: Application, at_least: int) -> int | None:
    """What brings so many offers within reach and asks least."""
    costs = (
        sum(change.points for change in moved)
        for moved in moves(problem, application)
        if in_reach(problem, application, moved) >= at_least
    )
    return min(costs, default=None)


def in_reach(problem: Problem, application: Application, moved: Moved = ()) -> int:
    """How many offers no rule keeps away, once answers have moved."""
    changed = apply(problem, WayOut.model_construct(changes=moved))
    return [one.rule for one in explain.reach(changed, application.id).offers].count(None)


def moves(problem: Problem, application: Application) -> Iterator[Moved]:
    """At most one step for each answer."""
    steps: tuple[list[Moved], ...] = (
        list(_ways(problem, application)),
        list(_costs(problem, application)),
        list(_languages(problem, application)),
        list(_exclusions(application)),
        list(_times(problem, application)),
    )
    for choice in product(*([(), *moved] for moved in steps)):
        yield tuple(change for moved in choice for change in moved)


def _ways(problem: Problem, application: Application) -> Iterator[Moved]:
    limit = application.max_minutes
    for minutes in {way.minutes for way in problem.travel}:
        if limit is not None and minutes > limit:
            points = POINTS.minutes * (minutes - limit)
            yield (Change(kind=Kind.MINUTES, whose=application.id, to=minutes, points=points),)


def _costs(problem: Problem, application: Application) -> Iterator[Moved]:
    view, limit = View(problem), application.max_cost
    offers = problem.host_offers if application.kind == "shadowing" else problem.mentor_offers
    abroad = (offer for offer in offers if offer.organisation != application.organisation)
    for cost in {journey(view, application, offer).cost for offer in abroad}:
        if limit is not None and cost > limit:
            points = POINTS.cost * -(-(cost - limit) // 100)
            yield (Change(kind=Kind.COST, whose=application.id, to=cost, points=points),)


def _languages(problem: Problem, application: Application) -> Iterator[Moved]:
    offers = (*problem.host_offers, *problem.mentor_offers)
    for language in {one for offer in offers for one in offer.languages} - {*application.languages}:
        yield (Change(kind=Kind.LANGUAGE, whose=application.id, what=language, points=POINTS.language),)


def _exclusions(application: Application) -> Iterator[Moved]:
    for place in application.excluded_organisations:
        points, kind = POINTS.excluded_organisation, Kind.EXCLUDED_ORGANISATION
        yield (Change(kind=kind, whose=application.id, what=place, points=points),)
    for person in application.excluded_persons:
        points, kind = POINTS.excluded_person, Kind.EXCLUDED_PERSON
        yield (Change(kind=kind, whose=application.id, what=person, points=points),)


def _times(problem: Problem, application: Application) -> Iterator[Moved]:
    """The applicant is free in the halves of one time, and takes its slot."""
    facts = Facts(problem)
    for slot, halves in set(_every_time(problem, application)):
        missing = tuple(half for half in halves if not _is_free(facts, application, half))
        points = POINTS.own_days * len(missing)
        days = Change(kind=Kind.OWN_DAYS, whose=application.id, days=missing, points=points)
        if slot is not None and application.slots is not None and slot not in application.slots:
            taken = Change(kind=Kind.OWN_SLOT, whose=application.id, what=slot, points=POINTS.own_slot)
            yield (days, taken)
        else:
            yield (days,)


def _every_time(
    problem: Problem, application: Application
) -> Iterator[tuple[str | None, tuple[StayDay, ...]]]:
    if isinstance(application.needs, CommonDays):
        halves = [half for day in problem.days for half in _halves(StayDay(date=day.date))]
        for number in range(2, 2 * application.needs.at_least + 1, 2):
            days = [tuple(halves[at : at + 2]) for at in range(0, len(halves), 2)]
            for some in combinations(days, number // 2):
                yield None, tuple(half for day in some for half in day)
    for when in times(problem, application):
        yield when.slot, tuple(touched(Facts(problem), when))


def _halves(day: StayDay) -> tuple[StayDay, StayDay]:
    return StayDay(date=day.date, pm=False), StayDay(date=day.date, am=False)


def _is_free(facts: Facts, application: Application, half: StayDay) -> bool:
    return facts.is_free(application.free, (half.date, "am" if half.am else "pm"))
