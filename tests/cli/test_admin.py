"""Whoever sits at the server's terminal lets people in, and looks after the audit log."""

import re
from datetime import UTC, datetime

from sqlalchemy import select, text

from domain.access import login_links
from models.access import LoginLink
from models.audit import AuditEntry
from models.people import Person
from models.states import Role
from tests.builders import a_person, an_appointee, an_organisation
from tests.cli.terminal import Terminal


def token_in(lines: list[str]) -> str:
    found = re.fullmatch(r"http://127\.0\.0\.1:\d+/sign-in/([\w-]{43})", lines[-1])
    assert found, lines
    return found[1]


def whom(terminal: Terminal, token: str) -> Person | None:
    with terminal.change() as db:
        used = login_links.use(db, token, browser=None, now=datetime.now(UTC))
        assert used is not None
        return db.get(Person, used.person_id) if used.person_id else None


def test_a_link_is_printed_for_whom_is_named_and_written_down(terminal: Terminal) -> None:
    with terminal.change() as db:
        aino = a_person(db, email="aino@example.org")

    token = token_in(terminal.says("admin", "login-link", "--for", " Aino@Example.org"))

    let_in = whom(terminal, token)
    with terminal.change() as db:
        entries = [(each.action, each.object_id, each.actor_id) for each in db.scalars(select(AuditEntry))]
    assert let_in is not None
    assert let_in.id == aino.id
    assert entries == [("login_link.printed", aino.id, None)]


def test_a_link_is_an_administrators_where_nobody_is_named(terminal: Terminal) -> None:
    with terminal.change() as db:
        a_person(db)
        helena = a_person(db, name="Helena Keksitty")
        an_appointee(db, person=helena, role=Role.ADMINISTRATOR)

    let_in = whom(terminal, token_in(terminal.says("admin", "login-link")))

    assert let_in is not None
    assert let_in.id == helena.id


def test_the_link_of_an_empty_house_waits_for_the_first_person(terminal: Terminal) -> None:
    token = token_in(terminal.says("admin", "login-link"))

    assert whom(terminal, token) is None


def test_nobody_is_let_in_under_an_unknown_address(terminal: Terminal) -> None:
    refused = terminal.refuses("admin", "login-link", "--for", "nobody@example.org")

    with terminal.change() as db:
        links = db.scalars(select(LoginLink)).all()
    assert refused == ["Error: There is nobody with the address nobody@example.org."]
    assert links == []


def test_a_whole_log_is_said_to_be_whole(terminal: Terminal) -> None:
    terminal.says("admin", "login-link")

    assert terminal.says("admin", "verify-audit") == [
        "Every entry of the audit log follows from the one before."
    ]


def test_a_changed_log_names_the_entry(terminal: Terminal) -> None:
    for _each in range(3):
        terminal.says("admin", "login-link")
    with terminal.change() as db:
        if db.get_bind().dialect.name == "sqlite":
            db.execute(text("DROP TRIGGER audit_entries_no_update"))
        else:
            db.execute(text("ALTER TABLE audit_entries DISABLE TRIGGER ALL"))
        db.execute(text("UPDATE audit_entries SET network = '10.0.0' WHERE number = 2"))

    assert terminal.refuses("admin", "verify-audit") == [
        "Error: Entry 2 of the audit log has been changed or is missing."
    ]


def test_an_organisations_sign_in_is_added_shown_and_ended(terminal: Terminal) -> None:
    with terminal.change() as db:
        an_organisation(db, code="13")
    told = ("--organisation", "13", "--issuer", "https://idp.example.org/k", "--client-id", "vaihto")

    added = terminal.says("admin", "provider", "add", "keksila", *told)
    shown = terminal.says("admin", "provider", "list")
    terminal.says("admin", "provider", "end", "keksila")

    assert added[0].endswith("/sign-in/with/keksila/callback")
    assert shown == ["keksila\t13\thttps://idp.example.org/k\tvaihto\topen"]
    assert terminal.says("admin", "provider", "list")[0].endswith("\tended")
    with terminal.change() as db:
        actions = db.scalars(select(AuditEntry.action).order_by(AuditEntry.number)).all()
        assert actions == ["provider.added", "provider.ended"]


def test_a_sign_in_that_lets_in_everybody_is_refused(terminal: Terminal) -> None:
    with terminal.change() as db:
        an_organisation(db, code="13")
    issuer = "https://login.microsoftonline.com/common/v2.0"
    told = ("--organisation", "13", "--issuer", issuer, "--client-id", "vaihto")

    assert terminal.refuses("admin", "provider", "add", "keksila", *told) == [
        "Error: This issuer lets in people of any organisation: name the one of your own."
    ]
    assert terminal.refuses("admin", "provider", "add", "Keksilä", *told) == [
        "Error: A code is small letters a-z, digits and dashes: keski-suomi."
    ]
