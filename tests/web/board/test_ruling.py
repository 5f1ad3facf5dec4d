"""What HR locks, forbids and frees on the board, each with a reason; strangers do nothing there."""

from sqlalchemy import select
from starlette.testclient import TestClient

from models.audit import AuditEntry
from models.database import Database
from models.pairing_rules import PairingRule
from models.states import RuleEffect, ScheduleState
from tests.web.board.boards import PLAN, Board, a_board, hr_of_another_house, newest
from tests.web.conftest import browser, post
from tests.web.page import Page, rows, texts

WHY = "Agreed by phone"


def held(database: Database) -> set[tuple[object, ...]]:
    with database.look() as db:
        found = db.scalars(select(PairingRule).where(PairingRule.lifted_at.is_(None)))
        return {(each.application_id, each.offer_id, each.effect, each.reason) for each in found}


def said(board: Board, effect: str, why: str = WHY) -> dict[str, str | list[str]]:
    return {"application": f"{board.aino}", "why": why, "effect": effect}


def test_the_chosen_are_locked_where_they_are_with_the_reason(web: TestClient, database: Database) -> None:
    board = a_board(database)
    both: list[str] = [f"{board.aino}", f"{board.bertta}"]

    response = post(web, f"{PLAN}/rules", {**said(board, "lock"), "application": both, "back": "sort=fit"})

    with database.look() as db:
        entry = db.scalars(select(AuditEntry).order_by(AuditEntry.number.desc()).limit(1)).one()
    assert (response.status_code, response.headers["location"]) == (303, f"{PLAN}?sort=fit&done=locked")
    assert held(database) == {
        (board.aino, board.onni, RuleEffect.LOCKED, WHY),
        (board.bertta, board.paavo, RuleEffect.LOCKED, WHY),
    }
    assert (entry.action, entry.object_id, set(entry.fields)) == ("pairing.lock", board.round_id, {*both})


def test_a_forbidden_pairing_is_shown_and_the_waiting_version_does_not_follow_it(
    web: TestClient, database: Database
) -> None:
    board = a_board(database)

    post(web, f"{PLAN}/rules", said(board, "forbid"))
    html = web.get(PLAN).text

    assert texts(html, "p", "older")[0].startswith("This version does not follow what was ruled about Aino")
    assert "Not with Onni Keksitty Agreed by phone" in rows(html, "rows pairings")[0][2]


def test_a_rule_that_is_lifted_holds_no_more(web: TestClient, database: Database) -> None:
    board = a_board(database)
    post(web, f"{PLAN}/rules", said(board, "lock"))

    post(web, f"{PLAN}/rules", said(board, "lift", "No longer"))

    assert held(database) == set()


def test_without_a_reason_nothing_is_ruled_and_the_choice_is_kept(
    web: TestClient, database: Database
) -> None:
    board = a_board(database)

    response = post(web, f"{PLAN}/rules", said(board, "lock", ""))

    page = Page(response.text)
    ticked = [each.attributes["value"] for each in page.all("input") if "checked" in each.attributes]
    assert response.status_code == 422
    assert "Say why: the reason is kept with the rule." in page.all("div", "troubles")[0].text
    assert ticked == [f"{board.aino}"]
    assert held(database) == set()


def test_a_refusal_of_one_leaves_all_of_the_chosen_alone(web: TestClient, database: Database) -> None:
    board = a_board(database)
    both: list[str] = [f"{board.aino}", f"{board.cecilia}"]

    response = post(web, f"{PLAN}/rules", {**said(board, "lock"), "application": both})

    assert response.status_code == 422
    assert "Somebody has no place in the newest plan" in response.text
    assert held(database) == set()


def test_nobody_chosen_is_said_kindly(web: TestClient, database: Database) -> None:
    a_board(database)

    response = post(web, f"{PLAN}/rules", {"effect": "lock", "why": WHY})

    assert response.status_code == 422
    assert "Choose somebody first." in response.text


def test_somebody_is_locked_to_another_host_from_their_own_page(web: TestClient, database: Database) -> None:
    board = a_board(database)
    offer = {"offer": f"{board.paavo}", "version": "1"}

    response = post(web, f"{PLAN}/rule", {**said(board, "lock"), **offer})

    assert response.headers["location"] == f"{PLAN}/1/{board.aino}?done=locked"
    assert held(database) == {(board.aino, board.paavo, RuleEffect.LOCKED, WHY)}


def test_what_is_no_id_or_no_deed_of_ours_is_not_found(web: TestClient, database: Database) -> None:
    board = a_board(database)

    for told in (said(board, "burn"), {**said(board, "lock"), "application": "1 OR 1=1"}):
        assert post(web, f"{PLAN}/rules", told).status_code == 404


def test_another_houses_hr_sees_and_changes_nothing(database: Database) -> None:
    board = a_board(database)
    stranger = next(browser(database, person_id=hr_of_another_house(database)))
    looks = (PLAN, f"{PLAN}/1", f"{PLAN}/1/problem.json", f"{PLAN}/1/{board.aino}", f"{PLAN}/compare")
    deeds: dict[str, dict[str, str | list[str]]] = {
        "rules": said(board, "lock"),
        "rule": {**said(board, "lock"), "offer": f"{board.onni}"},
        "1/swap": {"one": f"{board.aino}", "other": f"{board.bertta}", "why": WHY},
        "again": {"version": "1"},
        "take-back": {"version": "1"},
    }

    seen = {stranger.get(each).status_code for each in looks}
    done = {post(stranger, f"{PLAN}/{deed}", told).status_code for deed, told in deeds.items()}

    assert (seen, done) == ({404}, {404})
    assert held(database) == set()
    with database.look() as db:
        assert newest(db).state is ScheduleState.DRAFT
