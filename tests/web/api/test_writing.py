"""What an HR system says: judged by the same rules as a spreadsheet, done once for each key, and audited."""

from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import select
from starlette.testclient import TestClient

from models.applications import Application
from models.audit import AuditEntry
from models.database import Database
from models.mails import Mail
from models.offers import Availability, Offer
from models.people import Person
from models.states import Kind
from tests.web.api.conftest import HERE, House, a_token, asking

AINO = {"email": "aino@example.org", "name": "Aino Uusi", "organisation": "ours", "language": "sv"}
UUSI = {"email": "Uusi@example.org", "name": "Uusi Keksitty", "organisation": "ours", "language": "fi"}
APPLICATION: dict[str, Any] = {
    "round": "kevat-2027",
    "email": "uusi@example.org",
    "kind": "shadowing",
    "aims": "Miten naapurissa laaditaan maakuntakaava?",
    "languages": ["fi", "sv"],
    "topics": [{"topic": "land-use", "weight": 5}],
    "half_days": [5],
    "wishes": ["theirs"],
    "unavailable": [{"first_day": "2027-05-03", "last_day": "2027-05-07", "half": "am"}],
    "why": "HR-järjestelmästä",
}
OFFER: dict[str, Any] = {
    "round": "kevat-2027",
    "email": "aino@example.org",
    "languages": ["fi"],
    "most": 3,
    "unit": "Aluekehitys",
    "why": "HR-järjestelmästä",
}


MENTOR: dict[str, Any] = {
    **{name: said for name, said in OFFER.items() if name != "unit"},
    "slots": ["tue 13:00", "thu 09:00"],
}


def with_uusi(api: TestClient) -> None:
    assert api.post(f"{HERE}/people", json={"people": [UUSI]}).status_code == 200


def test_people_are_added_and_changed_by_their_address(api: TestClient, database: Database) -> None:
    answer = api.post(f"{HERE}/people", json={"people": [AINO, {**UUSI, "supervisor": "aino@example.org"}]})

    assert (answer.status_code, answer.json()["added"], answer.json()["changed"]) == (200, 1, 1)
    with database.look() as db:
        aino = db.scalars(select(Person).where(Person.email == "aino@example.org")).one()
        uusi = db.scalars(select(Person).where(Person.email == "uusi@example.org")).one()
    assert (aino.name, aino.language, uusi.supervisor_id) == ("Aino Uusi", "sv", aino.id)
    assert answer.json()["ids"] == [str(aino.id), str(uusi.id)]


def test_what_is_left_out_stays_as_it_is(api: TestClient, database: Database) -> None:
    titled = {**AINO, "title": "johtaja"}
    api.post(f"{HERE}/people", json={"people": [titled]})

    api.post(f"{HERE}/people", json={"people": [AINO, {**UUSI, "title": "harjoittelija"}]})

    with database.look() as db:
        assert db.scalar(select(Person.title).where(Person.email == "aino@example.org")) == "johtaja"


@pytest.mark.parametrize("wrong", [{**UUSI, "organisation": "theirs"}, {**AINO, "email": "otto@example.org"}])
def test_people_of_another_organisation_are_out_of_reach(
    api: TestClient, database: Database, wrong: dict[str, str]
) -> None:
    answer = api.post(f"{HERE}/people", json={"people": [UUSI, wrong]})

    assert answer.status_code == 404
    with database.look() as db:
        assert db.scalar(select(Person).where(Person.email == "uusi@example.org")) is None


def test_roles_are_not_given_by_programs(api: TestClient) -> None:
    answer = api.post(f"{HERE}/people", json={"people": [{**UUSI, "roles": "administrator"}]})

    assert answer.status_code == 422
    assert answer.json()["errors"][0]["field"] == "body.people.0.roles"


def test_one_wrong_row_keeps_all_out_and_is_named(api: TestClient, database: Database) -> None:
    answer = api.post(f"{HERE}/people", json={"people": [AINO, {**UUSI, "supervisor": "kukaan@example.org"}]})

    assert answer.status_code == 422
    assert answer.headers["content-type"] == "application/problem+json"
    assert [each["field"] for each in answer.json()["errors"]] == ["1.supervisor"]
    with database.look() as db:
        assert db.scalar(select(Person.name).where(Person.email == "aino@example.org")) != "Aino Uusi"


def test_an_application_is_submitted_on_somebodys_behalf(api: TestClient, database: Database) -> None:
    with_uusi(api)

    answer = api.post(f"{HERE}/applications", json=APPLICATION)

    assert (answer.status_code, answer.json()["added"]) == (200, 1)
    with database.look() as db:
        [row] = db.scalars(
            select(Application)
            .join(Person, Person.id == Application.person_id)
            .where(Person.email == "uusi@example.org")
        )
        days = db.scalars(select(Availability).where(Availability.application_id == row.id)).all()
        mails = db.scalars(select(Mail.kind).where(Mail.person_id == row.person_id)).all()
    assert (row.state, row.blocks, row.recorded_why) == ("submitted", (5,), "HR-järjestelmästä")
    assert [(f"{each.first_day}", f"{each.last_day}", each.half) for each in days] == [
        ("2027-05-03", "2027-05-07", "am")
    ]
    assert mails == ["application_received"]


def test_a_host_offer_is_made_and_changed(api: TestClient, database: Database) -> None:
    made = api.post(f"{HERE}/host-offers", json=OFFER).json()
    changed = api.post(f"{HERE}/host-offers", json={**OFFER, "most": 2}).json()

    assert (made["added"], changed["changed"], made["ids"]) == (1, 1, changed["ids"])
    with database.look() as db:
        assert (
            db.scalars(
                select(Offer.most)
                .join(Person, Person.id == Offer.person_id)
                .where(Person.email == "aino@example.org")
            ).one()
            == 2
        )


def test_a_mentor_offer_is_made_and_changed(api: TestClient, database: Database) -> None:
    made = api.post(f"{HERE}/mentor-offers", json={**MENTOR, "most": 2}).json()
    changed = api.post(f"{HERE}/mentor-offers", json=MENTOR).json()

    assert (made["added"], changed["changed"], made["ids"]) == (1, 1, changed["ids"])
    with database.look() as db:
        row = db.get_one(Offer, UUID(made["ids"][0]))
        by = db.get_one(Person, row.recorded_by_id)
    assert (row.kind, row.most, row.slots) == (Kind.MENTORING, 3, ("tue 13:00", "thu 09:00"))
    assert (row.recorded_why, by.name) == (OFFER["why"], "Helena Keksitty")


@pytest.mark.parametrize(
    "wrong",
    [{"slots": []}, {"slots": ["tuesday"]}, {"most": 0}, {"least": 3, "most": 2}],
    ids=["no times", "no such time", "nobody", "more at least than at most"],
)
def test_a_mentor_offer_that_cannot_be_is_refused(
    api: TestClient, database: Database, wrong: dict[str, object]
) -> None:
    answer = api.post(f"{HERE}/mentor-offers", json={**MENTOR, **wrong})

    assert answer.status_code == 422
    with database.look() as db:
        assert db.scalars(select(Offer).where(Offer.kind == Kind.MENTORING)).all() == []


def test_a_mentor_of_another_organisation_is_unknown(api: TestClient, house: House) -> None:
    assert api.post(f"{HERE}/mentor-offers", json={**MENTOR, "email": house.stranger}).status_code == 404


def test_days_take_the_place_of_those_that_were_known(
    api: TestClient, database: Database, house: House
) -> None:
    days = {"unavailable": [{"first_day": "2027-05-10", "last_day": "2027-05-10"}], "why": "kalenterista"}

    answer = api.put(f"{HERE}/applications/{house.application_id}/availability", json=days)

    assert answer.status_code == 200
    with database.look() as db:
        found = select(Availability).where(Availability.application_id == house.application_id)
        assert [f"{each.first_day}" for each in db.scalars(found)] == ["2027-05-10"]


def test_days_of_somebody_elses_offer_are_out_of_reach(api: TestClient, house: House) -> None:
    answer = api.put(f"{HERE}/offers/{house.offer_id}/availability", json={"why": "x"})

    assert answer.status_code == 404


def test_a_rule_says_no_in_words(api: TestClient) -> None:
    secret = {**APPLICATION, "email": "aino@example.org", "aims": "Olen 131052-308T ja haluan oppia."}

    answer = api.post(f"{HERE}/applications", json=secret, headers={"Accept-Language": "en"})

    assert answer.status_code == 422
    assert answer.json()["errors"][0]["field"] == "aims"


def test_the_same_key_does_nothing_twice(api: TestClient, database: Database) -> None:
    key = {"Idempotency-Key": "abc-1"}
    first = api.post(f"{HERE}/people", json={"people": [UUSI]}, headers=key)
    again = api.post(f"{HERE}/people", json={"people": [UUSI]}, headers=key)
    other = api.post(f"{HERE}/people", json={"people": [AINO]}, headers=key)

    assert (first.status_code, first.json()) == (again.status_code, again.json())
    assert first.json()["added"] == 1
    assert other.status_code == 409
    with database.look() as db:
        assert db.scalars(select(AuditEntry.action)).all() == ["api.save_people"]


def test_a_token_that_only_reads_writes_nothing(database: Database, house: House) -> None:
    token = a_token(database, organisation_id=house.own_id, may_write=False)
    for api in asking(database, token):
        answer = api.post(f"{HERE}/people", json={"people": [UUSI]})

    assert (answer.status_code, answer.json()["detail"]) == (403, "This token may only read.")


def test_a_form_of_another_site_is_not_understood(api: TestClient) -> None:
    answer = api.post(f"{HERE}/people", content='{"people": []}', headers={"Content-Type": "text/plain"})

    assert answer.status_code == 422
