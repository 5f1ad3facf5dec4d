"""HR orders a rehearsal on the round's page, watches it, stops it, and reads what it came to."""

from datetime import UTC, date, datetime
from uuid import UUID

import pytest
from sqlalchemy import select
from starlette.testclient import TestClient

from domain.rehearsals import orders, playing
from domain.rehearsals.orders import Wanted
from domain.rehearsals.playing import Scene
from domain.rehearsals.report import Counts, Outcome, Phases, Week
from models.audit import AuditEntry
from models.database import Database
from models.people import Person
from models.rehearsal_orders import OrderState, RehearsalOrder
from models.rounds import Round
from models.states import Role, RoundState
from tests.builders import NOON, a_person, a_round, an_application, an_appointee, an_organisation
from tests.web.conftest import browser, post, speaking
from tests.web.page import Page, texts
from tests.web.queries import counted

REFERENCE = "kevat-2027"
HERE = f"/rounds/{REFERENCE}/rehearsals"
WALL = datetime(2026, 12, 1, 12, 0, tzinfo=UTC)
WORKER = UUID(int=7)
TWICE = Wanted(seeds=2)


@pytest.fixture
def round_id(database: Database) -> UUID:
    with database.change() as db:
        round_ = a_round(db, reference=REFERENCE, state=RoundState.DRAFT)
        an_application(db, to=round_)
        return round_.id


def an_order(database: Database, round_id: UUID, wanted: Wanted = TWICE) -> None:
    with database.change() as db:
        round_ = db.get_one(Round, round_id)
        orders.order(db, round_, wanted, by=db.get_one(Person, round_.owner_id), now=NOON)


def played(database: Database, *numbers: int) -> None:
    """As many rehearsals as numbers; each number is what everything came to."""
    with database.change() as db:
        row = playing.take(db, worker_id=WORKER, now=WALL)
        assert row
        for seed, number in enumerate(numbers, start=1):
            playing.keep(db, row.id, an_outcome(seed, number))
        if len(numbers) == row.seeds:
            playing.end(row, now=WALL)


def an_outcome(seed: int, number: int) -> Outcome:
    return Outcome(
        seed=seed,
        counts=Counts(**dict.fromkeys(Counts.model_fields, number)),
        phases=Phases(applications=date(2027, 1, 15), ended=date(2028, 2, number)),
        weeks=(Week(monday=date(2027, 1, 4), mails=number), Week(monday=date(2027, 1, 18), mails=2)),
        released_because={"illness": number},
    )


def the_order(database: Database) -> RehearsalOrder:
    with database.look() as db:
        return db.scalars(select(RehearsalOrder)).one()


@pytest.mark.usefixtures("round_id")
def test_a_rehearsal_is_ordered_in_plain_words(web: TestClient, database: Database) -> None:
    page = web.get(HERE)

    done = post(web, HERE, {"seeds": "3", "declines": "20", "silences": "", "late": "0"})

    row = the_order(database)
    assert "of a hundred answers; usually 2–15" in page.text
    assert (done.status_code, done.headers["location"]) == (303, f"{HERE}/1?done=rehearsing")
    assert (row.seeds, row.declines, row.silences, row.late, row.invented) == (3, 20, None, 0, None)
    with database.look() as db:
        assert "round.rehearse" in set(db.scalars(select(AuditEntry.action)))
        assert db.scalars(select(Round.state)).one() is RoundState.DRAFT


def test_a_round_without_applications_is_rehearsed_with_invented_people(
    web: TestClient, database: Database
) -> None:
    with database.change() as db:
        a_round(db, reference=REFERENCE, state=RoundState.DRAFT)

    without = post(web, HERE, {"seeds": "3"})
    done = post(web, HERE, {"seeds": "3", "applicants": "24"})

    assert (without.status_code, done.status_code) == (409, 303)
    assert the_order(database).invented == 24


@pytest.mark.usefixtures("round_id")
@pytest.mark.parametrize(
    ("field", "said"), [("seeds", "0"), ("seeds", "21"), ("declines", "101"), ("late", "-1"), ("seeds", "x")]
)
def test_what_cannot_be_is_said_at_its_field(web: TestClient, field: str, said: str) -> None:
    answer = post(web, HERE, {"seeds": "5", field: said})

    wrong = [each.attributes for each in Page(answer.text).all("input") if "aria-invalid" in each.attributes]
    assert answer.status_code == 422
    assert [(each["name"], each["value"]) for each in wrong] == [(field, said)]


def test_only_one_is_played_at_a_time(web: TestClient, database: Database, round_id: UUID) -> None:
    an_order(database, round_id)

    page, again = web.get(HERE), post(web, HERE, {"seeds": "2"})

    assert "One rehearsal at a time" in page.text
    assert again.status_code == 409
    assert the_order(database).number == 1


def test_it_waits_and_is_watched_and_stopped(web: TestClient, database: Database, round_id: UUID) -> None:
    an_order(database, round_id)
    waiting = web.get(f"{HERE}/1").text
    with database.change() as db:
        row = playing.take(db, worker_id=WORKER, now=WALL)
        assert row
        scene = Scene(seed=1, day=date(2027, 3, 8), phase=RoundState.RUNNING, mails=41)
        playing.hold(db, row.id, worker_id=WORKER, now=WALL, at=scene)
    running = web.get(f"{HERE}/1").text

    done = post(web, f"{HERE}/1/stop")

    assert "It begins by itself when the worker of the solver is free" in waiting
    assert texts(running, "p", "verdict") == ["Mon 8 March 2027, week 10: Running, 41 mails"]
    assert "every 2s" in running
    assert '<meta http-equiv="refresh" content="5">' in running
    assert done.headers["location"] == f"{HERE}/1?done=rehearsal-stopped"
    assert the_order(database).state is OrderState.CANCELLED
    assert "every 2s" not in web.get(f"{HERE}/1").text


def test_its_result_stays_with_spreads_days_mails_and_reasons(
    web: TestClient, database: Database, round_id: UUID
) -> None:
    an_order(database, round_id)
    played(database, 5, 9)

    text = web.get(f"{HERE}/1").text

    assert "2 of 2 rehearsals have ended." in text
    assert "Exchanges that took place: 7 (5–9)" in text  # what the picture tells whoever points at it
    assert "somebody was ill" in text
    assert "Round ended: Sat 5 February – Wed 9 February 2028 (week 5–6)" in text
    assert "week 2, Mon 11 January 2027: usually 0, more where there are most 0" in text
    assert "changed since" not in text


def test_a_round_that_was_changed_since_says_so(web: TestClient, database: Database, round_id: UUID) -> None:
    an_order(database, round_id)
    played(database, 5, 9)
    with database.change() as db:
        round_ = db.get_one(Round, round_id)
        round_.answer_working_days += 2
        an_application(db, to=round_)

    text = web.get(f"{HERE}/1").text

    assert "The round&#39;s dates, limits or rules were changed since" in text
    assert "It had 1 applications then, and has 2 now." in text


def test_one_that_came_to_nothing_says_why(web: TestClient, database: Database, round_id: UUID) -> None:
    an_order(database, round_id)
    with database.change() as db:
        row = db.scalars(select(RehearsalOrder)).one()
        playing.end(row, now=WALL, failure=playing.BROKEN)

    text = web.get(f"{HERE}/1").text

    assert "It was begun three times" in text
    assert "None of its rehearsals has ended" in text


@pytest.mark.usefixtures("round_id")
def test_the_round_and_its_last_step_lead_there(web: TestClient) -> None:
    pages = [web.get(f"/rounds/{REFERENCE}{end}").text for end in ("", "/prepare/check")]

    assert [f'href="{HERE}">Rehearse this round' in each for each in pages] == [True, True]


def test_a_round_that_runs_offers_none(web: TestClient, database: Database) -> None:
    with database.change() as db:
        a_round(db, reference=REFERENCE, state=RoundState.RUNNING)

    assert "Rehearse this round" not in web.get(f"/rounds/{REFERENCE}").text
    assert "Only a round whose exchanges have not begun" in web.get(HERE).text
    assert post(web, HERE, {"seeds": "2"}).status_code == 409


def test_it_is_said_in_finnish_and_swedish(web: TestClient, database: Database, round_id: UUID) -> None:
    an_order(database, round_id)
    played(database, 5, 9)

    finnish = speaking(web, "fi").get(f"{HERE}/1").text
    swedish = speaking(web, "sv").get(f"{HERE}/1").text

    assert texts(finnish, "h1") == ["Koeajo 1"]
    assert texts(swedish, "h1") == ["Provkörning 1"]


def test_the_list_asks_no_more_for_more_orders(web: TestClient, database: Database, round_id: UUID) -> None:
    an_order(database, round_id)
    played(database, 5, 9)
    with counted(database) as few:
        web.get(HERE)
    for _number in range(3):
        an_order(database, round_id)
        played(database, 5, 9)

    with counted(database) as many:
        page = web.get(HERE)

    assert len(Page(page.text).all("tr")) == 5
    assert len(many) == len(few)


def test_somebody_elses_round_is_unknown(database: Database, round_id: UUID) -> None:
    an_order(database, round_id)
    with database.change() as db:
        there = an_organisation(db, code="muualla")
        stranger = a_person(db, organisation=there, name="Vieras Keksitty")
        an_appointee(db, person=stranger, role=Role.HR, organisation_id=there.id)
        person_id = stranger.id

    for web in browser(database, person_id=person_id):
        answers = [
            web.get(HERE).status_code,
            web.get(f"{HERE}/1").status_code,
            post(web, HERE, {"seeds": "2"}).status_code,
            post(web, f"{HERE}/1/stop").status_code,
        ]

    assert answers == [404, 404, 404, 404]
    assert the_order(database).state is OrderState.ORDERED


@pytest.mark.usefixtures("round_id")
def test_a_rehearsal_that_there_is_not_is_unknown(web: TestClient) -> None:
    assert web.get(f"{HERE}/7").status_code == 404
    assert post(web, f"{HERE}/7/stop").status_code == 404
