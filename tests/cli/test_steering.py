"""HR prepares and steers whole rounds from the terminal."""

from pathlib import Path

from domain import rounds
from models.states import ExchangeState, RoundState
from tests.builders import a_person, an_organisation
from tests.cli.terminal import OWNER, Terminal
from tests.cli.told import AINO, ONNI, confirmed, opened, proposed, the_exchange

NEW = ("round", "new", "syksy-2027", "--name", "Syksy 2027", "--opens", "3.5.2027", "--by", OWNER)
BY = ("--by", OWNER)


def a_house(terminal: Terminal) -> None:
    with terminal.change() as db:
        council = an_organisation(db, code="01", name_en="Keksilä")
        a_person(db, organisation=council, name="Helmi Keksitty", email=OWNER)
        a_person(db, organisation=council, name="Heikki Keksitty", email="heikki@example.org")
        a_person(db, organisation=council, name="Onni Keksitty", email=ONNI)


def test_a_round_is_started_checked_designed_previewed_and_opened(terminal: Terminal, tmp_path: Path) -> None:
    a_house(terminal)

    started = terminal.says(*NEW)
    missing = terminal.says("round", "check", "syksy-2027")
    refused = terminal.refuses("round", "open", "syksy-2027")
    elements = ("objectives", "connections", "responsibility", "format", "resources", "time")
    said = [word for each in elements for word in ("--say", f"{each}=Sovittu.")]
    left = ("--leave", "motivation=Kirjoitetaan myöhemmin.", "--deputy", "heikki@example.org")
    terminal.says("round", "design", "syksy-2027", *said, *left, *BY)
    terminal.says("round", "preview", "syksy-2027", "--out", str(tmp_path / "letters"), *BY)
    ready = terminal.says("round", "check", "syksy-2027")
    terminal.says("round", "open", "syksy-2027")

    assert started[0].startswith("syksy-2027 is being prepared: applications until Mon 28 June 2027 at 16:00")
    assert missing[-1] == "9 things are missing."
    assert missing[7:9] == [
        "- Nobody is named who steers the round when the coordinator cannot. "
        "(`vaihto round design syksy-2027 --deputy ADDRESS`)",
        "- Nobody has looked at the letters yet. (`vaihto round preview syksy-2027`)",
    ]
    assert "not ready yet (9 things)" in " ".join(refused)
    assert refused[-1].endswith("All of it: `vaihto round check syksy-2027`.")
    assert ready == ["syksy-2027 is ready to open."]
    assert any(
        each.name.endswith("ask_endorsement-shadowing.txt") for each in (tmp_path / "letters").iterdir()
    )


def test_a_round_is_started_like_an_earlier_one(terminal: Terminal) -> None:
    opened(terminal)

    terminal.says(*NEW, "--like", "kevat-2027")

    assert terminal.says("round", "check", "syksy-2027")[-1] == "1 thing is missing."


def test_hosts_are_asked_and_answer_by_phone(terminal: Terminal) -> None:
    a_house(terminal)
    terminal.says(*NEW)

    asked = terminal.says("round", "ask-hosts", "syksy-2027", "--to", ONNI, *BY)
    number = terminal.rows("ask", "list", "--round", "syksy-2027")[0][0]
    filled = ("--fill", "most=2", "--fill", "weeks=40-42", "--fill", "topics=Ilmasto")
    terminal.says("ask", "answer", number, "can", *filled, *BY, "--why", "soitti")

    assert asked == ["1 person is asked."]
    coverage = terminal.says("round", "interest", "syksy-2027")
    assert coverage[1].split("\t") == ["01", "Keksilä", "Onni Keksitty", "can host", "2", "40-42", "Ilmasto"]
    assert coverage[-1] == "2 places are spoken of, 0 are offered."


def test_whom_to_ask_must_be_said(terminal: Terminal) -> None:
    a_house(terminal)
    terminal.says(*NEW)

    assert terminal.refuses("round", "ask-hosts", "syksy-2027", *BY) == [
        "Name whom to ask with --to, or --all."
    ]


def test_a_round_is_paused_and_resumed(terminal: Terminal) -> None:
    opened(terminal)

    paused = terminal.says("round", "pause", "kevat-2027", "--why", "Joulutauko", *BY)
    resumed = terminal.says("round", "resume", "kevat-2027", *BY)

    assert (paused, resumed) == (["kevat-2027 is paused."], ["kevat-2027 goes on."])


def test_dates_are_moved(terminal: Terminal) -> None:
    opened(terminal)

    terminal.says("round", "move", "kevat-2027", "--closes", "20.1.2027 16.00", "--answer-days", "7", *BY)

    with terminal.change() as db:
        assert rounds.by_reference(db, "kevat-2027").answer_working_days == 7


def test_a_round_is_cancelled_after_a_look_at_what_is_sent(terminal: Terminal) -> None:
    confirmed(terminal)
    cancel = ("round", "cancel", "kevat-2027", "--why", "Rahoitus päättyi", *BY)

    terminal.stops(*cancel, typed="n\n")
    before = _states(terminal)
    shown = terminal.says(*cancel, typed="y\n")

    assert before == (RoundState.RUNNING, ExchangeState.CONFIRMED)
    assert _states(terminal) == (RoundState.CANCELLED, ExchangeState.RELEASED)
    assert sum(AINO in line or ONNI in line for line in shown) == 2


def test_a_script_cancels_without_being_asked(terminal: Terminal) -> None:
    proposed(terminal)

    said = terminal.says("round", "cancel", "kevat-2027", "--why", "Rahoitus päättyi", *BY, "--yes")

    assert said == ["kevat-2027 is cancelled."]


def test_a_round_is_finished_early_and_looks_for_no_more_places(terminal: Terminal) -> None:
    confirmed(terminal)

    terminal.says("round", "look-again", "kevat-2027", *BY)
    terminal.says("round", "finish", "kevat-2027", "--release", "--why", "Riittää", *BY)

    assert _states(terminal)[1] is ExchangeState.RELEASED
    refused = terminal.refuses("round", "look-again", "kevat-2027", *BY)
    assert refused == ["Places are looked for while the exchanges of a round go on."]


def test_only_who_steers_a_round_may_do_so(terminal: Terminal) -> None:
    opened(terminal)

    for words in (("pause", "--why", "Tauko"), ("resume",), ("cancel", "--why", "x", "--yes")):
        verb, *rest = words
        assert "does not steer" in " ".join(
            terminal.refuses("round", verb, "kevat-2027", *rest, "--by", AINO)
        )


def _states(terminal: Terminal) -> tuple[RoundState, ExchangeState]:
    with terminal.change() as db:
        return rounds.by_reference(db, "kevat-2027").state, the_exchange(db).state
