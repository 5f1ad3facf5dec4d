"""Match certificates in files, and what they prove in words; apart, since numpy takes time to load."""

from pydantic import ValidationError

from cli.files import complain, octets_of
from models.languages import Words, _
from solver.certificate import Certificate
from solver.reading import shapes
from solver.verify import Verdict


def certificate_in(path: str) -> Certificate:
    """A certificate of the right shape."""
    try:
        return Certificate.model_validate_json(octets_of(path))
    except ValidationError as error:
        complain(shapes(error, of="certificate"))


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
