"""Before anything is sent, the terminal lists who would get what."""

import json
from email import message_from_bytes
from pathlib import Path

from sqlalchemy import select

from models.people import Person
from models.schedules import Schedule
from models.states import ScheduleState
from tests.cli.terminal import OWNER, Terminal
from tests.cli.told import AINO, ONNI, confirmed, is_planned, opened, proposed

PLAN = ("mail", "plan", "kevat-2027")
STAY = "Mon 8 March – Wed 10 March 2027 (week 10)"
BERTTA = "bertta@example.org"


def test_the_plan_of_a_publication_has_a_row_for_each_message(terminal: Terminal) -> None:
    opened(terminal)
    is_planned(terminal)

    told = terminal.says(*PLAN)

    assert [each.split("\t") for each in told[1:-1]] == [
        ["Aino Keksitty", AINO, "New", "Proposal to the guest", STAY, ""],
        ["Bertta Keksitty", BERTTA, "Letter", "On the waiting list", "", ""],
        ["Onni Keksitty", ONNI, "New", "Proposal to the host", STAY, ""],
    ]
    assert told[-1] == "3 messages: New 2, Letter 1."


def test_the_plan_speaks_the_readers_language(terminal: Terminal) -> None:
    opened(terminal)
    is_planned(terminal)

    told = terminal.says(*PLAN, "--language", "fi")

    assert told[-1] == "3 viestiä: Uusi 2, Kirje 1."


def test_the_plan_is_data_for_other_programs(terminal: Terminal) -> None:
    opened(terminal)
    is_planned(terminal)

    found = json.loads("\n".join(terminal.says(*PLAN, "--json")))

    assert found["totals"] == {"new": 2, "moved": 0, "changed": 0, "cancelled": 0, "told": 1}
    assert [(each["address"], each["effect"], each["when"]) for each in found["messages"]] == [
        (AINO, "new", [STAY]),
        (BERTTA, "told", []),
        (ONNI, "new", [STAY]),
    ]
    assert len(found["digest"]) == 64


def test_each_mail_can_be_read_as_it_would_leave(terminal: Terminal, tmp_path: Path) -> None:
    opened(terminal)
    is_planned(terminal)

    terminal.says(*PLAN, "--mails", f"{tmp_path / 'viestit'}")

    files = sorted((tmp_path / "viestit").iterdir())
    assert [each.name for each in files] == [
        "0001-ask_guest-aino.eml",
        "0002-not_placed-bertta.eml",
        "0003-ask_host-onni.eml",
    ]
    assert AINO in str(message_from_bytes(files[0].read_bytes())["To"])


def test_an_address_with_a_slash_makes_no_folder(terminal: Terminal, tmp_path: Path) -> None:
    opened(terminal)
    is_planned(terminal)
    with terminal.change() as db:
        db.scalars(select(Person).where(Person.email == AINO)).one().email = "../aino/ui@example.org"

    terminal.says(*PLAN, "--mails", f"{tmp_path / 'viestit'}")

    first, *_others = sorted((tmp_path / "viestit").iterdir())
    assert first.name == "0001-ask_guest-.._aino_ui.eml"


def test_looking_sends_nothing_and_leaves_the_plan_waiting(terminal: Terminal) -> None:
    opened(terminal)
    is_planned(terminal)

    terminal.says(*PLAN)

    assert terminal.says(*PLAN)[-1] == "3 messages: New 2, Letter 1."
    assert terminal.rows("exchange", "list", "kevat-2027") == []


def test_hr_sees_the_plan_before_saying_yes(terminal: Terminal) -> None:
    opened(terminal)
    is_planned(terminal)

    told = terminal.says("round", "approve", "kevat-2027", "--by", OWNER, typed="y\n")

    assert told[-3:] == [
        "3 messages: New 2, Letter 1.",
        "Approve? [y/N]: y",
        "Version 1 of the plan is approved.",
    ]


def test_without_a_yes_nothing_is_approved(terminal: Terminal) -> None:
    opened(terminal)
    is_planned(terminal)

    stopped = terminal.stops("round", "approve", "kevat-2027", "--by", OWNER, typed="n\n")

    assert stopped == ["Aborted!"]
    assert schedule_states(terminal) == [ScheduleState.DRAFT]


def schedule_states(terminal: Terminal) -> list[ScheduleState]:
    with terminal.database.look() as db:
        return list(db.scalars(select(Schedule.state)))


def test_a_published_plan_has_nothing_left_to_send(terminal: Terminal) -> None:
    proposed(terminal)

    assert terminal.refuses(*PLAN) == ["No plan waits for a decision."]


def test_what_is_due_for_one_exchange_can_be_looked_at_alone(terminal: Terminal) -> None:
    exchange = confirmed(terminal)

    told = terminal.says("mail", "plan", "--exchange", exchange)

    assert [each.split("\t")[:4] for each in told[1:-1]] == [
        ["Aino Keksitty", AINO, "New", "Calendar invitation"],
        ["Onni Keksitty", ONNI, "New", "Calendar invitation"],
    ]


def test_a_plan_is_of_something(terminal: Terminal) -> None:
    assert terminal.refuses("mail", "plan") == ["Name a round, or an exchange with --exchange."]
