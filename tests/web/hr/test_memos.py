"""Memos: for those who steer, never mailed; told to whom they are about, gone in time."""

import json
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import func, select
from starlette.testclient import TestClient

from domain import memos, own_data
from models.audit import AuditEntry, AuditReason
from models.database import Database
from models.exchanges import Exchange
from models.mails import Mail
from models.people import Person
from models.states import Role
from models.steering_pages import Memo
from tests.builders import a_person, an_appointee
from tests.web.conftest import NOW, browser, post, speaking
from tests.web.page import Page, strange_scripts, texts
from tests.web.running import a_running_round, an_exchange_of

WORDS = "Rang and asked for a quiet room."


@pytest.fixture
def lived(database: Database) -> Exchange:
    """Aino visits Onni."""
    with database.change() as db:
        return an_exchange_of(db, a_running_round(db), guest="Aino Keksitty")


def at(lived: Exchange) -> str:
    return f"/exchanges/{lived.id}"


def of_application(lived: Exchange) -> str:
    return f"/rounds/kevat-2027/applications/{lived.application_id}"


def kept(database: Database) -> list[Memo]:
    with database.look() as db:
        return list(db.scalars(select(Memo)))


def told_to(database: Database, person_id: object) -> list[Any]:
    with database.look() as db:
        person = db.scalars(select(Person).where(Person.id == person_id)).one()
        found: list[Any] = json.loads(own_data.export(db, person.id, now=NOW))["memos"]
        return found


def test_a_memo_stands_on_the_page_and_is_mailed_to_nobody(
    web: TestClient, database: Database, lived: Exchange
) -> None:
    with database.look() as db:
        before = db.scalar(select(func.count(Mail.id)))

    answer = post(web, f"{at(lived)}/memo", {"words": WORDS, "whom": "guest"})

    assert answer.status_code == 303
    html = speaking(web, "fi").get(at(lived)).text
    assert WORDS in texts(html, "p", "told")
    assert "Helena Keksitty, ti 16.3.2027 klo 9.00 · koskee: Aino Keksitty" in texts(html, "p", "muted")
    with database.look() as db:
        assert db.scalar(select(func.count(Mail.id))) == before
        entry = db.scalars(select(AuditEntry).order_by(AuditEntry.number.desc())).first()
        assert entry is not None
        assert (entry.action, entry.object_id) == ("exchange.memo", lived.id)
        assert db.scalars(select(AuditReason)).all() == []


def test_whoever_it_is_about_reads_it_in_their_own_data(
    web: TestClient, database: Database, lived: Exchange
) -> None:
    for whom in ("guest", "host", "both"):
        post(web, f"{at(lived)}/memo", {"words": whom, "whom": whom})

    guest, host = (told_to(database, each) for each in (lived.guest_id, lived.host_id))

    assert {each["words"] for each in guest} == {"guest", "both"}
    assert {each["words"] for each in host} == {"host", "both"}


def test_a_memo_on_an_application_is_about_its_applicant(
    web: TestClient, database: Database, lived: Exchange
) -> None:
    post(web, f"{of_application(lived)}/memo", {"words": WORDS})

    assert WORDS in texts(web.get(of_application(lived)).text, "p", "told")
    assert [each["words"] for each in told_to(database, lived.guest_id)] == [WORDS]


@pytest.mark.parametrize(
    ("words", "right"),
    [
        ("", "Your memo: fill this in"),
        ("x" * 2001, "Your memo: write at most 2000 signs"),
        ("Her code is 131052-308T.", "Leave personal identity codes out: nobody here needs them."),
    ],
    ids=["nothing", "too much", "an identity code"],
)
def test_what_cannot_be_kept_is_told_kindly_with_the_words_kept(
    web: TestClient, database: Database, lived: Exchange, words: str, right: str
) -> None:
    answer = post(web, f"{at(lived)}/memo", {"words": words, "whom": "host"})

    assert (answer.status_code, kept(database)) == (422, [])
    assert right in texts(answer.text, "div", "troubles")[0]
    assert words in texts(answer.text, "textarea")


def test_one_is_removed_put_back_and_gone_the_day_after(
    web: TestClient, database: Database, lived: Exchange
) -> None:
    post(web, f"{at(lived)}/memo", {"words": WORDS, "whom": "guest"})
    [row] = kept(database)

    post(web, f"{at(lived)}/memo-remove", {"row": str(row.id)})
    hidden = WORDS not in web.get(at(lived)).text
    post(web, f"{at(lived)}/memo-back", {"row": str(row.id)})
    shown = WORDS in web.get(at(lived)).text
    post(web, f"{at(lived)}/memo-remove", {"row": str(row.id)})
    with database.change() as db:
        gone = memos.forget(db, now=NOW + timedelta(hours=25))

    assert (hidden, shown, gone, kept(database)) == (True, True, 1, [])


def test_memos_go_a_month_after_the_end(web: TestClient, database: Database, lived: Exchange) -> None:
    post(web, f"{at(lived)}/memo", {"words": "both", "whom": "both"})
    post(web, f"{at(lived)}/memo", {"words": "host", "whom": "host"})
    with database.change() as db:
        early = memos.forget(db, now=NOW + timedelta(days=300))
    with database.change() as db:
        db.get_one(Exchange, lived.id).closed_at = NOW
        late = memos.forget(db, now=NOW + timedelta(days=30))

    assert (early, late, kept(database)) == (0, 2, [])


def test_a_script_stays_words(web: TestClient, lived: Exchange) -> None:
    evil = "<script>alert(1)</script>"
    post(web, f"{at(lived)}/memo", {"words": evil, "whom": "both"})

    page = Page(web.get(at(lived)).text)

    assert (strange_scripts(page), evil in page.texts("p", "told")) == ([], True)


@pytest.fixture
def stranger(database: Database) -> Iterator[TestClient]:
    with database.change() as db:
        vieno = a_person(db, name="Vieno")
        an_appointee(db, person=vieno, role=Role.HR, organisation_id=vieno.organisation_id)
    yield from browser(database, person_id=vieno.id)


def test_who_does_not_steer_the_round_writes_none(
    web: TestClient, stranger: TestClient, database: Database, lived: Exchange
) -> None:
    post(web, f"{at(lived)}/memo", {"words": WORDS, "whom": "both"})
    [row] = kept(database)

    statuses = [
        post(stranger, f"{at(lived)}/memo", {"words": "x", "whom": "both"}).status_code,
        post(stranger, f"{at(lived)}/memo-remove", {"row": str(row.id)}).status_code,
        post(web, f"{of_application(lived)}/memo-remove", {"row": str(row.id)}).status_code,
    ]

    assert statuses == [404, 404, 409]
    assert [each.removed_at for each in kept(database)] == [None]
