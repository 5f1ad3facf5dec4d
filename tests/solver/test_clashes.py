"""Clashes: which locks, companions and limits cannot hold together, by name and no more than needed."""

from solver.clashes import clash, clashes
from solver.clashing.limits import Limit
from solver.clashing.smallest import smallest
from solver.clashing.suspects import suspects
from solver.findings import Clash, Ruled
from solver.problem import Companions, Forbidden, Lock, Organisation, Problem
from solver.solution import Rule
from tests.solver.tiny import (
    MONDAY,
    TUESDAY,
    WEDNESDAY,
    a_guest,
    a_host,
    a_mentee,
    a_mentor,
    a_round,
    a_slot,
    on,
    places,
    whole,
)

AINO, EEVA, OUTI = a_guest("aino"), a_guest("eeva"), a_guest("outi")
ON_MONDAY = Lock(application="aino", offer="olli", days=whole(MONDAY))


def lock(application: str, offer: str = "olli") -> Lock:
    return Lock(application=application, offer=offer)


def limits(problem: Problem) -> list[tuple[str, str]]:
    found = clash(problem)
    return [] if found is None else [(one.kind, one.whose) for one in found.limits]


def test_locks_that_go_together_do_not_clash() -> None:
    problem = a_round(AINO, EEVA, a_host("olli", most_stays=2), locked=(lock("aino"), lock("eeva")))

    assert clashes(problem) == ()


def test_two_locks_clash_with_the_only_stay_of_a_host_and_a_third_elsewhere_is_not_named() -> None:
    locked = (lock("aino"), lock("eeva"), lock("outi", "paavo"))
    problem = a_round(AINO, EEVA, OUTI, a_host("olli"), a_host("paavo"), locked=locked)

    assert clashes(problem) == (
        Clash(locks=(lock("aino"), lock("eeva")), limits=(Limit(kind="most_stays", whose="olli", now=1),)),
    )


def test_locks_on_one_day_clash_with_the_guests_of_an_organisation() -> None:
    oulu = Organisation(id="oulu", guests_per_day=1)
    organisations = tuple(oulu if one.id == "oulu" else one for one in places())
    locked = (ON_MONDAY, Lock(application="eeva", offer="paavo", days=whole(MONDAY)))
    problem = a_round(AINO, EEVA, a_host("olli"), a_host("paavo"), organisations=organisations, locked=locked)

    assert limits(problem) == [("organisation_guests", "oulu")]


def test_a_budget_is_named_with_all_who_spend_it() -> None:
    hosts = [a_host(name) for name in ("olli", "paavo", "pirjo")]
    locked = (lock("aino", "olli"), lock("eeva", "paavo"), lock("outi", "pirjo"))

    found = clash(
        a_round(AINO, EEVA, OUTI, *hosts, organisations=places(travel_budget=50_000), locked=locked)
    )

    assert found == Clash(locks=locked, limits=(Limit(kind="travel_budget", whose="turku", now=50_000),))


def test_one_person_in_two_places_is_named() -> None:
    host = a_host("eeva's own", person="person of eeva", organisation="turku")
    guest = a_guest("from oulu", organisation="oulu")
    locked = (
        Lock(application="eeva", offer="olli", days=whole(MONDAY)),
        Lock(application="from oulu", offer="eeva's own", days=whole(MONDAY)),
    )

    found = clash(a_round(EEVA, guest, host, a_host("olli"), locked=locked))

    assert found == Clash(locks=locked, limits=(Limit(kind="two_places", whose="person of eeva"),))


def test_who_may_be_in_two_places_is_still_avoided_by_others_and_not_their_own_host() -> None:
    """Lifting the calendar of a person must not lift anything else."""
    host = a_host("eeva's own", person="person of eeva", organisation="vaasa")
    locked = (lock("eeva", "eeva's own"),)

    found = clash(a_round(EEVA, host, locked=locked))

    assert found == Clash(
        locks=locked,
        ruled=(Ruled(application="eeva", offer="eeva's own", rule=Rule.SAME_PERSON),),
    )


def test_calendars_that_do_not_meet_are_named_on_both_sides() -> None:
    aino = a_guest("aino", free=on(MONDAY))

    assert limits(a_round(aino, a_host("olli", free=on(TUESDAY)), locked=(lock("aino"),))) == [
        ("offer_days", "olli"),
        ("own_days", "aino"),
    ]


def test_companions_locked_to_different_days_clash_without_any_limit() -> None:
    both = Companions(applications=("aino", "eeva"))
    locked = (ON_MONDAY, Lock(application="eeva", offer="olli", days=whole(TUESDAY)))
    host = a_host("olli", most_stays=2, guests_per_day=2)

    found = clash(a_round(AINO, EEVA, host, companions=(both,), locked=locked))

    assert found == Clash(locks=locked, companions=(both,))


def test_a_companion_who_shares_no_language_is_named_by_the_rule() -> None:
    eeva = a_guest("eeva", languages=("en",))
    both = Companions(applications=("aino", "eeva"))
    problem = a_round(AINO, eeva, a_host("olli", most_stays=2), companions=(both,), locked=(lock("aino"),))

    assert clash(problem) == Clash(
        locks=(lock("aino"),),
        companions=(both,),
        ruled=(Ruled(application="eeva", offer="olli", rule=Rule.LANGUAGE),),
    )


def test_a_lock_that_is_too_long_for_the_stay_is_ruled_out_by_its_dates() -> None:
    two_days = Lock(application="aino", offer="olli", days=whole(MONDAY, TUESDAY))

    found = clash(a_round(AINO, a_host("olli"), locked=(two_days,)))

    assert found == Clash(
        locks=(two_days,), ruled=(Ruled(application="aino", offer="olli", rule=Rule.DATES),)
    )


def test_a_host_that_wants_two_guests_is_named_when_nobody_else_can_come() -> None:
    host = a_host("olli", most_stays=2, least_stays=2)
    eeva = a_guest("eeva", languages=("en",))

    assert limits(a_round(AINO, eeva, host, locked=(lock("aino"),))) == [("least_stays", "olli")]


def test_a_host_that_wants_two_guests_gets_somebody_who_is_not_locked() -> None:
    host = a_host("olli", most_stays=2, least_stays=2)

    assert clash(a_round(AINO, EEVA, host, locked=(lock("aino"),))) is None


def test_a_forbidden_pair_is_a_limit_that_can_be_lifted() -> None:
    forbidden = (Forbidden(application="aino", offer="olli"),)

    found = clash(a_round(AINO, a_host("olli"), forbidden=forbidden, locked=(lock("aino"),)))

    assert found == Clash(
        locks=(lock("aino"),), limits=(Limit(kind="forbidden", whose="aino", offer="olli"),)
    )


def test_a_mentor_with_one_place_in_a_session_clashes_with_two_mentees_at_one_time() -> None:
    mentor = a_mentor("olli", most_mentees=2)
    locked = tuple(
        Lock(application=one, offer="olli", slot="monday at nine", first=MONDAY) for one in ("aino", "eeva")
    )
    problem = a_round(a_mentee("aino"), a_mentee("eeva"), mentor, slots=(a_slot(),), locked=locked)

    assert limits(problem) == [("session_mentees", "olli")]


def test_clash_after_clash_is_found_until_the_rest_can_stand() -> None:
    hosts = (a_host("olli"), a_host("paavo", free=on(WEDNESDAY)))
    monday = Lock(application="outi", offer="paavo", days=whole(MONDAY))

    found = clashes(a_round(AINO, EEVA, OUTI, *hosts, locked=(lock("aino"), lock("eeva"), monday)))

    assert sorted(tuple(lock.application for lock in one.locks) for one in found) == [
        ("aino", "eeva"),
        ("outi",),
    ]


def test_the_smaller_of_two_irreducible_sets_is_preferred() -> None:
    """Either the first is impossible alone, or the other three together."""
    impossible = (frozenset("d"), frozenset("abc"))

    found = smallest("abcd", lambda part: any(one <= {*part} for one in impossible))

    assert found == ("d",)


def test_few_questions_find_few_members_among_many() -> None:
    asked = []

    def are_impossible(part: tuple[int, ...]) -> bool:
        asked.append(part)
        return {17, 800} <= {*part}

    assert smallest(range(1_000), are_impossible) == (17, 800)
    assert len(asked) < 120


def test_too_many_guests_among_hundreds_are_told_at_a_glance() -> None:
    """Every second lock is on Monday; a hundred and one guests are one too many."""
    people = [a_guest(f"guest {number:03}") for number in range(220)]
    hosts = [a_host(f"host {number:03}") for number in range(220)]
    locked = tuple(
        Lock(application=guest.id, offer=host.id, days=whole((MONDAY, TUESDAY)[number % 2]))
        for number, (guest, host) in enumerate(zip(people, hosts, strict=True))
        if number % 2 == 0 or number < 100
    )
    oulu = Organisation(id="oulu", guests_per_day=100)
    organisations = tuple(oulu if one.id == "oulu" else one for one in places())

    groups = suspects(a_round(*people, *hosts, organisations=organisations, locked=locked))

    assert groups == (tuple(lock for lock in locked if lock.days == whole(MONDAY))[:101],)


def test_the_dearest_journeys_are_suspected_first() -> None:
    hosts = (a_host("near"), a_host("far", organisation="vaasa"), a_host("also near"))
    locked = (lock("aino", "near"), lock("eeva", "far"), lock("outi", "also near"))
    travel = tuple(
        way.model_copy(update={"cost": 30_000}) if "vaasa" in (way.origin, way.destination) else way
        for way in a_round().travel
    )
    problem = a_round(
        AINO,
        EEVA,
        OUTI,
        *hosts,
        travel=travel,
        organisations=places(travel_budget=70_000),
        locked=locked,
    )

    assert suspects(problem) == ((lock("eeva", "far"), lock("aino", "near")),)
