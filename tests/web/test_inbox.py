"""What has come in, and what came of it."""

from datetime import datetime, timedelta

import pytest
from sqlalchemy.orm import Session
from starlette.testclient import TestClient

from models.database import Database
from models.invites import InboundMail, Reply
from models.mailboxes import Mailbox
from models.states import Answer
from tests.builders import a_person, added
from tests.web.asking import asked
from tests.web.conftest import NOW
from tests.web.letters import a_letter
from tests.web.page import Page, rows, strange_scripts, texts


def an_inbound_mail(db: Session, *, n: int = 0, **said: object) -> InboundMail:
    usual = {
        "message_id": f"reply-{n}@example.org",
        "received_at": NOW - timedelta(hours=n),
        "octets": a_letter(subject=f"Re: {n}"),
        "outcome": "applied",
    }
    return added(db, InboundMail(**usual | said))


def test_an_answer_is_shown_with_its_outcome_and_whose_it_was(web: TestClient, database: Database) -> None:
    with database.change() as db:
        inbound = an_inbound_mail(db)
        person = a_person(db, name="Aino Keksitty")
        said = Reply(
            inbound_mail_id=inbound.id, person_id=person.id, answer=Answer.DECLINED, outcome="applied"
        )
        added(db, said)

    told = [rows(web.get(f"/inbox?lang={code}").text)[0][2:] for code in ("fi", "sv", "en")]

    assert told == [
        ["ti 16.3.2027 klo 9.00", "Vastaus kirjattu Aino Keksitty: Kieltäytynyt"],
        ["tis 16.3.2027 kl. 9.00", "Svaret registrerat Aino Keksitty: Tackat nej"],
        ["Tue 16 March 2027 at 9:00", "Answer recorded Aino Keksitty: Declined"],
    ]


def test_the_newest_mail_comes_first(web: TestClient, database: Database) -> None:
    with database.change() as db:
        for n in (2, 0, 1):
            an_inbound_mail(db, n=n)

    assert [cells[0] for cells in rows(web.get("/inbox").text)] == ["Re: 0", "Re: 1", "Re: 2"]


def test_an_outcome_that_we_have_no_words_for_is_still_shown(web: TestClient, database: Database) -> None:
    with database.change() as db:
        an_inbound_mail(db, outcome="lost_at_sea")

    assert [cells[3] for cells in rows(web.get("/inbox").text)] == ["Outcome: lost at sea"]


def test_hostile_mails_are_shown_harmlessly(web: TestClient, database: Database) -> None:
    hostile = [
        b"Subject: <script>alert(1)</script>\r\nFrom: \xff\xfe <x@example.org>\r\n\r\n",
        b"Subject: =?no-such-charset?b?w6Q=?=\r\n\r\n",
        b"Subject: =?utf-8?b?a?=\r\n\r\n",
        b"\x00\xff" * 20_000,
        b"",
    ]
    with database.change() as db:
        for n, octets in enumerate(hostile):
            an_inbound_mail(db, n=n, octets=octets)

    html = web.get("/inbox").text

    assert strange_scripts(Page(html)) == []
    assert [cells[0] for cells in rows(html)] == [
        "<script>alert(1)</script>",
        "ä",
        "=?utf-8?b?a?=",
        "(no subject)",
        "An answer; what was written is deleted",
    ]


def test_an_empty_inbox_says_what_will_come(web: TestClient) -> None:
    assert texts(web.get("/inbox?lang=fi").text, "p", "empty") == [
        "Viestejä ei ole saapunut. Vastaukset kalenterikutsuihin näkyvät täällä."
    ]


@pytest.mark.parametrize("since", [NOW, None])
def test_a_mailbox_that_cannot_be_read_is_told(
    web: TestClient, database: Database, since: datetime | None
) -> None:
    with database.change() as db:
        db.add(Mailbox(name="vaihto@imap.example.org:993/INBOX", troubled_since=since))

    told = texts(web.get("/inbox").text, "p", "trouble")

    assert told == (
        [
            "Answers wait The mailbox cannot be read since Tue 16 March 2027 at 9:00. "
            "Tell your administrator; the answers are safe there."
        ]
        if since
        else []
    )


def test_forty_mails_ask_the_database_as_often_as_one(web: TestClient, database: Database) -> None:
    with database.change() as db:
        an_inbound_mail(db)
    one = asked(database, web, "/inbox")
    with database.change() as db:
        for n in range(1, 40):
            an_inbound_mail(db, n=n)

    assert asked(database, web, "/inbox") == one
