"""Judge a match certificate without the engine: the bound is computed again from the problem and the prices.

Lagrangian duality: whatever the prices, no plan is worth more than all the rows' limits at their prices,
plus what each party gains at best after paying for all it uses. Integers only; prices in 1/1024 of a point.
"""

from collections.abc import Iterator
from typing import Literal

from solver.certificate import Certificate
from solver.parts import Part
from solver.problem import Problem
from solver.solution import Solution
from solver.verifying.bound import bound, gains, too_fine, too_large
from solver.verifying.ledger import Ledger
from solver.verifying.rows import REFUSALS
from solver.violation import Violation


class Verdict(Part):
    """What a certificate shows. With flaws it certifies nothing.

    `bound` is computed anew; None if the certificate was refused, or if the locks leave no plan.
    `gap` is bound less value, in points. `certified` says what anybody can compute: that the value is the
    best ("optimal"), that no plan is worth more than the bound ("bound"), or that there is no plan
    ("infeasible"). `engine_says_optimal` is what only the engine vouches for.
    """

    level: str
    bound: int | None
    value: int | None
    gap: int | None
    certified: Literal["optimal", "bound", "infeasible", "nothing"]
    engine_says_optimal: bool
    flaws: tuple[Violation, ...]


def certified(problem: Problem, certificate: Certificate) -> Verdict:
    """Recompute the bound; the problem is one that `solver.reading` takes."""
    ledger = Ledger(problem, certificate)
    refused = [flaw for find in REFUSALS for flaw in find(ledger.rows, certificate)]
    refused = refused or [*too_large(ledger)]
    if refused:
        return _verdict(certificate, None, refused)
    gained = gains(ledger)
    refused = [*too_fine(ledger, gained)]
    if refused:
        return _verdict(certificate, None, refused)
    found = bound(ledger, gained)
    return _verdict(certificate, found, [*_untrue(certificate, found)])


def _untrue(certificate: Certificate, found: int | None) -> Iterator[Violation]:
    """The certificate claims the bound that follows, and no value above it."""
    value = certificate.value
    if certificate.bound != found:
        yield Violation("bound", f"{certificate.bound} is {found}")
    if value is not None and (found is None or value > found):
        yield Violation("value", f"{value} is above {found}")
    if value is None and certificate.proof == "engine":
        yield Violation("proof", "there is no value that the engine could have proved")


def _verdict(certificate: Certificate, found: int | None, flaws: list[Violation]) -> Verdict:
    value = certificate.value
    return Verdict(
        level=certificate.level,
        bound=found,
        value=value,
        gap=None if found is None or value is None else found - value,
        certified="nothing" if flaws else _shown(value, found),
        engine_says_optimal=certificate.proof == "engine",
        flaws=tuple(flaws),
    )


def _shown(value: int | None, found: int | None) -> Literal["optimal", "bound", "infeasible"]:
    if found is None:
        return "infeasible"
    return "optimal" if value == found else "bound"


def of_another_plan(certificate: Certificate, solution: Solution) -> Iterator[Violation]:
    """A certificate accompanies the plan whose problem and value it names."""
    if certificate.input_sha256 != solution.input_sha256:
        yield Violation("input_sha256", "the solution is of another problem")
    value = next((level.value for level in solution.levels if level.name == certificate.level), None)
    if value != certificate.value:
        yield Violation("value", f"{certificate.value} is {value} in the solution")
