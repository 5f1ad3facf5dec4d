"""What a person reads of the own answers, and of a plan."""

import pytest

from solver.changes import Change, Kind
from solver.explaining.answers import Answer
from solver.own import KeptAway, OwnReach, Wider, own_reach
from solver.own_plan import NotGiven, Reason, own_pairing, own_waiting
from solver.problem import Application, Day, Forbidden, HostOffer, Organisation, Problem, Travel, Wish
from solver.solution import Journey
from tests.solver.answers import a_stay, right
from tests.solver.tiny import (
    FRIDAY,
    MONDAY,
    MONDAYS,
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

EEVA, AINO, OLLI = a_guest("eeva"), a_guest("aino"), a_host("olli")
FAR = {"turku": 0, "oulu": 120, "vaasa": 180}


def spread(*hosts: HostOffer, **said: object) -> Problem:
    """Oulu is two hours away and Vaasa three, for somebody from Turku who says something."""
    travel = tuple(
        Travel(origin=one, destination=two, minutes=max(FAR[one], FAR[two]), cost=10_000, co2=5_000)
        for one in FAR
        for two in FAR
        if one != two
    )
    return a_round(a_guest("eeva", **said), *hosts, travel=travel)


NEAR = tuple(a_host(f"near {number}") for number in range(2))
BEYOND = tuple(a_host(f"beyond {number}", organisation="vaasa") for number in range(7))


def test_180_minutes_instead_of_120_bring_seven_hosts_more() -> None:
    told = own_reach(spread(*NEAR, *BEYOND, max_minutes=120), "eeva", at_least=5)

    longer = Change(kind=Kind.MINUTES, whose="eeva", amount=60, to=180, points=300)
    assert told == OwnReach(
        application="eeva",
        in_reach=2,
        at_home=0,
        unsuitable=0,
        kept_away=(KeptAway(answer=Answer.MINUTES, offers=7, alone=7),),
        smallest=Wider(changes=(longer,), more=7),
        by_answer=(Wider(changes=(longer,), more=7),),
    )


def test_an_offer_that_two_answers_keep_away_is_alone_for_neither() -> None:
    told = own_reach(spread(*BEYOND[:1], max_minutes=120, excluded_organisations=("vaasa",)), "eeva")

    assert told.kept_away == (
        KeptAway(answer=Answer.MINUTES, offers=1, alone=0),
        KeptAway(answer=Answer.EXCLUSIONS, offers=1, alone=0),
    )
    assert told.by_answer == ()
    assert told.smallest is not None
    assert [change.kind for change in told.smallest.changes] == [Kind.MINUTES, Kind.EXCLUDED_ORGANISATION]


def test_where_there_is_enough_nothing_is_asked() -> None:
    told = own_reach(spread(*NEAR, *BEYOND, max_minutes=120), "eeva", at_least=2)

    assert told.smallest is None
    assert [wider.more for wider in told.by_answer] == [7]


def test_one_language_more_is_cheaper_than_a_much_longer_way() -> None:
    hosts = (a_host("nearby", languages=("sv",)), *BEYOND[:1])

    told = own_reach(spread(*hosts, max_minutes=50), "eeva", at_least=1)

    assert told.smallest is not None
    assert [(one.kind, one.to) for one in told.smallest.changes] == [(Kind.MINUTES, 180)]
    told = own_reach(spread(*hosts, max_minutes=100, excluded_organisations=("vaasa",)), "eeva", at_least=1)
    assert told.smallest is not None
    assert [(one.kind, one.what) for one in told.smallest.changes] == [
        (Kind.MINUTES, None),
        (Kind.LANGUAGE, "sv"),
    ]


def test_days_are_told_that_open_hosts() -> None:
    hosts = a_host("early", free=on(TUESDAY)), a_host("late", free=on(WEDNESDAY, FRIDAY))

    told = own_reach(a_round(a_guest("eeva", free=on(MONDAY)), *hosts), "eeva", at_least=1)

    free = Change(kind=Kind.OWN_DAYS, whose="eeva", amount=2, days=whole(TUESDAY), points=400)
    assert told.kept_away == (KeptAway(answer=Answer.TIMES, offers=2, alone=2),)
    assert told.smallest == Wider(changes=(free,), more=1)


def test_where_the_two_agree_the_days_as_many_as_are_lacking_are_told() -> None:
    asking = a_pair_only("eeva", days=2).model_copy(update={"free": on(MONDAY)})
    problem = a_round(asking, a_host("olli", free=on(MONDAY, WEDNESDAY, FRIDAY)))

    told = own_reach(problem, "eeva")

    free = Change(kind=Kind.OWN_DAYS, whose="eeva", amount=2, days=whole(WEDNESDAY), points=400)
    assert told.smallest == Wider(changes=(free,), more=1)


def test_a_slot_more_opens_a_mentor() -> None:
    slot = a_slot(dates=MONDAYS[:2])
    problem = a_round(a_mentee("eeva", slots=()), a_mentor("mirja"), slots=(slot,))

    told = own_reach(problem, "eeva")

    taken = Change(kind=Kind.OWN_SLOT, whose="eeva", what=slot.id, points=400)
    assert told.smallest == Wider(changes=(taken,), more=1)


@pytest.mark.parametrize("asking", [EEVA, a_pair_only("eeva", days=1), a_mentee("eeva")])
def test_without_offers_or_days_nothing_is_within_reach_and_nothing_helps(asking: Application) -> None:
    nothing = OwnReach(
        application="eeva", in_reach=0, at_home=0, unsuitable=0, kept_away=(), smallest=None, by_answer=()
    )

    assert own_reach(a_round(asking), "eeva") == nothing
    assert own_reach(a_round(EEVA, OLLI, days=()), "eeva").unsuitable == 1


def test_an_offer_that_has_no_time_does_not_suit() -> None:
    told = own_reach(a_round(EEVA, a_host("olli", free=on())), "eeva")

    assert (told.in_reach, told.unsuitable, told.smallest) == (0, 1, None)


def test_a_full_host_is_within_reach_when_nobody_else_is_in_the_plan() -> None:
    turku, _, vaasa = places()
    nobody_fits = (turku, Organisation(id="oulu", guests_per_day=0), vaasa)

    assert own_reach(a_round(EEVA, OLLI, organisations=nobody_fits), "eeva").in_reach == 1


def test_the_own_pairing_tells_what_it_rests_on() -> None:
    wishing = a_guest("eeva", wishes=(Wish(offer="olli"),))
    problem = a_round(wishing, OLLI, a_host("spare"))

    told = own_pairing(problem, right(problem, a_stay("eeva", "olli")), "eeva")

    assert (told.chosen.offer, told.chosen.wished, told.chosen.languages) == ("olli", "offer", ("fi",))
    assert (told.chosen.journey, told.days) == (
        Journey(minutes=120, cost=20_000, co2=10_000),
        whole(MONDAY),
    )
    assert [(one.offer, one.reasons, one.others) for one in told.next_best] == [
        ("spare", (Reason.WORTH_LESS,), 0)
    ]


def reason(told: tuple[NotGiven, ...]) -> list[tuple[tuple[Reason, ...], int]]:
    return [(one.reasons, one.others) for one in told]


def test_places_that_went_to_others_are_counted() -> None:
    problem = a_round(EEVA, AINO, a_guest("iida"), a_host("olli", most_stays=2, guests_per_day=2))
    answer = right(problem, a_stay("aino"), a_stay("iida"))

    told = own_waiting(problem, answer, "eeva")

    assert (told.in_reach, reason(told.best)) == (1, [((Reason.PLACES,), 2)])


def test_travel_money_that_colleagues_use_is_told() -> None:
    hosts = a_host("olli", most_stays=2)
    problem = a_round(EEVA, AINO, hosts, organisations=places(travel_budget=30_000))

    told = own_waiting(problem, right(problem, a_stay("aino", "olli", TUESDAY)), "eeva")

    assert reason(told.best) == [((Reason.TRAVEL_MONEY,), 1)]


def test_being_elsewhere_oneself_is_told() -> None:
    again = a_guest("again", person="person of eeva")
    problem = a_round(EEVA, again, OLLI, a_host("spare"), days=(Day(date=MONDAY),))

    told = own_waiting(problem, right(problem, a_stay("again", "olli")), "eeva")

    assert reason(told.best) == [((Reason.PLACES, Reason.OWN_TIMES), 1), ((Reason.OWN_TIMES,), 0)]


@pytest.mark.parametrize("least", [2, 3])
def test_that_a_host_wants_more_guests_is_not_told(least: int) -> None:
    problem = a_round(EEVA, a_host("olli", least_stays=least, most_stays=3))

    assert reason(own_waiting(problem, right(problem), "eeva").best) == [((Reason.NOT_POSSIBLE,), 0)]


def test_that_a_host_is_elsewhere_is_not_told() -> None:
    away = a_guest("aino", person="person of olli", organisation="oulu")
    hosts = OLLI, a_host("visited", organisation="vaasa", guests_per_day=2, most_stays=2)
    problem = a_round(EEVA, away, *hosts, days=(Day(date=MONDAY),))
    answer = right(problem, a_stay("aino", "visited"), a_stay("eeva", "visited"))

    assert reason(own_pairing(problem, answer, "eeva").next_best) == [((Reason.NOT_POSSIBLE,), 0)]


def test_a_plan_that_would_be_as_good_or_better_says_so() -> None:
    problem = a_round(EEVA, OLLI, a_host("spare"), a_host("best", preferred_organisations=("turku",)))

    told = own_pairing(problem, right(problem, a_stay("eeva", "olli")), "eeva").next_best

    assert [(one.offer, one.reasons) for one in told] == [
        ("best", (Reason.NOT_PROVED,)),
        ("spare", (Reason.AS_GOOD,)),
    ]


def test_offers_that_hr_ruled_out_are_not_named() -> None:
    ruled_out = (Forbidden(application="eeva", offer="spare"),)
    problem = a_round(EEVA, OLLI, a_host("spare"), forbidden=ruled_out)

    assert own_pairing(problem, right(problem, a_stay("eeva", "olli")), "eeva").next_best == ()
