"""What a pair has agreed is one command, and everybody's calendar follows."""

from datetime import date, time

import pytest
from sqlalchemy import select

from domain import invitations
from models.exchanges import Appointment
from models.mails import Mail
from models.states import Kind
from tests.builders import a_person
from tests.cli.terminal import OWNER, Terminal
from tests.domain.lived import LATER, a_confirmed_exchange, a_placed_application, a_running_round, at

BY = ("--by", OWNER)
AT_TWO = at(date(2027, 3, 18), time(14))


def an_exchange(terminal: Terminal, kind: Kind = Kind.SHADOWING) -> str:
    """Confirmed and in everybody's calendar; the beginning of its id."""
    terminal.until(LATER)
    with terminal.change() as db:
        helmi = a_person(db, name="Helmi Keksitty", email=OWNER)
        round_ = a_running_round(db, owner=helmi, reference="kevat-2027")
        aino = a_person(db, name="Aino Keksitty", email="aino@example.org")
        asks = a_placed_application(db, to=round_, person=aino, kind=kind)
        exchange = a_confirmed_exchange(db, application=asks)
        invitations.follow(db, exchange, now=LATER)
        return f"{exchange.id}"[:8]


def starts(terminal: Terminal) -> list[object]:
    with terminal.database.look() as db:
        return list(db.scalars(select(Appointment.starts_at).order_by(Appointment.number)))


def queued(terminal: Terminal) -> list[tuple[str | None, int | None]]:
    """The calendar messages beyond the two first invitations."""
    with terminal.database.look() as db:
        found = select(Mail.method, Mail.sequence).where(Mail.method.is_not(None)).order_by(Mail.number)
        return [(method, sequence) for method, sequence in db.execute(found)][2:]


def test_a_session_moved_by_phone_is_one_command(terminal: Terminal) -> None:
    exchange = an_exchange(terminal, Kind.MENTORING)

    told = terminal.says("exchange", "moved", exchange, "--session", "2", "--to", "2027-03-18 14:00", *BY)

    was, now = "Tue 16 March 2027 at 13:00–14:00 (week 11)", "Thu 18 March 2027 at 14:00–15:00 (week 11)"
    assert [each.split("\t")[-1] for each in told[1:3]] == [
        f"Session 2: {was}, Helsinki time → {now}, Helsinki time"
    ] * 2
    assert told[-2:] == ["2 messages: Moved 2.", "Recorded."]
    assert (starts(terminal)[1], queued(terminal)) == (AT_TWO, [("REQUEST", 1), ("REQUEST", 1)])


def test_a_day_alone_keeps_the_hour(terminal: Terminal) -> None:
    exchange = an_exchange(terminal, Kind.MENTORING)

    terminal.says("exchange", "moved", exchange, "--session", "2", "--to", "18.3.2027", *BY)

    assert starts(terminal)[1] == at(date(2027, 3, 18), time(13))


def test_only_the_plan_changes_nothing(terminal: Terminal) -> None:
    exchange = an_exchange(terminal, Kind.MENTORING)
    before = starts(terminal)

    told = terminal.says("exchange", "moved", exchange, "--session", "2", "--to", "18.3.2027", *BY, "--plan")

    assert told[-2:] == ["2 messages: Moved 2.", "Nothing has been changed or sent."]
    assert (starts(terminal), queued(terminal)) == (before, [])


def test_which_of_several_sessions_moves_must_be_said(terminal: Terminal) -> None:
    exchange = an_exchange(terminal, Kind.MENTORING)

    refused = terminal.refuses("exchange", "moved", exchange, "--to", "18.3.2027", *BY)

    assert refused == ["Say which one is meant: --session 1, 2 ..."]


def test_the_only_block_of_a_stay_need_not_be_named(terminal: Terminal) -> None:
    exchange = an_exchange(terminal)

    told = terminal.says("exchange", "moved", exchange, "--to", "15.3.2027", *BY, "--why", "soittivat")

    assert told[-1] == "Recorded."
    with terminal.database.look() as db:
        (block,) = db.scalars(select(Appointment))
        assert (block.first_day, block.recorded_why) == (date(2027, 3, 15), "soittivat")


def test_a_session_is_dropped(terminal: Terminal) -> None:
    exchange = an_exchange(terminal, Kind.MENTORING)

    told = terminal.says("exchange", "drop-session", exchange, "--session", "3", *BY)

    assert told[-2:] == ["2 messages: Cancelled 2.", "Recorded."]
    assert queued(terminal) == [("CANCEL", 1), ("CANCEL", 1)]


def test_a_pack_is_a_text_and_a_place_a_new_question(terminal: Terminal) -> None:
    exchange = an_exchange(terminal)

    text = terminal.says("exchange", "pack", exchange, "--bring", "Kalossit", *BY)
    place = terminal.says("exchange", "pack", exchange, "--place", "Rantatie 2", "--everybody", *BY)
    again = terminal.says("exchange", "pack", exchange, "--bring", "Kalossit", *BY)

    assert [each[-2] for each in (text, place)] == ["2 messages: Changed 2.", "2 messages: Moved 2."]
    assert again[-1] == "Recorded. Nobody needs to be told."
    assert queued(terminal) == [("REQUEST", 0), ("REQUEST", 0), ("REQUEST", 1), ("REQUEST", 1)]


def test_a_link_is_set_and_taken_away(terminal: Terminal) -> None:
    exchange = an_exchange(terminal, Kind.MENTORING)

    told = terminal.says("exchange", "link", exchange, "https://meet.example.org/1", *BY)
    gone = terminal.says("exchange", "link", exchange, "", *BY)

    assert told[1].split("\t")[-1] == "Link to the meeting: – → https://meet.example.org/1"
    assert gone[1].split("\t")[-1] == "Link to the meeting: https://meet.example.org/1 → –"


def test_a_colleague_comes_along_and_is_left_out(terminal: Terminal) -> None:
    exchange = an_exchange(terminal)
    sisko = ("Sisko Keksitty", "sisko@example.org")

    told = terminal.says("exchange", "bring", exchange, *sisko, "--in", "sv", *BY)
    gone = terminal.says("exchange", "leave-out", exchange, "sisko@example.org", *BY)

    assert told[-2:] == ["3 messages: New 1, Changed 2.", "Recorded."]
    assert gone[-2:] == ["3 messages: Changed 2, Cancelled 1.", "Recorded."]


def test_a_host_hands_over(terminal: Terminal) -> None:
    exchange = an_exchange(terminal, Kind.MENTORING)
    with terminal.change() as db:
        a_person(db, name="Paula Keksitty", email="paula@example.org")

    told = terminal.says("exchange", "hand-over", exchange, "--to", "paula@example.org", *BY)

    assert told[-2:] == ["3 messages: New 1, Changed 1, Cancelled 1.", "Recorded."]


@pytest.mark.parametrize(
    "words",
    [
        ("moved", "--to", "15.3.2027"),
        ("pack", "--bring", "Kalossit"),
        ("bring", "Sisko", "sisko@example.org"),
    ],
    ids=lambda words: words[0],
)
def test_only_who_steers_the_round_records_changes(terminal: Terminal, words: tuple[str, ...]) -> None:
    exchange = an_exchange(terminal)

    terminal.refuses("exchange", words[0], exchange, *words[1:], "--by", "aino@example.org")

    assert queued(terminal) == []


def test_one_more_session_is_one_command_that_shows_whom_it_tells(terminal: Terminal) -> None:
    exchange = an_exchange(terminal, Kind.MENTORING)

    told = terminal.says("exchange", "add-session", exchange, "--at", "2027-11-16 14:00", *BY)

    assert told[-2:] == ["2 messages: New 2.", "Recorded."]
    assert starts(terminal)[3] == at(date(2027, 11, 16), time(14))
    assert queued(terminal) == [("REQUEST", 0), ("REQUEST", 0)]


def test_one_more_session_on_a_day_alone_is_at_the_usual_hour(terminal: Terminal) -> None:
    exchange = an_exchange(terminal, Kind.MENTORING)

    terminal.says("exchange", "add-session", exchange, "--at", "18.3.2027", "--minutes", "90", *BY)

    assert starts(terminal)[3] == at(date(2027, 3, 18), time(13))


def test_a_dropped_session_is_resumed_by_one_command(terminal: Terminal) -> None:
    exchange = an_exchange(terminal, Kind.MENTORING)
    terminal.says("exchange", "drop-session", exchange, "--session", "2", *BY)

    told = terminal.says("exchange", "resume", exchange, "--session", "2", *BY)

    assert told[-1] == "Recorded."
    assert queued(terminal)[2:] == [("REQUEST", 2), ("REQUEST", 2)]
