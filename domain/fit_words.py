"""Why two people fit, as codes from the solver and as words for people."""

from domain import topics
from models.languages import Language, _
from models.schedules import FitReason
from solver.solution import FitReasons

LANGUAGES = {"fi": _("Finnish"), "sv": _("Swedish"), "en": _("English")}


def codes(reasons: FitReasons) -> tuple[FitReason, ...]:
    """The solver's reasons in the order in which people care about them; minor ones left out."""
    found = [FitReason(code="topic", about=hit.topic, points=hit.weight) for hit in reasons.topics]
    if reasons.wished:
        found.append(FitReason(code=f"wished_{reasons.wished}", points=reasons.wish_points))
    if reasons.preferred:
        found.append(FitReason(code="preferred", points=reasons.preferred_points))
    found += [FitReason(code="language", about=each) for each in reasons.languages]
    return tuple(found)


def in_words(reason: FitReason, language: Language) -> str:
    """One reason as a short phrase; nothing in it reveals another person's limits or avoid-list."""
    if reason.code == "topic":
        words = _("shared topic: {topic}", topic=topics.name(reason.about, language))
    elif reason.code == "language":
        words = _("shared language: {language}", language=LANGUAGES.get(reason.about, reason.about))
    elif reason.code == "preferred":
        words = _("the host hoped for guests from your organisation")
    elif reason.code == "own_host":
        words = _("guest and host found each other")
    elif reason.code == "wished_offer":
        words = _("this very host was wished for")
    else:
        words = _("this organisation was wished for")
    return words.into(language)
