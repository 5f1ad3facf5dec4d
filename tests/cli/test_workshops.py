"""A coordinator steers a workshop from the terminal."""

from sqlalchemy import select

from models.organisations import Organisation
from models.people import Person
from tests.cli.terminal import BY_PHONE, OWNER, Terminal
from tests.cli.told import AINO, BERTTA, a_small_round

BY = ("--by", OWNER)
MORNING = (
    *("workshop", "plan", "--round", "kevat-2027", "--kind", "networking", "--organiser", OWNER),
    *("--starts", "3.3.2027 9.00", "--title", "fi=Verkostoaamu", "--title", "en=Networking morning"),
    *("--place", "Keksilä", "--seats", "1", *BY),
)


def a_morning(terminal: Terminal) -> str:
    """Announced; the beginning of its id."""
    with terminal.change() as db:
        a_small_round(db)
    terminal.says("round", "open", "kevat-2027")
    number = terminal.says(*MORNING)[0].rpartition(" ")[2]
    terminal.says("workshop", "announce", number, *BY)
    return number


def test_a_draft_has_its_whole_timetable(terminal: Terminal) -> None:
    with terminal.change() as db:
        a_small_round(db)

    number = terminal.says(*MORNING)[0].rpartition(" ")[2]

    when = "Wed 3 March 2027 at 9:00–12:00 (week 9), Helsinki time"
    assert terminal.rows("workshop", "list", "kevat-2027") == [
        [number, "Networking morning", when, "Draft", "0 / 1", "0"]
    ]


def test_the_second_by_phone_waits_and_the_first_gives_the_seat_back(terminal: Terminal) -> None:
    number = a_morning(terminal)

    told = terminal.says("workshop", "sign-up", number, "--person", AINO, *BY_PHONE)
    told += terminal.says("workshop", "sign-up", number, "--person", BERTTA, *BY_PHONE)
    told += terminal.says("workshop", "leave", number, "--person", AINO, *BY_PHONE)

    assert told == [
        "Aino Keksitty: Has a seat.",
        "Bertta Keksitty: On the waiting list.",
        "Aino Keksitty: Has given the seat back.",
    ]


def test_it_is_changed_moved_and_cancelled(terminal: Terminal) -> None:
    number = a_morning(terminal)

    told = terminal.says("workshop", "change", number, "--seats", "5", *BY)
    told += terminal.says("workshop", "move", number, "--to", "10.3.2027 9.00", *BY)
    told += terminal.says("workshop", "cancel", number, *BY)

    assert told == [
        "Networking morning is changed.",
        "Networking morning is moved.",
        "Networking morning is cancelled.",
    ]
    assert [row[3] for row in terminal.rows("workshop", "list")] == ["Cancelled"]


def test_strangers_are_invited_by_their_addresses(terminal: Terminal) -> None:
    number = a_morning(terminal)

    told = terminal.says("workshop", "invite", number, "uusi.vieras@example.org", BERTTA, *BY)

    assert told == ["2 people are invited."]
    shown = terminal.says("workshop", "show", number)
    assert "Uusi Vieras\tuusi.vieras@example.org\tInvited\t" in shown


def test_work_that_came_otherwise_is_written_down(terminal: Terminal) -> None:
    number = a_morning(terminal)

    told = terminal.says("workshop", "work", number, "notes", "--result", "Kokeillaan", *BY_PHONE)

    assert told == ["Notes of the meeting: it is there."]


def test_outside_of_rounds_a_house_arranges_it(terminal: Terminal) -> None:
    with terminal.change() as db:
        a_small_round(db)
        code = db.scalars(select(Organisation.code).join(Person).where(Person.email == OWNER)).one()
    outside = {"--round": "--organisation", "kevat-2027": code}

    number = terminal.says(*(outside.get(each, each) for each in MORNING))[0].rpartition(" ")[2]

    standing = f"outside-{code}-1".lower()
    assert [row[0] for row in terminal.rows("workshop", "list", standing)] == [number]


def test_a_forum_names_owners_of_its_inputs(terminal: Terminal) -> None:
    with terminal.change() as db:
        a_small_round(db)

    told = terminal.refuses(*(each if each != "networking" else "puimala" for each in MORNING))

    assert told == ["Name an owner with --task for: Core stories, Fact pack."]


def test_who_steers_nothing_cancels_nothing(terminal: Terminal) -> None:
    number = a_morning(terminal)

    told = terminal.refuses("workshop", "cancel", number, "--by", AINO)

    assert told[0].startswith("Aino Keksitty does not steer kevat-2027")
