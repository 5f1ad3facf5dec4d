"""With whom somebody travels, to whom they must not be sent, which topic matters most, and single days."""

from datetime import date, timedelta
from uuid import UUID

import pytest
from sqlalchemy import select
from starlette.testclient import TestClient

from domain import named_days
from domain.named_days import Named
from models.applications import Application, Avoid, TopicWish
from models.database import Database
from models.people import Person
from models.rounds import Round
from tests.builders import a_person, a_round, an_organisation
from tests.web.conftest import NOW, post, speaking
from tests.web.my.sitting import at_home
from tests.web.page import Page, texts

CLOSES = NOW + timedelta(days=10)
FIELDS = {"languages": "fi", "aims": "Kaavoitus"}


def open_to(database: Database) -> tuple[UUID, UUID]:
    """Aino and Bertta, in an open round in spring."""
    with database.change() as db:
        a_round(db, reference="auki", closes_at=CLOSES)
        aino = a_person(db, email="aino@example.org", supervisor_id=a_person(db, name="Eero Keksitty").id)
        return aino.id, a_person(db, name="Bertta Keksitty", email="bertta@example.org").id


def begun(web: TestClient, kind: str = "shadowing") -> str:
    return post(web, f"/my/rounds/auki/apply/{kind}").headers["location"].removesuffix("/wish")


def mine(database: Database, person_id: UUID) -> Application:
    with database.look() as db:
        return db.scalars(select(Application).where(Application.person_id == person_id)).one()


def test_one_topic_matters_most(database: Database) -> None:
    aino, _bertta = open_to(database)

    for web in at_home(database, aino):
        here = begun(web)
        post(web, f"{here}/wish", {"topics": ["planning", "climate"], "most": "energy", "do": "next"})
        weighed = mine(database, aino).topics
        check = web.get(f"{here}/check").text
        post(web, f"{here}/wish", {"topics": ["planning", "climate"], "most": "energy", "do": "next"})
        post(web, f"{here}/wish", {"topics": ["planning", "climate"], "most": "", "do": "next"})

    assert weighed == (
        TopicWish(topic="planning"),
        TopicWish(topic="climate"),
        TopicWish(topic="energy", weight=5),
    )
    assert "Energy <strong>(matters most)</strong>" in check
    assert mine(database, aino).topics == (TopicWish(topic="planning"), TopicWish(topic="climate"))


def test_two_who_name_each_other_travel_together(database: Database) -> None:
    aino, bertta = open_to(database)

    for web in at_home(database, aino):
        here = begun(web)
        post(web, f"{here}/wish", {"together": " Bertta@example.org ", "do": "next"})
        alone = texts(web.get(f"{here}/wish").text, "p", "hint")
    for web in at_home(database, bertta):
        post(web, f"{begun(web)}/wish", {"together": "aino@example.org", "do": "next"})
    joined = mine(database, aino).travels_with_id
    for web in at_home(database, aino):
        both = texts(web.get(f"{here}/wish").text, "p", "fine")
        post(web, f"{here}/weeks", {"days": "5", "weeks": "2027-W10", "do": "next"})
        unlike = web.get(f"{here}/check").text
        post(web, f"{here}/wish", {"together": "", "do": "next"})

    assert "bertta@example.org has not named you yet: ask them to." in alone
    assert joined == mine(database, bertta).id
    assert both == ["You and Bertta Keksitty travel together."]
    assert "asks for another length: you travel apart" in unlike
    assert (mine(database, aino).travels_with_id, mine(database, bertta).travels_with_id) == (None, None)


def test_whom_somebody_avoids_is_theirs_alone_to_see(database: Database) -> None:
    aino, bertta = open_to(database)
    with database.change() as db:
        house = an_organisation(db, name_en="Regional Council of Avoided").id
        eero = db.get_one(Person, aino).supervisor_id

    for web in at_home(database, aino):
        here = begun(web)
        added = post(
            web,
            f"{here}/wish",
            {"avoid_house": f"{house}", "avoid_person": "bertta@example.org", "do": "avoid"},
        )
        post(web, f"{here}/weeks", {"weeks": "2027-W10", "do": "next"})
        post(web, f"{here}/wish", {"topics": "planning", "do": "next"})
        post(web, f"{here}/aims", FIELDS)
        post(web, f"{here}/send")
        page = web.get(here).text
    for web in at_home(database, eero or aino):
        theirs = web.get("/my/people").text

    assert added.headers["location"] == f"{here}/wish#people"
    assert "Bertta Keksitty, Regional Council of Avoided" in page
    assert "Kaavoitus" in theirs
    assert "Bertta" not in theirs
    assert "Avoided" not in theirs
    with database.look() as db:
        assert {(each.organisation_id, each.person_id) for each in db.scalars(select(Avoid))} == {
            (house, None),
            (None, bertta),
        }


def test_a_supervisor_who_writes_sees_no_list_of_avoided(database: Database) -> None:
    aino, _bertta = open_to(database)
    with database.look() as db:
        eero = db.get_one(Person, aino).supervisor_id
        round_ = db.scalars(select(Round.id)).one()

    for web in at_home(database, eero or aino):
        asked = {"person": f"{aino}", "part": f"{round_}:shadowing"}
        step = post(web, "/my/people/apply/begin", asked).headers["location"]
        page = web.get(step).text
        post(web, step, {"avoid_person": "bertta@example.org", "do": "avoid"})

    assert "To whom must you not be sent?" not in page
    with database.look() as db:
        assert list(db.scalars(select(Avoid))) == []


def test_somebody_avoided_is_taken_away_again(database: Database) -> None:
    aino, _bertta = open_to(database)

    for web in at_home(database, aino):
        here = begun(web)
        post(web, f"{here}/wish", {"avoid_person": "bertta@example.org", "do": "avoid"})
        buttons = [
            each.attributes.get("value", "") for each in Page(web.get(f"{here}/wish").text).all("button")
        ]
        post(web, f"{here}/wish", {"do": next(each for each in buttons if each.startswith("spare:"))})

    with database.look() as db:
        assert list(db.scalars(select(Avoid))) == []


@pytest.mark.parametrize(
    ("field", "words"),
    [
        ("together", "Nobody here has this address yet. Check it, or ask the coordinator."),
        ("avoid_person", "Nobody here has this address yet. Check it, or ask the coordinator."),
    ],
)
def test_an_unknown_address_is_told_beside_its_field(database: Database, field: str, words: str) -> None:
    aino, _bertta = open_to(database)

    for web in at_home(database, aino):
        here = begun(web)
        said = post(web, f"{here}/wish", {"topics": "climate", field: "kuka@example.org", "do": "avoid"})

    assert said.status_code == 422
    assert texts(said.text, "p", "mend") == [words]
    assert 'value="kuka@example.org"' in said.text
    assert mine(database, aino).topics == (TopicWish(topic="climate"),)


def test_single_days_are_added_and_taken_away(database: Database) -> None:
    aino, _bertta = open_to(database)

    for web in at_home(database, aino):
        here = begun(web)
        weeks = [each.attributes["value"] for each in Page(web.get(f"{here}/weeks").text).all("input")]
        every = [each for each in weeks if each.startswith("2027-W")]
        post(web, f"{here}/weeks", {"weeks": every, "from": "2027-04-06", "to": "7.4.2027", "do": "span"})
        post(web, f"{here}/weeks", {"weeks": every, "from": "2027-04-20", "how": "only", "do": "span"})
        named = days_of(database, aino)
        page = web.get(f"{here}/weeks").text
        on = [each.attributes["value"] for each in Page(page).all("input") if "checked" in each.attributes]
        drops = [each.attributes.get("value", "") for each in Page(page).all("button")]
        for drop in [each for each in drops if each.startswith("drop:")]:
            post(web, f"{here}/weeks", {"weeks": on, "do": drop})

    assert named == [
        Named(date(2027, 4, 6), date(2027, 4, 7)),
        Named(date(2027, 4, 20), date(2027, 4, 20), can=True),
    ]
    assert on == ["2027-W16"]
    assert days_of(database, aino) == []


def days_of(database: Database, person_id: UUID) -> list[Named]:
    row = mine(database, person_id)
    with database.look() as db:
        return list(named_days.of(db, row, db.get_one(Round, row.round_id)).values())


@pytest.mark.parametrize(
    ("first", "last", "words"),
    [
        ("2027-04-07", "2027-04-06", "The first day comes before the last."),
        ("2026-04-07", "2026-04-08", "The round is from 1.3.2027 to 28.5.2027: name a working day of it."),
        ("huomenna", "", "Give a day, for example 8.3.2027."),
        ("2027-03-01", "2027-05-28", "No day of the round would be left."),
    ],
    ids=["backwards", "outside", "no-day", "nothing-left"],
)
def test_days_that_cannot_be_are_told_with_the_text_kept(
    database: Database, first: str, last: str, words: str
) -> None:
    aino, _bertta = open_to(database)

    for web in at_home(database, aino):
        here = begun(web)
        sent: dict[str, str | list[str]] = {
            "weeks": ["2027-W10", "2027-W11"],
            "from": first,
            "to": last,
            "days": "4",
            "do": "span",
        }
        said = post(web, f"{here}/weeks", sent)

    assert said.status_code == 422
    assert texts(said.text, "p", "mend") == [words]
    assert f'value="{first}"' in said.text
    assert (mine(database, aino).blocks, days_of(database, aino)) == ((8,), [])


def test_a_limit_is_cleared_and_a_wrong_one_keeps_the_rest(database: Database) -> None:
    aino, _bertta = open_to(database)

    for web in at_home(database, aino):
        here = begun(web)
        post(web, f"{here}/aims", {**FIELDS, "minutes": "240", "euros": "300"})
        post(web, f"{here}/aims", {**FIELDS, "minutes": "240", "euros": ""})
        cleared = mine(database, aino)
        wrong = post(web, f"{here}/aims", {"aims": "Toinen aihe", "minutes": "paljon"})

    assert (cleared.most_minutes, cleared.most_euros) == (240, None)
    assert wrong.status_code == 422
    assert texts(wrong.text, "span", "mend") == ["Write a whole number from 0 to 99999."]
    assert 'value="paljon"' in wrong.text
    assert mine(database, aino).aims == "Toinen aihe"


def test_what_is_written_too_late_is_shown_to_be_taken_along(database: Database) -> None:
    aino, _bertta = open_to(database)

    for web in at_home(database, aino):
        here = begun(web)
        with database.change() as db:
            db.scalars(select(Round)).one().closes_at = NOW - timedelta(minutes=1)
        said = post(web, f"{here}/aims", {"aims": "Pitkä <b>teksti</b>", "languages": "fi"})

    assert said.status_code == 409
    assert texts(said.text, "p", "told") == ["Pitkä <b>teksti</b>"]


@pytest.mark.parametrize("language", ["fi", "sv"])
def test_every_step_is_said_in_the_readers_language(database: Database, language: str) -> None:
    aino, _bertta = open_to(database)

    for web in at_home(database, aino):
        here = begun(web)
        pages = [speaking(web, language).get(f"{here}/{step}").text for step in ("wish", "weeks", "aims")]

    assert all("Only the coordinators" not in each and "In confidence" not in each for each in pages)
