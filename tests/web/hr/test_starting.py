"""Starting a round from the browser, and preparing it until it is open."""

from collections.abc import Iterator
from datetime import date

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session
from starlette.testclient import TestClient

from models.database import Database
from models.events import Stream
from models.mails import Mail
from models.rounds import Design, Left, Round
from models.states import DateMode, Kind, Role, RoundState
from models.streams import of_round
from models.timeline import MORNING, moment
from tests.builders import a_person, a_round, an_appointee
from tests.web.conftest import NOW, browser, post, speaking
from tests.web.page import Page, texts

NEW = "/rounds/new"
HERE = "/rounds/syksy-2027"
PREPARE = f"{HERE}/prepare"
NAMED = {"name_fi": "Syksy 2027", "reference": "syksy-2027", "opens_on": "2027-05-03"}
PLANNED = {
    "opens_at": moment(date(2027, 5, 3), MORNING),
    "closes_at": moment(date(2027, 6, 15), MORNING),
    "decide_by": moment(date(2027, 7, 1), MORNING),
    "first_day": date(2027, 9, 6),
    "last_day": date(2027, 11, 26),
}


def the_round(db: Session) -> Round:
    return db.scalars(select(Round).where(Round.reference == "syksy-2027")).one()


def a_draft(db: Session, **said: object) -> Round:
    """Ready to open, unless a test takes something away."""
    usual = {"state": RoundState.DRAFT, **PLANNED}
    round_ = a_round(db, owner=None, reference="syksy-2027", **usual | said)
    db.add(Stream(id=of_round(round_.id)))
    return round_


def lacks(html: str) -> list[str]:
    inside = html.split('class="lacking"')[1].split("</ul>")[0] if 'class="lacking"' in html else ""
    return texts(inside, "a")


def test_a_name_and_a_day_are_enough_to_begin(web: TestClient, database: Database) -> None:
    answer = post(web, NEW, {**NAMED, "kinds": ["shadowing"]})

    assert answer.headers["location"] == f"{PREPARE}/design?done=round-started"
    with database.look() as db:
        round_ = the_round(db)
        assert (round_.state, round_.kinds, round_.name_sv) == (
            RoundState.DRAFT,
            (Kind.SHADOWING,),
            "Syksy 2027",
        )
        assert round_.opens_at == moment(date(2027, 5, 3), MORNING)
        assert db.scalars(select(Mail)).all() == []


def test_last_years_round_is_copied_with_its_dates_past_the_holidays(
    web: TestClient, database: Database
) -> None:
    with database.change() as db:
        before = Design(objectives="Learn from neighbours")
        a_round(
            db, reference="kevat-2027", design=before, date_mode=DateMode.AGREED, agree_by=date(2027, 2, 12)
        )

    post(web, NEW, {**NAMED, "opens_on": "2027-11-01", "like": "kevat-2027"})

    with database.look() as db:
        round_ = the_round(db)
        assert (round_.design.objectives, round_.date_mode) == ("Learn from neighbours", DateMode.AGREED)
        assert (round_.first_day, round_.agree_by) == (date(2028, 2, 28), date(2028, 2, 11))


def test_what_is_missing_or_wrong_is_named_and_the_rest_is_kept(web: TestClient, database: Database) -> None:
    answer = post(speaking(web, "fi"), NEW, {"name_fi": "Syksy", "reference": "SYKSY 2027", "opens_on": "x"})
    page = Page(answer.text)

    assert answer.status_code == 422
    assert page.texts("div", "troubles") == [
        "Korjaa ensin nämä Ilmoittautuminen avautuu: anna päivä, esimerkiksi 2027-03-08"
    ]
    assert [e.attributes["value"] for e in page.all("input") if e.attributes.get("name") == "name_fi"] == [
        "Syksy"
    ]


@pytest.mark.parametrize("reference", ["new", "../x", "Kevät", "a b", "-x"])
def test_a_reference_is_fit_for_an_address(web: TestClient, database: Database, reference: str) -> None:
    answer = post(web, NEW, {**NAMED, "reference": reference})

    assert answer.status_code == 422
    with database.look() as db:
        assert db.scalars(select(Round)).all() == []


def test_a_reference_that_is_taken_is_told_kindly(web: TestClient, database: Database) -> None:
    with database.change() as db:
        a_draft(db)

    assert texts(post(web, NEW, NAMED).text, "p", "refusal") == [
        "There is a round called syksy-2027 already."
    ]


def test_the_last_step_tells_what_is_missing_and_leads_there(web: TestClient, database: Database) -> None:
    with database.change() as db:
        a_draft(
            db,
            design=Design(**dict.fromkeys(set(Design.model_fields) - {"time"}, "Said.")),
            deputy_id=None,
            previewed_at=None,
        )

    page = Page(web.get(PREPARE).text)

    missing = [each for each in page.all("a") if ": " in each.text and "prepare/" in each.attributes["href"]]
    assert [(each.attributes["href"], each.text) for each in missing] == [
        (f"{PREPARE}/design", "Seven elements: Time: when, how long and how often, in paid hours?"),
        (
            f"{PREPARE}/people",
            "People and hosts: Nobody is named who steers the round when the coordinator cannot.",
        ),
        (f"{PREPARE}/letters", "Letters: Nobody has looked at the letters yet."),
    ]
    assert "Open the round" not in page.texts("button")


def test_the_elements_are_answered_or_left_with_a_reason(web: TestClient, database: Database) -> None:
    with database.change() as db:
        a_draft(db, design=Design(objectives="Old"))

    answer = post(
        web, f"{PREPARE}/design", {"objectives": "New aims", "leave-time": "The pairs agree it themselves"}
    )

    assert answer.headers["location"] == f"{PREPARE}/dates?done=saved"
    with database.look() as db:
        round_ = the_round(db)
        assert (round_.design.objectives, round_.design.time) == ("New aims", "")
        assert round_.left_out == (Left(element="time", reason="The pairs agree it themselves"),)
    html = web.get(PREPARE).text
    assert "The pairs agree it themselves" in texts(html, "dd")


def test_dates_are_moved_and_a_wrong_order_comes_back_as_written(web: TestClient, database: Database) -> None:
    with database.change() as db:
        a_draft(db)

    moved = post(web, f"{PREPARE}/dates", {"last_day": "2027-12-10", "answer_days": "4"})
    wrong = post(web, f"{PREPARE}/dates", {"last_day": "2027-08-01", "answer_days": "4"})

    assert (moved.status_code, wrong.status_code) == (303, 409)
    fields = {e.attributes.get("name"): e.attributes.get("value") for e in Page(wrong.text).all("input")}
    assert fields["last_day"] == "2027-08-01"
    with database.look() as db:
        assert (the_round(db).last_day, the_round(db).answer_working_days) == (date(2027, 12, 10), 4)


def test_the_timeline_tells_what_happens_when(web: TestClient, database: Database) -> None:
    with database.change() as db:
        a_draft(db)

    html = web.get(f"{PREPARE}/dates").text

    told = texts(html, "li", "ahead")
    assert told[0] == "Applications open; whoever has applied is written to Mon 3 May 2027 at 9:00"
    assert told[-1] == "Follow-up questions, 180 days after an exchange Wed 24 May 2028 (week 21)"


def test_a_deputy_is_named_by_address(web: TestClient, database: Database) -> None:
    with database.change() as db:
        a_draft(db, deputy_id=None)
        deputy = a_person(db, email="veera.vara@example.org")

    unknown = post(web, f"{PREPARE}/people", {"deputy": "nobody@example.org"})
    post(web, f"{PREPARE}/people", {"deputy": " Veera.Vara@example.org "})

    assert texts(unknown.text, "p", "refusal") == ["There is nobody with the address nobody@example.org."]
    with database.look() as db:
        assert the_round(db).deputy_id == deputy.id


def test_hosts_are_asked_by_mail(web: TestClient, database: Database) -> None:
    with database.change() as db:
        hr = a_person(db, name="Henna")
        an_appointee(db, person=hr, role=Role.HR, organisation_id=hr.organisation_id)
        a_draft(db)

    answer = post(web, f"{PREPARE}/ask-hosts", {"everybody": "yes"})

    assert answer.headers["location"] == f"{PREPARE}/people?done=hosts-asked"
    with database.look() as db:
        assert [(each.kind, each.recipient) for each in db.scalars(select(Mail))] == [
            ("host_interest", hr.email)
        ]


def test_letters_are_read_in_each_language_before_it_is_written_down(
    web: TestClient, database: Database
) -> None:
    with database.change() as db:
        a_draft(db, previewed_at=None)

    pages = [web.get(f"{PREPARE}/letters?letters={code}").text for code in ("fi", "sv", "en")]
    post(web, f"{PREPARE}/letters")

    assert len({tuple(texts(html, "pre", "letter")) for html in pages}) == 3
    with database.look() as db:
        assert the_round(db).previewed_at == NOW


def test_a_ready_round_is_opened(web: TestClient, database: Database) -> None:
    with database.change() as db:
        a_draft(db)

    assert "Open the round" in texts(web.get(PREPARE).text, "button")
    answer = post(web, f"{PREPARE}/check")

    assert answer.headers["location"] == f"{HERE}?done=round-opened"
    with database.look() as db:
        assert the_round(db).state is RoundState.OPEN


def test_a_round_that_lacks_something_does_not_open(web: TestClient, database: Database) -> None:
    with database.change() as db:
        a_draft(
            db,
            design=Design(**dict.fromkeys(Design.model_fields, "Said.")),
            deputy_id=a_person(db).id,
            previewed_at=None,
        )

    answer = post(web, f"{PREPARE}/check")

    assert answer.status_code == 409
    assert texts(answer.text, "p", "refusal") == [
        "The round is not ready yet (1 thing): Nobody has looked at the letters yet."
    ]
    with database.look() as db:
        assert the_round(db).state is RoundState.DRAFT


@pytest.fixture
def stranger(database: Database) -> Iterator[TestClient]:
    with database.change() as db:
        a_draft(db)
        vieno = a_person(db, name="Vieno Vieras")
        an_appointee(db, person=vieno, role=Role.HR, organisation_id=vieno.organisation_id)
    yield from browser(database, person_id=vieno.id)


@pytest.mark.parametrize("part", ["design", "dates", "people", "letters", "check"])
def test_another_houses_draft_is_unknown(stranger: TestClient, part: str) -> None:
    got = stranger.get(f"{PREPARE}/{part}").status_code

    assert (got, post(stranger, f"{PREPARE}/{part}", {"objectives": "x"}).status_code) == (404, 404)


def test_who_steers_nothing_starts_nothing(database: Database) -> None:
    with database.change() as db:
        aino = a_person(db)
    for web in browser(database, person_id=aino.id):
        assert (web.get(NEW).status_code, post(web, NEW, NAMED).status_code) == (404, 404)
