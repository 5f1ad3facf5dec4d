"""One application and one offer: what is told of them, and what is written down on somebody's behalf."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session
from starlette.testclient import TestClient

from models.applications import Application, Conditions, Endorsement
from models.audit import AuditEntry
from models.database import Database
from models.mails import Mail
from models.offers import Offer
from models.overrides import Override
from models.rounds import Round
from models.states import ApplicationState, EndorsementState, OfferState, Role, RoundState
from tests.builders import (
    a_host_offer,
    a_person,
    a_round,
    a_wish,
    an_application,
    an_appointee,
    an_availability,
    an_endorsement,
)
from tests.web.conftest import NOW, browser, post, speaking
from tests.web.page import Page, strange_scripts, texts

ROUND = "/rounds/kevat-2027"
PHONE = {"why": "by phone"}


def an_open_round(db: Session, **said: object) -> Round:
    usual = {"closes_at": NOW + timedelta(days=20), "decide_by": NOW + timedelta(days=40)}
    return a_round(db, owner=None, reference="kevat-2027", **usual | said)


def at(row: Application | Offer) -> str:
    return f"{ROUND}/{'applications' if isinstance(row, Application) else 'offers'}/{row.id}"


def test_what_the_solver_sees_is_told_in_the_readers_language(web: TestClient, database: Database) -> None:
    with database.change() as db:
        row = an_application(db, to=an_open_round(db), most_euros=300)
        a_wish(db, application=row)
        an_availability(db, of=row)
        said = Conditions(weeks=("2027-W45",), most_euros=200)
        an_endorsement(db, application=row, state=EndorsementState.GIVEN, conditions=said)

    html = speaking(web, "fi").get(at(row)).text

    facts = dict(zip(texts(html, "dt"), texts(html, "dd"), strict=True))
    assert facts == {
        "Aiheet": "kaavoitus (5/5)",
        "Kielet": "Suomi",
        "Pituus": "6 puolta päivää",
        "Kulut enintään, euroa": "300",
        "Esihenkilö": "Eero Keksitty",
        "Puollon ehdot": "ei viikolla 45, enintään 200 €",
        "Ei käy": "ma 5.4. – pe 9.4.2027 (vk 14)",
    }
    assert texts(html, "p", "told") == ["Miten naapurissa laaditaan maakuntakaava?"]


def test_a_yes_on_conditions_is_written_down(web: TestClient, database: Database) -> None:
    with database.change() as db:
        row = an_application(db, to=an_open_round(db))
        asked = an_endorsement(db, application=row)

    answer = post(web, f"{at(row)}/endorse", {**PHONE, "weeks": "14", "euros": "300"})

    assert answer.headers["location"] == f"{at(row)}?done=saved"
    with database.look() as db:
        found = db.get_one(Endorsement, asked.id)
        assert (found.state, found.conditions, found.recorded_why) == (
            EndorsementState.GIVEN,
            Conditions(weeks=("2027-W14",), most_euros=300),
            "by phone",
        )
        assert db.scalars(select(AuditEntry.action)).all()[-1] == "application.endorse"


def test_a_week_outside_the_round_is_told_kindly_and_kept(web: TestClient, database: Database) -> None:
    with database.change() as db:
        row = an_application(db, to=an_open_round(db))
        an_endorsement(db, application=row)

    answer = post(web, f"{at(row)}/endorse", {**PHONE, "weeks": "45"})

    page = Page(answer.text)
    assert answer.status_code == 422
    assert page.texts("div", "troubles") == [
        "That is not possible Week 45 is not among the weeks of this round."
    ]
    assert [e.attributes["value"] for e in page.all("input") if e.attributes.get("name") == "weeks"] == ["45"]


def test_a_change_is_kept_with_who_wrote_it(web: TestClient, database: Database) -> None:
    with database.change() as db:
        row = an_application(db, to=an_open_round(db))

    post(web, f"{at(row)}/amend", {**PHONE, "aims": "Other aims", "length": "4", "most_euros": "90"})

    with database.look() as db:
        found = db.get_one(Application, row.id)
        assert (found.aims, found.blocks, found.most_euros) == ("Other aims", (4,), 90)
        assert found.recorded_why == "by phone"


def test_a_limit_is_set_aside_with_its_reason(web: TestClient, database: Database) -> None:
    with database.change() as db:
        row = an_application(db, to=an_open_round(db), most_minutes=60)
        offer = a_host_offer(db, to=an_open_round_again(db))

    post(web, f"{at(row)}/limit", {**PHONE, "limit": "most_minutes", "number": "240"})
    post(web, f"{at(offer)}/limit", {**PHONE, "limit": "most", "number": "5"})
    wrong = post(web, f"{at(offer)}/limit", {**PHONE, "limit": "most", "number": "0"})

    assert wrong.status_code == 422
    with database.look() as db:
        assert db.get_one(Application, row.id).most_minutes == 240
        assert db.get_one(Offer, offer.id).most == 5
        assert set(db.scalars(select(Override.new))) == {5, 240}


def an_open_round_again(db: Session) -> Round:
    return db.scalars(select(Round).where(Round.reference == "kevat-2027")).one()


def test_who_leaves_is_withdrawn_and_an_offer_too(web: TestClient, database: Database) -> None:
    with database.change() as db:
        row = an_application(db, to=an_open_round(db))
        offer = a_host_offer(db, to=an_open_round_again(db))

    post(web, f"{at(row)}/withdraw")
    post(web, f"{at(offer)}/withdraw")

    with database.look() as db:
        assert db.get_one(Application, row.id).state is ApplicationState.WITHDRAWN
        assert db.get_one(Offer, offer.id).state is OfferState.WITHDRAWN


def test_an_application_told_by_phone_is_sent_in_their_name(web: TestClient, database: Database) -> None:
    with database.change() as db:
        an_open_round(db)
        aino = a_person(db, email="aino@example.org", supervisor_id=a_person(db).id)
    fields = {**PHONE, "email": "Aino@example.org", "kind": "shadowing", "aims": "Learn"}

    answer = post(web, f"{ROUND}/enter", {**fields, "topics": ["climate", "nonsense"], "half_days": "2"})
    twice = post(web, f"{ROUND}/enter", fields)

    assert answer.status_code == 303
    assert texts(twice.text, "p", "refusal") == ["Aino Keksitty has applied for this already."]
    with database.look() as db:
        [row] = db.scalars(select(Application).where(Application.person_id == aino.id))
        assert (row.state, row.blocks, row.recorded_why) == (ApplicationState.SUBMITTED, (2,), "by phone")
        assert [each.topic for each in row.topics] == ["climate"]
        assert sorted(db.scalars(select(Mail.kind))) == ["application_received", "ask_endorsement"]


def test_after_the_closing_it_is_a_late_entry(web: TestClient, database: Database) -> None:
    with database.change() as db:
        an_open_round(db, state=RoundState.CLOSED)
        a_person(db, email="aino@example.org")

    fields = {**PHONE, "email": "aino@example.org", "kind": "mentoring", "aims": "Learn"}
    without = post(web, f"{ROUND}/enter", fields)
    post(web, f"{ROUND}/enter", {**fields, "slots": "tue 13:00"})

    assert without.status_code == 409
    with database.look() as db:
        [row] = db.scalars(select(Application))
        assert (row.slots, row.sessions, row.state) == (("tue 13:00",), 6, ApplicationState.SUBMITTED)


def test_what_is_missing_is_named_by_its_field(web: TestClient, database: Database) -> None:
    with database.change() as db:
        an_open_round(db)

    answer = post(web, f"{ROUND}/enter", {"email": "a@example.org"})

    assert answer.status_code == 422
    assert texts(answer.text, "div", "troubles") == [
        "Mend this first What for: fill this inAims: fill this inHow do you know it?: fill this in"
    ]


def test_scripts_in_aims_and_units_stay_words(web: TestClient, database: Database) -> None:
    evil = "<script>alert(1)</script>"
    with database.change() as db:
        row = an_application(db, to=an_open_round(db), aims=evil)
        offer = a_host_offer(db, to=an_open_round_again(db), unit=evil)

    pages = [Page(web.get(at(each)).text) for each in (row, offer)]

    assert [strange_scripts(page) for page in pages] == [[], []]


@pytest.fixture
def stranger(database: Database) -> Iterator[TestClient]:
    with database.change() as db:
        an_application(db, to=an_open_round(db))
        a_host_offer(db, to=an_open_round_again(db))
        vieno = a_person(db, name="Vieno Vieras")
        an_appointee(db, person=vieno, role=Role.HR, organisation_id=vieno.organisation_id)
    yield from browser(database, person_id=vieno.id)


def test_another_houses_rows_are_unknown(stranger: TestClient, database: Database) -> None:
    with database.look() as db:
        places = [at(db.scalars(select(Application)).one()), at(db.scalars(select(Offer)).one())]

    got = [stranger.get(each).status_code for each in (*places, f"{ROUND}/enter")]
    sent = [post(stranger, f"{each}/withdraw").status_code for each in places]

    assert (got, sent) == ([404] * 3, [404] * 2)


def test_a_row_of_another_round_is_unknown_here(web: TestClient, database: Database) -> None:
    with database.change() as db:
        an_open_round(db)
        elsewhere = an_application(db, to=a_round(db))

    assert web.get(at(elsewhere)).status_code == 404
