"""The applications of a round: found by the address, chosen in bulk, given out as files."""

from collections.abc import Iterator
from datetime import timedelta
from io import BytesIO

import openpyxl
import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session
from starlette.testclient import TestClient

from domain import endorsements
from models.applications import Application, Endorsement, TopicWish
from models.database import Database
from models.mails import Mail
from models.people import Person
from models.rounds import Round
from models.states import ApplicationState, EndorsementState, Kind, Role, RoundState
from tests.builders import (
    a_host_offer,
    a_person,
    a_round,
    a_wish,
    an_application,
    an_appointee,
    an_endorsement,
    an_organisation,
)
from tests.web.asking import asked
from tests.web.conftest import NOW, browser, post
from tests.web.page import Page, rows, strange_scripts, texts

HERE = "/rounds/kevat-2027/applications"
OFFERS = "/rounds/kevat-2027/offers"


def an_open_round(db: Session, **said: object) -> Round:
    usual = {"closes_at": NOW + timedelta(days=20), "decide_by": NOW + timedelta(days=40)}
    return a_round(db, owner=None, reference="kevat-2027", **usual | said)


def somebody(db: Session, round_: Round, name: str, **said: object) -> Application:
    return an_application(db, to=round_, person=a_person(db, name=name), **said)


def names(html: str) -> list[str]:
    return texts(html, "a", "name")


def ticked(*found: Application) -> dict[str, str | list[str]]:
    return {"application": [str(each.id) for each in found]}


def test_a_row_tells_who_what_and_how_it_stands(web: TestClient, database: Database) -> None:
    with database.change() as db:
        application = somebody(db, an_open_round(db), "Aino Keksitty")
        a_wish(db, application=application, organisation=an_organisation(db, name_fi="Satulan liitto"))
        an_endorsement(db, application=application)

    assert rows(web.get(f"{HERE}?lang=fi").text) == [
        [
            "Valitse Aino Keksitty",
            "Aino Keksitty Keksilän liitto",
            "Asiantuntijavaihto kaavoitus",
            "Odottaa vastausta Eero Keksitty",
            "1. Satulan liitto",
            "Lähetetty ti 1.12.2026",
        ]
    ]


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("", ["Aino", "Eero", "Helmi"]),
        ("state=&endorsement=&kind=&organisation=&topic=&text=&sort=name", ["Aino", "Eero", "Helmi"]),
        ("kind=mentoring", ["Eero"]),
        ("endorsement=asked", ["Aino"]),
        ("endorsement=nobody", ["Eero", "Helmi"]),
        ("state=withdrawn", ["Helmi"]),
        ("topic=climate", ["Eero"]),
        ("text=EER", ["Eero"]),
        ("text=%25", []),
        ("text=' OR 1=1--", []),
        ("organisation=satula", ["Helmi"]),
        ("sort=state", ["Aino", "Eero", "Helmi"]),
    ],
)
def test_the_address_says_which_are_found(
    web: TestClient, database: Database, query: str, found: list[str]
) -> None:
    with database.change() as db:
        round_ = an_open_round(db)
        an_endorsement(db, application=somebody(db, round_, "Aino"))
        somebody(db, round_, "Eero", kind=Kind.MENTORING, topics=(TopicWish(topic="climate"),))
        far = a_person(db, name="Helmi", organisation=an_organisation(db, code="satula"))
        an_application(db, to=round_, person=far, state=ApplicationState.WITHDRAWN)

    assert names(web.get(f"{HERE}?{query}").text) == found


@pytest.mark.parametrize("query", ["state=nonsense", "sort=nonsense", "page=0", "page=2", "endorsement=1"])
def test_an_address_that_we_never_wrote_is_refused(web: TestClient, database: Database, query: str) -> None:
    with database.change() as db:
        somebody(db, an_open_round(db), "Aino")

    assert web.get(f"{HERE}?{query}").status_code == 404


def test_all_that_are_found_can_be_chosen_on_all_pages(web: TestClient, database: Database) -> None:
    with database.change() as db:
        round_ = an_open_round(db)
        for number in range(51):
            an_endorsement(db, application=somebody(db, round_, f"Person {number}"))

    page = Page(web.get(f"{HERE}?select=all").text)

    boxes = [e for e in page.all("input") if e.attributes.get("name") == "application"]
    assert ["checked" in e.attributes for e in boxes] == [True] * 50
    assert [e.text for e in page.all("button")][-3:] == [
        "Remind their supervisors (51)",
        "Endorsed by phone (51)",
        "Withdraw from the round (51)",
    ]


def test_reminding_writes_to_those_who_are_silent_once_a_day(web: TestClient, database: Database) -> None:
    with database.change() as db:
        round_ = an_open_round(db)
        for name in ("Aino", "Eero"):
            boss = a_person(db, name=f"Boss of {name}")
            application = somebody(db, round_, name)
            endorsements.ask(db, application, of=boss, round_=round_, now=NOW - timedelta(days=1))
        somebody(db, round_, "Helmi")

    answers = [post(web, f"{HERE}/remind", {"everything": "yes"}) for _ in range(2)]

    assert [each.headers["location"] for each in answers] == [f"{HERE}?done=applications-remind"] * 2
    with database.look() as db:
        by_hand = select(Person.name).join(Mail, Mail.person_id == Person.id)
        by_hand = by_hand.where(Mail.key.contains("by_hand")).order_by(Person.name)
        assert db.scalars(by_hand).all() == ["Boss of Aino", "Boss of Eero"]


def test_a_yes_by_phone_is_written_down_for_those_ticked(web: TestClient, database: Database) -> None:
    with database.change() as db:
        round_ = an_open_round(db)
        aino, eero = (somebody(db, round_, name) for name in ("Aino", "Eero"))
        given, left = (an_endorsement(db, application=each).id for each in (aino, eero))

    answer = post(web, f"{HERE}/endorse?endorsement=asked", {**ticked(aino), "why": "Told by phone"})

    assert answer.headers["location"] == f"{HERE}?endorsement=asked&done=applications-endorse"
    with database.look() as db:
        row = db.get_one(Endorsement, given)
        assert (row.state, row.recorded_why) == (EndorsementState.GIVEN, "Told by phone")
        assert db.get_one(Endorsement, left).state is EndorsementState.ASKED


def test_without_saying_how_it_is_known_nothing_is_written_down(web: TestClient, database: Database) -> None:
    with database.change() as db:
        application = somebody(db, an_open_round(db), "Aino")
        row_id = an_endorsement(db, application=application).id

    answer = post(web, f"{HERE}/endorse", ticked(application))

    assert answer.status_code == 409
    assert texts(answer.text, "p", "refusal") == [
        "Say how you know it, for example that it was said by phone."
    ]
    with database.look() as db:
        assert db.get_one(Endorsement, row_id).state is EndorsementState.ASKED


def test_choosing_nobody_is_told_kindly(web: TestClient, database: Database) -> None:
    with database.change() as db:
        somebody(db, an_open_round(db), "Aino")

    answer = post(web, f"{HERE}/withdraw")

    assert texts(answer.text, "p", "refusal") == ["Choose at least one application."]


def test_a_no_about_one_leaves_all_as_they_were(web: TestClient, database: Database) -> None:
    with database.change() as db:
        round_ = an_open_round(db)
        stays = somebody(db, round_, "Aino")
        gone = somebody(db, round_, "Helmi", state=ApplicationState.WITHDRAWN)

    answer = post(web, f"{HERE}/withdraw", ticked(stays, gone))

    assert answer.status_code == 409
    with database.look() as db:
        assert db.get_one(Application, stays.id).state is ApplicationState.SUBMITTED


def test_drafts_are_taken_in_late(web: TestClient, database: Database) -> None:
    with database.change() as db:
        round_ = an_open_round(db, state=RoundState.CLOSED)
        late = somebody(db, round_, "Aino", state=ApplicationState.DRAFT, submitted_at=None)

    post(web, f"{HERE}/enter", {"everything": "yes", "why": "Was on leave"})

    with database.look() as db:
        found = db.get_one(Application, late.id)
        assert (found.state, found.recorded_why) == (ApplicationState.SUBMITTED, "Was on leave")


def test_the_file_holds_what_the_table_shows_defused(web: TestClient, database: Database) -> None:
    with database.change() as db:
        round_ = an_open_round(db)
        somebody(db, round_, "=cmd|' /C calc'!A0")
        somebody(db, round_, "Eero", kind=Kind.MENTORING)

    answer = web.get(f"{HERE}.csv?kind=shadowing")
    book = openpyxl.load_workbook(BytesIO(web.get(f"{HERE}.xlsx").content))

    lines = answer.content.decode("utf-8-sig").splitlines()
    assert lines[0] == "Name;Organisation;Kind;State;Endorsement;Supervisor;Topics;Wishes;Sent"
    assert [line.split(";")[0] for line in lines[1:]] == ["'=cmd|' /C calc'!A0"]
    assert answer.headers["content-disposition"] == 'attachment; filename="applications.csv"'
    assert [row[0].value for row in book.worksheets[0].rows] == ["Name", "'=cmd|' /C calc'!A0", "Eero"]


def test_a_script_in_a_name_stays_a_name(web: TestClient, database: Database) -> None:
    evil = "<script>alert(1)</script>"
    with database.change() as db:
        somebody(db, an_open_round(db), evil)

    page = Page(web.get(f"{HERE}?text={evil}").text)

    assert (strange_scripts(page), page.texts("a", "name")) == ([], [evil])


def test_forty_applications_ask_the_database_as_often_as_one(web: TestClient, database: Database) -> None:
    with database.change() as db:
        round_ = an_open_round(db)

    def more(number: int) -> None:
        with database.change() as db:
            for _ in range(number):
                application = somebody(db, db.merge(round_, load=False), "Aino")
                a_wish(db, application=application)
                an_endorsement(db, application=application)

    more(1)
    once = asked(database, web, HERE)
    more(39)

    assert asked(database, web, HERE) == once


def test_offers_tell_how_many_places_are_free(web: TestClient, database: Database) -> None:
    with database.change() as db:
        round_ = an_open_round(db)
        a_host_offer(db, to=round_, most=3)
        a_host_offer(db, to=round_, person=a_person(db, name="Heikki"), unit="Ilmasto", most=1)

    html = web.get(f"{OFFERS}?text=ilmasto").text

    assert names(web.get(f"{OFFERS}?sort=places&state=&free=1").text) == ["Onni Keksitty", "Heikki"]
    assert rows(html) == [
        [
            "Heikki Regional Council of Keksilä",
            "Job shadowing kaavoitus",
            "Ilmasto",
            "0 of 1 taken",
            "Takes guests",
        ]
    ]
    assert web.get(f"{OFFERS}.csv").text.splitlines()[0].endswith("Kind;State;Unit;Places;Taken;Topics")


@pytest.fixture
def stranger(database: Database) -> Iterator[TestClient]:
    with database.change() as db:
        somebody(db, an_open_round(db), "Aino")
        vieno: Person = a_person(db, name="Vieno Vieras")
        an_appointee(db, person=vieno, role=Role.HR, organisation_id=vieno.organisation_id)
    yield from browser(database, person_id=vieno.id)


@pytest.mark.parametrize("path", [HERE, f"{HERE}.csv", f"{HERE}.xlsx", OFFERS, f"{OFFERS}.csv"])
def test_another_houses_lists_are_unknown(stranger: TestClient, path: str) -> None:
    assert stranger.get(path).status_code == 404


@pytest.mark.parametrize("deed", ["remind", "endorse", "withdraw", "enter"])
def test_another_houses_applications_cannot_be_changed(stranger: TestClient, deed: str) -> None:
    assert post(stranger, f"{HERE}/{deed}", {"everything": "yes", "why": "x"}).status_code == 404
