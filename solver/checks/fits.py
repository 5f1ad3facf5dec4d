"""Is each fit what it should be, and do its reasons say why?"""

from collections.abc import Iterator

from solver.checks.pairs import Judge, broken, cover, given_fit, shared_languages, strengths
from solver.problem import Wish
from solver.solution import FitReasons, TopicHit
from solver.violation import Served, Violation


def fit(served: Served) -> Iterator[Violation]:
    """The fit is the given one, or 60 topics + 20 wish + 12 preference + 8 (3) language."""
    yield from broken("fit", served, unless=served.pairing.fit == right_fit(served))


def reasons(served: Served) -> Iterator[Violation]:
    """The reasons are what people said; languages may stand in any order."""
    said = served.pairing.reasons
    alike = said.model_copy(update={"languages": tuple(sorted({*said.languages}))})
    yield from broken("reasons", served, unless=alike == right_reasons(served))


def right_fit(served: Served) -> int:
    """From 0 to 100."""
    given, why = given_fit(served), right_reasons(served)
    points = why.topic_points + why.wish_points + why.preferred_points + why.language_points
    return points if given is None else given


def right_reasons(served: Served) -> FitReasons:
    """What the fit rests on, with languages in the order of the alphabet."""
    wish, preferred = _granted(served), _is_preferred(served)
    best, languages = strengths(served.both), shared_languages(served)
    national = bool(languages & {*served.problem.national_languages})
    return FitReasons(
        explicit=given_fit(served) is not None,
        topics=tuple(
            TopicHit(topic=one.topic, weight=one.weight, strength=best[one.topic])
            for one in served.application.topics
            if best.get(one.topic, 0) > 0
        ),
        topic_points=60 * cover(served) // 100,
        wished=None if wish is None else "offer" if wish.offer else "organisation",
        wish_points=0 if wish is None else 20 * wish.weight // 100,
        preferred=preferred,
        preferred_points=12 * preferred,
        languages=tuple(sorted(languages)),
        language_points=8 if national else 3 * bool(languages),
    )


def _granted(served: Served) -> Wish | None:
    """The heaviest wish that comes true; of equal ones, one for an offer."""
    offers, places = {one.id for one in served.both}, {one.organisation for one in served.both}
    granted = [one for one in served.application.wishes if one.offer in offers or one.organisation in places]
    return max(granted, key=lambda one: (one.weight, one.offer is not None), default=None)


def _is_preferred(served: Served) -> bool:
    return any(served.application.organisation in one.preferred_organisations for one in served.both)


FIT_CHECKS: tuple[Judge, ...] = (fit, reasons)
