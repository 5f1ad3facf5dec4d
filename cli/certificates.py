"""What a match certificate proves of a plan, computed anew; apart, since numpy takes time to load."""

from pydantic import ValidationError

from cli.files import complain, octets_of
from models.languages import Words, _
from solver.certificate import Certificate
from solver.problem import Problem
from solver.reading import shapes
from solver.solution import Solution
from solver.verify import Verdict, certified
from solver.violation import Violation


def verdict_in(path: str, problem: Problem) -> Verdict:
    """What a certificate in a file shows of a problem."""
    try:
        certificate = Certificate.model_validate_json(octets_of(path))
    except ValidationError as error:
        complain(shapes(error, of="certificate"))
    return certified(problem, certificate)


def wrong_with(verdict: Verdict, solution: Solution) -> tuple[Violation, ...]:
    """The flaws of a certificate, and that it speaks of another plan."""
    said = {level.name: level.value for level in solution.levels}.get(verdict.level)
    if verdict.flaws or verdict.value == said:
        return verdict.flaws
    return (Violation("certificate", f"its value is {verdict.value}, that of the plan {said}"),)


def proof(verdict: Verdict) -> Words:
    """What anybody can believe who has computed it."""
    match verdict.certified:
        case "optimal":
            return _("The certificate proves that no plan is better.")
        case "infeasible":
            return _("The certificate proves that no plan is possible.")
    proved = _("The certificate proves that no plan is worth more than {bound} points.", bound=verdict.bound)
    if verdict.engine_says_optimal:
        return _("{proved} That this one is the best is what the engine says.", proved=proved)
    return proved
