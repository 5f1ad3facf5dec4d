"""Is each pairing allowed by what the two said of each other? One sentence, one function."""

from collections.abc import Callable, Iterator

from solver.problem import Application, CommonDays, HostOffer, MentorOffer, Sessions, Stay, Travel
from solver.solution import Journey
from solver.violation import AnyOffer, Served, Violation


def _broken(rule: str, served: Served, *, unless: bool) -> Iterator[Violation]:
    if not unless:
        yield Violation(rule, served.about)


def kind(served: Served) -> Iterator[Violation]:
    """Hosts take shadowing, mentors mentoring."""
    wanted = HostOffer if served.application.kind == "shadowing" else MentorOffer
    yield from _broken("kind", served, unless=isinstance(served.offer, wanted))


def own_organisation(served: Served) -> Iterator[Violation]:
    """Nobody stays in the own organisation or is the own host."""
    application, offer = served.application, served.offer
    yield from _broken("own_organisation", served, unless=application.organisation != offer.organisation)
    yield from _broken("same_person", served, unless=application.person != offer.person)


def forbidden(served: Served) -> Iterator[Violation]:
    """Forbidden pairs stay apart, and where only listed pairs count, this one is listed."""
    ids = (served.application.id, served.offer.id)
    ruled_out = any((one.application, one.offer) == ids for one in served.problem.forbidden)
    yield from _broken("forbidden", served, unless=not ruled_out)
    yield from _broken(
        "not_listed", served, unless=not served.problem.only_listed_fits or _given(served) is not None
    )


def _given(served: Served) -> int | None:
    ids = (served.application.id, served.offer.id)
    return next((one.fit for one in served.problem.fits if (one.application, one.offer) == ids), None)


def excluded(served: Served) -> Iterator[Violation]:
    """Neither side excludes the other."""
    application, offer = served.application, served.offer
    avoided = {*application.excluded_organisations} & {offer.organisation}
    avoided |= {*application.excluded_persons} & {str(offer.person)}
    yield from _broken("excluded_by_application", served, unless=not avoided)
    avoided = {*offer.excluded_organisations} & {application.organisation}
    avoided |= {*offer.excluded_persons} & {application.person}
    yield from _broken("excluded_by_offer", served, unless=not avoided)


def language(served: Served) -> Iterator[Violation]:
    """The two share a language."""
    shared = {*served.application.languages} & {*served.offer.languages}
    yield from _broken("language", served, unless=bool(shared))


def topics(served: Served) -> Iterator[Violation]:
    """Enough of what is wanted is taught, unless people gave the fit."""
    mentoring = served.application.kind == "mentoring"
    least = served.problem.least_topic_percent_mentoring if mentoring else served.problem.least_topic_percent
    enough = _cover(served.application, served.offer) >= least
    yield from _broken("topics", served, unless=enough or _given(served) is not None)


def _cover(application: Application, offer: AnyOffer) -> int:
    wanted = {one.topic: one.weight for one in application.topics}
    taught = {one.topic: one.strength for one in offer.topics}
    if not wanted:
        return 100
    return sum(weight * taught.get(topic, 0) for topic, weight in wanted.items()) // sum(wanted.values())


def journey(served: Served) -> Iterator[Violation]:
    """The journey is what the tables say, and within the applicant's limits."""
    right = _journey(served)
    application = served.application
    yield from _broken("journey", served, unless=served.pairing.journey == right)
    in_time = application.max_minutes is None or right.minutes <= application.max_minutes
    yield from _broken("minutes", served, unless=in_time)
    yield from _broken(
        "cost", served, unless=application.max_cost is None or right.cost <= application.max_cost
    )


def _journey(served: Served) -> Journey:
    trips, days = 0, 0
    match served.application.needs:
        case Stay(blocks=blocks):
            trips, days = len(blocks), sum(-(-block // 2) for block in blocks)
        case CommonDays(at_least=least):
            trips, days = 1, least
        case Sessions(count=count):
            trips = count if isinstance(served.offer, MentorOffer) and served.offer.in_person else 0
    if trips == 0:
        return Journey()
    there, back = (_way(served, outward=outward) for outward in (True, False))
    cost = trips * (there.cost + back.cost)
    if days:
        far = there.minutes > served.problem.rates.night_beyond_minutes
        cost += days * served.problem.rates.day + (served.problem.rates.night * (days - trips) if far else 0)
    return Journey(minutes=there.minutes, cost=cost, co2=trips * (there.co2 + back.co2))


def _way(served: Served, *, outward: bool) -> Travel:
    home, place = served.application.organisation, served.offer.organisation
    ends = (home, place) if outward else (place, home)
    unknown = Travel(origin=home, destination=place, minutes=0, cost=0, co2=0)
    return next((one for one in served.problem.travel if (one.origin, one.destination) == ends), unknown)


def fit(served: Served) -> Iterator[Violation]:
    """The fit is the given one, or 60 topics + 20 wish + 12 preference + 8 (3) language."""
    given = _given(served)
    right = _fit(served) if given is None else given
    yield from _broken("fit", served, unless=served.pairing.fit == right)


def _fit(served: Served) -> int:
    application, offer = served.application, served.offer
    granted = [
        wish.weight
        for wish in application.wishes
        if offer.id == wish.offer or offer.organisation == wish.organisation
    ]
    shared = {*application.languages} & {*offer.languages}
    spoken = 8 if shared & {*served.problem.national_languages} else 3 if shared else 0
    preferred = 12 if application.organisation in offer.preferred_organisations else 0
    wished = 20 * max(granted, default=0) // 100
    return 60 * _cover(application, offer) // 100 + wished + preferred + spoken


PAIR_CHECKS: tuple[Callable[[Served], Iterator[Violation]], ...] = (
    kind,
    own_organisation,
    forbidden,
    excluded,
    language,
    topics,
    journey,
    fit,
)
