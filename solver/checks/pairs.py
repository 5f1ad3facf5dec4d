"""Is each pairing allowed by what people said of each other? One sentence, one function.

Where two hosts share a trip, both must be allowed; they teach together what either teaches.
"""

from collections.abc import Callable, Iterator

from solver.checks.facts import AnyOffer
from solver.problem import CommonDays, HostOffer, MentorOffer, Sessions, Stay, Travel
from solver.solution import Journey
from solver.violation import Served, Violation

Judge = Callable[[Served], Iterator[Violation]]


def broken(rule: str, served: Served, *, unless: bool) -> Iterator[Violation]:
    """The violation of a rule by a pairing, unless it holds."""
    if not unless:
        yield Violation(rule, served.about)


def kind(served: Served) -> Iterator[Violation]:
    """Hosts take shadowing, mentors mentoring."""
    wanted = HostOffer if served.application.kind == "shadowing" else MentorOffer
    yield from broken("kind", served, unless=all(isinstance(one, wanted) for one in served.both))


def own_organisation(served: Served) -> Iterator[Violation]:
    """Nobody stays in the own organisation or is the own host."""
    application = served.application
    homes = {one.organisation for one in served.both}
    yield from broken("own_organisation", served, unless=application.organisation not in homes)
    persons = {one.person for one in served.both}
    yield from broken("same_person", served, unless=application.person not in persons)


def forbidden(served: Served) -> Iterator[Violation]:
    """Forbidden pairs stay apart, and where only listed pairs count, each is listed."""
    pairs = {(served.application.id, one.id) for one in served.both}
    yield from broken("forbidden", served, unless=not pairs & served.facts.forbidden)
    listed = not served.problem.only_listed_fits or all(pair in served.facts.fits for pair in pairs)
    yield from broken("not_listed", served, unless=listed)


def excluded(served: Served) -> Iterator[Violation]:
    """Nobody excludes the other."""
    application = served.application
    kept_out = any(_avoids(application.excluded_persons, one.person) for one in served.both) or any(
        one.organisation in application.excluded_organisations for one in served.both
    )
    yield from broken("excluded_by_application", served, unless=not kept_out)
    kept_out = any(application.person in one.excluded_persons for one in served.both) or any(
        application.organisation in one.excluded_organisations for one in served.both
    )
    yield from broken("excluded_by_offer", served, unless=not kept_out)


def _avoids(persons: tuple[str, ...], person: str | None) -> bool:
    return person is not None and person in persons


def language(served: Served) -> Iterator[Violation]:
    """All share a language."""
    yield from broken("language", served, unless=bool(shared_languages(served)))


def shared_languages(served: Served) -> set[str]:
    """What everybody of a pairing speaks."""
    return {*served.application.languages}.intersection(*(one.languages for one in served.both))


def topics(served: Served) -> Iterator[Violation]:
    """Enough of what is wanted is taught, unless people gave the fit."""
    mentoring = served.application.kind == "mentoring"
    least = served.problem.least_topic_percent_mentoring if mentoring else served.problem.least_topic_percent
    yield from broken("topics", served, unless=cover(served) >= least or given_fit(served) is not None)


def cover(served: Served) -> int:
    """How much of what is wanted is taught, in percent; who wants nothing special gets all."""
    wanted = served.application.topics
    best = strengths(served.both)
    if not wanted:
        return 100
    taught = sum(one.weight * best.get(one.topic, 0) for one in wanted)
    return taught // sum(one.weight for one in wanted)


def strengths(offers: tuple[AnyOffer, ...]) -> dict[str, int]:
    """The best strength of each topic."""
    rising = sorted((one.strength, one.topic) for offer in offers for one in offer.topics)
    return {topic: strength for strength, topic in rising}


def given_fit(served: Served) -> int | None:
    """The fit that people gave; of two who share a trip the mean, if both have one."""
    given = [served.facts.fits.get((served.application.id, one.id)) for one in served.both]
    known = [fit for fit in given if fit is not None]
    return sum(known) // len(known) if len(known) == len(given) else None


def journey(served: Served) -> Iterator[Violation]:
    """The journey is what the tables say, and within the applicant's limits."""
    right, application = right_journey(served), served.application
    yield from broken("journey", served, unless=served.pairing.journey == right)
    in_time = application.max_minutes is None or right.minutes <= application.max_minutes
    yield from broken("minutes", served, unless=in_time)
    affordable = application.max_cost is None or right.cost <= application.max_cost
    yield from broken("cost", served, unless=affordable)


def right_journey(served: Served) -> Journey:
    """Minutes one way; cost and CO2 of every trip there and back, with days and nights."""
    trips, days = _trips(served)
    if trips == 0:
        return Journey()
    there, back = (_way(served, outward=outward) for outward in (True, False))
    rates = served.problem.rates
    nights = days - trips if days and there.minutes > rates.night_beyond_minutes else 0
    return Journey(
        minutes=there.minutes,
        cost=trips * (there.cost + back.cost) + days * rates.day + nights * rates.night,
        co2=trips * (there.co2 + back.co2),
    )


def _trips(served: Served) -> tuple[int, int]:
    """How often somebody travels, and how many days of a stay that makes."""
    match served.application.needs:
        case Stay(blocks=blocks):
            return len(blocks), sum(-(-block // 2) for block in blocks)
        case CommonDays(at_least=least):
            return 1, least
        case Sessions(count=count):
            return (count if isinstance(served.offer, MentorOffer) and served.offer.in_person else 0), 0


def _way(served: Served, *, outward: bool) -> Travel:
    home, place = served.application.organisation, served.offer.organisation
    unknown = Travel(origin=home, destination=place, minutes=0, cost=0, co2=0)
    return served.facts.travel.get((home, place) if outward else (place, home), unknown)


def asks_first(served: Served) -> Iterator[Violation]:
    """Who has the first refusal is asked before anybody else hears of it."""
    right = any(one.first_refusal for one in served.both)
    yield from broken("asks_first", served, unless=served.pairing.asks_first == right)


PAIR_CHECKS: tuple[Judge, ...] = (
    kind,
    own_organisation,
    forbidden,
    excluded,
    language,
    topics,
    journey,
    asks_first,
)
