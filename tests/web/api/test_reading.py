"""What a program reads: with its token alone, cut to what the token may see, page by page."""

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select
from starlette.testclient import TestClient

from domain import integrations
from domain.access.actors import Actor, Grant
from domain.access.sessions import hashed
from domain.integrations import Wish
from domain.refusals import NotAllowed
from models.access import RateCount
from models.database import Database
from models.integrations import Integration
from models.states import Role
from tests.builders import a_person, a_round
from tests.web.api.conftest import HERE, House, a_token, asking
from tests.web.conftest import browser, the_administrator
from tests.web.queries import counted
from web.api.caller import A_MINUTE

LISTS = ("rounds", "applications", "offers", "exchanges", "people")


def references(api: TestClient, path: str = "/rounds") -> list[str]:
    return [each["reference"] for each in api.get(HERE + path).json()["items"]]


@pytest.mark.parametrize("path", [*(f"/{each}" for each in LISTS), "/events", "/rounds/kevat-2027"])
def test_without_a_living_token_nothing_is_told(api: TestClient, path: str) -> None:
    answers = [
        api.get(HERE + path, headers={"Authorization": said})
        for said in ("", "Bearer vaihto_wrong", "Basic abc")
    ]

    assert [each.status_code for each in answers] == [401, 401, 401]
    assert {each.headers["www-authenticate"] for each in answers} == {"Bearer"}
    assert {each.headers["content-type"] for each in answers} == {"application/problem+json"}


def test_a_session_of_a_browser_opens_nothing(database: Database, house: House) -> None:
    for web in browser(database):
        assert web.get(f"{HERE}/rounds").status_code == 401


def test_a_token_that_has_ended_opens_nothing(database: Database, house: House) -> None:
    token = a_token(database, role=Role.COORDINATOR)
    with database.change() as db:
        made = db.scalars(select(Integration).where(Integration.token_hash == hashed(token))).one()
        made.ended_at = datetime.now(UTC)

    for api in asking(database, token):
        assert api.get(f"{HERE}/rounds").status_code == 401


def test_only_a_hash_of_the_token_is_kept(database: Database, house: House) -> None:
    token = a_token(database, role=Role.COORDINATOR)

    with database.look() as db:
        [row] = db.scalars(select(Integration))
    assert token not in (row.token_hash, row.hint)
    assert token.startswith(row.hint)


def test_a_round_is_told_as_it_stands(api: TestClient, house: House) -> None:
    told = api.get(f"{HERE}/rounds/kevat-2027").json()

    assert (told["reference"], told["state"], told["organisation"]) == ("kevat-2027", "open", "ours")
    assert told["names"] == {"fi": "Kevät 2027", "sv": "Våren 2027", "en": "Spring 2027"}


def test_an_application_is_told_without_what_people_write(api: TestClient, house: House) -> None:
    found = api.get(f"{HERE}/applications?round=kevat-2027").json()["items"]

    [mine] = [each for each in found if each["id"] == str(house.application_id)]
    assert (mine["wishes"], mine["half_days"], mine["state"]) == (["theirs"], [6], "submitted")
    assert "aims" not in mine


def test_hr_of_another_organisation_sees_no_applications_and_none_of_our_people(
    database: Database, house: House
) -> None:
    with database.change() as db:
        other = a_person(db, name="Toinen").organisation_id
    for api in asking(database, a_token(database, organisation_id=other)):
        people = [each["email"] for each in api.get(f"{HERE}/people").json()["items"]]
        told = [api.get(f"{HERE}/{each}").json()["items"] for each in ("applications", "offers", "exchanges")]
        figures = api.get(f"{HERE}/rounds/kevat-2027/figures").status_code
        events = api.get(f"{HERE}/events").json()["items"]

    assert house.person not in people
    assert told == [[], [], []]
    assert (figures, events) == (404, [])


def test_a_list_is_read_page_by_page(everywhere: TestClient, database: Database) -> None:
    with database.change() as db:
        for _number in range(5):
            a_round(db)

    found: list[str] = []
    after, pages = "", 0
    while True:
        page = everywhere.get(f"{HERE}/rounds?limit=2{after}").json()
        found += [each["reference"] for each in page["items"]]
        pages += 1
        if page["next"] is None:
            break
        after = f"&after={page['next']}"

    everything = references(everywhere)
    assert sorted(found) == sorted(everything)
    assert (len(found), pages) == (len(set(found)), -(-len(everything) // 2))


@pytest.mark.parametrize("path", LISTS)
def test_a_longer_list_asks_no_more_questions(everywhere: TestClient, database: Database, path: str) -> None:
    everywhere.get(f"{HERE}/{path}?limit=1")
    with counted(database) as few:
        everywhere.get(f"{HERE}/{path}?limit=1")
    with counted(database) as many:
        everywhere.get(f"{HERE}/{path}")

    assert len(many) == len(few)


def test_facts_are_told_since_a_number_with_ids_only(api: TestClient, house: House) -> None:
    all_of_them = api.get(f"{HERE}/events").json()
    later = api.get(f"{HERE}/events?since={all_of_them['last']}").json()

    told = {each["type"]: each["ids"] for each in all_of_them["items"]}
    assert told["application_submitted"] == {"application_id": str(house.application_id)}
    assert list(told["exchange_proposed"]) == ["exchange_id"]
    assert later == {"items": [], "last": all_of_them["last"]}


def test_figures_are_those_of_the_round(api: TestClient, house: House) -> None:
    told = api.get(f"{HERE}/rounds/kevat-2027/figures").json()

    assert (told["round"], told["applications"], told["exchanges"]) == ("kevat-2027", 2, {"proposed": 1})


def test_a_refusal_speaks_the_language_that_is_asked_for(api: TestClient) -> None:
    said = api.get(f"{HERE}/rounds/nothing", headers={"Accept-Language": "fi"}).json()

    assert (said["status"], said["title"], said["code"]) == (404, "Not Found", "not_found")
    assert said["detail"] == "Tällaista ohjelmakierrosta ei ole."


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/nothing", 404),
        ("/rounds?limit=0", 422),
        ("/rounds?after=1", 422),
        ("/events?since=-1", 422),
        ("/rounds/%00", 422),
        ("/applications?after=5f0c1e0e-9d0b-4c7e-8d4e-0123456789ab", 200),
    ],
)
def test_odd_questions_have_an_answer(api: TestClient, path: str, status: int) -> None:
    assert api.get(HERE + path).status_code == status


def test_who_asks_too_often_is_told_how_long_to_wait(api: TestClient, database: Database) -> None:
    assert api.get(f"{HERE}/rounds").status_code == 200
    with database.change() as db:
        db.scalars(select(RateCount)).one().number = A_MINUTE.most

    answer = api.get(f"{HERE}/rounds")

    assert answer.status_code == 429
    assert 1 <= int(answer.headers["retry-after"]) <= 60


def test_its_last_use_is_noted(api: TestClient, database: Database) -> None:
    api.get(f"{HERE}/rounds")

    with database.look() as db:
        used_at = db.scalars(select(Integration.used_at)).one()
    assert used_at is not None
    assert datetime.now(UTC) - used_at < timedelta(minutes=1)


def test_nobody_gives_a_program_more_than_they_hold(database: Database, house: House) -> None:
    with database.change() as db:
        helena = the_administrator(db)
        local = Actor(helena.id, house.own_id, (Grant(Role.ADMINISTRATOR, house.own_id),))
        for wish in (Wish("a", Role.HR), Wish("b", Role.ADMINISTRATOR, house.own_id)):
            with pytest.raises(NotAllowed):
                integrations.make(db, wish, by=helena, actor=local, now=datetime.now(UTC))
        integrations.make(db, Wish("c", Role.HR, house.own_id), by=helena, actor=local, now=datetime.now(UTC))


def test_the_pages_are_not_in_the_description(api: TestClient) -> None:
    described = api.get(f"{HERE}/openapi.json").json()

    assert described["openapi"].startswith("3.1")
    assert sorted(described["paths"]) == [
        "/applications",
        "/applications/{id}/availability",
        "/events",
        "/exchanges",
        "/host-offers",
        "/mentor-offers",
        "/offers",
        "/offers/{id}/availability",
        "/people",
        "/rounds",
        "/rounds/{reference}",
        "/rounds/{reference}/figures",
    ]
