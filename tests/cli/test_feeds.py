"""Addresses of calendars, given and ended on the terminal."""

import pytest
from starlette.testclient import TestClient

from domain import links
from models.clock import StandingClock
from models.states import Role
from tests.builders import NOON, a_person, an_appointee, an_organisation
from tests.cli.terminal import Terminal
from web.app import create_app

AINO, HELMI = "aino@example.org", "helmi@example.org"
HERE = "https://vaihto.example.org"


@pytest.fixture(autouse=True)
def _people(terminal: Terminal) -> None:
    with terminal.change() as db:
        links.lay(db, address=HERE)
        council = an_organisation(db, code="keksila")
        a_person(db, email=AINO, name="Aino Keksitty", organisation=council)
        helmi = a_person(db, email=HELMI, name="Helmi Keksitty", organisation=council)
        an_appointee(db, person=helmi, role=Role.HR, organisation_id=council.id)


def status(terminal: Terminal, address: str) -> int:
    app = create_app(
        terminal.database, temporal_ui=None, outbox=None, clock=StandingClock(NOON), base_url=HERE
    )
    return TestClient(app, base_url=HERE).get(address.removeprefix(HERE)).status_code


def test_a_person_gets_an_address_that_works_until_the_next_one(terminal: Terminal) -> None:
    said = [terminal.says("feed", "person", AINO, "--new", "--alarm", "30") for _ in range(2)]

    assert [lines[0] for lines in said] == [
        "The calendar address of Aino Keksitty, shown only now. Whoever has it sees the calendar:"
    ] * 2
    assert [status(terminal, lines[1]) for lines in said] == [404, 200]


def test_an_address_ends_on_command(terminal: Terminal) -> None:
    address = terminal.says("feed", "person", AINO, "--new")[1]

    said = terminal.says("feed", "person", AINO, "--revoke")

    assert said == ["The calendar address of Aino Keksitty has ended."]
    assert status(terminal, address) == 404
    assert terminal.refuses("feed", "person", AINO, "--revoke") == [
        "Aino Keksitty has no such calendar address."
    ]


def test_hr_gets_the_calendar_of_an_organisation_and_others_do_not(terminal: Terminal) -> None:
    address = terminal.says("feed", "organisation", "keksila", "--for", HELMI, "--new")[1]

    assert status(terminal, address) == 200
    assert terminal.refuses("feed", "organisation", "keksila", "--for", AINO, "--new") == [
        "Aino Keksitty has no role that looks after keksila: HR, coordinator or administrator."
    ]
    assert terminal.refuses("feed", "organisation", "lappi", "--for", HELMI, "--new") == [
        "There is no organisation with the code lappi."
    ]


def test_without_an_address_of_the_pages_none_is_given_and_the_old_one_can_be_ended(
    terminal: Terminal,
) -> None:
    old = terminal.says("feed", "person", AINO, "--new")[1]
    with terminal.change() as db:
        links.lay(db, address=None)

    refused = terminal.refuses("feed", "person", AINO, "--new")

    assert refused == [
        "Calendars cannot be reached yet: the setting VAIHTO_BASE_URL is missing. "
        "Set it and start Vaihto again."
    ]
    assert status(terminal, old) == 200
    assert terminal.says("feed", "person", AINO, "--revoke") == [
        "The calendar address of Aino Keksitty has ended."
    ]


def test_either_new_or_revoke_must_be_said(terminal: Terminal) -> None:
    assert "--new" in terminal.fails("feed", "person", AINO)
