"""Whatever is sent: a clear error with its path, or a right answer. Never a fault, never a wrong plan."""

import json

import pytest

from solver.problem import Problem
from solver.reading import ProblemError, read
from tests.solver.tiny import a_guest, a_host, a_round, a_slot

BASE = a_round(a_guest("eeva"), a_host("olli"), slots=(a_slot(),)).model_dump_json()
MARK = "put something here"
WHOLE = "a whole number without quotes and decimal point"
DATE, TIME = "a date as 2027-03-01", "a local time as 09:00:00"
JSON = "one JSON object in UTF-8 without a byte order mark, nested as the contract is"
DEEP = "[" * 100_000 + "]" * 100_000
FIRST = "applications.0"


def with_raw(path: str, raw: str) -> str:
    """A good problem with raw JSON at one place."""
    problem = json.loads(BASE)
    *steps, last = (int(step) if step.isdecimal() else step for step in path.split("."))
    place = problem
    for step in steps:
        place = place[step]
    place[last] = MARK
    return json.dumps(problem).replace(json.dumps(MARK), raw)


WRONG_VALUES = [
    ("rates.day", "NaN", WHOLE),
    ("rates.day", "Infinity", WHOLE),
    ("rates.day", "-Infinity", WHOLE),
    ("rates.day", "1.0", WHOLE),
    ("rates.day", "1e3", WHOLE),
    ("rates.day", "1e400", WHOLE),
    ("rates.day", '"7"', WHOLE),
    ("rates.day", "true", WHOLE),
    ("rates.day", "null", WHOLE),
    ("rates.day", "-1", "at least 0"),
    ("rates.day", "1000000001", "at most 1000000000"),
    ("rates.day", "9" * 4000, "at most 1000000000"),
    ("objective.weights.fit", "1000000000", "at most 1000000"),
    ("objective.weights.fit", "NaN", WHOLE),
    (f"{FIRST}.priority", "0", "at least 1"),
    (f"{FIRST}.priority", "10001", "at most 10000"),
    (f"{FIRST}.id", '""', "in all at least 1"),
    (f"{FIRST}.id", json.dumps("x" * 201), "in all at most 200"),
    (f"{FIRST}.id", "7", "text in quotes"),
    (f"{FIRST}.languages", '"fi"', "a list"),
    (f"{FIRST}.needs", "[2]", "an object"),
    (f"{FIRST}.needs", '{"blocks": [2]}', "an object that names its kind"),
    (f"{FIRST}.needs", '{"kind": "party"}', "one of 'stay', 'sessions', 'common_days'"),
    (f"{FIRST}.needs.blocks", "[]", "in all at least 1"),
    (f"{FIRST}.needs.blocks", "[1000000]", "at most 2000"),
    (f"{FIRST}.needs.colour", "1", "leave the field out; the contract does not know it"),
    (f"{FIRST}.free.days", '["2027-02-31"]', DATE),
    ("host_offers.0.most_stays", "0", "at least 1"),
    ("host_offers.0.guests_per_day", "0", "at least 1"),
    ("host_offers.0.person", "[]", "text in quotes"),
    ("days.0.date", '"2027-03-01T12:00:00"', DATE),
    ("days.0.date", '"1.3.2027"', DATE),
    ("days.0.date", "20270301", DATE),
    ("days.0.am", '"yes"', "true or false"),
    ("slots.0.start", '"24:00"', TIME),
    ("slots.0.start", "32400", TIME),
    ("slots.0.start", '"09:00:00Z"', "the local time without a zone"),
    ("slots.0.minutes", "0", "at least 1"),
    ("slots.0.weekday", "8", "at most 7"),
    ("slots", DEEP, JSON),
    ("money_unit", '"\\ud800"', JSON),
    ("money_unit", '"mark"', "one of 'cent' or 'euro'"),
    ("version", "2", "one of 1"),
    ("colour", '"red"', "leave the field out; the contract does not know it"),
]
BROKEN_JSON = ("slots", "money_unit")


@pytest.mark.parametrize(("path", "raw", "right"), WRONG_VALUES)
def test_a_wrong_value_is_told_with_its_path_and_what_would_be_right(path: str, raw: str, right: str) -> None:
    with pytest.raises(ProblemError) as refused:
        read(with_raw(path, raw))

    flaw = refused.value.flaws[0]
    assert flaw.right == right
    assert flaw.path.startswith("problem" if right == JSON else path)
    assert flaw.wrong


def test_every_flaw_is_told_at_once() -> None:
    spoilt = json.loads(BASE) | {"colour": "red", "rates": {"day": -1}, "days": None}

    with pytest.raises(ProblemError) as refused:
        read(json.dumps(spoilt))

    assert sorted(flaw.path for flaw in refused.value.flaws) == ["colour", "days", "rates.day"]


NO_JSON: list[str | bytes] = [
    "",
    "{",
    "null",
    "[]",
    '"x"',
    "7",
    DEEP,
    '{"a":' * 100_000 + "1" + "}" * 100_000,
    f"{BASE}x",
    f"// a comment\n{BASE}",
    BASE.replace("eeva", "\ud800"),
    BASE.encode().replace(b"eeva", b"\xff"),
    b"\xef\xbb\xbf" + BASE.encode(),
    BASE.encode("utf-16"),
    "9" * 5000,
]


@pytest.mark.parametrize("text", NO_JSON, ids=range(len(NO_JSON)))
def test_what_is_no_problem_at_all_is_refused_as_a_whole(text: str | bytes) -> None:
    with pytest.raises(ProblemError) as refused:
        read(text)

    assert [flaw.path for flaw in refused.value.flaws] == ["problem"]


def test_strange_names_are_only_names() -> None:
    name = "\0 ' \" \\ </script> Ångström 🙂 \u202e"

    problem = read(BASE.replace('"eeva"', json.dumps(name)))

    assert problem.applications[0].id == name
    assert Problem.model_validate_json(problem.model_dump_json()) == problem
