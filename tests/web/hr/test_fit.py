"""How one application suits every offer of its round, and one offer every application: nothing is solved."""

from datetime import timedelta

import pytest
from sqlalchemy.orm import Session
from starlette.testclient import TestClient

from models.applications import TopicWish
from models.database import Database
from models.languages import Language
from models.offers import TopicStrength
from models.rounds import Round
from models.states import ApplicationState, OfferState
from tests.builders import (
    a_host_offer,
    a_mentor_offer,
    a_person,
    a_round,
    a_wish,
    an_application,
    an_organisation,
)
from tests.web.asking import asked
from tests.web.conftest import NOW, browser, speaking
from tests.web.page import rows, texts

ROUND = "/rounds/kevat-2027"


def an_open_round(db: Session) -> Round:
    return a_round(
        db,
        owner=None,
        reference="kevat-2027",
        closes_at=NOW + timedelta(days=20),
        decide_by=NOW + timedelta(days=40),
    )


def test_offers_are_told_best_first_with_reasons_and_the_impossible_last(
    web: TestClient, database: Database
) -> None:
    with database.change() as db:
        round_ = an_open_round(db)
        home, near, far = (an_organisation(db, code=code, name_fi=f"{code} liitto") for code in "ABC")
        aino = a_person(db, name="Aino", organisation=home)
        row = an_application(db, to=round_, person=aino, topics=(TopicWish(topic="climate", weight=5),))
        a_wish(db, application=row, organisation=near)
        strong, weak = (TopicStrength(topic="climate", strength=each) for each in (5, 1))
        for name, house, said in (
            ("Wished", near, {"topics": (strong,)}),
            ("Weak", far, {"topics": (weak,)}),
            ("Home", home, {"topics": (strong,)}),
            ("Foreign", far, {"topics": (strong,), "languages": (Language.EN,)}),
            ("Gone", far, {"topics": (strong,), "state": OfferState.WITHDRAWN}),
        ):
            a_host_offer(db, to=round_, person=a_person(db, name=name, organisation=house), **said)
        a_mentor_offer(db, to=round_)

    html = speaking(web, "fi").get(f"{ROUND}/applications/{row.id}/fit").text

    told = [(cells[0].split()[0], cells[2]) for cells in rows(html)]
    assert told[:2] == [
        ("Wished", "yhteinen aihe: Ilmasto tätä organisaatiota toivottiin yhteinen kieli: Suomi"),
        ("Weak", "yhteinen aihe: Ilmasto yhteinen kieli: Suomi"),
    ]
    assert sorted(told[2:]) == [
        ("Foreign", "Mahdoton heillä ei ole yhteistä kieltä"),
        ("Home", "Mahdoton he työskentelevät samassa organisaatiossa"),
    ]
    assert "2 ilmoitusta on mahdollisia" in " ".join(texts(html, "p"))


def test_an_offer_is_told_who_suits_it(web: TestClient, database: Database) -> None:
    with database.change() as db:
        round_ = an_open_round(db)
        offer = a_host_offer(db, to=round_, topics=(TopicStrength(topic="climate", strength=5),))
        for name, topic in (("Suits", "climate"), ("Lacks", "land-use")):
            person = a_person(db, name=name, organisation=an_organisation(db))
            an_application(db, to=round_, person=person, topics=(TopicWish(topic=topic, weight=5),))
        draft = a_person(db, name="Draft", organisation=an_organisation(db))
        an_application(db, to=round_, person=draft, state=ApplicationState.DRAFT)

    told = [cells[0].split()[0] for cells in rows(web.get(f"{ROUND}/offers/{offer.id}/fit").text)]

    assert told == ["Suits", "Lacks"]


def test_without_any_offer_it_is_said_what_to_do(web: TestClient, database: Database) -> None:
    with database.change() as db:
        row = an_application(db, to=an_open_round(db))

    assert texts(web.get(f"{ROUND}/applications/{row.id}/fit").text, "p", "empty") == [
        "No offer of this kind is open yet. Ask hosts from the page where the round is prepared."
    ]


def test_sixty_offers_are_paged_and_ask_the_database_as_often_as_two(
    web: TestClient, database: Database
) -> None:
    with database.change() as db:
        round_ = an_open_round(db)
        row = an_application(db, to=round_)
        house = an_organisation(db)

    def more(number: int) -> None:
        with database.change() as db:
            for _ in range(number):
                host = a_person(db, organisation_id=house.id, organisation=None)
                a_host_offer(db, to=db.merge(round_, load=False), person=host)

    page = f"{ROUND}/applications/{row.id}/fit"
    more(2)
    twice = asked(database, web, page)
    more(58)

    assert asked(database, web, page) == twice
    assert [len(rows(web.get(f"{page}?page={number}").text)) for number in (1, 2)] == [50, 10]
    assert web.get(f"{page}?page=3").status_code == 404


@pytest.mark.parametrize("kind", ["applications", "offers"])
def test_a_stranger_finds_no_such_page(database: Database, kind: str) -> None:
    with database.change() as db:
        round_ = an_open_round(db)
        ids = {"applications": an_application(db, to=round_).id, "offers": a_host_offer(db, to=round_).id}
        stranger = a_person(db)

    for web in browser(database, person_id=stranger.id):
        assert web.get(f"{ROUND}/{kind}/{ids[kind]}/fit").status_code == 404
