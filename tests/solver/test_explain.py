"""Reasons without a solve, for HR and for the person."""

from solver import explain
from solver.solution import Removed, Rule
from tests.solver.tiny import a_guest, a_host, a_round, solved

HOSTS = (
    a_host("best", preferred_organisations=("turku",)),
    a_host("far", organisation="turku"),
    a_host("mute", languages=("is",)),
    a_host("shy", excluded_persons=("person of eeva",)),
    a_host("spare"),
)
EEVA = a_guest("eeva")


def test_hr_reads_which_rule_removed_which_offer() -> None:
    judged = explain.reach(a_round(EEVA, *HOSTS), "eeva").offers

    assert [(one.offer, one.rule) for one in judged] == [
        ("best", None),
        ("far", Rule.OWN_ORGANISATION),
        ("mute", Rule.LANGUAGE),
        ("shy", Rule.EXCLUDED_BY_OFFER),
        ("spare", None),
    ]


def test_the_person_does_not_read_who_avoids_them() -> None:
    own = explain.own_reach(a_round(EEVA, *HOSTS), "eeva")

    assert own == explain.OwnReach(
        application="eeva",
        in_reach=2,
        by_own_limits=(Removed(rule=Rule.OWN_ORGANISATION, offers=1),),
        unsuitable=2,
    )


def test_a_pairing_is_told_with_its_next_best() -> None:
    problem = a_round(EEVA, *HOSTS)

    told = explain.pairing(problem, solved(problem), "eeva")

    assert (told.chosen.offer, told.chosen.fit) == ("best", 80)
    assert [(one.offer, one.fit) for one in told.next_best] == [("spare", 68)]
