"""The outbox as HR works with it: what was lost first, sent again, and nothing that answers for others."""

from datetime import timedelta

from sqlalchemy import select
from starlette.testclient import TestClient

from domain import links
from models.database import Database
from models.mails import Mail
from models.states import MailState, Role
from tests.builders import CLOSES, a_person, an_appointee
from tests.web.conftest import browser, post
from tests.web.letters import a_letter
from tests.web.page import Page, rows
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

    subjects = [cells[0] for cells in rows(web.get("/mails").text)]

    assert (subjects[0], subjects[-1]) == ("Lost", "Lost, but again")


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
