"""The cheapest ways out, one obstacle at a time: what has to change, by how much, and what cannot."""

import pytest

from solver.changes import Change, ChangeWeights, Kind
from solver.cheapest import search_beside, ways_out
from solver.problem import (
    Application,
    Companions,
    Day,
    Forbidden,
    HostOffer,
    Lock,
    Organisation,
    Problem,
    Stay,
    TopicOffer,
    TopicWish,
)
from solver.solution import Pairing
from tests.solver.answers import right
from tests.solver.tiny import (
    MONDAY,
    MONDAYS,
    THURSDAY,
    TUESDAY,
    WEDNESDAY,
    a_guest,
    a_host,
    a_mentee,
    a_mentor,
    a_pair_only,
    a_round,
    a_slot,
    on,
    places,
    whole,
)

EEVA, AINO, OLLI, MIRJA = a_guest("eeva"), a_guest("aino"), a_host("olli"), a_mentor("mirja")
MENTEE = a_mentee("eeva")
CLIMATE, CULTURE = TopicWish(topic="climate"), TopicOffer(topic="culture")
NINE = a_slot(dates=MONDAYS[:2])


def changes(problem: Problem, *plan: Pairing, application: str = "eeva") -> list[tuple[Change, ...]]:
    """What the ways out of one application change, the cheapest first."""
    ways = ways_out(problem, right(problem, *plan))
    return [way.changes for way in ways if way.application == application]


def guest(**said: object) -> Application:
    return a_guest("eeva", **said)


def host(**said: object) -> HostOffer:
    return a_host("olli", **said)


def on_monday(*parts: Application | HostOffer, **said: object) -> Problem:
    """A round of one day."""
    return a_round(*parts, days=(Day(date=MONDAY),), **said)


def oulu(**said: object) -> tuple[Organisation, ...]:
    """The three organisations, with something said about Oulu."""
    first, _, last = places()
    return first, Organisation.model_validate({"id": "oulu"} | said), last


ALONE: dict[Kind, tuple[Problem, Change]] = {
    Kind.MINUTES: (
        a_round(guest(max_minutes=90), OLLI),
        Change(kind=Kind.MINUTES, whose="eeva", amount=30, to=120, points=150),
    ),
    Kind.COST: (
        a_round(guest(max_cost=14_950), OLLI),
        Change(kind=Kind.COST, whose="eeva", amount=5_050, to=20_000, points=102),
    ),
    Kind.LANGUAGE: (
        a_round(EEVA, host(languages=("en", "sv"))),
        Change(kind=Kind.LANGUAGE, whose="eeva", what="sv", points=600),
    ),
    Kind.EXCLUDED_ORGANISATION: (
        a_round(guest(excluded_organisations=("vaasa", "oulu")), OLLI),
        Change(kind=Kind.EXCLUDED_ORGANISATION, whose="eeva", what="oulu", points=500),
    ),
    Kind.EXCLUDED_PERSON: (
        a_round(guest(excluded_persons=("person of olli",)), OLLI),
        Change(kind=Kind.EXCLUDED_PERSON, whose="eeva", what="person of olli", points=900),
    ),
    Kind.OWN_DAYS: (
        a_round(guest(free=on(MONDAY)), host(free=on(TUESDAY))),
        Change(kind=Kind.OWN_DAYS, whose="eeva", amount=2, days=whole(TUESDAY), points=400),
    ),
    Kind.OFFER_DAYS: (
        on_monday(EEVA, host(free=on())),
        Change(kind=Kind.OFFER_DAYS, whose="olli", amount=2, days=whole(MONDAY), points=600),
    ),
    Kind.TOPICS: (
        a_round(guest(topics=(CLIMATE,)), host(topics=(CULTURE,))),
        Change(kind=Kind.TOPICS, whose="eeva", what="olli", to=8, points=800),
    ),
    Kind.LISTED: (
        a_round(EEVA, OLLI, only_listed_fits=True),
        Change(kind=Kind.LISTED, whose="eeva", what="olli", to=68, points=800),
    ),
    Kind.OFFER_EXCLUDES_ORGANISATION: (
        a_round(EEVA, host(excluded_organisations=("turku",))),
        Change(kind=Kind.OFFER_EXCLUDES_ORGANISATION, whose="olli", what="turku", points=900),
    ),
    Kind.OFFER_EXCLUDES_PERSON: (
        a_round(EEVA, host(excluded_persons=("person of eeva",))),
        Change(kind=Kind.OFFER_EXCLUDES_PERSON, whose="olli", what="person of eeva", points=1500),
    ),
    Kind.LEAST: (
        a_round(EEVA, host(most_stays=3, least_stays=3)),
        Change(kind=Kind.LEAST, whose="olli", amount=2, to=1, points=1000),
    ),
    Kind.CLOSED: (
        on_monday(EEVA, OLLI, organisations=oulu(closed=(MONDAY,))),
        Change(kind=Kind.CLOSED, whose="oulu", amount=2, days=whole(MONDAY), points=1000),
    ),
    Kind.ORGANISATION_GUESTS: (
        on_monday(EEVA, OLLI, organisations=oulu(guests_per_day=0)),
        Change(kind=Kind.ORGANISATION_GUESTS, whose="oulu", to=1, days=whole(MONDAY), points=500),
    ),
    Kind.TRAVEL_BUDGET: (
        a_round(EEVA, OLLI, organisations=places(travel_budget=14_950)),
        Change(kind=Kind.TRAVEL_BUDGET, whose="turku", amount=5_050, to=20_000, points=51),
    ),
    Kind.FORBIDDEN: (
        a_round(EEVA, OLLI, forbidden=(Forbidden(application="eeva", offer="olli"),)),
        Change(kind=Kind.FORBIDDEN, whose="eeva", what="olli", points=1500),
    ),
    Kind.OWN_SLOT: (
        a_round(a_mentee("eeva", slots=()), MIRJA, slots=(NINE,)),
        Change(kind=Kind.OWN_SLOT, whose="eeva", what=NINE.id, points=400),
    ),
    Kind.OFFER_SLOT: (
        a_round(MENTEE, a_mentor("mirja", slots=()), slots=(NINE,)),
        Change(kind=Kind.OFFER_SLOT, whose="mirja", what=NINE.id, points=600),
    ),
}


@pytest.mark.parametrize("kind", ALONE)
def test_one_obstacle_asks_for_one_change_and_no_more_than_needed(kind: Kind) -> None:
    problem, change = ALONE[kind]

    assert changes(problem) == [(change,)]


def test_companions_are_placed_together_by_the_changes_of_all() -> None:
    together = (Companions(applications=("eeva", "aino")),)
    problem = a_round(guest(max_minutes=100), a_guest("aino", languages=("is",)), OLLI, companions=together)

    eeva, aino = ways_out(problem, right(problem))

    assert [(one.kind, one.whose, one.to) for one in eeva.changes] == [
        (Kind.MINUTES, "eeva", 120),
        (Kind.LANGUAGE, "aino", None),
        (Kind.GUESTS_PER_DAY, "olli", 2),
        (Kind.MOST, "olli", 2),
    ]
    assert (eeva.pairing, eeva.companions) == (aino.companions[0], (aino.pairing,))
    assert (eeva.changes, eeva.cost) == (aino.changes, aino.cost)


def test_a_lock_to_another_host_is_dropped() -> None:
    locked = (Lock(application="eeva", offer="olli", days=whole(MONDAY)),)
    problem = a_round(EEVA, host(languages=("is",)), a_host("spare"), locked=locked)

    cheapest, dearer = changes(problem)

    assert cheapest == (Change(kind=Kind.LANGUAGE, whose="eeva", what="is", points=600),)
    assert dearer == (Change(kind=Kind.LOCK, whose="eeva", what="olli", points=1500),)


def test_the_own_organisation_and_a_host_without_languages_are_never_a_way_out() -> None:
    problem = a_round(EEVA, a_host("home", organisation="turku"), a_host("mute", languages=()))

    assert changes(problem) == []


def test_where_the_two_agree_the_days_the_cheapest_ones_are_freed() -> None:
    asking = a_pair_only("eeva", days=2).model_copy(update={"free": on(MONDAY)})
    problem = a_round(asking, host(free=on(MONDAY, WEDNESDAY)))

    (found,) = changes(problem)

    assert found == (Change(kind=Kind.OWN_DAYS, whose="eeva", amount=2, days=whole(WEDNESDAY), points=400),)


def test_two_blocks_are_moved_to_where_least_is_asked() -> None:
    asking = guest(needs=Stay(blocks=(2, 2), apart_least=3), free=on(MONDAY, TUESDAY))

    (found,) = changes(a_round(asking, OLLI))

    assert found == (Change(kind=Kind.OWN_DAYS, whose="eeva", amount=2, days=whole(THURSDAY), points=400),)


def test_without_offers_days_or_unplaced_people_there_is_no_way_out() -> None:
    asking = a_pair_only("iida", days=1)

    for problem in (
        a_round(OLLI),
        a_round(EEVA, asking, a_mentee("aino"), slots=(NINE,)),
        a_round(EEVA, asking, OLLI, days=()),
    ):
        assert ways_out(problem, right(problem)) == ()


def test_a_search_is_asked_again_and_answers_alike() -> None:
    problem = a_round(guest(max_minutes=90), a_guest("aino", languages=("is",)), OLLI)
    answer = right(problem)

    search = search_beside(problem, answer)

    assert search.ways(("eeva", "aino")) == ways_out(problem, answer)
    assert search.ways(("aino",)) == search.ways(("aino", "eeva"))[:1]


def test_the_caller_says_what_is_cheap() -> None:
    avoiding = guest(excluded_organisations=("vaasa",))
    problem = a_round(avoiding, host(languages=("sv",)), a_host("vaasa's", organisation="vaasa"))
    answer = right(problem)

    by_default = ways_out(problem, answer)
    learners = ways_out(problem, answer, weights=ChangeWeights(language=100))

    assert [(way.offer, way.cost) for way in by_default] == [("vaasa's", 500), ("olli", 600)]
    assert [(way.offer, way.cost) for way in learners] == [("olli", 100), ("vaasa's", 500)]
