"""`vaihto explain`: reasons in words people read."""

import json
from pathlib import Path

from click.testing import CliRunner, Result

from cli import reasons
from cli.explanation import Explanation
from cli.main import vaihto
from cli.next_best import LEVELS
from domain.change_words import CHANGES
from domain.lacking_words import LACKING
from models.languages import Language
from solver.changes import Kind
from solver.checks import value
from solver.explaining.why import Resource
from solver.objective import Objective
from solver.problem import Free, Previous, Problem, Stay, TopicOffer, TopicWish, Wish
from solver.solution import Pairing, Removed, Rule, Solution, Unplaced
from tests.solver.answers import a_draft, a_series, a_stay, half, right, shared
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
    whole,
)

EEVA, AINO, OLLI = a_guest("eeva"), a_guest("aino"), a_host("olli")
ONE_PLACE = a_round(EEVA, AINO, OLLI, a_host("paavo", languages=("is",)))


def explained(folder: Path, problem: Problem, solution: Solution, *words: str) -> Result:
    files = (folder / "problem.json", folder / "solution.json")
    for file, record in zip(files, (problem, solution), strict=True):
        file.write_text(record.model_dump_json(), encoding="utf-8")
    asked = ["explain", *(str(file) for file in files), "--language", "en", *words]
    return CliRunner().invoke(vaihto, asked, catch_exceptions=False)


def lines(folder: Path, problem: Problem, solution: Solution, *words: str) -> list[str]:
    result = explained(folder, problem, solution, *words)
    assert result.exit_code == 0, result.stderr
    return result.stdout.splitlines()


def test_a_pairing_is_told_with_what_it_rests_on(tmp_path: Path) -> None:
    guest = a_guest("eeva", topics=(TopicWish(topic="eu"),), wishes=(Wish(offer="olli"),))
    host = a_host("olli", topics=(TopicOffer(topic="eu", strength=80),), first_refusal=True)
    problem = a_round(guest, host)

    told = lines(tmp_path, problem, right(problem, a_stay()))

    assert told == [
        "eeva: olli; Mon 1 March 2027 (week 9)",
        "  Fit 76 of 100",
        "  48 points: topics eu 80 %",
        "  20 points: this very host was wished for",
        "  8 points: common languages fi",
        "  Journey: 120 minutes one way, €200.00, 10 kg of CO2",
        "  The host or mentor is asked before anybody else hears of it.",
        f"1 placed, 0 without a place, {right(problem, a_stay()).value} points: proven best.",
    ]


def test_who_has_no_place_reads_why_and_what_would_have_to_change(tmp_path: Path) -> None:
    removed = (Removed(rule=Rule.LANGUAGE, offers=1),)
    left = Unplaced(application="aino", code="lost_to_others", in_reach=1, removed=removed)
    solution = right(ONE_PLACE, a_stay()).model_copy(update={"unplaced": (left,)})

    everybody = lines(tmp_path, ONE_PLACE, solution)
    alone = lines(tmp_path, ONE_PLACE, solution, "--application", "aino")

    assert (
        everybody[-3:-1]
        == alone[:2]
        == [
            "aino has no place: 1 offer is in reach, but its places went to others.",
            "  1 offer is out of reach: without a common language",
        ]
    )
    assert alone[2:] == [
        "  Possible with paavo, Mon 1 March 2027 (week 9), if aino gets by in the language “is”",
        "  Possible with olli, Tue 2 March 2027 (week 9), if olli takes 2 in all",
    ]


def test_every_change_has_words() -> None:
    assert set(CHANGES) == set(Kind)


def first_line(folder: Path, problem: Problem, *plan: Pairing) -> str:
    return lines(folder, problem, right(problem, *plan))[0]


def test_times_are_told_as_people_write_them(tmp_path: Path) -> None:
    two = Stay(blocks=(2, 2), apart_least=2)
    parted = a_round(a_guest("eeva", needs=two), OLLI)
    half_day = a_round(a_guest("eeva", needs=Stay(blocks=(1,))), OLLI)
    series = a_round(a_mentee("eeva"), a_mentor("mirja"), slots=(a_slot(),))
    agreed = a_round(EEVA, OLLI, date_mode="pair")

    assert [
        first_line(tmp_path, parted, a_stay("eeva", "olli", MONDAY, WEDNESDAY)),
        first_line(tmp_path, half_day, a_draft(days=(half(TUESDAY, "pm"),))),
        first_line(tmp_path, series, a_series()),
        first_line(tmp_path, agreed, a_draft()),
    ] == [
        "eeva: olli; Mon 1 March 2027 (week 9), Wed 3 March 2027 (week 9)",
        "eeva: olli; Tue 2 March 2027 (afternoon)",
        "eeva: mirja; Mon 1 March 2027 at 9:00, Mon 8 March 2027 at 9:00",
        "eeva: olli; the two agree the days",
    ]


def test_one_application_reads_the_next_best_offers_and_what_the_plan_would_be_worth(tmp_path: Path) -> None:
    problem = a_round(EEVA, OLLI, a_host("paavo"), a_host("risto", preferred_organisations=("turku",)))

    told = lines(tmp_path, problem, right(problem, a_stay()), "--application", "eeva")

    assert told[-3:] == [
        "  Next best by fit: risto (80), paavo (68)",
        "    risto has room; the plan would change in points: fit +960",
        "    paavo has room, and the plan would be worth as much",
    ]


def test_one_application_reads_who_has_the_next_best_offers(tmp_path: Path) -> None:
    paavo = a_host("paavo", free=Free(days=(MONDAY,)), most_stays=2)
    problem = a_round(EEVA, AINO, OLLI, paavo, a_host("risto", least_stays=2, most_stays=2))

    plan = right(problem, a_stay("eeva", "olli", MONDAY), a_stay("aino", "paavo", MONDAY))
    told = lines(tmp_path, problem, plan, "--application", "eeva")

    assert told[-2:] == [
        "    paavo: paavo lacks 1 place for guests: Mon 1 March 2027 (week 9) (see aino)",
        "    risto: risto would have fewer than wanted: 1 short",
    ]


def test_a_sum_of_points_is_told_only_where_the_objective_is_one(tmp_path: Path) -> None:
    before = (Previous(application="eeva", offer="olli", days=whole(MONDAY)),)
    people = EEVA, OLLI, a_host("paavo", preferred_organisations=("turku",))
    weighed = a_round(*people, previous=before)
    levelled = a_round(*people, previous=before, objective=Objective(mode="levels"))

    told = [
        lines(tmp_path, problem, right(problem, a_stay()), "--application", "eeva")[-1]
        for problem in (weighed, levelled)
    ]

    assert told == [
        "    paavo has room; the plan would change in points: in all -2040, fit +960, stability -3000",
        "    paavo has room; the plan would change in points: fit +960, stability -3000",
    ]


def test_every_lack_and_every_level_has_words() -> None:
    assert (set(LACKING), set(LEVELS) - {"total"}) == (set(Resource), set(value.LEVELS))


def test_programs_read_who_has_the_next_best_offers(tmp_path: Path) -> None:
    problem = a_round(EEVA, AINO, OLLI, a_host("paavo"))
    plan = right(problem, a_stay("eeva", "paavo"), a_stay("aino", "olli"))

    (told,) = json.loads(explained(tmp_path, problem, plan, "--json", "--application", "eeva").stdout)

    assert [(one["offer"], one["taken"][0]["by"], one["gains"]) for one in told["next_best"]] == [
        ("olli", ["aino"], [])
    ]


def test_programs_read_json(tmp_path: Path) -> None:
    result = explained(tmp_path, ONE_PLACE, right(ONE_PLACE, a_stay()), "--json")

    told = json.loads(result.stdout)
    assert [(one["application"], bool(one["pairing"]), bool(one["unplaced"])) for one in told] == [
        ("eeva", True, False),
        ("aino", False, True),
    ]


def test_only_a_right_plan_is_explained(tmp_path: Path) -> None:
    wrong = right(ONE_PLACE, a_stay()).model_copy(update={"gap": 0.5})

    result = explained(tmp_path, ONE_PLACE, wrong)

    assert (result.exit_code, result.stdout) == (1, "")
    assert result.stderr.splitlines()[-1] == "1 rule is broken."


def test_an_application_that_is_not_there_is_a_usage_error(tmp_path: Path) -> None:
    result = explained(tmp_path, ONE_PLACE, right(ONE_PLACE, a_stay()), "--application", "nobody")

    assert (result.exit_code, "nobody is not in the solution" in result.stderr) == (2, True)


def test_both_hosts_of_a_shared_trip_are_named() -> None:
    guest = a_guest("eeva", needs=Stay(blocks=(4,)))
    problem = a_round(guest, a_host("olli", shares_trip_with=("paavo",)), a_host("paavo"))
    trip = right(problem, shared("olli", "paavo", MONDAY, TUESDAY)).pairings[0]

    told = reasons.lines(Explanation(application="eeva", pairing=trip), problem, Language.EN)

    assert next(told) == "eeva: olli, then paavo; Mon 1 March – Tue 2 March 2027 (week 9)"
