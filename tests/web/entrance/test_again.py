"""Deeds that decide who comes in ask once more who it is, after ten minutes, and lose nothing."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from urllib.parse import parse_qsl, urlsplit

import pytest
from sqlalchemy import select, update
from sqlalchemy.orm import undefer
from starlette.testclient import TestClient

from domain.access import login_links
from models.access import KeptForm, WebSession
from models.audit import AuditEntry
from models.database import Database
from models.people import Appointee, Person
from models.states import Role
from tests.builders import a_person
from tests.web.conftest import ADMINISTRATOR, browser, post, speaking
from tests.web.entrance.forged import CALLBACK, Forger, a_provider, forging, somebody
from tests.web.entrance.mailed import mails
from tests.web.page import Page
from web.visitor import PLAIN_COOKIE

NEW = {"email": "tuuli@example.org", "role": "hr", "reach": "everywhere"}
ASKING: tuple[tuple[str, dict[str, str]], ...] = (
    ("/me/sessions/others/end", {}),
    ("/me/sessions/00000000-0000-0000-0000-000000000001/end", {}),
    ("/accesses", NEW),
    ("/accesses/roles/00000000-0000-0000-0000-000000000001/take", {}),
    ("/accesses/people/00000000-0000-0000-0000-000000000001/sign-out", {}),
    ("/operations/integrations/tokens", {"name": "HR", "reach": "everywhere", "role": "hr"}),
    ("/operations/integrations/webhooks", {"name": "HR", "reach": "everywhere", "address": "https://x.fi"}),
)


@pytest.fixture
def old(sqlite_database: Database) -> Iterator[TestClient]:
    """An administrator who came in eleven minutes ago."""
    for web in browser(sqlite_database):
        with sqlite_database.change() as db:
            a_person(db, email=NEW["email"])
            db.execute(update(WebSession).values(proved_at=datetime.now(UTC) - timedelta(minutes=11)))
        token = web.cookies[PLAIN_COOKIE]
        web.cookies.clear()
        web.cookies.set(PLAIN_COOKIE, token, domain="localhost.local")  # so that the next takes its place
        yield web


def kept(database: Database) -> KeptForm:
    with database.look() as db:
        return db.scalars(select(KeptForm).options(undefer(KeptForm.fields))).one()


def by_mail(web: TestClient, database: Database) -> str:
    """Ask for a mail on the page, press its link, and where that leads."""
    asked = post(web, f"/sign-in/again/{kept(database).id}")
    assert asked.headers["location"] == "/sign-in/code"
    return web.post(mails(database)[-1].path, follow_redirects=False).headers["location"]


@pytest.mark.parametrize(("path", "fields"), ASKING)
def test_after_ten_minutes_what_decides_who_comes_in_is_asked_for_again(
    old: TestClient, sqlite_database: Database, path: str, fields: dict[str, str]
) -> None:
    answer = post(old, path, fields)

    assert (answer.status_code, answer.headers["location"]) == (
        303,
        f"/sign-in/again/{kept(sqlite_database).id}",
    )
    with sqlite_database.look() as db:
        assert db.scalars(select(AuditEntry.action)).all() == ["proof.asked"]
        assert db.scalars(select(Appointee.role)).all() == [Role.ADMINISTRATOR]


def test_within_ten_minutes_nobody_is_asked(sqlite_web: TestClient, sqlite_database: Database) -> None:
    with sqlite_database.change() as db:
        a_person(db, email=NEW["email"])
        db.execute(update(WebSession).values(proved_at=datetime.now(UTC) - timedelta(minutes=9)))

    answer = post(sqlite_web, "/accesses", NEW)

    assert answer.headers["location"] == "/accesses?done=role-given"


def test_the_page_says_why_and_offers_every_way(old: TestClient, sqlite_database: Database) -> None:
    where = post(old, "/accesses", NEW).headers["location"]

    page = Page(old.get(where).text)

    assert page.texts("h1") == ["Show once more that it is you"]
    assert page.texts("h2") == ["By mail", "On the server's own terminal"]
    assert page.texts("pre") == [f"vaihto admin login-link --for {ADMINISTRATOR}"]


def test_a_mail_leads_back_to_what_was_typed_and_the_deed_is_done(
    old: TestClient, sqlite_database: Database
) -> None:
    before = old.cookies[PLAIN_COOKIE]
    post(old, "/accesses", NEW)

    back = by_mail(old, sqlite_database)
    page = Page(old.get(back).text)
    done = post(old, "/accesses", NEW)

    assert back == f"/accesses?kept={kept(sqlite_database).id}&done=shown-again"
    assert old.cookies[PLAIN_COOKIE] != before
    typed = {each.attributes.get("id"): each.attributes.get("value") for each in page.all("input")}
    chosen = [each.attributes["value"] for each in page.all("option") if "selected" in each.attributes]
    assert (typed["email"], chosen) == (NEW["email"], ["hr", "everywhere"])
    assert done.headers["location"] == "/accesses?done=role-given"


def test_the_code_of_the_mail_does_the_same(old: TestClient, sqlite_database: Database) -> None:
    post(old, "/accesses", NEW)
    post(old, f"/sign-in/again/{kept(sqlite_database).id}")

    answer = old.post("/sign-in/code", data={"code": mails(sqlite_database)[-1].code}, follow_redirects=False)

    assert answer.headers["location"].startswith("/accesses?kept=")


def test_a_link_from_the_terminal_leads_back_too(old: TestClient, sqlite_database: Database) -> None:
    post(old, "/accesses", NEW)
    with sqlite_database.change() as db:
        helena = db.scalars(select(Person).where(Person.email == ADMINISTRATOR)).one()
        token = login_links.from_terminal(db, helena, now=datetime.now(UTC))

    answer = old.post(f"/sign-in/{token}", follow_redirects=False)

    assert answer.headers["location"].startswith("/accesses?kept=")


def test_what_was_typed_is_shown_to_nobody_else(old: TestClient, sqlite_database: Database) -> None:
    where = post(old, "/accesses", NEW).headers["location"]
    with sqlite_database.change() as db:
        other = a_person(db, email="toinen@example.org").id
    row = kept(sqlite_database)

    for web in browser(sqlite_database, person_id=other):
        seen = [web.get(where).status_code, post(web, where).status_code]

    assert seen == [404, 404]
    assert row.fields == {name: (said,) for name, said in NEW.items()}


def test_what_was_typed_is_kept_twenty_minutes(old: TestClient, sqlite_database: Database) -> None:
    where = post(old, "/accesses", NEW).headers["location"]
    with sqlite_database.change() as db:
        db.execute(update(KeptForm).values(ends_at=datetime.now(UTC)))

    assert old.get(where).status_code == 404


def test_script_that_was_typed_comes_back_as_text(old: TestClient, sqlite_database: Database) -> None:
    post(old, "/accesses", {**NEW, "email": '"><script>alert(1)</script>'})

    page = old.get(by_mail(old, sqlite_database))

    assert "<script>alert" not in page.text
    assert '&#34;&gt;&lt;script&gt;alert(1)&lt;/script&gt;"' in page.text


def test_the_same_page_in_finnish_and_swedish(old: TestClient) -> None:
    where = post(old, "/accesses", NEW).headers["location"]

    titles = [Page(speaking(old, each).get(where).text).texts("h1") for each in ("fi", "sv")]

    assert titles == [["Näytä vielä kerran, että se olet sinä"], ["Visa en gång till att det är du"]]


@pytest.fixture
def forger() -> Iterator[Forger]:
    with forging() as forger:
        yield forger


def through(web: TestClient, forger: Forger, *, ago: timedelta | None) -> tuple[str, int, str]:
    """Leave once more for the provider, which tells when its visitor signed in; where that ends."""
    away = web.get("/sign-in/with/keksila?anew=true&next=/accesses?kept=1", follow_redirects=False)
    asked = dict(parse_qsl(urlsplit(away.headers["location"]).query))
    forger.claims["nonce"] = asked["nonce"]
    if ago is not None:
        forger.claims["auth_time"] = int((datetime.now(UTC) - ago).timestamp())
    back = web.get(CALLBACK, params={"state": asked["state"], "code": "c"}, follow_redirects=False)
    return asked["prompt"], back.status_code, back.headers.get("location", "")


@pytest.mark.parametrize(
    ("ago", "expected"),
    [
        (timedelta(seconds=5), ("login", 303, "/accesses?kept=1")),
        (timedelta(minutes=12), ("login", 403, "")),
        (None, ("login", 403, "")),
    ],
    ids=["just now", "twelve minutes ago", "not told"],
)
def test_a_provider_counts_if_it_says_that_somebody_has_just_signed_in(
    old: TestClient,
    sqlite_database: Database,
    forger: Forger,
    ago: timedelta | None,
    expected: tuple[str, int, str],
) -> None:
    somebody(sqlite_database, a_provider(sqlite_database, forger.issuer))

    assert through(old, forger, ago=ago) == expected
