"""How well an application suits an offer: 0 to 100, with what it rests on."""

from solver.problem import Application, MentorOffer, Wish
from solver.solution import FitReasons, Journey, TopicHit
from solver.view import AnyOffer, View

TOPIC_POINTS = 60
WISH_POINTS = 20
PREFERRED_POINTS = 12
NATIONAL_LANGUAGE_POINTS = 8
OTHER_LANGUAGE_POINTS = 3


def fit(view: View, application: Application, offer: AnyOffer) -> tuple[int, FitReasons]:
    """The fit people gave, or the one computed from topics, wishes, the host's preference and languages."""
    reasons = _reasons(view, application, offer)
    explicit = view.fits.get((application.id, offer.id))
    if explicit is not None:
        return explicit.fit, reasons.model_copy(update={"explicit": True})
    points = reasons.topic_points + reasons.wish_points + reasons.preferred_points + reasons.language_points
    return points, reasons


def _reasons(view: View, application: Application, offer: AnyOffer) -> FitReasons:
    wish = best_wish(application, offer)
    preferred = application.organisation in offer.preferred_organisations
    languages = shared_languages(application, offer)
    return FitReasons(
        topics=topic_hits(application, offer),
        topic_points=TOPIC_POINTS * topic_percent(application, offer) // 100,
        wished=None if wish is None else "offer" if wish.offer else "organisation",
        wish_points=0 if wish is None else WISH_POINTS * wish.weight // 100,
        preferred=preferred,
        preferred_points=PREFERRED_POINTS if preferred else 0,
        languages=languages,
        language_points=_language_points(view, languages),
    )


def topic_hits(application: Application, offer: AnyOffer) -> tuple[TopicHit, ...]:
    """The wanted topics that the offer teaches, in the order of the application."""
    strengths = {topic.topic: topic.strength for topic in offer.topics}
    return tuple(
        TopicHit(topic=wish.topic, weight=wish.weight, strength=strengths[wish.topic])
        for wish in application.topics
        if strengths.get(wish.topic)
    )


def topic_percent(application: Application, offer: AnyOffer) -> int:
    """How much of what is wanted is taught, by weight and strength; who wants nothing special gets all."""
    wanted = sum(wish.weight for wish in application.topics)
    taught = sum(hit.weight * hit.strength for hit in topic_hits(application, offer))
    return taught // wanted if wanted else 100


def best_wish(application: Application, offer: AnyOffer) -> Wish | None:
    """The heaviest wish that this offer grants; of equal ones, the one for the offer itself."""
    granted = [
        wish
        for wish in application.wishes
        if wish.offer == offer.id or wish.organisation == offer.organisation
    ]
    return max(granted, key=lambda wish: (wish.weight, wish.offer is not None), default=None)


def shared_languages(application: Application, offer: AnyOffer) -> tuple[str, ...]:
    """The languages of both, in the order of the application."""
    return tuple(language for language in application.languages if language in offer.languages)


def _language_points(view: View, languages: tuple[str, ...]) -> int:
    if any(language in view.problem.national_languages for language in languages):
        return NATIONAL_LANGUAGE_POINTS
    return OTHER_LANGUAGE_POINTS if languages else 0


def journey(view: View, application: Application, offer: AnyOffer) -> Journey:
    """Minutes one way; cost and CO2 of every trip there and back, days and nights included."""
    trips, days, nights = _trips(application, offer)
    if not trips:
        return Journey()
    there = view.travel[application.organisation, offer.organisation]
    back = view.travel[offer.organisation, application.organisation]
    rates = view.problem.rates
    night = rates.night if there.minutes > rates.night_beyond_minutes else 0
    return Journey(
        minutes=there.minutes,
        cost=trips * (there.cost + back.cost) + days * rates.day + nights * night,
        co2=trips * (there.co2 + back.co2),
    )


def _trips(application: Application, offer: AnyOffer) -> tuple[int, int, int]:
    """Trips, days and nights between the days."""
    needs = application.needs
    match needs.kind:
        case "stay":
            days = [(block + 1) // 2 for block in needs.blocks]
            return len(days), sum(days), sum(days) - len(days)
        case "common_days":
            return 1, needs.at_least, needs.at_least - 1
        case "sessions":
            return (needs.count if isinstance(offer, MentorOffer) and offer.in_person else 0), 0, 0
