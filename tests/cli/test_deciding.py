"""HR rules about pairings, asks what would be if, compares and chooses, from the terminal."""

from sqlalchemy import select

from domain import planning, rounds, schedules, whatifs
from models.states import RoundState
from models.what_ifs import WhatIf
from solver.problem import Problem
from solver.solve import solve
from tests.builders import CLOSES
from tests.cli.terminal import BY_PHONE, OWNER, Terminal
from tests.cli.told import AINO, BERTTA, DECIDED, ONNI, a_small_round

BY = ("--by", OWNER)
ROUND = "kevat-2027"


def planned(terminal: Terminal) -> None:
    """The real solver's draft: Onni takes two, and both are placed."""
    with terminal.change() as db:
        a_small_round(db)
        round_ = rounds.by_reference(db, ROUND)
        round_.state = RoundState.CLOSED
    again(terminal)


def again(terminal: Terminal) -> None:
    terminal.until(DECIDED)
    with terminal.change() as db:
        round_ = rounds.by_reference(db, ROUND)
        problem = planning.problem(db, round_, now=CLOSES)
        schedules.keep(db, round_, problem, solve(problem, seed=1), now=DECIDED)


def answered(terminal: Terminal) -> None:
    with terminal.change() as db:
        row = db.scalars(select(WhatIf)).one()
        solution = solve(Problem.model_validate_json(row.problem), seed=1)
        whatifs.answer(db, row, solution, now=DECIDED)


def test_a_pairing_is_locked_listed_and_unlocked(terminal: Terminal) -> None:
    planned(terminal)
    pair = ("--guest", AINO, "--host", ONNI)

    locked = terminal.says("round", "lock", ROUND, *pair, "--days", "8.3.2027", "10.3.2027", *BY_PHONE)
    listed = terminal.rows("round", "rules", ROUND)
    unlocked = terminal.says("round", "unlock", ROUND, *pair, "--by", OWNER, "--why", "peruttu")
    left = terminal.rows("round", "rules", ROUND)
    kept = terminal.rows("round", "rules", ROUND, "--all")

    days = "Mon 8 March – Wed 10 March 2027 (week 10)"
    since = "Mon 18 January 2027"
    assert locked == ["Aino Keksitty is locked to Onni Keksitty."]
    assert listed == [["Locked", "Aino Keksitty", "Onni Keksitty", days, "soitti", "Helmi Keksitty", since]]
    assert unlocked == ["Nothing is ruled about Aino Keksitty and Onni Keksitty any more."]
    assert (left, [row[0] for row in kept]) == ([], ["Locked, lifted"])


def test_a_forbidden_pairing_needs_a_reason_and_a_coordinator(terminal: Terminal) -> None:
    planned(terminal)
    pair = ("--guest", AINO, "--host", ONNI)

    refused = terminal.refuses("round", "forbid", ROUND, *pair, "--by", OWNER, "--why", "hetu 131052-308T")
    said = terminal.says("round", "forbid", ROUND, *pair, *BY_PHONE)
    nobody = terminal.refuses("round", "forbid", ROUND, "--guest", ONNI, "--host", ONNI, *BY_PHONE)

    assert refused == ["Leave personal identity codes out: nobody here needs them."]
    assert said == ["Aino Keksitty is not given to Onni Keksitty."]
    assert nobody == ["onni@example.org takes no part in kevat-2027."]


def test_an_approval_may_be_taken_back_within_its_window(terminal: Terminal) -> None:
    planned(terminal)

    approved = terminal.says("round", "approve", ROUND, *BY, "--yes", "--window", "10")
    taken_back = terminal.says("round", "take-back", ROUND, *BY)
    again_ = terminal.says("round", "approve", ROUND, *BY, "--yes")
    too_late = terminal.refuses("round", "take-back", ROUND, *BY)

    assert approved == [
        "Version 1 of the plan is approved.",
        "It leaves Mon 18 January 2027 at 16:10; before that: vaihto round take-back kevat-2027.",
    ]
    assert taken_back == ["Version 1 of the plan waits for a decision again."]
    assert again_ == ["Version 1 of the plan is approved."]
    assert "too late" in str(too_late)


def test_a_draft_that_does_not_follow_a_rule_is_not_approved(terminal: Terminal) -> None:
    planned(terminal)
    terminal.says("round", "forbid", ROUND, "--guest", AINO, "--host", ONNI, *BY_PHONE)

    told = terminal.refuses("round", "approve", ROUND, *BY, "--yes")

    assert told == [
        "This version does not follow what was ruled about Aino Keksitty and Onni Keksitty: "
        "set it aside, and another is made."
    ]


def test_a_question_is_asked_answered_compared_and_adopted(terminal: Terminal) -> None:
    planned(terminal)

    asked = terminal.says(
        "round", "what-if", ROUND, "--name", "only one guest", "--capacity", f"{ONNI}=1", *BY
    )
    waiting = terminal.rows("round", "what-ifs", ROUND)
    early = terminal.refuses("round", "what-ifs", ROUND, "1")
    answered(terminal)
    found = terminal.says("round", "what-ifs", ROUND, "1")
    adopted = terminal.says("round", "adopt", ROUND, "1", *BY)
    again(terminal)
    compared = terminal.says("round", "compare", ROUND, "1", "2")

    assert asked == ["Question 1 is asked. The solver answers while `vaihto up` runs."]
    assert waiting[0][:3] == ["1", "only one guest", "waits for the solver"]
    assert early == ["There is no plan to compare: it waits for the solver, or none is possible."]
    assert {"Gain: nobody", f"Lose: {loser(found)}"} <= {*found}
    assert adopted == ["The changes of question 1 are made; a new plan follows."]
    assert compared == found


def loser(lines: list[str]) -> str:
    """The one person who loses the place."""
    (row,) = [cells for line in lines if (cells := line.split("\t"))[1:2] == ["Loses the place"]]
    return row[0]


def test_every_kind_of_change_can_be_asked_at_once(terminal: Terminal) -> None:
    planned(terminal)

    terminal.says(
        *("round", "what-if", ROUND, "--name", "paljon", *BY, "--guests", f"{ONNI}=2"),
        *("--free", f"{ONNI}=8.3.2027..12.3.2027", "--dates", "1.3.2027..30.4.2027"),
        *("--weight", "fit=100", "--forbid", f"{BERTTA}={ONNI}"),
    )

    with terminal.change() as db:
        row = db.scalars(select(WhatIf)).one()
        assert {each.type for each in row.changes} == {"guests", "days", "dates", "weight", "rule"}


def test_what_cannot_be_read_is_refused_in_words(terminal: Terminal) -> None:
    planned(terminal)
    ask = ("round", "what-if", ROUND, "--name", "x", *BY)

    assert terminal.refuses(*ask) == ["Say what would be different, and give the question a name."]
    assert terminal.refuses(*ask, "--capacity", "onni") == ["onni: say who, an equals sign, and what."]
    assert terminal.refuses(*ask, "--weight", "fit=much") == ["much is not a number."]
    assert terminal.refuses(*ask, "--closed", "nowhere=1.3.2027") == [
        "There is no organisation with the code nowhere."
    ]


def test_a_question_is_dropped(terminal: Terminal) -> None:
    planned(terminal)
    terminal.says("round", "what-if", ROUND, "--name", "x", "--weight", "fit=1", *BY)

    assert terminal.says("round", "drop", ROUND, "1", *BY) == ["Question 1 is dropped."]
    assert terminal.rows("round", "what-ifs", ROUND)[0][2] == "dropped"


def test_aims_and_the_limit_for_repairs_are_set(terminal: Terminal) -> None:
    planned(terminal)

    aims = terminal.says("round", "aim", ROUND, "--weight", "fit=100", "--waiting-bonus", "5", *BY)
    unclear = terminal.refuses("round", "repair-limit", ROUND, "--most-moved", "1", *BY)
    terminal.says("round", "repair-limit", ROUND, "--most-moved", "1", "--most-euros", "200", *BY)

    with terminal.change() as db:
        round_ = rounds.by_reference(db, ROUND)
        limits = (round_.auto_repair_most_moved, round_.auto_repair_most_euros, round_.waiting_bonus)
    assert "fit=100" in aims[0]
    assert unclear == ["Say --most-moved and --most-euros, or --off."]
    assert limits == (1, 200, 5)


def test_there_is_nothing_to_choose_from_without_a_repair(terminal: Terminal) -> None:
    planned(terminal)

    assert terminal.refuses("round", "repairs", ROUND) == [
        "There is nothing to choose from: one repair at most waits for approval."
    ]
    assert terminal.refuses("round", "choose", ROUND, "2", *BY) == ["There is no choice 2 for this plan."]
