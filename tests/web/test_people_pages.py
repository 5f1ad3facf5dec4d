"""People: who is found by whom, and what stands on the page of one."""

from datetime import date
from uuid import UUID

import pytest
from sqlalchemy import select
from starlette.testclient import TestClient

from domain import aliases, deputies, exchanges, links
from domain.asks import asks
from domain.asks.questions import question
from models import streams
from models.asks import About, Ask, AskState
from models.database import Database
from models.people import Alias, Deputy, Person
from models.rounds import Round
from models.states import ExchangeState, Role
from tests.builders import a_person, a_round, an_application, an_appointee, an_endorsement, an_organisation
from tests.domain.lived import a_confirmed_exchange, a_proposed_exchange, ask_both, at
from tests.web.asking import asked
from tests.web.conftest import NOW, browser, post, speaking
from tests.web.page import Page, rows, texts


def names(html: str) -> list[str]:
    return [cells[0] for cells in rows(html)]


def test_people_are_found_by_name_address_and_organisation(web: TestClient, database: Database) -> None:
    with database.change() as db:
        house = an_organisation(db, code="oulu")
        aino = a_person(db, name="Aino Ääninen", email="aino@example.org", title="", organisation=house)
        a_person(db, name="Eero Keksitty", title="")
        aliases.add(db, aino, "a.aaninen@example.org")

    found = [
        names(web.get(f"/people{query}").text)
        for query in ("?q=ääni", "?q=aino@", "?q=a.aaninen", "?organisation=oulu&q=")
    ]

    assert found == [["Aino Ääninen"]] * 4
    assert texts(web.get("/people?q=%25").text, "p", "empty") == [
        "Nobody is found. Search for less of the name, or in all organisations."
    ]


def test_forty_people_ask_the_database_as_often_as_one(web: TestClient, database: Database) -> None:
    one = asked(database, web, "/people")
    with database.change() as db:
        for n in range(39):
            a_person(db, name=f"Person {n}")

    assert asked(database, web, "/people") == one


def test_hr_finds_the_people_of_its_own_house_and_nobody_else(database: Database) -> None:
    with database.change() as db:
        mine = an_organisation(db)
        hr = a_person(db, name="Helmi Keksitty", title="", organisation=mine)
        an_appointee(db, person=hr, role=Role.HR, organisation_id=mine.id)
        own = a_person(db, name="Aino Keksitty", title="", organisation=mine)
        other = a_person(db, name="Outi Keksitty", title="")

    for web in browser(database, person_id=hr.id):
        listed = names(web.get("/people").text)
        codes = [web.get(f"/people/{each.id}").status_code for each in (own, other)]
        changed = post(web, f"/people/{other.id}/deputy", {"email": "x@example.org", "name": "X"}).status_code

    assert (listed, codes, changed) == (["Aino Keksitty", "Helmi Keksitty"], [200, 404], 404)
    with database.look() as db:
        assert db.scalars(select(Deputy)).all() == []


@pytest.mark.parametrize(
    ("language", "waits"),
    [
        ("fi", "vastaus ehdotukseen pe 5.2.2027 klo 16.00 mennessä"),
        ("sv", "ett svar på förslaget senast fre 5.2.2027 kl. 16.00"),
        ("en", "an answer to the proposal until Fri 5 February 2027 at 16:00"),
    ],
)
def test_a_person_is_shown_with_what_waits_for_them_and_their_mails(
    web: TestClient, database: Database, language: str, waits: str
) -> None:
    with database.change() as db:
        links.lay(db, address="http://localhost")
        exchange = a_proposed_exchange(db)
        ask_both(db, exchange, now=at(date(2027, 1, 29)))

    html = speaking(web, language).get(f"/people/{exchange.guest_id}").text

    assert Page(html).texts("h1") == ["Aino Keksitty"]
    assert texts(html, "ul", "plain")[0] == waits
    assert html.count("/mails/") == 1


def test_a_supervisors_answer_is_written_down_on_their_page(web: TestClient, database: Database) -> None:
    with database.change() as db:
        links.lay(db, address="http://localhost")
        round_ = a_round(db, closes_at=at(date(2027, 3, 30)))
        eero = a_person(db, name="Eero Keksitty")
        row = an_endorsement(db, application=an_application(db, to=round_), supervisor=eero)
        ask_id = asks.put(
            db,
            question(About.ENDORSEMENT),
            on=streams.of_round(round_.id),
            subject_id=row.id,
            to=eero,
            plan=asks.Plan(at(date(2027, 3, 20))),
            now=NOW,
        ).id
    form = Page(web.get(f"/people/{eero.id}").text)
    words = [e.attributes["value"] for e in form.all("option") if e.attributes["value"]]

    answer = post(
        web, f"/people/{eero.id}/reply", {"row": str(ask_id), "word": words[0], "why": "Eero called"}
    )

    assert answer.status_code == 303
    with database.look() as db:
        ask = db.get_one(Ask, ask_id)
        assert (ask.state, ask.recorded_why) == (AskState.ANSWERED, "Eero called")


def test_an_absence_breaks_the_stays_that_it_touches(web: TestClient, database: Database) -> None:
    with database.change() as db:
        links.lay(db, address="http://localhost")
        exchange = a_confirmed_exchange(db)
        reference = db.get_one(Round, exchange.round_id).reference
        id_, guest_id = exchange.id, exchange.guest_id
        for part in exchange.appointments:
            part.first_day, part.last_day = date(2027, 4, 12), date(2027, 4, 14)
    said = {"reference": reference, "first": "2027-04-13", "last": "2027-04-13", "why": "by phone"}

    answer = post(web, f"/people/{guest_id}/ill", said)
    refused = post(web, f"/people/{guest_id}/ill", said | {"last": "2027-04-01"})

    assert (answer.status_code, refused.status_code) == (303, 422)
    with database.look() as db:
        assert exchanges.look_at(db, id_).state is ExchangeState.BROKEN


def test_a_deputy_is_named_and_taken_away(web: TestClient, database: Database) -> None:
    with database.change() as db:
        aino = a_person(db)
    said = {"email": "Sihteeri@example.org", "name": "<i>Saara</i>", "may_answer": "yes"}

    post(web, f"/people/{aino.id}/deputy", said)
    html = web.get(f"/people/{aino.id}").text
    with database.look() as db:
        named = [
            (each.email, each.may_answer) for each in deputies.of_person(db, db.get_one(Person, aino.id))
        ]
    post(web, f"/people/{aino.id}/no-deputy", {"email": "sihteeri@example.org"})

    assert named == [("sihteeri@example.org", True)]
    assert ("&lt;i&gt;Saara&lt;/i&gt;" in html, "<i>Saara</i>" in html) == (True, False)
    with database.look() as db:
        assert db.scalars(select(Deputy)).all() == []


def test_an_address_of_somebody_else_is_refused(web: TestClient, database: Database) -> None:
    with database.change() as db:
        aino, eero = a_person(db), a_person(db, email="eero@example.org")

    shown = post(web, f"/people/{aino.id}/alias", {"email": eero.email})
    added = post(web, f"/people/{aino.id}/alias", {"email": "aino@home.example.org"})

    assert (shown.status_code, added.status_code) == (409, 303)
    assert Page(shown.text).texts("div", "troubles") == [
        "That is not possible eero@example.org is known already."
    ]


def test_only_who_gives_accesses_may_add_an_address(database: Database) -> None:
    """Whoever receives mail at an address can come in by it."""
    with database.change() as db:
        helmi, aino = a_person(db, name="Helmi Keksitty"), a_person(db)
        an_appointee(db, person=helmi, role=Role.COORDINATOR)

    for web in browser(database, person_id=helmi.id):
        offered = "alias" in web.get(f"/people/{aino.id}").text
        refused = post(web, f"/people/{aino.id}/alias", {"email": "helmi@example.org"}).status_code

    assert (offered, refused) == (False, 409)
    with database.look() as db:
        assert db.scalars(select(Alias)).all() == []


def test_a_person_whom_there_is_not_has_no_page(web: TestClient) -> None:
    assert web.get(f"/people/{UUID(int=1)}").status_code == 404
