"""One mail that came in: HR says whose it is and what it means."""

from datetime import date
from uuid import UUID

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session
from starlette.testclient import TestClient

from domain import links
from models.database import Database
from models.exchanges import Confirmation
from models.invites import InboundMail, Reply
from models.mails import Mail
from models.states import Answer, Role
from tests.builders import a_person, added, an_appointee
from tests.domain.lived import a_proposed_exchange, ask_both, at
from tests.web.conftest import browser, post, speaking
from tests.web.page import Page, rows, texts
from tests.web.test_inbox import an_inbound_mail


def a_held_mail(db: Session) -> tuple[UUID, UUID, str]:
    """Aino was asked, and somebody writes in plain words: the mail, who Aino is, her address."""
    links.lay(db, address="http://localhost")
    exchange = a_proposed_exchange(db)
    ask_both(db, exchange, now=at(date(2027, 1, 29)))
    mail = an_inbound_mail(db, outcome="held_words", words="Joo, <b>tulen</b> mielelläni!")
    return mail.id, exchange.guest_id, exchange.guest.email


def known_as(db: Session, mail_id: UUID, person_id: UUID) -> None:
    mail = db.get_one(InboundMail, mail_id)
    mail.mail_id = db.scalars(select(Mail.id).where(Mail.person_id == person_id)).first()
    said = {"person_id": person_id, "answer": Answer.ACCEPTED, "outcome": "held_words"}
    added(db, Reply(inbound_mail_id=mail.id, **said))


def answers(db: Session) -> dict[UUID, Answer]:
    return {each.person_id: each.answer for each in db.scalars(select(Confirmation))}


@pytest.mark.parametrize(
    ("language", "suggestion"), [("fi", "Se on kyllä"), ("sv", "Det är ett ja"), ("en", "It is a yes")]
)
def test_plain_words_are_shown_with_what_they_seem_to_say(
    web: TestClient, database: Database, language: str, suggestion: str
) -> None:
    with database.change() as db:
        mail_id, aino, _email = a_held_mail(db)
        known_as(db, mail_id, aino)

    html = speaking(web, language).get(f"/inbox/{mail_id}").text

    chosen = [each.text for each in Page(html).all("option") if "selected" in each.attributes]
    assert (chosen, texts(html, "pre", "letter")) == ([suggestion], ["Joo, <b>tulen</b> mielelläni!"])


def test_what_hr_says_it_means_counts_as_the_writers_word(web: TestClient, database: Database) -> None:
    with database.change() as db:
        mail_id, aino, _email = a_held_mail(db)
        known_as(db, mail_id, aino)

    first = post(web, f"/inbox/{mail_id}/settle", {"verdict": "yes", "why": "as the mail says"})
    second = post(web, f"/inbox/{mail_id}/settle", {"verdict": "no", "why": "as the mail says"})

    assert (first.status_code, second.status_code) == (303, 409)
    assert Page(second.text).texts("div", "troubles") == [
        "That is not possible Somebody has looked at this mail already."
    ]
    with database.look() as db:
        assert answers(db)[aino] is Answer.ACCEPTED


def test_a_mail_of_nobody_is_given_to_its_writer_and_then_counts(web: TestClient, database: Database) -> None:
    with database.change() as db:
        mail_id, aino, email = a_held_mail(db)

    early = post(web, f"/inbox/{mail_id}/settle", {"verdict": "yes", "why": "as the mail says"})
    unknown = post(web, f"/inbox/{mail_id}/assign", {"email": "nobody@example.org"})
    given = post(web, f"/inbox/{mail_id}/assign", {"email": email})
    counted = post(web, f"/inbox/{mail_id}/settle", {"verdict": "yes", "why": "as the mail says"})

    assert [each.status_code for each in (early, unknown, given, counted)] == [409, 409, 303, 303]
    with database.look() as db:
        assert answers(db)[aino] is Answer.ACCEPTED


def test_a_mail_of_somebody_without_an_exchange_is_not_given_to_them(
    web: TestClient, database: Database
) -> None:
    with database.change() as db:
        mail_id, _aino, _email = a_held_mail(db)
        outi = a_person(db, name="Outi Keksitty").email

    refused = post(web, f"/inbox/{mail_id}/assign", {"email": outi})

    assert Page(refused.text).texts("div", "troubles") == [
        "That is not possible Outi Keksitty takes part in no exchange that waits for an answer."
    ]


def test_what_waits_stands_first_and_the_rest_can_be_hidden(web: TestClient, database: Database) -> None:
    with database.change() as db:
        an_inbound_mail(db, n=0, outcome="applied")
        an_inbound_mail(db, n=1, outcome="held_words")

    found = [
        [cells[0] for cells in rows(web.get(f"/inbox{query}").text)]
        for query in ("", "?waits=true", "?outcome=applied")
    ]

    assert found == [["Re: 1", "Re: 0"], ["Re: 1"], ["Re: 0"]]


def test_hr_reads_what_came_about_its_own_rounds_alone(database: Database) -> None:
    with database.change() as db:
        mail_id, aino, _email = a_held_mail(db)
        known_as(db, mail_id, aino)
        stranger = a_person(db)
        an_appointee(db, person=stranger, role=Role.HR, organisation_id=stranger.organisation_id)

    for web in browser(database, person_id=stranger.id):
        listed = texts(web.get("/inbox").text, "a")
        seen = web.get(f"/inbox/{mail_id}").status_code
        done = post(web, f"/inbox/{mail_id}/settle", {"verdict": "no", "why": "x"}).status_code

    assert ("Re: 0" in listed, seen, done) == (False, 404, 404)
    with database.look() as db:
        assert answers(db)[aino] is Answer.NEEDS_ACTION
