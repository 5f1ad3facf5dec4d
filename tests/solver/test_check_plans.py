"""The judge is judged: what pairings do to one another."""

from datetime import datetime, time

import pytest

from solver.objective import Objective, Weights
from solver.problem import (
    Application,
    Companions,
    HostOffer,
    Lock,
    MentorOffer,
    Problem,
    Stay,
    Travel,
)
from solver.solution import Journey, Pairing, Solution
from tests.solver.answers import Planted, a_draft, a_series, a_stay, at_nine, found_in, half, pairing, waiting
from tests.solver.tiny import (
    MONDAY,
    MONDAYS,
    TUESDAY,
    a_guest,
    a_host,
    a_mentee,
    a_mentor,
    a_round,
    a_slot,
    places,
    whole,
)

EEVA, AINO = a_guest("eeva"), a_guest("aino")
OLLI, PAAVO, ROOMY = a_host("olli"), a_host("paavo"), a_host("olli", most_stays=2)
WANTS_TWO = a_host("olli", least_stays=2, most_stays=2)
ON_TUESDAY, TO_PAAVO, TO_MATTI = pairing(days=whole(TUESDAY)), pairing(offer="paavo"), pairing(offer="matti")
MENTEES = (a_mentee("eeva"), a_mentee("aino"))
HALF_PAST = a_slot("half past", start=time(9, 30))
AT_HALF_PAST = tuple(datetime.combine(day, time(9, 30)) for day in MONDAYS[:2])
ONE_A_DAY = (places()[0], places()[1].model_copy(update={"guests_per_day": 1}), places()[2])
FREE_TRAVEL = Objective(weights=Weights(minutes=0, cost=0))
TWICE = (a_stay(), a_stay("aino", "olli", TUESDAY))
BESIDE = (a_stay(), a_stay("aino", "paavo", TUESDAY))
HALF_A_DAY = Stay(blocks=(1,))
FAR = tuple(
    Travel(origin=one, destination=two, minutes=60, cost=cost, co2=0)
    for place, cost in (("oulu", 100), ("vaasa", 200))
    for one, two in (("turku", place), (place, "turku"))
)


def mentored(rules: str, **matti: object) -> Planted:
    """Eeva is right with Mirja while Aino is with Matti, and goes to him instead."""
    problem = a_round(*MENTEES, a_mentor("mirja"), a_mentor("matti", **matti), slots=(a_slot(),))
    return Planted(rules, problem, (a_series(), a_series("aino", "matti")), TO_MATTI)


LIMITS = [
    Planted("host_guests", a_round(EEVA, AINO, ROOMY), TWICE, ON_TUESDAY),
    Planted(
        "organisation_guests", a_round(EEVA, AINO, OLLI, PAAVO, organisations=ONE_A_DAY), BESIDE, ON_TUESDAY
    ),
    Planted("most_stays", a_round(EEVA, AINO, OLLI, PAAVO), BESIDE, TO_PAAVO),
    Planted(
        "least_stays",
        a_round(EEVA, AINO, a_host("olli", least_stays=2, most_stays=2), PAAVO),
        TWICE,
        TO_PAAVO,
    ),
    mentored("most_mentees", mentees_per_session=2),
    mentored("session_mentees", most_mentees=2),
    Planted(
        "least_mentees",
        a_round(
            *MENTEES,
            a_mentor("mirja", least_mentees=2, most_mentees=2, mentees_per_session=2),
            a_mentor("matti"),
            slots=(a_slot(),),
        ),
        (a_series(), a_series("aino")),
        TO_MATTI,
    ),
    Planted(
        "travel_budget",
        a_round(
            EEVA,
            OLLI,
            a_host("paavo", organisation="vaasa"),
            travel=FAR,
            organisations=places(travel_budget=399),
            objective=FREE_TRAVEL,
        ),
        (a_stay(),),
        pairing(offer="paavo", journey=Journey(minutes=60, cost=400, co2=0)),
    ),
]


def busy(*parts: Application | HostOffer | MentorOffer, plan: Pairing, **other: object) -> Planted:
    """Eeva stays on Tuesday, and on Monday instead, when she or Olli does something else."""
    right = a_stay("eeva", "olli", TUESDAY)
    problem = a_round(*parts, slots=(a_slot(), HALF_PAST), **other)
    return Planted("two_places", problem, (right, plan), pairing(days=whole(MONDAY)))


def half_a_day(*, wrong: str, start: time = time(9), blocks: str = "half") -> Planted:
    """Eeva stays on half of Tuesday, and on half of Monday instead, when she meets Mirja."""
    needs = {"needs": HALF_A_DAY, "person": "eeva"}
    problem = a_round(
        a_guest("eeva", **needs),
        a_mentee("hers", person="eeva"),
        OLLI,
        a_mentor("mirja"),
        slots=(a_slot(start=start),),
        sessions_block=blocks,
    )
    sessions = tuple(datetime.combine(day, start) for day in MONDAYS[:2])
    series = a_series("hers").model_copy(update={"sessions": sessions})
    stay = a_draft(days=(half(TUESDAY, wrong),))
    return Planted("two_places", problem, (stay, series), pairing(days=(half(MONDAY, wrong),)))


PLACES = [
    busy(
        a_guest("eeva", person="x"),
        a_guest("two", person="x"),
        OLLI,
        PAAVO,
        plan=a_stay("two", "paavo", MONDAY),
    ),
    busy(
        EEVA,
        a_guest("his", person="x"),
        a_host("olli", person="x"),
        a_host("vaasan", organisation="vaasa"),
        plan=a_stay("his", "vaasan", MONDAY),
    ),
    busy(EEVA, AINO, a_host("olli", person="x"), a_host("paavo", person="x"), plan=a_stay("aino", "paavo")),
    busy(EEVA, a_mentee("his", person="person of olli"), OLLI, a_mentor("mirja"), plan=a_series("his")),
    busy(EEVA, a_mentee("aino"), OLLI, a_mentor("mirja", person="person of olli"), plan=a_series("aino")),
    half_a_day(wrong="am"),
    half_a_day(wrong="pm", start=time(11, 30)),
    half_a_day(wrong="pm", blocks="day"),
    Planted(
        "two_places",
        a_round(*MENTEES, a_mentor("mirja", most_mentees=2), slots=(a_slot(), HALF_PAST)),
        (
            a_series("eeva", "mirja", 2, 3),
            a_series("aino").model_copy(
                update={
                    "slot": "half past",
                    "sessions": AT_HALF_PAST,
                }
            ),
        ),
        pairing(sessions=(at_nine(1), at_nine(2))),
    ),
    Planted(
        "two_places",
        a_round(
            a_mentee("eeva", person="x"),
            a_mentee("two", person="x"),
            a_mentor("mirja"),
            a_mentor("matti"),
            slots=(a_slot(),),
        ),
        (a_series("eeva", "mirja", 2, 3), a_series("two", "matti")),
        pairing(sessions=(at_nine(1), at_nine(2))),
    ),
]


def locked(*parts: Application | HostOffer | MentorOffer, **lock: object) -> Problem:
    """Eeva's place is locked."""
    rows = (Lock.model_validate({"application": "eeva", "offer": "olli"} | lock),)
    return a_round(*parts, slots=(a_slot(), HALF_PAST), locked=rows)


def left_out(answer: Solution) -> Solution:
    """The first pairing is gone, and its application unplaced instead."""
    first, *others = answer.pairings
    problem = a_round(EEVA, AINO, ROOMY)
    return answer.model_copy(
        update={"pairings": tuple(others), "unplaced": (waiting(problem, first.application),)}
    )


TOGETHER = (Companions(applications=("eeva", "aino")),)
LARGE = a_host("olli", most_stays=2, guests_per_day=2)
KEPT = [
    Planted("locked", locked(EEVA, OLLI, PAAVO), (a_stay(),), TO_PAAVO),
    Planted("locked", locked(EEVA, OLLI, days=whole(MONDAY)), (a_stay(),), ON_TUESDAY),
    Planted("locked value", locked(EEVA, OLLI), (a_stay(),), left_out),
    Planted(
        "locked",
        locked(a_mentee("eeva"), a_mentor("mirja"), offer="mirja", first=MONDAY),
        (a_series(),),
        pairing(sessions=(at_nine(1), at_nine(2))),
    ),
    Planted(
        "locked",
        locked(a_mentee("eeva"), a_mentor("mirja"), offer="mirja", slot="monday at nine"),
        (a_series(),),
        pairing(slot="half past", sessions=AT_HALF_PAST),
    ),
    Planted(
        "companions",
        a_round(EEVA, AINO, LARGE, PAAVO, companions=TOGETHER),
        (a_stay(), a_stay("aino")),
        TO_PAAVO,
    ),
    Planted(
        "companions", a_round(EEVA, AINO, LARGE, companions=TOGETHER), (a_stay(), a_stay("aino")), ON_TUESDAY
    ),
    Planted(
        "companions value",
        a_round(EEVA, AINO, LARGE, companions=TOGETHER),
        (a_stay(), a_stay("aino")),
        left_out,
    ),
]
PLANTED = [*LIMITS, *PLACES, *KEPT]


@pytest.mark.parametrize("planted", PLANTED, ids=lambda planted: planted.rules)
def test_one_clash_is_named_and_nothing_else(planted: Planted) -> None:
    assert found_in(planted) == planted.rules.split()
