"""Reasons without a solve, for HR."""

from solver import explain
from solver.explain import Difference, OfferBeside
from solver.explaining.why import Resource, Taken
from solver.problem import (
    Application,
    Companions,
    Day,
    HostOffer,
    Lock,
    MentorOffer,
    Organisation,
    Previous,
    Problem,
)
from solver.solution import Pairing, Rule
from tests.solver.answers import a_series, a_stay, right, shared
from tests.solver.tiny import (
    MONDAY,
    MONDAYS,
    TUESDAY,
    WEDNESDAY,
    a_guest,
    a_host,
    a_mentee,
    a_mentor,
    a_round,
    a_slot,
    places,
    solved,
    whole,
)

HOSTS = (
    a_host("best", preferred_organisations=("turku",)),
    a_host("far", organisation="turku"),
    a_host("mute", languages=("is",)),
    a_host("shy", excluded_persons=("person of eeva",)),
    a_host("spare"),
)
EEVA, AINO, OLLI = a_guest("eeva"), a_guest("aino"), a_host("olli")


def on_monday(*parts: Application | HostOffer | MentorOffer, **said: object) -> Problem:
    """A round of one day."""
    return a_round(*parts, days=(Day(date=MONDAY),), **said)


def lacking(problem: Problem, *plan: Pairing) -> tuple[Taken, ...]:
    """What Eeva lacks at the only offer."""
    (told,) = explain.waiting(problem, right(problem, *plan), "eeva").offers
    assert told.rule is None
    return told.taken


def test_hr_reads_which_rule_removed_which_offer() -> None:
    judged = explain.reach(a_round(EEVA, *HOSTS), "eeva").offers

    assert [(one.offer, one.rule) for one in judged] == [
        ("best", None),
        ("far", Rule.OWN_ORGANISATION),
        ("mute", Rule.LANGUAGE),
        ("shy", Rule.EXCLUDED_BY_OFFER),
        ("spare", None),
    ]


def test_for_the_unplaced_each_offer_has_a_rule_or_what_others_have_taken() -> None:
    problem = a_round(EEVA, AINO, OLLI, *HOSTS[2:])
    answer = right(problem, a_stay("aino", "olli"))

    told = explain.waiting(problem, answer, "eeva").offers

    assert told == (
        OfferBeside(offer="mute", rule=Rule.LANGUAGE),
        OfferBeside(
            offer="olli", rule=None, taken=(Taken(resource=Resource.MOST, whose="olli", by=("aino",)),)
        ),
        OfferBeside(offer="shy", rule=Rule.EXCLUDED_BY_OFFER),
        OfferBeside(offer="spare", rule=None),
    )


def test_a_full_day_names_the_guests_of_the_host_and_of_the_organisation() -> None:
    first, _, last = places()
    crowded = (first, Organisation(id="oulu", guests_per_day=1), last)
    problem = on_monday(EEVA, AINO, a_host("olli", most_stays=2), organisations=crowded)

    assert lacking(problem, a_stay("aino", "olli", MONDAY)) == (
        Taken(resource=Resource.GUESTS_PER_DAY, whose="olli", days=whole(MONDAY), by=("aino",)),
        Taken(resource=Resource.ORGANISATION_GUESTS, whose="oulu", days=whole(MONDAY), by=("aino",)),
    )


def test_a_spent_budget_names_the_travellers_and_what_is_short() -> None:
    hosts = a_host("olli", most_stays=2)
    problem = a_round(EEVA, AINO, hosts, organisations=places(travel_budget=30_000))

    assert lacking(problem, a_stay("aino", "olli", MONDAY)) == (
        Taken(resource=Resource.TRAVEL_BUDGET, whose="turku", short=10_000, by=("aino",)),
    )


def test_a_host_who_wants_more_guests_lacks_them() -> None:
    problem = a_round(EEVA, a_host("olli", least_stays=2, most_stays=2))

    assert lacking(problem) == (Taken(resource=Resource.LEAST, whose="olli"),)


def test_a_full_session_names_its_mentees() -> None:
    mentees = a_mentee("eeva"), a_mentee("aino")
    problem = a_round(*mentees, a_mentor("mirja", most_mentees=2), slots=(a_slot(dates=MONDAYS[:2]),))

    assert lacking(problem, a_series("aino", "mirja")) == (
        Taken(resource=Resource.MENTEES_PER_SESSION, whose="mirja", by=("aino",)),
    )


def test_a_host_who_is_elsewhere_is_named_with_the_own_visit() -> None:
    away = a_guest("aino", person="person of olli", organisation="oulu")
    problem = on_monday(EEVA, away, OLLI, a_host("visited", organisation="vaasa"))

    told = explain.waiting(problem, right(problem, a_stay("aino", "visited", MONDAY)), "eeva")

    assert told.offers[0].taken == (Taken(resource=Resource.BOOKED, whose="person of olli", by=("aino",)),)


def test_a_companion_whom_a_rule_keeps_out_is_named() -> None:
    together = (Companions(applications=("aino", "eeva")),)
    mute = a_guest("aino", languages=("is",))
    problem = a_round(EEVA, mute, OLLI, companions=together)

    told = explain.waiting(problem, right(problem), "eeva")

    assert told.offers == (OfferBeside(offer="olli", rule=Rule.LANGUAGE, whose="aino"),)


def test_a_pairing_is_told_with_its_next_best() -> None:
    problem = a_round(EEVA, *HOSTS)

    told = explain.pairing(problem, solved(problem), "eeva")

    assert (told.chosen.offer, told.chosen.fit, told.chosen.times) == ("best", 80, 5)
    assert [(one.offer, one.fit) for one in told.next_best] == [("spare", 68)]


def test_a_next_best_that_is_free_says_what_the_plan_would_lose_level_by_level() -> None:
    problem = a_round(EEVA, *HOSTS)

    (spare,) = explain.pairing(problem, solved(problem), "eeva").next_best

    assert (spare.taken, spare.gains) == (
        (),
        (
            Difference(level="placed", points=0),
            Difference(level="fit", points=-12 * 80),
            Difference(level="travel", points=0),
            Difference(level="balance", points=0),
            Difference(level="stability", points=0),
        ),
    )


def test_a_next_best_that_others_have_is_told_with_their_ids() -> None:
    problem = a_round(EEVA, AINO, OLLI, a_host("spare"))
    answer = right(problem, a_stay("eeva", "spare"), a_stay("aino", "olli"))

    (told,) = explain.pairing(problem, answer, "eeva").next_best

    assert (told.offer, told.gains) == ("olli", ())
    assert told.taken == (Taken(resource=Resource.MOST, whose="olli", by=("aino",)),)


def test_the_time_nearest_to_the_schedule_before_is_weighed() -> None:
    before = (Previous(application="eeva", offer="olli", days=whole(WEDNESDAY)),)
    problem = a_round(EEVA, OLLI, a_host("spare"), previous=before)

    (told,) = explain.pairing(problem, right(problem, a_stay("eeva", "spare")), "eeva").next_best

    assert told.gains[-1] == Difference(level="stability", points=150 * 20)


def test_a_locked_pairing_says_that_the_lock_keeps_others_away() -> None:
    locked = (Lock(application="eeva", offer="olli"),)
    problem = a_round(EEVA, OLLI, a_host("spare"), locked=locked)

    (told,) = explain.pairing(problem, right(problem, a_stay("eeva", "olli")), "eeva").next_best

    assert told.taken == (Taken(resource=Resource.LOCKED, whose="eeva"),)


def test_a_host_who_would_be_left_with_too_few_keeps_the_pairing() -> None:
    kept = a_host("olli", least_stays=2, most_stays=2)
    problem = a_round(EEVA, AINO, kept, a_host("spare"))
    answer = right(problem, a_stay("eeva", "olli", MONDAY), a_stay("aino", "olli", TUESDAY))

    (told,) = explain.pairing(problem, answer, "eeva").next_best

    assert told.taken == (Taken(resource=Resource.LEAST, whose="olli", by=("aino",)),)


def test_the_hosts_of_a_shared_trip_are_not_the_next_best() -> None:
    guest = a_guest("eeva", needs={"kind": "stay", "blocks": (4,)})
    hosts = a_host("olli", shares_trip_with=("kaisa",)), a_host("kaisa"), a_host("spare")
    problem = a_round(guest, *hosts)

    told = explain.pairing(problem, right(problem, shared("olli", "kaisa", MONDAY, TUESDAY)), "eeva")

    assert (told.chosen.offer, told.pairing.second and told.pairing.second.offer) == ("olli", "kaisa")
    assert [one.offer for one in told.next_best] == ["spare"]
