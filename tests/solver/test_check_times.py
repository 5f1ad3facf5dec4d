"""The judge is judged: when a pairing takes place."""

from datetime import datetime, time

import pytest

from solver.problem import Day, Free, Organisation, Sessions, Stay
from solver.solution import Pairing
from tests.solver.answers import Planted, a_draft, a_series, a_stay, at_nine, found_in, half, pairing
from tests.solver.tiny import (
    FRIDAY,
    MONDAY,
    MONDAYS,
    NEXT_MONDAY,
    THURSDAY,
    TUESDAY,
    WEDNESDAY,
    WEEK,
    a_guest,
    a_host,
    a_mentee,
    a_mentor,
    a_pair_only,
    a_round,
    a_slot,
    on,
    whole,
)

EEVA, OLLI = a_guest("eeva"), a_host("olli")
TWO_DAYS, TWO_TRIPS = Stay(blocks=(4,)), Stay(blocks=(2, 2), apart_least=2, apart_most=3)
TWO_WEEKS = tuple(Day(date=day) for day in (*WEEK, NEXT_MONDAY))
CLOSED = (Organisation(id="turku"), Organisation(id="oulu", closed=(TUESDAY,)), Organisation(id="vaasa"))
MORNING_ONLY = (Day(date=MONDAY), Day(date=TUESDAY, pm=False))
SLOTS = (a_slot(), a_slot("at one", start=time(13)), a_slot("too early", start=time(7)))
TWO, APART = a_stay("eeva", "olli", MONDAY, TUESDAY), a_stay("eeva", "olli", MONDAY, WEDNESDAY)
EIGHT = datetime.combine(MONDAYS[0], time(8))
NINE_IN_ZONE = datetime.fromisoformat("2027-03-01T09:00:00Z")


def at_other_days(rules: str, *days: object, guest: dict[str, object], **other: object) -> Planted:
    """Eeva stays with Olli on Monday, and goes on other days instead."""
    problem = a_round(a_guest("eeva", **guest), a_host("olli"), **other)
    return Planted(rules, problem, (a_stay(),), pairing(days=days))


def longer(rules: str, *days: object, right: Pairing, needs: Stay, **other: object) -> Planted:
    """Eeva has needs of more days, and goes on other days instead."""
    problem = a_round(a_guest("eeva", needs=needs), a_host("olli"), **other)
    return Planted(rules, problem, (right,), pairing(days=days))


def mentored(rules: str, **other: object) -> Planted:
    """Eeva meets Mirja on two Mondays at nine, and something else is planned."""
    problem = a_round(a_mentee("eeva", slots=("monday at nine", "at one")), a_mentor("mirja"), slots=SLOTS)
    return Planted(rules, problem, (a_series(),), pairing(**other))


PLANTED = [
    at_other_days("not_free", *whole(TUESDAY), guest={"free": on(MONDAY)}),
    at_other_days("not_free", *whole(TUESDAY), guest={}, organisations=CLOSED),
    at_other_days("not_free", *whole(TUESDAY), guest={}, days=MORNING_ONLY),
    at_other_days("not_free", *whole(NEXT_MONDAY), guest={}),
    at_other_days("not_free", *whole(TUESDAY), guest={"free": Free(days=(MONDAY,), mornings=(TUESDAY,))}),
    Planted(
        "not_free", a_round(EEVA, a_host("olli", free=on(MONDAY))), (a_stay(),), pairing(days=whole(TUESDAY))
    ),
    at_other_days("blocks", *whole(MONDAY, TUESDAY), guest={}),
    at_other_days("blocks", guest={}),
    at_other_days("blocks", half(MONDAY, "pm"), half(TUESDAY, "am"), guest={}),
    at_other_days("blocks", half(MONDAY, "am"), half(MONDAY, "pm"), guest={}),
    longer("blocks", *whole(MONDAY, WEDNESDAY), right=TWO, needs=TWO_DAYS),
    longer("blocks", *whole(TUESDAY, MONDAY), right=TWO, needs=TWO_DAYS),
    longer(
        "blocks",
        *whole(FRIDAY, NEXT_MONDAY),
        right=TWO,
        needs=TWO_DAYS,
        days=TWO_WEEKS,
    ),
    longer(
        "blocks",
        *whole(MONDAY, WEDNESDAY),
        right=a_stay("eeva", "olli", WEDNESDAY, THURSDAY),
        needs=TWO_DAYS,
        days=tuple(Day(date=day) for day in WEEK if day != TUESDAY),
        may_cross_weekend=True,
    ),
    longer("blocks", *whole(MONDAY, TUESDAY), right=APART, needs=TWO_TRIPS),
    longer("blocks", *whole(MONDAY, FRIDAY), right=APART, needs=TWO_TRIPS),
    Planted("blocks", a_round(a_pair_only("eeva", days=1), OLLI), (a_draft(),), pairing(days=whole(MONDAY))),
    Planted(
        "common_days",
        a_round(a_pair_only("eeva", days=2), OLLI, a_host("paavo", free=on(FRIDAY))),
        (a_draft(),),
        pairing(offer="paavo"),
    ),
    Planted(
        "dates",
        a_round(
            a_guest("eeva", needs=Stay(blocks=(3, 2), apart_least=1)),
            OLLI,
            a_host("paavo", free=on(MONDAY, WEDNESDAY, FRIDAY)),
            date_mode="pair",
        ),
        (a_draft(),),
        pairing(offer="paavo"),
    ),
    Planted(
        "dates",
        a_round(
            a_mentee("eeva"),
            a_mentor("mirja"),
            a_mentor("matti", slots=("short",)),
            slots=(*SLOTS, a_slot("short", start=time(15), dates=MONDAYS[:1])),
            date_mode="pair",
        ),
        (a_draft(offer="mirja"),),
        pairing(offer="matti"),
    ),
    Planted("window", a_round(EEVA, OLLI, date_mode="window"), (a_stay(),), pairing(window=None)),
    Planted("window", a_round(EEVA, OLLI, date_mode="window"), (a_stay(),), pairing(window=(MONDAY, FRIDAY))),
    Planted("window", a_round(EEVA, OLLI), (a_stay(),), pairing(window=(MONDAY, FRIDAY))),
    Planted("slot", a_round(EEVA, OLLI, slots=SLOTS), (a_stay(),), pairing(slot="at one")),
    mentored("slot", slot="too early"),
    mentored("slot", slot=None, sessions=()),
    mentored("slot", slot="never"),
    mentored("series", sessions=(at_nine(0),)),
    mentored("series", sessions=()),
    mentored("series", sessions=(at_nine(0), at_nine(2))),
    mentored("series", sessions=(at_nine(1), at_nine(0))),
    mentored("series", sessions=(EIGHT, at_nine(1))),
    mentored("series", sessions=(NINE_IN_ZONE, at_nine(1))),
    Planted(
        "series",
        a_round(
            a_mentee("eeva", needs=Sessions(count=2, every_weeks=2)), a_mentor("mirja"), slots=(a_slot(),)
        ),
        (a_series("eeva", "mirja", 0, 2),),
        pairing(sessions=(at_nine(0), at_nine(1))),
    ),
    Planted(
        "not_free",
        a_round(a_mentee("eeva"), a_mentor("mirja", free=on(TUESDAY)), slots=SLOTS),
        (a_series("eeva", "mirja", 1, 2),),
        pairing(sessions=(at_nine(0), at_nine(1))),
    ),
]


@pytest.mark.parametrize("planted", PLANTED, ids=lambda planted: planted.rules)
def test_one_wrong_time_is_named_and_nothing_else(planted: Planted) -> None:
    assert found_in(planted) == planted.rules.split()
