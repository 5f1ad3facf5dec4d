"""Certificates of tiny rounds: rows with their limits, and random prices on them."""

import random
from collections.abc import Iterator
from datetime import date

from solver.certificate import Certificate, Half, Price
from solver.problem import Day, Organisation, Problem, fingerprint
from solver.verify import certified
from tests.solver.tiny import MONDAY, WEEK, a_guest, a_host, a_mentor, a_round, a_slot

HALVES: tuple[Half, Half] = ("am", "pm")


def level_of(problem: Problem) -> str:
    """The level that a certificate of a problem speaks of."""
    return "total" if problem.objective.mode == "weights" else problem.objective.levels[0]


def a_certificate(problem: Problem, *prices: Price, **other: object) -> Certificate:
    """A certificate that claims nothing yet."""
    values: dict[str, object] = {
        "input_sha256": fingerprint(problem),
        "level": level_of(problem),
        "prices": prices,
        "bound": None,
        "value": None,
    }
    return Certificate.model_validate(values | other)


def bound(problem: Problem, *prices: Price, **other: object) -> int | None:
    """The bound that follows, whatever the certificate claims."""
    return certified(problem, a_certificate(problem, *prices, **other)).bound


def a_small_round(**other: object) -> Problem:
    """Two guests for one place. Turku has only a budget, Oulu the other limits; Monday has no afternoon."""
    values: dict[str, object] = {
        "days": (Day(date=MONDAY, pm=False), *(Day(date=day) for day in WEEK[1:])),
        "slots": (a_slot(),),
        "organisations": (
            Organisation(id="turku", travel_budget=30_000),
            Organisation(id="oulu", guests_per_day=1, balance_tolerance=2),
            Organisation(id="vaasa"),
        ),
    }
    guests = (a_guest("eeva"), a_guest("aino"))
    return a_round(*guests, a_host("olli"), a_mentor("mirja"), **(values | other))


def claimed(problem: Problem, *prices: Price, **other: object) -> Certificate:
    """A certificate that claims the bound that really follows."""
    certificate = a_certificate(problem, *prices, **other)
    return certificate.model_copy(update={"bound": certified(problem, certificate).bound})


def refusals(certificate: Certificate, problem: Problem | None = None) -> list[str]:
    """What is wrong with a certificate of the small round, or of another."""
    verdict = certified(problem or a_small_round(), certificate)
    assert verdict.certified == "nothing"
    return [flaw.rule for flaw in verdict.flaws]


def random_certificate(problem: Problem, chance: random.Random) -> Certificate:
    """Prices on some rows, and some budgets exact."""
    budgets = [one.id for one in problem.organisations if one.travel_budget is not None]
    exact = tuple(one for one in budgets if chance.random() < 0.4)
    dense = chance.choice((0.1, 0.5, 1.0))
    chosen = [
        row.model_copy(update={"price": random_price(problem, row, chance)})
        for row, _ in rows(problem)
        if chance.random() < dense and not (row.kind == "budget" and row.whose in exact)
    ]
    chance.shuffle(chosen)
    return a_certificate(problem, *chosen, exact_budgets=exact, money_step=chance.choice((1, 7, 1000)))


def random_price(problem: Problem, row: Price, chance: random.Random) -> int:
    """What a unit may reasonably cost, or too much."""
    dearest = {"offer": 12_000_000, "offer_time": 4_000_000, "organisation_time": 4_000_000, "budget": 1200}
    if row.kind == "balance":
        most = 1024 * problem.objective.weights.balance
        return chance.choice((-most, most, chance.randint(-most, most)))
    return chance.randint(0, dearest[row.kind])


def rows(problem: Problem) -> Iterator[tuple[Price, int]]:
    """Every row of a problem, with its limit."""
    yield from _of_hosts(problem)
    yield from _of_mentors(problem)
    for one in problem.organisations:
        if one.guests_per_day is not None:
            for day, half in _halves(problem):
                row = Price(kind="organisation_time", whose=one.id, day=day, half=half, price=0)
                yield row, one.guests_per_day
        if one.travel_budget is not None:
            yield Price(kind="budget", whose=one.id, price=0), one.travel_budget
        if one.balance_tolerance is not None and level_of(problem) in ("total", "balance"):
            yield Price(kind="balance", whose=one.id, price=0), one.balance_tolerance


def _of_hosts(problem: Problem) -> Iterator[tuple[Price, int]]:
    for host in problem.host_offers:
        yield Price(kind="offer", whose=host.id, price=0), host.most_stays
        for day, half in _halves(problem):
            row = Price(kind="offer_time", whose=host.id, day=day, half=half, price=0)
            yield row, min(host.guests_per_day, host.most_stays)


def _of_mentors(problem: Problem) -> Iterator[tuple[Price, int]]:
    for mentor in problem.mentor_offers:
        yield Price(kind="offer", whose=mentor.id, price=0), mentor.most_mentees
        for slot in problem.slots:
            for day in slot.dates:
                row = Price(kind="offer_time", whose=mentor.id, day=day, slot=slot.id, price=0)
                yield row, min(mentor.mentees_per_session, mentor.most_mentees)


def _halves(problem: Problem) -> list[tuple[date, Half]]:
    return [(day.date, half) for day in problem.days for half in HALVES if getattr(day, half)]
