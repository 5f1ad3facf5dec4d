"""An offer as its host or mentor tells it by phone: changed, opened again, with days that do not suit."""

from collections.abc import Iterator
from datetime import date, timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session
from starlette.testclient import TestClient

from domain import weeks_off
from models.database import Database
from models.languages import Language
from models.offers import Availability, Offer
from models.rounds import Round
from models.states import OfferState, Role
from tests.builders import a_host_offer, a_mentor_offer, a_person, a_round, an_appointee
from tests.web.conftest import NOW, browser, post, speaking
from tests.web.page import Page, texts

OFFERS = "/rounds/kevat-2027/offers"
PHONE = {"why": "by phone"}


def an_open_round(db: Session) -> Round:
    return a_round(db, owner=None, reference="kevat-2027", closes_at=NOW + timedelta(days=20))


@pytest.fixture
def round_(database: Database) -> Round:
    with database.change() as db:
        return an_open_round(db)


@pytest.fixture
def host(database: Database, round_: Round) -> Offer:
    with database.change() as db:
        return a_host_offer(db, to=db.merge(round_, load=False), state=OfferState.WITHDRAWN)


@pytest.fixture
def mentor(database: Database, round_: Round) -> Offer:
    with database.change() as db:
        return a_mentor_offer(db, to=db.merge(round_, load=False))


def said(**more: str | list[str]) -> dict[str, str | list[str]]:
    usual: dict[str, str | list[str]] = {
        "most": "3",
        "guests_per_day": "2",
        "unit": "Ilmasto",
        "topics": ["climate"],
        "languages": ["fi", "en"],
    }
    return {**usual, **PHONE, **more}


def all_weeks(round_: Round) -> list[str]:
    return list(weeks_off.weeks(round_))


def test_a_host_is_written_down_and_open_again(
    web: TestClient, database: Database, round_: Round, host: Offer
) -> None:
    weeks = all_weeks(round_)

    answer = post(web, f"{OFFERS}/{host.id}/change", said(weeks=weeks[1:]))

    assert answer.status_code == 303
    with database.look() as db:
        row = db.get_one(Offer, host.id)
        assert (row.state, row.most, row.guests_per_day, row.unit) == (OfferState.OPEN, 3, 2, "Ilmasto")
        assert ([each.topic for each in row.topics], row.languages) == (
            ["climate"],
            (Language.FI, Language.EN),
        )
        assert row.recorded_why == "by phone"
        assert weeks_off.off(weeks_off.of(db, row), round_) == {weeks[0]}


def test_a_mentor_meets_in_person_at_other_times(
    web: TestClient, database: Database, round_: Round, mentor: Offer
) -> None:
    fields = said(slots=["thu 09:00"], in_person="yes", weeks=all_weeks(round_))

    post(web, f"{OFFERS}/{mentor.id}/mentor", fields)

    with database.look() as db:
        row = db.get_one(Offer, mentor.id)
        assert (row.slots, row.in_person, row.most) == (("thu 09:00",), True, 3)
    html = speaking(web, "fi").get(f"{OFFERS}/{mentor.id}").text
    facts = dict(zip(texts(html, "dt"), texts(html, "dd"), strict=True))
    assert facts["Miten tavataan"] == "Mentoroitavat tulevat mentorin luo"


@pytest.mark.parametrize(
    ("wrong", "right"),
    [
        ({"topics": []}, "Choose at least one topic."),
        ({"languages": []}, "Choose at least one language."),
        ({"weeks": []}, "At least one week must suit."),
        ({"guests_per_day": "9"}, "Offer from 1 to 50 places, and no more at a time than in all."),
        ({"why": ""}, "How do you know it?: fill this in"),
        ({"most": "0"}, "Guests or mentees at most: give a number of at least 1"),
    ],
    ids=["no topic", "no language", "no week", "too many a day", "nobody said it", "nobody comes"],
)
def test_what_is_wrong_is_told_and_what_was_written_stays(
    web: TestClient, round_: Round, host: Offer, wrong: dict[str, str | list[str]], right: str
) -> None:
    fields = {**said(weeks=all_weeks(round_), unit="Kept words"), **wrong}

    answer = post(web, f"{OFFERS}/{host.id}/change", fields)

    page = Page(answer.text)
    assert answer.status_code == 422
    assert right in page.texts("div", "troubles")[0]
    assert "Kept words" in [each.attributes.get("value") for each in page.all("input")]


def test_days_are_named_and_taken_away(web: TestClient, database: Database, host: Offer) -> None:
    days = {"first": "2027-04-07", "last": "2027-04-08"}

    post(web, f"{OFFERS}/{host.id}/days", {**days, **PHONE})
    with database.look() as db:
        [row] = db.scalars(select(Availability).where(Availability.offer_id == host.id))
    wrong = post(web, f"{OFFERS}/{host.id}/days", {"first": "2027-04-08", "last": "2027-04-07", **PHONE})
    post(web, f"{OFFERS}/{host.id}/free-days", {"days": str(row.id), **PHONE})

    assert (row.first_day, row.last_day, row.can) == (date(2027, 4, 7), date(2027, 4, 8), False)
    assert "The first day comes before the last." in texts(wrong.text, "div", "troubles")[0]
    with database.look() as db:
        assert db.scalars(select(Availability).where(Availability.offer_id == host.id)).all() == []


def test_the_days_of_somebody_else_stay(
    web: TestClient, database: Database, host: Offer, mentor: Offer
) -> None:
    post(web, f"{OFFERS}/{mentor.id}/days", {"first": "2027-04-07", "last": "2027-04-07", **PHONE})
    with database.look() as db:
        [row] = db.scalars(select(Availability))

    post(web, f"{OFFERS}/{host.id}/free-days", {"days": str(row.id), **PHONE})

    with database.look() as db:
        assert len(db.scalars(select(Availability)).all()) == 1


@pytest.fixture
def stranger(database: Database) -> Iterator[TestClient]:
    with database.change() as db:
        vieno = a_person(db, name="Vieno")
        an_appointee(db, person=vieno, role=Role.HR, organisation_id=vieno.organisation_id)
    yield from browser(database, person_id=vieno.id)


def test_another_house_changes_nothing(
    stranger: TestClient, database: Database, round_: Round, host: Offer
) -> None:
    fields = said(weeks=all_weeks(round_))
    codes = ("change", "days", "free-days", "limit", "withdraw")

    statuses = [post(stranger, f"{OFFERS}/{host.id}/{code}", fields).status_code for code in codes]

    assert set(statuses) <= {404, 422}
    with database.look() as db:
        assert db.get_one(Offer, host.id).unit == host.unit
