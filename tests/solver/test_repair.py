"""Repair: what is confirmed stays, little else moves, and the bill says who pays."""

from solver.check import check
from solver.clashing.limits import Limit
from solver.difference import Sum
from solver.findings import Bill, Fallen, Repaired
from solver.problem import CommonDays, Forbidden, Lock, Previous, Problem, Sessions
from solver.repair import repair
from solver.solution import Status
from tests.solver.tiny import (
    MONDAY,
    NEXT_MONDAY,
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

AINO, EEVA, OUTI = a_guest("aino"), a_guest("eeva"), a_guest("outi")
PEOPLE = (
    "kept",
    "moved_day",
    "moved_offer",
    "lost",
    "gained",
    "fell",
    "confirmed_touched",
    "confirmed_again",
)


def was(application: str, offer: str, *, confirmed: bool = False) -> Previous:
    return Previous(application=application, offer=offer, confirmed=confirmed, days=whole(MONDAY))


def repaired(problem: Problem) -> Repaired:
    answer = repair(problem)
    assert check(answer.solved, answer.solution) == []
    assert answer.solution.status == Status.OPTIMAL
    return answer


def bill_of(answer: Repaired) -> Bill:
    assert answer.bill is not None
    return answer.bill


def people(answer: Repaired) -> dict[str, tuple[str, ...]]:
    """Whom the bill names, and as what."""
    said = bill_of(answer).model_dump(include={*PEOPLE})
    return {name: said[name] for name in PEOPLE if said[name]}


def test_nothing_moves_when_nothing_broke() -> None:
    better = a_host("paavo", preferred_organisations=("turku",))

    answer = repaired(a_round(EEVA, a_host("olli"), better, previous=(was("eeva", "olli"),)))

    assert people(answer) == {"kept": ("eeva",)}
    assert bill_of(answer).change == 0


def test_another_day_is_cheaper_than_another_host() -> None:
    hosts = (a_host("olli", free=on(TUESDAY)), a_host("paavo", free=on(MONDAY)))

    answer = repaired(a_round(EEVA, *hosts, previous=(was("eeva", "olli"),)))

    assert people(answer) == {"moved_day": ("eeva",), "fell": ("eeva",)}
    assert answer.fallen == (Fallen(application="eeva", offer="olli", confirmed=False, why=("not_free",)),)


def test_the_unconfirmed_make_room_for_the_fallen_confirmed() -> None:
    before = (was("aino", "gone", confirmed=True), was("eeva", "olli"))

    answer = repaired(a_round(AINO, EEVA, a_host("olli"), previous=before))

    assert people(answer) == {
        "moved_offer": ("aino",),
        "lost": ("eeva",),
        "fell": ("aino",),
        "confirmed_again": ("aino",),
    }
    assert bill_of(answer).change == 200


def test_the_confirmed_make_room_for_nobody() -> None:
    before = (was("aino", "gone", confirmed=True), was("eeva", "olli", confirmed=True))
    urgent = a_guest("outi", priority=10_000)

    answer = repaired(a_round(AINO, EEVA, urgent, a_host("olli"), previous=before))

    assert people(answer) == {"kept": ("eeva",), "lost": ("aino",), "fell": ("aino",)}


def test_a_free_place_is_given_to_somebody_new() -> None:
    answer = repaired(a_round(EEVA, OUTI, a_host("olli"), a_host("paavo"), previous=(was("eeva", "olli"),)))

    assert people(answer) == {"kept": ("eeva",), "gained": ("outi",)}


def test_the_confirmed_are_touched_only_when_they_cannot_all_stand_and_the_clash_says_why() -> None:
    """The host had two guests on one day and now takes one at a time."""
    both = tuple(one.model_copy(update={"free": on(MONDAY, WEDNESDAY)}) for one in (AINO, EEVA))
    before = (was("aino", "olli", confirmed=True), was("eeva", "olli", confirmed=True))
    olli = a_host("olli", most_stays=2, guests_per_day=1)

    answer = repaired(a_round(*both, olli, previous=before))

    bill = bill_of(answer)
    assert len(bill.kept) == 1
    assert len(bill.confirmed_touched) == 1
    assert bill.moved_day == bill.confirmed_touched
    (clash,) = answer.clashes
    assert [lock.application for lock in clash.locks] == ["aino", "eeva"]
    assert clash.limits == (Limit(kind="host_guests", whose="olli", now=1),)


def test_confirmed_ones_are_touched_when_a_host_takes_fewer_than_are_confirmed() -> None:
    before = (was("aino", "olli", confirmed=True), was("eeva", "olli", confirmed=True))

    answer = repaired(a_round(AINO, EEVA, a_host("olli", guests_per_day=2), previous=before))

    assert len(bill_of(answer).confirmed_touched) == 1
    assert [one.limits for one in answer.clashes] == [(Limit(kind="most_stays", whose="olli", now=1),)]


def test_as_many_confirmed_as_possible_are_kept() -> None:
    """Two cheap stays or one dear one fit into what is left of the money."""
    hosts = [a_host("oulu 1"), a_host("oulu 2"), a_host("far", organisation="vaasa")]
    names = ("oulu 1", "oulu 2", "far")
    before = tuple(
        was(guest.id, host, confirmed=True) for guest, host in zip((AINO, EEVA, OUTI), names, strict=True)
    )
    dear = [
        way.model_copy(update={"cost": 20_000}) if "vaasa" in (way.origin, way.destination) else way
        for way in a_round().travel
    ]

    answer = repaired(
        a_round(
            AINO,
            EEVA,
            OUTI,
            *hosts,
            travel=tuple(dear),
            organisations=places(travel_budget=40_000),
            previous=before,
        )
    )

    assert people(answer) == {"kept": ("aino", "eeva"), "lost": ("outi",), "confirmed_touched": ("outi",)}


def test_locks_of_the_problem_hold_whatever_is_confirmed() -> None:
    before = (was("aino", "olli", confirmed=True),)
    locked = (Lock(application="eeva", offer="olli", days=whole(MONDAY)),)

    answer = repaired(a_round(AINO, EEVA, a_host("olli"), previous=before, locked=locked))

    assert [one.application for one in answer.solution.pairings] == ["eeva"]
    assert people(answer) == {
        "lost": ("aino",),
        "gained": ("eeva",),
        "confirmed_touched": ("aino",),
    }


def test_a_lock_elsewhere_makes_a_previous_pairing_fall() -> None:
    hosts = (a_host("olli"), a_host("paavo"))
    locked = (Lock(application="aino", offer="paavo"),)

    answer = repaired(a_round(AINO, *hosts, previous=(was("aino", "olli", confirmed=True),), locked=locked))

    assert [one.why for one in answer.fallen] == [("locked_elsewhere",)]
    assert people(answer)["moved_offer"] == ("aino",)


def test_locks_that_clash_leave_no_plan_and_no_bill() -> None:
    locked = tuple(Lock(application=one, offer="olli", days=whole(MONDAY)) for one in ("aino", "eeva"))

    answer = repair(
        a_round(
            AINO,
            EEVA,
            a_host("olli", most_stays=2),
            previous=(was("aino", "olli", confirmed=True),),
            locked=locked,
        )
    )

    assert (answer.solution.status, answer.bill) == (Status.INFEASIBLE, None)
    assert [one.locks for one in answer.clashes] == [locked]


def test_every_reason_why_a_pairing_fell_is_named() -> None:
    eeva = a_guest("eeva", languages=("en",), max_cost=100)
    forbidden = (Forbidden(application="outi", offer="olli"),)
    before = (was("aino", "gone"), was("eeva", "olli"), was("outi", "olli"), was("nobody", "olli"))

    answer = repaired(a_round(AINO, eeva, OUTI, a_host("olli"), forbidden=forbidden, previous=before))

    assert [(one.application, one.why) for one in answer.fallen] == [
        ("aino", ("offer_gone",)),
        ("eeva", ("language", "cost")),
        ("outi", ("forbidden",)),
    ]


def test_days_outside_the_new_window_cannot_stand() -> None:
    before = (Previous(application="aino", offer="olli", confirmed=True, days=whole(NEXT_MONDAY)),)

    answer = repaired(a_round(AINO, a_host("olli"), previous=before))

    assert people(answer) == {"moved_day": ("aino",), "fell": ("aino",), "confirmed_again": ("aino",)}


def test_a_mentoring_series_is_kept_with_its_slot_and_first_date() -> None:
    mentee = a_mentee("aino", needs=Sessions(count=2))
    before = (
        Previous(application="aino", offer="olli", confirmed=True, slot="monday at nine", first=NEXT_MONDAY),
    )

    answer = repaired(a_round(mentee, a_mentor("olli"), slots=(a_slot(),), previous=before))

    assert people(answer) == {"kept": ("aino",)}


def test_days_that_people_agreed_themselves_are_theirs() -> None:
    """The solver says nothing about the days of such a pairing, so they cannot differ."""
    aino = a_pair_only("aino", days=2)
    before = (was("aino", "olli", confirmed=True),)

    answer = repaired(a_round(aino, a_host("olli"), previous=before))

    assert aino.needs == CommonDays(at_least=2)
    assert people(answer) == {"kept": ("aino",)}


def test_a_pairing_whose_days_are_not_known_is_kept_on_any_day_and_falls_when_there_is_none() -> None:
    hosts = (a_host("olli", free=on(TUESDAY)), a_host("paavo", free=on(WEDNESDAY)))
    eeva = a_guest("eeva", free=on(MONDAY))
    before = (
        Previous(application="aino", offer="olli", confirmed=True),
        Previous(application="eeva", offer="paavo", confirmed=True),
    )

    answer = repaired(a_round(AINO, eeva, *hosts, previous=before))

    assert people(answer)["kept"] == ("aino",)
    assert [(one.application, one.why) for one in answer.fallen] == [("eeva", ("dates",))]


def test_the_bill_counts_money_and_worth_against_the_old_plan_without_what_fell() -> None:
    before = (was("aino", "gone"), was("eeva", "olli"))

    bill = bill_of(repaired(a_round(AINO, EEVA, a_host("olli"), a_host("paavo"), previous=before)))

    assert bill.cost == Sum(name="cost", before=20_000, after=40_000)
    assert bill.worth.after == 2 * bill.worth.before
    assert {level.name: (level.before > 0, level.after > level.before) for level in bill.levels} == {
        "placed": (True, True),
        "fit": (True, True),
        "travel": (False, False),
        "balance": (False, False),
        "stability": (False, True),
    }
