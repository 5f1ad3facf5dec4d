"""The pages on which whoever administers keeps the sign-ins of organisations."""

from collections.abc import Iterator

import pytest
from fastapi import FastAPI
from httpx2 import Response
from sqlalchemy import select
from starlette.testclient import TestClient

from models.access import Provider
from models.audit import AuditEntry
from models.database import Database
from models.organisations import Organisation
from models.states import Role
from tests.builders import a_person, an_appointee, an_organisation
from tests.web.conftest import browser, post, speaking
from tests.web.entrance.forged import Forger, forging
from tests.web.page import Page, rows, texts
from tests.web.queries import counted

HERE = "/operations/providers"
SECRET = "s3cret-of-theirs"


@pytest.fixture
def forger() -> Iterator[Forger]:
    with forging() as forger:
        yield forger


@pytest.fixture
def house(database: Database) -> Organisation:
    with database.change() as db:
        return an_organisation(db, code="13", name_en="Central Finland")


@pytest.fixture
def secrets(web: TestClient) -> dict[str, str]:
    """Where the pages write secrets down."""
    found: dict[str, str] = {}
    assert isinstance(web.app, FastAPI)
    web.app.state.keep_secret, web.app.state.secret_of = found.__setitem__, found.get
    return found


def added(web: TestClient, house: Organisation, issuer: str, **more: str) -> Response:
    said = {"organisation": str(house.id), "code": "keski-suomi", "issuer": issuer, "client_id": "vaihto"}
    return post(web, HERE, {**said, **more})


def kept(database: Database) -> Provider:
    with database.look() as db:
        return db.scalars(select(Provider)).one()


def actions(database: Database) -> list[str]:
    with database.look() as db:
        return list(db.scalars(select(AuditEntry.action).order_by(AuditEntry.number)))


def test_an_empty_list_says_what_to_do(web: TestClient, house: Organisation) -> None:
    page = web.get(HERE)

    assert texts(page.text, "p", "empty") == [
        "No organisation has its own sign-in here yet. Add the first one below."
    ]
    assert "http://localhost/sign-in/with/CODE/callback" in page.text


def test_a_sign_in_that_answers_is_added_and_its_secret_is_never_shown(
    web: TestClient, database: Database, house: Organisation, secrets: dict[str, str], forger: Forger
) -> None:
    answer = added(web, house, forger.issuer, secret=SECRET, second_factor="mfa")
    row = kept(database)
    page, whole = web.get(f"{HERE}/{row.id}"), web.get(HERE)

    assert answer.headers["location"] == f"{HERE}/{row.id}?done=provider-added"
    assert (row.issuer, row.client_id, row.second_factor) == (forger.issuer, "vaihto", "mfa")
    assert secrets == {"keski-suomi": SECRET}
    assert SECRET not in page.text + whole.text
    assert Page(page.text).texts("dd") == [
        "People come in by it",
        forger.issuer,
        "http://localhost/sign-in/with/keski-suomi/callback",
        "written down; it is never shown",
        "0",
    ]
    assert rows(whole.text, "rows providers") == [
        ["Central Finland keski-suomi", forger.issuer, "People come in by it", "0"]
    ]
    assert actions(database) == ["provider.added"]
    assert "/sign-in/with/keski-suomi" in web.get("/sign-in").text


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ({"issuer": "http://127.0.0.1:9"}, "Issuer: nothing answers there"),
        ({"issuer": "https://login.example.org/common/v2.0"}, "Issuer: This issuer lets in people of any"),
        ({"issuer": "http://example.org"}, "Issuer: An issuer is an https address"),
        ({"code": "Keski Suomi"}, "Code in addresses: A code is small letters"),
        ({"client_id": ""}, "Client id: fill this in"),
    ],
    ids=["silent", "of anybody", "plain http", "a code", "nothing"],
)
def test_what_could_let_nobody_in_is_refused_with_what_would_be_right(
    web: TestClient,
    database: Database,
    house: Organisation,
    secrets: dict[str, str],
    forger: Forger,
    said: dict[str, str],
    told: str,
) -> None:
    answer = added(web, house, **{"issuer": forger.issuer, "second_factor": "<b>mfa", **said}, secret=SECRET)

    [trouble] = [each for each in Page(answer.text).texts("a") if each.startswith(told)]
    assert (answer.status_code, trouble[: len(told)]) == (422, told)
    assert 'value="&lt;b&gt;mfa"' in answer.text
    assert SECRET not in answer.text
    assert secrets == {}
    with database.look() as db:
        assert db.scalars(select(Provider)).all() == []


def test_an_issuer_that_names_itself_otherwise_is_refused(
    web: TestClient, house: Organisation, forger: Forger
) -> None:
    forger.metadata = {"issuer": "https://other.example.org"}

    answer = added(web, house, forger.issuer)

    assert answer.status_code == 422
    assert "it names itself otherwise: copy the issuer exactly" in answer.text


def test_what_we_are_called_there_is_changed_and_an_empty_secret_keeps_the_old_one(
    web: TestClient, database: Database, house: Organisation, secrets: dict[str, str], forger: Forger
) -> None:
    added(web, house, forger.issuer, secret=SECRET)
    at = f"{HERE}/{kept(database).id}"

    post(web, at, {"client_id": "vaihto-2", "secret": ""})
    unchanged = dict(secrets)
    post(web, at, {"client_id": "vaihto-2", "secret": "newer", "second_factor": "mfa"})

    assert (unchanged, secrets) == ({"keski-suomi": SECRET}, {"keski-suomi": "newer"})
    row = kept(database)
    assert (row.client_id, row.second_factor, row.issuer) == ("vaihto-2", "mfa", forger.issuer)
    with database.look() as db:
        changed = select(AuditEntry.fields).where(AuditEntry.action == "provider.changed")
        assert db.scalars(changed.order_by(AuditEntry.number)).all() == [
            ("client_id", "second_factor"),
            ("client_id", "second_factor", "secret"),
        ]


def test_trying_it_tells_whether_somebody_could_come_in(
    web: TestClient, database: Database, house: Organisation, forger: Forger
) -> None:
    added(web, house, forger.issuer)
    at = f"{HERE}/{kept(database).id}/try"

    works = post(web, at)
    forger.metadata = {"issuer": "https://other.example.org"}
    fails = post(web, at)

    assert (works.status_code, texts(works.text, "p", "notice")[0][:10]) == (200, "It answers")
    assert fails.status_code == 422
    assert "Nobody could sign in there now: it names itself otherwise" in texts(fails.text, "p", "refusal")[0]


def test_switched_off_it_lets_nobody_in_and_on_again_it_is_tried_first(
    web: TestClient, database: Database, house: Organisation, forger: Forger
) -> None:
    added(web, house, forger.issuer)
    at = f"{HERE}/{kept(database).id}"

    ended = post(web, f"{at}/end")
    gone = web.get("/sign-in/with/keski-suomi").status_code
    page = web.get(at)
    resumed = post(web, f"{at}/resume")

    assert ended.headers["location"] == f"{at}?done=provider-ended"
    assert (gone, "Let people in by it again" in page.text) == (404, True)
    assert resumed.headers["location"] == f"{at}?done=provider-added"
    assert kept(database).ended_at is None
    assert post(web, f"{at}/resume").status_code == 409
    assert actions(database)[:3] == ["provider.added", "provider.ended", "provider.resumed"]


def test_a_server_that_may_not_write_says_where_the_secret_goes(
    web: TestClient, house: Organisation, forger: Forger
) -> None:
    def refuse(_code: str, _secret: str) -> None:
        raise PermissionError

    assert isinstance(web.app, FastAPI)
    web.app.state.keep_secret = refuse

    answer = added(web, house, forger.issuer, secret=SECRET)

    assert answer.status_code == 422
    assert "Client secret: this server may not write it down" in answer.text


def test_who_administers_another_organisation_sees_none_of_it(
    web: TestClient, database: Database, house: Organisation, forger: Forger
) -> None:
    added(web, house, forger.issuer)
    at = f"{HERE}/{kept(database).id}"
    with database.change() as db:
        other = an_organisation(db, code="02", name_en="Second Council")
        saga = a_person(db, organisation=other, email="saga@example.org")
        an_appointee(db, person=saga, role=Role.ADMINISTRATOR, organisation_id=other.id)

    for theirs in browser(database, person_id=saga.id):
        seen = [theirs.get(at), *(post(theirs, f"{at}{each}") for each in ("", "/try", "/end", "/resume"))]
        whole = speaking(theirs, "en").get(HERE).text
        adding = added(theirs, house, "https://login.example.org", code="toinen")

    assert [each.status_code for each in seen] == [404] * 5
    assert adding.status_code in (404, 422)
    assert ("Central Finland" in whole, "Second Council" in whole) == (False, True)
    assert kept(database).ended_at is None


def test_the_list_asks_as_much_for_many_as_for_one(web: TestClient, database: Database) -> None:
    def asked(number: int) -> int:
        with database.change() as db:
            for each in range(number):
                house = an_organisation(db, code=f"x{number}{each}")
                issuer = f"https://{number}-{each}.example.org"
                db.add(
                    Provider(organisation_id=house.id, code=f"p{number}{each}", issuer=issuer, client_id="v")
                )
        with counted(database) as statements:
            assert web.get(HERE).status_code == 200
        return len(statements)

    assert asked(1) == asked(9)


def test_the_page_speaks_finnish_and_swedish(web: TestClient, house: Organisation) -> None:
    titles = [texts(speaking(web, each).get(HERE).text, "h2")[0] for each in ("fi", "sv")]

    assert titles == ["Organisaatioiden kirjautumiset", "Organisationernas inloggningar"]
