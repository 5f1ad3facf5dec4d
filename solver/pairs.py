"""Which applications an offer can serve at all, and which rule says no."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

from solver.fits import fit, journey, shared_languages, topic_percent
from solver.placements import Placement, keeps_time, placements
from solver.problem import Application, HostOffer, Lock, MentorOffer
from solver.solution import FitReasons, Journey, Rule
from solver.view import AnyOffer, View


@dataclass(frozen=True)
class Pair:
    """An application, an offer that could serve it, and every time when it could."""

    application: Application
    offer: AnyOffer
    fit: int
    reasons: FitReasons
    journey: Journey
    placements: tuple[Placement, ...]


@dataclass(frozen=True)
class Candidate:
    """An application and an offer of its kind, to be judged."""

    view: View
    application: Application
    offer: AnyOffer

    @property
    def ids(self) -> tuple[str, str]:
        return self.application.id, self.offer.id


def pairs(view: View) -> tuple[Pair, ...]:
    """All pairs that no rule forbids."""
    return tuple(pair for application in view.applications for pair in pairs_of(view, application))


def sought_pairs(view: View) -> tuple[Pair, ...]:
    """The pairs that a plan may choose: a locked application keeps only what its lock allows."""
    locks = {lock.application: lock for lock in view.problem.locked}
    found: list[Pair] = []
    for application in view.applications:
        lock = locks.get(application.id)
        found.extend(_locked_pairs(view, application, lock) if lock else pairs_of(view, application))
    return tuple(found)


def _locked_pairs(view: View, application: Application, lock: Lock) -> Iterator[Pair]:
    for one in candidates_of(view, application):
        if one.offer.id == lock.offer and first_no(one) is None:
            pair = _pair(one)
            kept = tuple(each for each in pair.placements if keeps_time(view, each, lock))
            yield replace(pair, placements=kept)


def pairs_of(view: View, application: Application) -> Iterator[Pair]:
    """The pairs of one application."""
    return (_pair(one) for one in candidates_of(view, application) if first_no(one) is None)


def candidates_of(view: View, application: Application) -> Iterator[Candidate]:
    """One application with every offer of its kind."""
    wanted = HostOffer if application.kind == "shadowing" else MentorOffer
    return (Candidate(view, application, offer) for offer in view.offers if isinstance(offer, wanted))


def first_no(candidate: Candidate) -> Rule | None:
    """The first rule that says no."""
    return next((rule for rule, says_no in RULES if says_no(candidate)), None)


def own_organisation(candidate: Candidate) -> bool:
    """Nobody visits the own organisation."""
    return candidate.application.organisation == candidate.offer.organisation


def same_person(candidate: Candidate) -> bool:
    """Nobody is the own host or mentor."""
    return candidate.application.person == candidate.offer.person


def forbidden(candidate: Candidate) -> bool:
    """HR ruled the pairing out."""
    return candidate.ids in candidate.view.forbidden


def not_listed(candidate: Candidate) -> bool:
    """Only listed pairs count, and this one is not."""
    return candidate.view.problem.only_listed_fits and candidate.ids not in candidate.view.fits


def excluded_by_application(candidate: Candidate) -> bool:
    """The applicant does not want this organisation or person."""
    application, offer = candidate.application, candidate.offer
    return (
        offer.organisation in application.excluded_organisations
        or offer.person in application.excluded_persons
    )


def excluded_by_offer(candidate: Candidate) -> bool:
    """The host or mentor does not want this organisation or person."""
    application, offer = candidate.application, candidate.offer
    return (
        application.organisation in offer.excluded_organisations
        or application.person in offer.excluded_persons
    )


def language(candidate: Candidate) -> bool:
    """The two share no language."""
    return not shared_languages(candidate.application, candidate.offer)


def topics(candidate: Candidate) -> bool:
    """The offer teaches too little of what is wanted; a fit given by people overrules it."""
    problem = candidate.view.problem
    mentoring = candidate.application.kind == "mentoring"
    least = problem.least_topic_percent_mentoring if mentoring else problem.least_topic_percent
    taught = topic_percent(candidate.application, candidate.offer)
    return taught < least and candidate.ids not in candidate.view.fits


def minutes(candidate: Candidate) -> bool:
    """The way is longer than the applicant accepts."""
    limit = candidate.application.max_minutes
    return limit is not None and _journey(candidate).minutes > limit


def cost(candidate: Candidate) -> bool:
    """The journey costs more than the applicant may spend."""
    limit = candidate.application.max_cost
    return limit is not None and _journey(candidate).cost > limit


def dates(candidate: Candidate) -> bool:
    """The two are never free together for long enough."""
    return next(_placements(candidate), None) is None


RULES: tuple[tuple[Rule, Callable[[Candidate], bool]], ...] = (
    (Rule.OWN_ORGANISATION, own_organisation),
    (Rule.SAME_PERSON, same_person),
    (Rule.FORBIDDEN, forbidden),
    (Rule.NOT_LISTED, not_listed),
    (Rule.EXCLUDED_BY_APPLICATION, excluded_by_application),
    (Rule.EXCLUDED_BY_OFFER, excluded_by_offer),
    (Rule.LANGUAGE, language),
    (Rule.TOPICS, topics),
    (Rule.MINUTES, minutes),
    (Rule.COST, cost),
    (Rule.DATES, dates),
)


def _pair(candidate: Candidate) -> Pair:
    points, reasons = fit(candidate.view, candidate.application, candidate.offer)
    times = tuple(_placements(candidate))
    if candidate.view.problem.date_mode == "pair":
        times = (Placement(),)
    return Pair(candidate.application, candidate.offer, points, reasons, _journey(candidate), times)


def _journey(candidate: Candidate) -> Journey:
    return journey(candidate.view, candidate.application, candidate.offer)


def _placements(candidate: Candidate) -> Iterator[Placement]:
    return placements(candidate.view, candidate.application, candidate.offer)
