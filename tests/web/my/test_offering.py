"""Offering to host or to mentor in two minutes."""

from datetime import date, timedelta
from uuid import UUID

from sqlalchemy import select

from domain import named_days, weeks_off
from domain.named_days import Named
from models.database import Database
from models.languages import Language
from models.offers import Offer
from models.people import Person
from models.rounds import Round
from models.states import OfferState
from tests.builders import OPENS, a_host_offer, a_person, a_round
from tests.web.conftest import NOW, post
from tests.web.my.sitting import at_home
from tests.web.page import Element, Page, texts

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

    assert (without.status_code, texts(without.text, "p", "mend")) == (422, ["choose at least one"])
    with database.look() as db:
        assert db.scalars(select(Offer.slots)).one() == ("tue 13:00",)


def test_a_refusal_keeps_what_was_written(database: Database) -> None:
    onni = somebody(database)

    for web in at_home(database, onni):
        said = post(web, "/my/rounds/auki/offer/shadowing", {**SAID, "most": "monta", "weeks": WEEKS})

    page = Page(said.text)
    on = [each.attributes["value"] for each in page.all("input") if "checked" in each.attributes]
    assert said.status_code == 422
    assert texts(said.text, "span", "mend") == ["Write a whole number from 1 to 50."]
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


def test_days_are_added_to_an_offer_before_it_is_saved(database: Database) -> None:
    onni = somebody(database)
    sent = {**SAID, "weeks": WEEKS, "programme": "Kokouksia"}

    for web in at_home(database, onni):
        added = post(
            web,
            "/my/rounds/auki/offer/shadowing",
            {**sent, "from": "2027-03-09", "to": "2027-03-10", "do": "span"},
        )
        with database.look() as db:
            before = list(db.scalars(select(Offer)))
        carried = [each.attributes["value"] for each in named_in(added.text)]
        made = post(web, "/my/rounds/auki/offer/shadowing", {**sent, "named": carried})
        page = web.get(made.headers["location"]).text
        dropped = post(
            web, "/my/rounds/auki/offer/shadowing", {**sent, "named": carried, "do": f"drop:{carried[0]}"}
        )

    assert (added.status_code, before) == (200, [])
    assert carried == ["2027-03-09_2027-03-10_not_"]
    assert [each.attributes["value"] for each in named_in(page)] == carried
    assert named_in(dropped.text) == []
    with database.look() as db:
        offer = db.scalars(select(Offer)).one()
        found = named_days.of(db, offer, db.get_one(Round, offer.round_id))
        assert list(found.values()) == [Named(date(2027, 3, 9), date(2027, 3, 10))]
        assert offer.visit_pack.programme == "Kokouksia"


def named_in(html: str) -> list[Element]:
    return [each for each in Page(html).all("input") if each.attributes.get("name") == "named"]


def test_days_that_cannot_be_are_told_beside_their_fields(database: Database) -> None:
    onni = somebody(database)

    for web in at_home(database, onni):
        said = post(
            web,
            "/my/rounds/auki/offer/shadowing",
            {**SAID, "weeks": WEEKS, "from": "2027-03-10", "to": "2027-03-09", "do": "span"},
        )

    assert (said.status_code, texts(said.text, "p", "mend")) == (
        422,
        ["The first day comes before the last."],
    )
    assert 'value="2027-03-10"' in said.text


def test_a_mentor_says_where_they_meet(database: Database) -> None:
    onni = somebody(database)
    sent = {**SAID, "weeks": WEEKS, "slots": ["tue 13:00"]}

    for web in at_home(database, onni):
        wrong = post(web, "/my/rounds/auki/offer/mentoring", {**sent, "online_link": "http://x"})
        post(
            web,
            "/my/rounds/auki/offer/mentoring",
            {**sent, "where": "there", "online_link": "https://meet.example.org/onni"},
        )
        page = web.get("/my/rounds/auki/offer/mentoring").text

    assert texts(wrong.text, "p", "mend") == ["A link to a meeting begins with https:// and has no spaces."]
    assert 'value="there" checked' in page
    with database.look() as db:
        offer = db.scalars(select(Offer)).one()
        assert (offer.in_person, offer.online_link) == (True, "https://meet.example.org/onni")


def test_everything_that_is_missing_is_told_at_once(database: Database) -> None:
    onni = somebody(database)

    for web in at_home(database, onni):
        said = post(web, "/my/rounds/auki/offer/mentoring", {"most": "99"})

    assert said.status_code == 422
    assert texts(said.text, "li")[-5:] == [
        "Places: Write a whole number from 1 to 50.",
        "Topics: choose at least one",
        "Languages: choose at least one",
        "Weekly times: choose at least one",
        "Weeks that suit: At least one week must suit.",
    ]


def test_free_text_of_an_offer_is_shown_as_text(database: Database) -> None:
    onni = somebody(database)
    script = '"><script>alert(1)</script>'

    for web in at_home(database, onni):
        made = post(
            web,
            "/my/rounds/auki/offer/shadowing",
            {**SAID, "weeks": WEEKS, "unit": script, "programme": script},
        )
        page = web.get(made.headers["location"]).text

    assert "<script>alert" not in page
    assert page.count("&lt;script&gt;alert") == 2
