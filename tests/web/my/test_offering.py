"""Offering to host or to mentor in two minutes."""

from datetime import timedelta
from uuid import UUID

from sqlalchemy import select

from domain import weeks_off
from models.database import Database
from models.languages import Language
from models.offers import Offer
from models.people import Person
from models.rounds import Round
from models.states import OfferState
from tests.builders import OPENS, a_host_offer, a_person, a_round
from tests.web.conftest import NOW, post
from tests.web.my.sitting import at_home
from tests.web.page import Page, texts

WEEKS = ["2027-W10", "2027-W11"]
SAID: dict[str, str | list[str]] = {
    "most": "3",
    "at_a_time": "2",
    "unit": "Kaava",
    "topics": ["planning"],
    "languages": ["fi", "en"],
}


def somebody(database: Database) -> UUID:
    with database.change() as db:
        a_round(db, reference="auki", closes_at=NOW + timedelta(days=9))
        return a_person(db, name="Onni Keksitty").id


def test_an_offer_is_made_changed_and_taken_back(database: Database) -> None:
    onni = somebody(database)

    for web in at_home(database, onni):
        made = post(web, "/my/rounds/auki/offer/shadowing", {**SAID, "weeks": WEEKS})
        here = made.headers["location"].partition("?")[0]
        post(web, "/my/rounds/auki/offer/shadowing", {**SAID, "most": "4", "weeks": WEEKS})
        page = web.get(here).text
        with database.look() as db:
            offer = db.scalars(select(Offer)).one()
            away = weeks_off.off(weeks_off.of(db, offer), db.get_one(Round, offer.round_id))
        post(web, f"{here}/withdraw")

    assert (offer.most, offer.guests_per_day, offer.unit) == (4, 2, "Kaava")
    assert offer.languages == (Language.FI, Language.EN)
    assert not away & set(WEEKS)
    assert 'value="4"' in page
    with database.look() as db:
        assert db.scalars(select(Offer.state)).one() is OfferState.WITHDRAWN


def test_a_mentor_offers_weekly_times(database: Database) -> None:
    onni = somebody(database)

    for web in at_home(database, onni):
        without = post(web, "/my/rounds/auki/offer/mentoring", {**SAID, "weeks": WEEKS})
        post(web, "/my/rounds/auki/offer/mentoring", {**SAID, "weeks": WEEKS, "slots": ["tue 13:00"]})

    assert texts(without.text, "p", "refusal") == ["Choose at least one weekly time."]
    with database.look() as db:
        assert db.scalars(select(Offer.slots)).one() == ("tue 13:00",)


def test_a_refusal_keeps_what_was_written(database: Database) -> None:
    onni = somebody(database)

    for web in at_home(database, onni):
        said = post(web, "/my/rounds/auki/offer/shadowing", {**SAID, "most": "monta", "weeks": WEEKS})

    page = Page(said.text)
    on = [each.attributes["value"] for each in page.all("input") if "checked" in each.attributes]
    assert said.status_code == 422
    assert texts(said.text, "p", "refusal") == ["Write how many places as a whole number."]
    assert on == ["planning", "fi", "en", *WEEKS]
    assert 'value="monta"' in said.text
    with database.look() as db:
        assert list(db.scalars(select(Offer))) == []


def test_an_earlier_offer_fills_the_form_in_and_saves_nothing(database: Database) -> None:
    onni = somebody(database)
    with database.change() as db:
        earlier = a_round(db, opens_at=OPENS - timedelta(days=300))
        a_host_offer(db, to=earlier, person=db.get_one(Person, onni), most=7, unit="Maankäyttö")

    for web in at_home(database, onni):
        fresh = web.get("/my/rounds/auki/offer/shadowing").text
        copied = web.get("/my/rounds/auki/offer/shadowing?copy=1").text

    assert "Fill in as last time" in fresh
    assert "Maankäyttö" not in fresh
    assert 'value="Maankäyttö"' in copied
    assert 'value="7"' in copied
    with database.look() as db:
        assert len(list(db.scalars(select(Offer)))) == 1


def test_an_offer_of_somebody_else_is_unknown(database: Database) -> None:
    with database.change() as db:
        offer, stranger = a_host_offer(db).id, a_person(db).id

    for web in at_home(database, stranger):
        assert web.get(f"/my/offers/{offer}").status_code == 404
        assert post(web, f"/my/offers/{offer}/withdraw").status_code == 404
    with database.look() as db:
        assert db.get_one(Offer, offer).state is OfferState.OPEN
