"""How well an application suits an offer: 0 to 100, with what it rests on."""

from solver.problem import Application, CommonDays, MentorOffer, Sessions, Stay, Wish
from solver.solution import FitReasons, Journey, TopicHit
from solver.view import AnyOffer, View

TOPIC_POINTS = 60
WISH_POINTS = 20
PREFERRED_POINTS = 12
NATIONAL_LANGUAGE_POINTS = 8
OTHER_LANGUAGE_POINTS = 3


def fit(
    view: View, application: Application, offer: AnyOffer, second: AnyOffer | None = None
) -> tuple[int, FitReasons]:
    """The fit people gave, or the one computed from topics, wishes, the host's preference and languages.

    With a second host it rests on what the two offer together.
    """
    both = (offer,) if second is None else (offer, second)
    reasons = _reasons(view, application, both)
    given = [view.fits[application.id, one.id].fit for one in both if (application.id, one.id) in view.fits]
    if len(given) == len(both):
        return sum(given) // len(given), reasons.model_copy(update={"explicit": True})
    points = reasons.topic_points + reasons.wish_points + reasons.preferred_points + reasons.language_points
    return points, reasons


def _reasons(view: View, application: Application, offers: tuple[AnyOffer, ...]) -> FitReasons:
    wish = best_wish(application, offers)
    hits = topic_hits(application, offers)
    preferred = any(application.organisation in offer.preferred_organisations for offer in offers)
    languages = shared_languages(application, offers)
    return FitReasons(
        topics=hits,
        topic_points=TOPIC_POINTS * _percent(application, hits) // 100,
        wished=None if wish is None else "offer" if wish.offer else "organisation",
        wish_points=0 if wish is None else WISH_POINTS * wish.weight // 100,
        preferred=preferred,
        preferred_points=PREFERRED_POINTS if preferred else 0,
        languages=languages,
        language_points=_language_points(view, languages),
    )


def topic_hits(application: Application, offers: tuple[AnyOffer, ...]) -> tuple[TopicHit, ...]:
    """The wanted topics that the offers teach, in the order of the application."""
    strengths: dict[str, int] = {}
    for offer in offers:
        for topic in offer.topics:
            if topic.strength > strengths.get(topic.topic, 0):
                strengths[topic.topic] = topic.strength
    wanted = [wish for wish in application.topics if wish.topic in strengths]
    return tuple(
        [TopicHit(topic=wish.topic, weight=wish.weight, strength=strengths[wish.topic]) for wish in wanted]
    )


def topic_percent(application: Application, offers: tuple[AnyOffer, ...]) -> int:
    """How much of what is wanted is taught, by weight and strength; who wants nothing special gets all."""
    return _percent(application, topic_hits(application, offers))


def _percent(application: Application, hits: tuple[TopicHit, ...]) -> int:
    wanted = sum([wish.weight for wish in application.topics])
    taught = sum([hit.weight * hit.strength for hit in hits])
    return taught // wanted if wanted else 100


def best_wish(application: Application, offers: tuple[AnyOffer, ...]) -> Wish | None:
    """The heaviest wish that is granted; of equal ones, the one for the offer itself."""
    ids, there = [offer.id for offer in offers], offers[0].organisation
    granted = [wish for wish in application.wishes if wish.offer in ids or wish.organisation == there]
    return max(granted, key=lambda wish: (wish.weight, wish.offer is not None), default=None)


def shared_languages(application: Application, offers: tuple[AnyOffer, ...]) -> tuple[str, ...]:
    """The languages of all, in the order of the application."""
    common = application.languages
    for offer in offers:
        common = tuple([one for one in common if one in offer.languages])
    return common


def _language_points(view: View, languages: tuple[str, ...]) -> int:
    if any(language in view.problem.national_languages for language in languages):
        return NATIONAL_LANGUAGE_POINTS
    return OTHER_LANGUAGE_POINTS if languages else 0


def journey(view: View, application: Application, offer: AnyOffer) -> Journey:
    """Minutes one way; cost and CO2 of every trip there and back, days and nights included."""
    if isinstance(offer, MentorOffer) and not offer.in_person:
        return Journey()
    journeys, days, nights = trips(application.needs)
    there = view.travel[application.organisation, offer.organisation]
    back = view.travel[offer.organisation, application.organisation]
    rates = view.problem.rates
    night = rates.night if there.minutes > rates.night_beyond_minutes else 0
    return Journey(
        minutes=there.minutes,
        cost=journeys * (there.cost + back.cost) + days * rates.day + nights * night,
        co2=journeys * (there.co2 + back.co2),
    )


def trips(needs: Stay | Sessions | CommonDays) -> tuple[int, int, int]:
    """Trips, days and nights between the days."""
    match needs:
        case Stay(blocks=blocks):
            days = [(block + 1) // 2 for block in blocks]
            return len(days), sum(days), sum(days) - len(days)
        case CommonDays(at_least=days_wanted):
            return 1, days_wanted, days_wanted - 1
        case Sessions(count=count):
            return count, 0, 0
