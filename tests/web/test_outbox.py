"""The outbox as HR works with it: what was lost first, sent again, and nothing that answers for others."""

from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select
from starlette.testclient import TestClient

from domain import aliases, links
from models.database import Database
from models.mails import Mail
from models.people import Person
from models.rounds import Round
from models.states import MailState, Role
from tests.builders import CLOSES, a_person, an_appointee
from tests.web.conftest import NOW, browser, post
from tests.web.letters import a_letter
from tests.web.page import Page, rows
from tests.web.page import links as links_of
from tests.web.test_mails import mail_in


def test_those_that_did_not_arrive_stand_first_until_they_are_sent_again(
    web: TestClient, database: Database
) -> None:
    with database.change() as db:
        mail_in(db, reference="a", octets=a_letter(subject="New"), queued_at=CLOSES)
        lost = {"state": MailState.REFUSED, "queued_at": CLOSES - timedelta(days=3)}
        mail_in(db, reference="b", octets=a_letter(subject="Lost"), **lost)
        again = mail_in(db, reference="c", octets=a_letter(subject="Lost, but again"), **lost)
        mail_in(db, reference="d", octets=a_letter(subject="Once more"), repeats_id=again, queued_at=CLOSES)

    html = web.get("/mails").text

    subjects = [cells[0] for cells in rows(html)]
    assert (subjects[0], subjects[-1]) == ("Lost", "Lost, but again")
    assert Page(html).texts("p", "fate")[0].startswith("1 mail did not arrive, and was not sent again.")


def test_the_outbox_is_narrowed_by_state_round_and_person(web: TestClient, database: Database) -> None:
    with database.change() as db:
        id_ = mail_in(db, reference="a", octets=a_letter(subject="Ours"), state=MailState.SENT)
        mail_in(db, reference="b", octets=a_letter(subject="Theirs"), state=MailState.REFUSED)
        person_id = db.get_one(Mail, id_).person_id
    asked_for = ("state=sent&kind=&round=&person=", "round=a", f"person={person_id}")

    found = [[cells[0] for cells in rows(web.get(f"/mails?{query}").text)] for query in asked_for]

    assert found == [["Ours"]] * 3


def test_nobody_can_answer_for_somebody_else_by_reading_the_outbox(
    web: TestClient, database: Database
) -> None:
    link = "https://vaihto.example.org/answer/YbCk13zbHU5kmTk7lRkxb352ZsZR8WdFxbuKUSIMKUVDAABs"
    octets = a_letter(text=f"Answer: {link}?say=yes", html=f'<a href="{link}">Yes</a>')
    with database.change() as db:
        mail_id = mail_in(db, octets=octets)
        helmi = a_person(db, name="Helmi Keksitty")
        an_appointee(db, person=helmi, role=Role.COORDINATOR)

    shown = (web.get(f"/mails/{mail_id}").text, web.get(f"/mails/{mail_id}/html").text)
    for browsed in browser(database, person_id=helmi.id):
        page = browsed.get(f"/mails/{mail_id}").text
        file = browsed.get(f"/mails/{mail_id}/eml").status_code

    assert [("YbCk13zbHU5k" in html, "/answer/…" in html) for html in shown] == [(False, True)] * 2
    assert ("/eml" in page, file) == (False, 404)


def test_a_mail_goes_out_again_and_says_how_often(web: TestClient, database: Database) -> None:
    with database.change() as db:
        links.lay(db, address="http://localhost")
        mail_id = mail_in(db, kind="released", octets=a_letter(), state=MailState.REFUSED)

    answer = post(web, f"/mails/{mail_id}/resend")

    assert answer.status_code == 303
    assert "Sent again 1 time." in web.get(f"/mails/{mail_id}").text
    with database.look() as db:
        [again] = db.scalars(select(Mail).where(Mail.repeats_id == mail_id)).all()
        assert again.state is MailState.QUEUED


def test_a_mail_that_still_waits_is_not_sent_again(web: TestClient, database: Database) -> None:
    with database.change() as db:
        mail_id = mail_in(db, octets=a_letter())

    refused = post(web, f"/mails/{mail_id}/resend")

    assert refused.status_code == 409
    assert Page(refused.text).texts("div", "troubles") == [
        "That is not possible This mail has not left yet: it is tried again by itself."
    ]


def test_a_mail_of_another_round_is_not_there(database: Database) -> None:
    with database.change() as db:
        mail_id = mail_in(db, octets=a_letter(), state=MailState.REFUSED)
        stranger = a_person(db)
        an_appointee(db, person=stranger, role=Role.HR, organisation_id=stranger.organisation_id)

    for web in browser(database, person_id=stranger.id):
        seen = [web.get(f"/mails/{mail_id}{end}").status_code for end in ("", "/html", "/eml")]
        done = post(web, f"/mails/{mail_id}/resend").status_code

    assert (seen, done) == ([404, 404, 404], 404)


def test_hr_decides_about_a_mail_whose_reader_has_had_another(web: TestClient, database: Database) -> None:
    with database.change() as db:
        mail_id = mail_in(db, octets=a_letter(), state=MailState.CONTESTED)

    post(web, f"/mails/{mail_id}/decide", {"verdict": "leave"})

    with database.look() as db:
        mail = db.get_one(Mail, mail_id)
        assert (mail.state, mail.is_decided) == (MailState.OVERTAKEN, True)


@pytest.mark.parametrize(
    ("status", "told"),
    [
        ("550 5.1.1", "The address is not known there. Ask for the right one by phone; correct it"),
        ("5.2.2", "Their mailbox is full or closed. Call them, and send again"),
        ("554 5.7.26", "Their server does not trust ours. Tell your administrator"),
        ("421 4.4.1 for days", "Their server cannot be found."),
        ("greylisted for days", "Their server has said: not now, for three days."),
        ("550", "Their server does not take it. Call the person"),
    ],
    ids=range(6),
)
def test_a_lost_mail_says_why_and_what_to_do_next(
    web: TestClient, database: Database, status: str, told: str
) -> None:
    with database.change() as db:
        mail_id = mail_in(db, octets=a_letter(), state=MailState.REFUSED, refusal=status)

    html, listed = web.get(f"/mails/{mail_id}").text, web.get("/mails").text

    assert Page(html).texts("p", "fate")[0].startswith(told)
    assert any(each.startswith(told) for each in Page(listed).texts("span", "line"))


def test_an_address_is_corrected_and_the_mail_goes_there(web: TestClient, database: Database) -> None:
    with database.change() as db:
        links.lay(db, address="http://localhost")
        mail_id = mail_in(db, octets=a_letter(), state=MailState.REFUSED, refusal="5.1.1")
        old = db.get_one(Mail, mail_id).recipient

    answer = post(web, f"/mails/{mail_id}/readdress", {"email": "Aino.Uusi@example.org"})

    assert answer.status_code == 303
    with database.look() as db:
        [again] = db.scalars(select(Mail).where(Mail.repeats_id == mail_id)).all()
        person = db.get_one(Person, again.person_id)
        assert (again.recipient, person.email) == ("aino.uusi@example.org", "aino.uusi@example.org")
        assert [each.email for each in aliases.of_person(db, person)] == [old]
    assert links_of(web.get(f"/mails/{mail_id}").text)["The newer one"] == f"/mails/{again.id}"


def test_an_address_of_somebody_else_is_refused_and_kept_in_the_field(
    web: TestClient, database: Database
) -> None:
    with database.change() as db:
        mail_id = mail_in(db, octets=a_letter(), state=MailState.REFUSED, refusal="5.1.1")
        a_person(db, email="onni@example.org")

    refused = post(web, f"/mails/{mail_id}/readdress", {"email": "onni@example.org"})

    assert (refused.status_code, 'value="onni@example.org"' in refused.text) == (409, True)
    with database.look() as db:
        assert db.scalars(select(Mail).where(Mail.repeats_id == mail_id)).all() == []


@pytest.mark.parametrize(("role", "status"), [(Role.AUDITOR, 409), (None, 303)])
def test_hr_cannot_lead_the_sign_in_of_somebody_with_a_role_to_another_address(
    database: Database, role: Role | None, status: int
) -> None:
    with database.change() as db:
        links.lay(db, address="http://localhost")
        mail_id = mail_in(db, octets=a_letter(), state=MailState.REFUSED, refusal="5.1.1")
        mail = db.get_one(Mail, mail_id)
        reader = db.get_one(Person, mail.person_id)
        helmi = a_person(db)
        an_appointee(db, person=helmi, role=Role.HR, organisation_id=reader.organisation_id)
        db.get_one(Round, mail.round_id).organisation_id = reader.organisation_id
        if role:
            an_appointee(db, person=reader, role=role)
    for web in browser(database, person_id=helmi.id):
        answer = post(web, f"/mails/{mail_id}/readdress", {"email": "uusi@example.org"})

        assert answer.status_code == status


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ({"trouble": "421 4.3.2"}, "Their server says: not now (421 4.3.2)."),
        ({"held_until": NOW + timedelta(hours=9)}, "It can wait, and leaves after the quiet hours:"),
        (
            {"held_until": NOW + timedelta(hours=9), "waits_for_digest": True},
            "Its reader has had many mails this week: it goes in a digest,",
        ),
        ({}, "It leaves within moments."),
        ({"state": MailState.OVERTAKEN}, "It was not sent: newer news came before it."),
        ({"state": MailState.CONTESTED}, "Its reader has had another mail on this: decide below."),
    ],
    ids=range(6),
)
def test_a_mail_that_has_not_left_says_what_it_waits_for(
    web: TestClient, database: Database, said: dict[str, Any], told: str
) -> None:
    with database.change() as db:
        mail_id = mail_in(db, octets=a_letter(), **said)

    assert Page(web.get(f"/mails/{mail_id}").text).texts("p", "fate")[0].startswith(told)
