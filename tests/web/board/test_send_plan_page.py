"""What would be sent, and HR's yes to just that: it can be taken back until the plan leaves."""

from datetime import timedelta

from sqlalchemy import func, select
from starlette.testclient import TestClient

from models.database import Database
from models.mails import Mail
from models.offers import Offer
from models.rounds import Round
from models.states import OfferState, ScheduleState
from tests.web.board.boards import HERE, PLAN, a_board, hr_of_another_house, newest
from tests.web.conftest import NOW, browser, post
from tests.web.page import Page, rows, texts

SEND = f"{HERE}/send-plan"


def form(web: TestClient) -> dict[str, str | list[str]]:
    """The hidden fields of the form that approves."""
    fields = {
        each.attributes.get("name"): each.attributes.get("value", "")
        for each in Page(web.get(SEND).text).all("input")
    }
    return {"version": fields["version"], "digest": fields["digest"]}


def mails(database: Database) -> int:
    with database.look() as db:
        return db.scalar(select(func.count()).select_from(Mail)) or 0


def test_each_persons_messages_are_listed_and_nothing_is_sent(web: TestClient, database: Database) -> None:
    a_board(database)
    before = mails(database)

    html = web.get(SEND).text

    listed = [(each[0].split(" Keksitty")[0], each[1].split(" for ")[0]) for each in rows(html)]
    assert listed == [
        ("Aino", "New Proposal to the guest"),
        ("Bertta", "New Proposal to the guest"),
        ("Cecilia", "Letter On the waiting list"),
        ("Onni", "New Proposal to the host"),
        ("Paavo", "New Proposal to the host"),
    ]
    assert texts(html, "h2")[0] == "5 messages · 5 people"
    assert mails(database) == before
    with database.look() as db:
        assert newest(db).state is ScheduleState.DRAFT


def test_one_message_is_read_in_full_without_its_answering_links(web: TestClient, database: Database) -> None:
    a_board(database)

    html = web.get(f"{SEND}/1").text

    assert "Onni Keksitty" in texts(html, "pre", "letter")[0]
    assert web.get(f"{SEND}/6").status_code == 404


def test_only_one_kind_is_listed_where_the_address_asks_for_it(web: TestClient, database: Database) -> None:
    a_board(database)

    assert [each[0].split()[0] for each in rows(web.get(f"{SEND}?effect=told").text)] == ["Cecilia"]


def test_a_yes_waits_for_ten_minutes_in_which_it_can_be_taken_back(
    web: TestClient, database: Database
) -> None:
    a_board(database)

    response = post(web, SEND, form(web))
    html = web.get(PLAN).text

    assert response.headers["location"] == f"{PLAN}?done=approved"
    with database.look() as db:
        approved = newest(db)
        assert (approved.state, approved.leaves_at) == (ScheduleState.APPROVED, NOW + timedelta(minutes=10))
    assert "Approved: it leaves Tue 16 March 2027 at 9:10" in texts(html, "h2")

    post(web, f"{PLAN}/take-back", {"version": "1"})

    with database.look() as db:
        assert newest(db).state is ScheduleState.DRAFT


def test_a_yes_to_something_else_is_refused_and_shown_anew(web: TestClient, database: Database) -> None:
    board = a_board(database)
    seen = form(web)
    with database.change() as db:
        db.get_one(Offer, board.paavo).state = OfferState.WITHDRAWN

    response = post(web, SEND, seen)

    assert response.status_code == 409
    assert "What would be sent has changed since you looked" in response.text
    with database.look() as db:
        assert newest(db).state is ScheduleState.DRAFT


def test_hr_sets_how_long_a_yes_can_be_taken_back(web: TestClient, database: Database) -> None:
    board = a_board(database)

    done = post(web, f"{SEND}/regret", {"minutes": "0"})
    refused = [post(web, f"{SEND}/regret", {"minutes": each}).status_code for each in ("-1", "9999", "soon")]
    post(web, SEND, form(web))

    assert (done.status_code, refused) == (303, [422, 422, 422])
    with database.look() as db:
        assert db.get_one(Round, board.round_id).regret_minutes == 0
        assert newest(db).leaves_at is None


def test_where_no_plan_waits_the_page_says_so(web: TestClient, database: Database) -> None:
    a_board(database)
    post(web, f"{PLAN}/again", {"version": "1"})

    assert texts(web.get(SEND).text, "p", "empty")[0].startswith("No plan waits for a decision")


def test_another_houses_hr_approves_nothing(web: TestClient, database: Database) -> None:
    a_board(database)
    seen = form(web)
    stranger = next(browser(database, person_id=hr_of_another_house(database)))

    answers = [
        stranger.get(SEND).status_code,
        stranger.get(f"{SEND}/1").status_code,
        post(stranger, SEND, seen).status_code,
        post(stranger, f"{SEND}/regret", {"minutes": "0"}).status_code,
    ]

    assert answers == [404] * 4
    with database.look() as db:
        assert newest(db).state is ScheduleState.DRAFT
