"""Filters with a name: kept, opened by anybody's link, renamed, removed, put back; each person's own."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session
from starlette.testclient import TestClient

from domain import named_filters
from models.audit import AuditEntry
from models.database import Database
from models.rounds import Round
from models.states import ApplicationState, Role
from models.steering_pages import NamedFilter
from tests.builders import a_person, a_round, an_application, an_appointee
from tests.web.conftest import NOW, browser, post, speaking
from tests.web.page import Page, strange_scripts, texts

ROUND = "/rounds/kevat-2027"
LIST, FILTERS = f"{ROUND}/applications", f"{ROUND}/filters/applications"


def an_open_round(db: Session, reference: str = "kevat-2027") -> Round:
    return a_round(db, owner=None, reference=reference, closes_at=NOW + timedelta(days=20))


@pytest.fixture
def aino(database: Database) -> Round:
    """A round with one application."""
    with database.change() as db:
        round_ = an_open_round(db)
        an_application(db, to=round_, person=a_person(db, name="Aino"))
        return round_


def kept(database: Database) -> list[NamedFilter]:
    with database.look() as db:
        return list(db.scalars(select(NamedFilter).order_by(NamedFilter.name)))


def shown(web: TestClient, address: str = LIST) -> list[tuple[str, str]]:
    page = Page(web.get(address).text)
    return [
        (each.text, each.attributes["href"] or "")
        for nav in page.all("nav")
        if nav.attributes.get("aria-label") == "Your saved filters"
        for each in page.all("a")
        if each.text and (each.attributes.get("href") or "").startswith(f"{LIST}?") and each.text in nav.text
    ]


def save(web: TestClient, name: str = "Late ones", query: str = "state=draft", **more: str) -> str:
    answer = post(web, FILTERS, {"name": name, "query": query, **more})
    return answer.headers.get("location") or texts(answer.text, "p", "refusal")[0]


@pytest.mark.usefixtures("aino")
def test_a_saved_filter_stands_above_the_list_as_a_link(web: TestClient, database: Database) -> None:
    gone_to = save(web, query="state=draft&page=3&select=all&nonsense=1")

    assert gone_to == f"{LIST}?state=draft&done=filter-keep"
    assert shown(web) == [("Late ones", f"{LIST}?state=draft")]
    with database.look() as db:
        assert db.scalars(select(AuditEntry.action)).all()[-1] == "round.filter-keep"


@pytest.mark.usefixtures("aino")
def test_one_for_all_rounds_is_seen_in_the_next(web: TestClient, database: Database) -> None:
    with database.change() as db:
        an_open_round(db, "syksy-2027")
    save(web, "Here")
    save(web, "Everywhere", "state=placed", where="everywhere")

    html = web.get("/rounds/syksy-2027/applications").text

    assert [each.text for each in Page(html).all("a") if "state=" in (each.attributes["href"] or "")] == [
        "Everywhere"
    ]


@pytest.mark.parametrize(
    ("name", "query", "words"),
    [
        ("", "state=draft", "Give it a name of at most 60 signs."),
        ("x" * 61, "state=draft", "Give it a name of at most 60 signs."),
        ("LATE  ones", "state=placed", "You have a filter of this name already: choose another."),
        ("New", "", "Narrow the list first: then there is something to save."),
    ],
)
@pytest.mark.usefixtures("aino")
def test_what_cannot_be_saved_is_told_kindly(
    web: TestClient, database: Database, name: str, query: str, words: str
) -> None:
    save(web)

    assert save(web, name, query) == words
    assert len(kept(database)) == 1


@pytest.mark.usefixtures("aino")
def test_a_list_that_we_never_wrote_is_not_saved(web: TestClient, database: Database) -> None:
    answer = post(web, FILTERS, {"name": "X", "query": "state=nonsense"})

    assert (answer.status_code, kept(database)) == (404, [])


@pytest.mark.usefixtures("aino")
def test_one_is_renamed_and_called_as_before(web: TestClient, database: Database) -> None:
    save(web)
    [row] = kept(database)

    answer = post(web, f"{FILTERS}/{row.id}/rename", {"name": "Drafts", "query": "state=draft"})
    page = web.get(answer.headers["location"]).text
    post(web, f"{FILTERS}/{row.id}/undo", {"query": "state=draft"})

    assert "“Late ones” is called “Drafts” now." in page
    assert [each.name for each in kept(database)] == ["Late ones"]


@pytest.mark.usefixtures("aino")
def test_one_is_removed_put_back_and_gone_after_a_day(web: TestClient, database: Database) -> None:
    save(web)
    [row] = kept(database)

    answer = post(web, f"{FILTERS}/{row.id}/remove", {"query": ""})
    page = web.get(answer.headers["location"]).text
    without = shown(web)
    post(web, f"{FILTERS}/{row.id}/undo")

    assert ("The filter “Late ones” is removed." in page, without) == (True, [])
    assert shown(web) == [("Late ones", f"{LIST}?state=draft")]
    post(web, f"{FILTERS}/{row.id}/remove", {"query": ""})
    with database.change() as db:
        named_filters.forget(db, now=NOW + timedelta(hours=25))
    assert kept(database) == []


@pytest.fixture
def colleague(database: Database, aino: Round) -> Iterator[TestClient]:
    with database.change() as db:
        vieno = a_person(db, name="Vieno", organisation_id=aino.organisation_id, organisation=None)
        an_appointee(db, person=vieno, role=Role.HR, organisation_id=aino.organisation_id)
    yield from browser(database, person_id=vieno.id)


def test_a_colleague_sees_the_same_by_the_link_but_not_the_name(
    web: TestClient, colleague: TestClient, database: Database
) -> None:
    with database.change() as db:
        round_ = db.scalars(select(Round)).one()
        an_application(db, to=round_, person=a_person(db, name="Draft"), state=ApplicationState.DRAFT)
    save(web)
    [row] = kept(database)

    html = colleague.get(f"{LIST}?state=draft&undo={row.id}").text
    refused = [post(colleague, f"{FILTERS}/{row.id}/{each}").status_code for each in ("remove", "undo")]

    assert (texts(html, "a", "name"), "Late ones" in html, refused) == (["Draft"], False, [404, 404])


@pytest.mark.usefixtures("aino")
def test_a_script_as_a_name_stays_a_name(web: TestClient) -> None:
    save(web, "<script>alert(1)</script>")

    page = Page(web.get(f"{LIST}?state=draft").text)

    assert (strange_scripts(page), [name for name, _link in shown(web)]) == (
        [],
        ["<script>alert(1)</script>"],
    )


@pytest.mark.usefixtures("aino")
def test_the_way_to_save_is_told_in_the_readers_language(web: TestClient) -> None:
    assert "Tallenna tämä suodatin" in texts(speaking(web, "fi").get(f"{LIST}?state=draft").text, "summary")


@pytest.mark.parametrize("listing", ["offers", "exchanges"])
@pytest.mark.usefixtures("aino")
def test_each_list_has_its_own(web: TestClient, database: Database, listing: str) -> None:
    answer = post(web, f"{ROUND}/filters/{listing}", {"name": "Mentors", "query": "kind=mentoring"})

    assert answer.headers["location"] == f"{ROUND}/{listing}?kind=mentoring&done=filter-keep"
    assert [each.listing for each in kept(database)] == [listing]
