"""Room for what is promised already, also where hosts, mentors and organisations would take fewer by now."""

from collections import Counter
from collections.abc import Iterable, Iterator

from solver import problem as p
from solver.fits import journey
from solver.view import View

Promised = Counter[str]


def with_room(problem: p.Problem) -> p.Problem:
    """Every limit lets the locked pairings pass; who has promised more than they take gets nobody new."""
    served = Counter(each.offer for each in problem.locked)
    at_once = _most_at_once(problem)
    full = {each.id for each in problem.organisations if _is_above(at_once[each.id], each.guests_per_day)}
    return problem.model_copy(
        update={
            "organisations": _organisations(problem, at_once),
            "host_offers": tuple(_host(each, served, at_once, full) for each in problem.host_offers),
            "mentor_offers": tuple(
                each.model_copy(update={"most_mentees": max(each.most_mentees, served[each.id])})
                for each in problem.mentor_offers
            ),
        }
    )


def _is_above(promised: int, limit: int | None) -> bool:
    return limit is not None and promised > limit


def _organisations(problem: p.Problem, at_once: Promised) -> tuple[p.Organisation, ...]:
    spent = _spent(problem)
    return tuple(
        each.model_copy(
            update={
                "guests_per_day": _at_least(each.guests_per_day, at_once[each.id]),
                "travel_budget": _at_least(each.travel_budget, spent[each.id]),
            }
        )
        for each in problem.organisations
    )


def _at_least(limit: int | None, promised: int) -> int | None:
    return None if limit is None else max(limit, promised)


def _host(offer: p.HostOffer, served: Promised, at_once: Promised, full: set[str]) -> p.HostOffer:
    if offer.organisation in full or at_once[offer.id] > offer.guests_per_day:
        return _without_others(offer, served[offer.id], at_once[offer.id])
    return offer.model_copy(update={"most_stays": max(offer.most_stays, served[offer.id])})


def _without_others(offer: p.HostOffer, served: int, at_once: int) -> p.HostOffer:
    """Just who is promised a place; an offer takes one at least, so an empty one is never free."""
    if served == 0:
        return offer.model_copy(update={"free": p.Free(days=())})
    room = max(offer.guests_per_day, at_once)
    return offer.model_copy(update={"guests_per_day": room, "most_stays": served})


def _most_at_once(problem: p.Problem) -> Promised:
    """The most locked guests in any half day, by offer and by organisation."""
    homes = {each.id: each.organisation for each in problem.host_offers}
    halves = Counter(_halves(problem.locked, homes))
    most: Promised = Counter()
    for (place, _day, _half), guests in halves.items():
        most[place] = max(most[place], guests)
    return most


def _halves(locks: Iterable[p.Lock], homes: dict[str, str]) -> Iterator[tuple[str, str, str]]:
    for lock in locks:
        for day in lock.days or ():
            for half in (name for name, held in (("am", day.am), ("pm", day.pm)) if held):
                yield lock.offer, str(day.date), half
                yield homes[lock.offer], str(day.date), half


def _spent(problem: p.Problem) -> Promised:
    """What the locked pairings cost each organisation that travels."""
    view = View(problem)
    offers = {each.id: each for each in view.offers}
    spent: Promised = Counter()
    for lock in problem.locked:
        application = view.application[lock.application]
        spent[application.organisation] += journey(view, application, offers[lock.offer]).cost
    return spent
