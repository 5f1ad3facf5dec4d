"""The outbox and one mail."""

from datetime import timedelta
from uuid import UUID

import pytest
from sqlalchemy.orm import Session
from starlette.testclient import TestClient

from models.database import Database
from models.mails import Mail
from models.people import Person
from models.states import MailState
from tests.builders import CLOSES, a_round, an_application
from tests.builders_of_exchanges import a_mail, an_exchange
from tests.web.asking import asked
from tests.web.letters import SERIES, STAY, a_letter
from tests.web.page import Page, rows, strange_scripts, texts
from tests.web.page import links as page_links
from web.views.paging import PER_PAGE

LETTER_POLICY = (
    "default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; "
    "form-action 'none'; frame-ancestors 'self'; sandbox"
)


def mail_in(db: Session, *, reference: str = "kevat-2027", **said: object) -> UUID:
    """A mail of a round of its own."""
    exchange = an_exchange(db, application=an_application(db, to=a_round(db, reference=reference)))
    return a_mail(db, about=exchange, to=db.get_one(Person, exchange.guest_id), **said).id


def test_the_outbox_tells_what_went_to_whom_and_when(web: TestClient, database: Database) -> None:
    with database.change() as db:
        mail_in(
            db,
            kind="ask_guest",
            recipient="aino@example.org",
            octets=a_letter(subject="Sopisiko vierailu Åboon?"),
            state=MailState.SENT,
            sent_at=CLOSES + timedelta(minutes=5),
        )

    told = [rows(web.get(f"/mails?lang={code}").text) for code in ("fi", "sv", "en")]

    subject, to = "Sopisiko vierailu Åboon?", "Aino Keksitty aino@example.org"
    assert told == [
        [[subject, to, "Ehdotus vieraalle", "pe 15.1.2027 klo 16.05", "Lähetetty"]],
        [[subject, to, "Förslag till gästen", "fre 15.1.2027 kl. 16.05", "Skickat"]],
        [[subject, to, "Proposal to the guest", "Fri 15 January 2027 at 16:05", "Sent"]],
    ]


def test_a_round_has_an_outbox_of_its_own(web: TestClient, database: Database) -> None:
    with database.change() as db:
        mail_in(db, reference="kevat-2027", octets=a_letter(subject="Ours"))
        mail_in(db, reference="syksy-2027", octets=a_letter(subject="Theirs"))

    here, everywhere = web.get("/rounds/kevat-2027/mails").text, web.get("/mails").text

    assert [cells[0] for cells in rows(here)] == ["Ours"]
    assert sorted(cells[0] for cells in rows(everywhere)) == ["Ours", "Theirs"]


def test_the_outbox_can_be_narrowed_to_one_kind(web: TestClient, database: Database) -> None:
    with database.change() as db:
        mail_in(db, reference="a", kind="released", octets=a_letter(subject="Released"))
        mail_in(db, reference="b", kind="confirmed", octets=a_letter(subject="Confirmed"))
        mail_in(db, reference="c", kind="confirmed", octets=a_letter(subject="Confirmed"))

    html = web.get("/mails?kind=released").text

    assert [cells[0] for cells in rows(html)] == ["Released"]
    assert texts(html, "option")[:3] == ["All", "Exchange confirmed (2)", "Exchange released (1)"]
    assert [e.text for e in Page(html).all("option") if "selected" in e.attributes] == [
        "Exchange released (1)"
    ]


@pytest.mark.parametrize("kind", ["nonsense", "' OR 1=1--", "<script>"])
def test_an_unknown_kind_finds_nothing(web: TestClient, database: Database, kind: str) -> None:
    with database.change() as db:
        mail_in(db)

    page = Page(web.get("/mails", params={"kind": kind}).text)

    assert page.texts("p", "empty") == ["There is no mail like this. Choose less above."]
    assert strange_scripts(page) == []


def test_a_long_outbox_is_paged_newest_first_and_keeps_its_kind(web: TestClient, database: Database) -> None:
    with database.change() as db:
        exchange = an_exchange(db)
        to = db.get_one(Person, exchange.guest_id)
        for n in range(PER_PAGE + 1):
            at = CLOSES - timedelta(hours=n)
            a_mail(
                db, about=exchange, to=to, kind="released", octets=a_letter(subject=f"No {n}"), queued_at=at
            )

    first = web.get("/mails?kind=released").text
    second = web.get("/mails" + page_links(first)["Next page"]).text

    assert [cells[0] for html in (first, second) for cells in rows(html)] == [
        f"No {n}" for n in range(PER_PAGE + 1)
    ]


def test_forty_mails_ask_the_database_as_often_as_one(web: TestClient, database: Database) -> None:
    with database.change() as db:
        mail_in(db)
    one = asked(database, web, "/mails")
    with database.change() as db:
        for n in range(39):
            mail_in(db, reference=f"round-{n}")

    assert asked(database, web, "/mails") == one


def test_a_mail_shows_the_headers_that_matter_and_its_text(web: TestClient, database: Database) -> None:
    with database.change() as db:
        mail_id = mail_in(db, octets=a_letter(subject="Hei Åke", text="Tervetuloa!\n\nHelmi"))

    page = Page(web.get(f"/mails/{mail_id}").text)

    assert list(zip(page.texts("dt"), page.texts("dd"), strict=True)) == [
        ("From", "Vaihto <kierrokset@vaihto.example.org>"),
        ("To", "Aino Keksitty <aino@example.org>"),
        ("Subject", "Hei Åke"),
    ]
    assert page.texts("pre") == ["Tervetuloa! Helmi"]
    assert page.all("iframe") == []


def test_a_refused_mail_tells_what_the_receiver_said(web: TestClient, database: Database) -> None:
    with database.change() as db:
        mail_id = mail_in(db, kind="released", state=MailState.REFUSED, refusal="550")

    page = Page(web.get(f"/mails/{mail_id}").text)

    assert page.texts("span", "tag") == ["Refused by the receiver"]
    assert page.texts("p", "muted")[:1] == [
        "Exchange released · written Fri 15 January 2027 at 16:00 · the receiver said 550"
    ]


def test_the_html_of_a_mail_stands_in_a_frame_that_may_do_nothing(
    web: TestClient, database: Database
) -> None:
    html = "<p style='color:red'>Hei</p><script>alert(1)</script>"
    with database.change() as db:
        mail_id = mail_in(db, octets=a_letter(html=html))

    page = Page(web.get(f"/mails/{mail_id}").text)
    letter = web.get(f"/mails/{mail_id}/html")

    assert [each.attributes for each in page.all("iframe")] == [
        {
            "class": "letter",
            "sandbox": "",
            "src": f"/mails/{mail_id}/html",
            "title": "The mail as a page",
        }
    ]
    assert strange_scripts(page) == []
    assert letter.text.strip() == html
    assert letter.headers["content-security-policy"] == LETTER_POLICY


def test_a_mail_without_html_has_no_page_for_it(web: TestClient, database: Database) -> None:
    with database.change() as db:
        mail_id = mail_in(db, octets=a_letter())

    assert web.get(f"/mails/{mail_id}/html").status_code == 404


def test_a_mail_is_downloaded_octet_by_octet(web: TestClient, database: Database) -> None:
    octets = a_letter(subject="Hei Åke", html="<p>Hei</p>", calendar=STAY)
    with database.change() as db:
        mail_id = mail_in(db, octets=octets)

    answer = web.get(f"/mails/{mail_id}/eml")

    assert answer.content == octets
    assert answer.headers["content-type"] == "message/rfc822"
    assert answer.headers["content-disposition"] == f'attachment; filename="{mail_id}.eml"'


def test_the_calendar_part_of_a_stay_is_told_in_words(web: TestClient, database: Database) -> None:
    with database.change() as db:
        mail_id = mail_in(db, octets=a_letter(calendar=STAY))

    html = web.get(f"/mails/{mail_id}").text
    page = Page(html)

    assert page.texts("h3") == ["Visit to Keksilä"]
    assert list(zip(page.texts("dt"), page.texts("dd"), strict=True))[:4] == [
        ("When", "Mon 8 March – Wed 10 March 2027 (week 10)"),
        ("Where", "Keksilä"),
        ("Number of the change (SEQUENCE)", "2"),
        ("UID", "stay-1@vaihto.example.org"),
    ]
    assert texts(html.split('<ul class="attendees">')[1], "li") == [
        "Aino Keksitty aino@example.org Accepted",
        "onni@example.org No answer yet",
    ]
    assert "BEGIN:VCALENDAR" in page.texts("pre", "raw")[0]


def test_the_calendar_part_of_a_cancelled_series_is_told_in_words(
    web: TestClient, database: Database
) -> None:
    with database.change() as db:
        mail_id = mail_in(db, octets=a_letter(calendar=SERIES))

    page = Page(web.get(f"/mails/{mail_id}").text)

    assert page.texts("strong")[-1] == "Calls a meeting off"
    assert list(zip(page.texts("dt"), page.texts("dd"), strict=True))[:2] == [
        ("When", "Tue 2 March 2027 at 13:00 – 14:00 (week 9)"),
        ("Repeats", "every 2 weeks, 5 times"),
    ]


def test_looking_changes_nothing(web: TestClient, database: Database) -> None:
    with database.change() as db:
        mail_id = mail_in(db, octets=a_letter(html="<p>Hei</p>"))

    for path in ("/mails", f"/mails/{mail_id}", f"/mails/{mail_id}/html", f"/mails/{mail_id}/eml"):
        web.get(path)

    with database.look() as db:
        mail = db.get_one(Mail, mail_id)
        assert (mail.state, mail.attempts, mail.sent_at) == (MailState.QUEUED, 0, None)
