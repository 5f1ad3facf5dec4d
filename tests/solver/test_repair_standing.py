"""Previous pairings in the round as it is now: what may be chosen may also stand, shared trips included."""

import pytest

from solver.clashing.possible import essence
from solver.effort import ALL_IT_TAKES
from solver.findings import Fallen
from solver.locks import contradict, keeps, lock_of, merged, with_locks
from solver.past import Stands
from solver.problem import Forbidden, Lock, Problem, Stay
from solver.solution import FitReasons, Pairing
from solver.standing import judged
from tests.solver.broken import as_before
from tests.solver.oracle import a_random_round, pairings
from tests.solver.tiny import MONDAY, TUESDAY, WEDNESDAY, a_guest, a_host, a_round, whole

PAIR = a_host("olli", shares_trip_with=("paavo",)), a_host("paavo")


def every_pairing(problem: Problem) -> list[Pairing]:
    return [one for application in problem.applications for one in pairings(problem, application)]


def stands(problem: Problem, pairing: Pairing) -> Stands | Fallen:
    previous = (as_before(pairing, confirmed=True),)
    (found,) = judged(problem.model_copy(update={"previous": previous, "locked": ()}), ALL_IT_TAKES)
    return found


@pytest.mark.parametrize("date_mode", ["fixed", "window"])
def test_whatever_may_be_chosen_may_stand_just_as_it_was(date_mode: str) -> None:
    shared = 0
    for seed in range(12):
        problem = a_random_round(seed, shared_trips=True).model_copy(update={"date_mode": date_mode})
        for pairing in every_pairing(problem)[::5]:
            found = stands(problem, pairing)

            assert isinstance(found, Stands), (seed, pairing, found)
            assert found.pairing == pairing.model_copy(update={"reasons": FitReasons()})
            assert keeps(pairing, found.lock)
            shared += pairing.second is not None
    assert shared > 10


def test_another_second_host_or_none_is_a_change() -> None:
    problem = a_round(a_guest("aino", needs=Stay(blocks=(4,))), *PAIR)
    shared = [one for one in every_pairing(problem) if one.second is not None]
    lock = lock_of(problem, as_before(shared[0], confirmed=True), problem.applications[0])

    alone = shared[0].model_copy(update={"second": None})

    assert lock.second == "paavo"
    assert (keeps(shared[0], lock), keeps(alone, lock)) == (True, False)


def test_a_second_host_who_is_gone_makes_the_pairing_fall() -> None:
    aino = a_guest("aino", needs=Stay(blocks=(4,)))
    shared = next(one for one in every_pairing(a_round(aino, *PAIR)) if one.second is not None)

    found = stands(a_round(aino, a_host("olli")), shared)

    assert isinstance(found, Fallen)
    assert found.why == ("offer_gone",)


def test_hosts_who_no_longer_share_trips_make_the_pairing_fall() -> None:
    aino = a_guest("aino", needs=Stay(blocks=(4,)))
    shared = next(one for one in every_pairing(a_round(aino, *PAIR)) if one.second is not None)

    found = stands(a_round(aino, a_host("olli"), a_host("paavo")), shared)

    assert isinstance(found, Fallen)
    assert found.why == ("shares_trip_with",)


def test_who_had_one_host_for_the_whole_stay_gets_no_second() -> None:
    lock = Lock(application="aino", offer="paavo", days=whole(MONDAY, TUESDAY))

    found = with_locks(a_round(a_guest("aino", needs=Stay(blocks=(4,))), *PAIR), (lock,))

    assert found.locked == (lock,)
    assert found.forbidden == (Forbidden(application="aino", offer="olli"),)


def test_a_lock_that_leaves_the_second_host_open_needs_those_who_may_be_it() -> None:
    problem = a_round(a_guest("aino"), a_guest("eeva"), *PAIR, a_host("pirjo"))
    lock = Lock(application="aino", offer="paavo")

    found = essence(problem.model_copy(update={"locked": (lock,)}))

    assert [one.id for one in found.applications] == ["aino"]
    assert [one.id for one in found.host_offers] == ["olli", "paavo"]


def test_locks_contradict_each_other_only_where_both_say_something() -> None:
    open_ended = Lock(application="aino", offer="olli")
    dated = open_ended.model_copy(update={"days": whole(WEDNESDAY)})
    elsewhere = Lock(application="aino", offer="paavo")

    assert [contradict(open_ended, dated), contradict(dated, open_ended)] == [False, False]
    assert contradict(dated, elsewhere)
    assert contradict(dated, open_ended.model_copy(update={"days": whole(MONDAY)}))
    assert merged(open_ended, dated) == merged(dated, open_ended) == dated
