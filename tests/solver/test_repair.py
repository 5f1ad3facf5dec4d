"""Repair: what is confirmed stays, little else moves, and the bill says who pays."""

from solver.check import check
from solver.problem import Previous, Problem
from solver.repair import Bill, Repaired, repair
from solver.solution import Status
from tests.solver.tiny import MONDAY, TUESDAY, WEDNESDAY, a_guest, a_host, a_round, on, whole

AINO, EEVA, OUTI = a_guest("aino"), a_guest("eeva"), a_guest("outi")
NOBODY = Bill(kept=(), moved_day=(), moved_offer=(), lost=(), gained=(), fell=(), confirmed_touched=())


def was(application: str, offer: str, *, confirmed: bool = False) -> Previous:
    return Previous(application=application, offer=offer, confirmed=confirmed, days=whole(MONDAY))


def repaired(problem: Problem) -> Repaired:
    answer = repair(problem)
    assert check(answer.solved, answer.solution) == []
    assert answer.solution.status == Status.OPTIMAL
    return answer


def test_nothing_moves_when_nothing_broke() -> None:
    better = a_host("paavo", preferred_organisations=("turku",))

    bill = repaired(a_round(EEVA, a_host("olli"), better, previous=(was("eeva", "olli"),))).bill

    assert bill == NOBODY.model_copy(update={"kept": ("eeva",)})


def test_another_day_is_cheaper_than_another_host() -> None:
    hosts = (a_host("olli", free=on(TUESDAY)), a_host("paavo", free=on(MONDAY)))

    bill = repaired(a_round(EEVA, *hosts, previous=(was("eeva", "olli"),))).bill

    assert bill == NOBODY.model_copy(update={"moved_day": ("eeva",), "fell": ("eeva",)})


def test_the_unconfirmed_make_room_for_the_fallen_confirmed() -> None:
    before = (was("aino", "gone", confirmed=True), was("eeva", "olli"))

    bill = repaired(a_round(AINO, EEVA, a_host("olli"), previous=before)).bill

    assert bill == NOBODY.model_copy(update={"moved_offer": ("aino",), "lost": ("eeva",), "fell": ("aino",)})


def test_the_confirmed_make_room_for_nobody() -> None:
    before = (was("aino", "gone", confirmed=True), was("eeva", "olli", confirmed=True))
    urgent = a_guest("outi", priority=10_000)

    bill = repaired(a_round(AINO, EEVA, urgent, a_host("olli"), previous=before)).bill

    assert bill == NOBODY.model_copy(update={"kept": ("eeva",), "lost": ("aino",), "fell": ("aino",)})


def test_a_free_place_is_given_to_somebody_new() -> None:
    bill = repaired(
        a_round(EEVA, OUTI, a_host("olli"), a_host("paavo"), previous=(was("eeva", "olli"),))
    ).bill

    assert bill == NOBODY.model_copy(update={"kept": ("eeva",), "gained": ("outi",)})


def test_the_confirmed_are_touched_only_when_they_cannot_all_stand_and_the_bill_says_so() -> None:
    """The host had two guests on one day and now takes one at a time."""
    both = tuple(one.model_copy(update={"free": on(MONDAY, WEDNESDAY)}) for one in (AINO, EEVA))
    before = (was("aino", "olli", confirmed=True), was("eeva", "olli", confirmed=True))
    olli = a_host("olli", most_stays=2, guests_per_day=1)

    bill = repaired(a_round(*both, olli, previous=before)).bill

    assert (len(bill.kept), bill.moved_day) == (1, bill.confirmed_touched)
    assert len(bill.confirmed_touched) == 1
