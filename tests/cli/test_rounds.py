"""HR steers rounds from the terminal, and hears a no in words."""

import pytest
from sqlalchemy import select

from domain import illnesses, planning, rounds, schedules
from models.people import Person
from models.rounds import Round
from models.schedules import Schedule
from models.states import Role
from solver.solve import solve
from tests.builders import STAY, an_appointee, an_organisation
from tests.cli.terminal import OWNER, Terminal
from tests.cli.told import (
    AINO,
    BERTTA,
    DECIDED,
    IN,
    a_small_round,
    confirmed,
    is_planned,
    opened,
    proposed,
    the_exchange,
)

NOT_ALLOWED = (
    "Bertta Keksitty does not steer kevat-2027: the owner of the round may, and coordinators, HR and "
    "administrators."
)


def test_rounds_are_listed_with_their_dates(terminal: Terminal) -> None:
    opened(terminal)

    rows = terminal.rows("round", "list")

    days = "Mon 1 March – Fri 28 May 2027 (week 9–21)"
    closes = "Fri 15 January 2027 at 16:00"
    assert rows == [["kevat-2027", "Spring 2027", "Open for applications", closes, days]]


def test_a_round_is_shown_in_numbers(terminal: Terminal) -> None:
    confirmed(terminal)

    lines = terminal.says("round", "show", "kevat-2027")

    shown = [[cell.strip() for cell in line.strip("│").split("│")] for line in lines if "│" in line]
    assert [line.strip() for line in lines[:1]] == ["Round kevat-2027: Running"]
    assert shown == [
        ["Applications", "2"],
        ["Placed", "1 (proven best)"],
        ["Exchanges", "Confirmed 1"],
        ["Confirmed / released / repaired", "1 / 0 / 0"],
        ["Plans and change proposals", "1"],
        ["Mails in all", "0"],
        ["Replies by mail", ""],
        ["Follow-ups answered", "0 of 0"],
    ]


def test_a_change_proposal_is_shown_with_what_it_costs(terminal: Terminal) -> None:
    confirmed(terminal)
    with terminal.change() as db:
        its, first, last = the_exchange(db), STAY.first_day, STAY.last_day
        illnesses.fall_ill(db, its.round_id, its.host_id, first=first, last=last, now=DECIDED)
    with terminal.change() as db:
        round_ = rounds.by_reference(db, "kevat-2027")
        problem = planning.problem(db, round_, now=DECIDED)
        schedules.keep(db, round_, problem, solve(problem, seed=1), now=DECIDED)

    lines = terminal.says("round", "show", "kevat-2027")

    shown = " ".join(" ".join(lines).replace("│", " ").split())
    # A placement is worth 10 × 2,000 and a fit of 68 × 80.
    costs = "0 stay, 1 move, 0 lose their place, 0 get one; 25440 points, now 25440"
    assert f"Plans and change proposals 2 Change proposal 2 {costs} Mails in all" in shown


def test_a_rejected_plan_waits_for_nobody(terminal: Terminal) -> None:
    opened(terminal)
    is_planned(terminal)

    told = terminal.says("round", "reject", "kevat-2027", "--by", OWNER)
    again = terminal.refuses("round", "reject", "kevat-2027", "--by", OWNER)

    assert told == ["Version 1 is set aside; another plan is made."]
    assert again == ["No plan waits for a decision."]


def test_a_published_plan_cannot_be_set_aside(terminal: Terminal) -> None:
    proposed(terminal)

    refused = terminal.refuses("round", "reject", "kevat-2027", "--by", OWNER)

    assert refused == ["No plan waits for a decision."]
    with terminal.database.look() as db:
        assert [each.state.value for each in db.scalars(select(Schedule))] == ["published"]


@pytest.mark.parametrize("role", [Role.COORDINATOR, Role.HR, Role.ADMINISTRATOR])
def test_a_role_lets_somebody_steer(terminal: Terminal, role: Role) -> None:
    opened(terminal)
    with terminal.change() as db:
        an_appointee(db, person=bertta(terminal), role=role)

    told = terminal.says("application", "withdraw", AINO, *IN, "--by", BERTTA)

    assert told == ["Aino Keksitty has left the round."]


def test_a_role_in_another_house_or_round_lets_nobody_steer(terminal: Terminal) -> None:
    opened(terminal)
    with terminal.change() as db:
        elsewhere = an_organisation(db)
        an_appointee(db, person=bertta(terminal), role=Role.HR, organisation_id=elsewhere.id)

    refused = terminal.refuses("application", "withdraw", AINO, *IN, "--by", BERTTA)

    assert refused == [NOT_ALLOWED]


def test_a_role_in_the_house_of_the_round_lets_somebody_steer(terminal: Terminal) -> None:
    opened(terminal)
    with terminal.change() as db:
        house = db.scalars(select(Round.organisation_id)).one()
        an_appointee(db, person=bertta(terminal), role=Role.HR, organisation_id=house)

    told = terminal.says("application", "withdraw", AINO, *IN, "--by", BERTTA)

    assert told == ["Aino Keksitty has left the round."]


@pytest.mark.parametrize(
    "words",
    [
        ("application", "endorse", AINO, *IN, "--why", "soitti"),
        ("application", "refuse", AINO, *IN, "--why", "soitti", "--reason", "workload"),
        ("application", "withdraw", AINO, *IN),
        ("exchange", "ill", "--person", AINO, *IN, "--from", "8.3.2027", "--to", "8.3.2027"),
        ("round", "approve", "kevat-2027"),
        ("round", "reject", "kevat-2027"),
    ],
    ids=lambda words: " ".join(words[:2]),
)
def test_an_auditor_steers_nothing(terminal: Terminal, words: tuple[str, ...]) -> None:
    opened(terminal)
    is_planned(terminal)
    with terminal.change() as db:
        an_appointee(db, person=bertta(terminal), role=Role.AUDITOR)

    assert terminal.refuses(*words, "--by", BERTTA) == [NOT_ALLOWED]


@pytest.mark.parametrize("command", ["answer", "note"])
def test_a_participant_writes_down_nobodys_word(terminal: Terminal, command: str) -> None:
    exchange = proposed(terminal)
    word = ["--yes"] if command == "answer" else []

    refused = terminal.refuses(
        "exchange", command, exchange, "--person", AINO, *word, "--by", BERTTA, "--why", "soitti"
    )

    assert refused == [NOT_ALLOWED]


def test_how_it_is_known_must_be_said_without_identity_codes(terminal: Terminal) -> None:
    opened(terminal)

    refused = terminal.refuses(
        "application", "endorse", AINO, *IN, "--by", OWNER, "--why", "hetu 131052-308T"
    )

    assert refused == ["Leave personal identity codes out: nobody here needs them."]


@pytest.mark.parametrize(
    ("language", "sentence"),
    [
        ("fi", "Osoitteella x@example.org ei löydy ketään."),
        ("sv", "Det finns ingen med adressen x@example.org."),
        ("en", "There is nobody with the address x@example.org."),
    ],
)
def test_a_refusal_speaks_the_language_that_was_asked_for(
    terminal: Terminal, language: str, sentence: str
) -> None:
    opened(terminal)

    refused = terminal.refuses(
        "application", "withdraw", AINO, *IN, "--by", "x@example.org", "--language", language
    )

    assert refused == [sentence]


@pytest.mark.parametrize(
    ("machine", "sentence"),
    [
        ({"LANG": "fi_FI.UTF-8"}, "kevat-2027 on auki."),
        ({"LANG": "fi_FI.UTF-8", "LC_ALL": "sv_FI.UTF-8"}, "kevat-2027 är öppen."),
        ({"LANG": "de_DE.UTF-8"}, "kevat-2027 is open."),
    ],
    ids=lambda value: value if isinstance(value, str) else " ".join(value.values()),
)
def test_the_terminal_speaks_the_language_of_the_machine(
    terminal: Terminal, monkeypatch: pytest.MonkeyPatch, machine: dict[str, str], sentence: str
) -> None:
    with terminal.change() as db:
        a_small_round(db)
    for name, value in machine.items():
        monkeypatch.setenv(name, value)

    assert terminal.says("round", "open", "kevat-2027") == [sentence]


def test_a_day_that_is_none_is_explained(terminal: Terminal) -> None:
    opened(terminal)

    problem = terminal.fails("round", "move-closing", "kevat-2027", "--to", "tomorrow", "--language", "fi")

    assert problem == (
        "Error: Invalid value for '--to': “tomorrow” ei ole päivämäärä. Esimerkiksi 12.3.2027."
    )


def bertta(terminal: Terminal) -> Person:
    with terminal.database.look() as db:
        return db.scalars(select(Person).where(Person.email == BERTTA)).one()
