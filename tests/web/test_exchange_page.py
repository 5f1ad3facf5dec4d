"""The page of one exchange, and what its coordinator does there."""

from datetime import date
from uuid import UUID

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session
from starlette.testclient import TestClient

from domain import exchanges, links
from domain.asks import asks
from domain.presence_asked import QUESTION
from models import streams
from models.asks import Ask, AskState
from models.audit import AuditEntry, AuditReason
from models.costs import Cost
from models.database import Database
from models.exchanges import Confirmation, Exchange
from models.mails import Mail
from models.schedules import Block
from models.states import Answer, ExchangeState, MailState, Role
from tests.builders import a_person, an_appointee
from tests.builders_of_exchanges import a_stay
from tests.domain.lived import (
    a_confirmed_exchange,
    a_proposed_exchange,
    ask_both,
    at,
    invited,
    told,
)
from tests.web.conftest import NOW, browser, post, speaking
from tests.web.page import Page, texts

APRIL = Block(first_day=date(2027, 4, 12), last_day=date(2027, 4, 14))


def laid(db: Session) -> None:
    links.lay(db, address="http://localhost")


def whole(db: Session, id_: UUID) -> Exchange:
    return exchanges.look_at(db, id_)


def states(db: Session, id_: UUID) -> tuple[ExchangeState, dict[UUID, Answer]]:
    found = whole(db, id_)
    return found.state, {each.person_id: each.answer for each in found.confirmations}


@pytest.fixture
def proposed(database: Database) -> UUID:
    with database.change() as db:
        laid(db)
        exchange = a_proposed_exchange(db)
        ask_both(db, exchange, now=at(date(2027, 1, 29)))
        return exchange.id


@pytest.fixture
def confirmed(database: Database) -> UUID:
    with database.change() as db:
        laid(db)
        return invited(db, a_confirmed_exchange(db, appointments=a_stay(APRIL))).id


def test_it_tells_who_when_and_what_is_waited_for(web: TestClient, proposed: UUID) -> None:
    page = Page(web.get(f"/exchanges/{proposed}").text)

    assert page.texts("h1") == ["Aino Keksitty →to Onni Keksitty"]
    assert page.texts("span", "tag")[0] == "Waits for answers"
    assert texts(web.get(f"/exchanges/{proposed}").text, "ul", "plain")[0] == (
        "Aino Keksitty: an answer to the proposal until Fri 5 February 2027 at 16:00 "
        "Onni Keksitty: an answer to the proposal until Fri 5 February 2027 at 16:00"
    )
    assert "Mon 8 March – Wed 10 March 2027 (week 10)" in page.texts("ol", "plain")[0]


@pytest.mark.parametrize("language", ["fi", "sv", "en"])
def test_a_word_by_phone_is_theirs_and_tells_who_wrote_it_down(
    web: TestClient, database: Database, proposed: UUID, language: str
) -> None:
    said = {"side": "guest", "word": "accepted", "why": "Aino called on Tuesday"}

    answer = post(web, f"/exchanges/{proposed}/answer", said)

    assert (answer.status_code, answer.headers["location"]) == (303, f"/exchanges/{proposed}?done=recorded")
    with database.look() as db:
        [row] = db.scalars(select(Confirmation).where(Confirmation.answer == Answer.ACCEPTED)).all()
        assert (row.person_id, row.recorded_why) == (whole(db, proposed).guest_id, "Aino called on Tuesday")
        entry = db.scalars(select(AuditEntry).order_by(AuditEntry.number.desc())).first()
        assert entry is not None
        assert (entry.action, entry.object_id, entry.fields) == (
            "exchange.answer",
            proposed,
            ("side", "why", "word"),
        )
        assert db.scalars(select(AuditReason.words)).all() == ["Aino called on Tuesday"]
    html = speaking(web, language).get(f"/exchanges/{proposed}").text
    assert [each for each in texts(html, "span", "line") if "Aino called on Tuesday" in each] != []
    assert [each for each in texts(html, "li", "past") if "Helena Keksitty" in each] != []


def test_a_no_by_phone_releases_it_and_the_other_side_is_told(
    web: TestClient, database: Database, proposed: UUID
) -> None:
    post(web, f"/exchanges/{proposed}/answer", {"side": "host", "word": "declined", "why": "by phone"})

    with database.look() as db:
        assert states(db, proposed)[0] is ExchangeState.RELEASED
        assert ("released", "Aino") in told(db, streams.of_exchange(proposed))


def test_what_it_would_send_is_shown_and_nothing_changes(
    web: TestClient, database: Database, proposed: UUID
) -> None:
    said = {"side": "host", "word": "declined", "why": "by phone", "look": "yes"}

    shown = post(web, f"/exchanges/{proposed}/answer", said)

    [plan] = texts(shown.text, "div", "planned")
    assert (shown.status_code, "Aino Keksitty: Cancelled" in plan) == (200, True)
    with database.look() as db:
        assert states(db, proposed)[0] is ExchangeState.PROPOSED
        assert db.scalars(select(AuditEntry.action).where(AuditEntry.action == "exchange.answer")).all() == []


def test_a_form_without_a_word_comes_back_with_what_was_written(web: TestClient, proposed: UUID) -> None:
    shown = post(web, f"/exchanges/{proposed}/answer", {"side": "host", "why": "heard at lunch"})

    page = Page(shown.text)
    assert (shown.status_code, page.texts("div", "troubles")) == (
        422,
        ["Mend this first What they say: fill this in"],
    )
    assert page.all("input", "")[-1] is not None
    kept = [e.attributes.get("value") for e in page.all("input") if e.attributes.get("id") == "answer-why"]
    assert kept == ["heard at lunch"]
    assert [e.attributes["id"] for e in page.all("details", "deed") if "open" in e.attributes] == ["answer"]


def test_a_rules_no_is_told_kindly(web: TestClient, database: Database, confirmed: UUID) -> None:
    said = {"side": "guest", "word": "declined", "why": "by phone"}

    shown = post(web, f"/exchanges/{confirmed}/answer", said)

    assert shown.status_code == 409
    assert Page(shown.text).texts("div", "troubles") == [
        "That is not possible The proposal no longer waits for an answer."
    ]
    with database.look() as db:
        assert states(db, confirmed)[0] is ExchangeState.CONFIRMED


def test_a_stay_moves_to_days_that_are_offered(web: TestClient, database: Database, confirmed: UUID) -> None:
    html = web.get(f"/exchanges/{confirmed}").text
    offered = [e.attributes["value"] for e in Page(html).all("option") if "/2027-" in e.attributes["value"]]

    answer = post(web, f"/exchanges/{confirmed}/move", {"to": offered[0], "why": "by phone"})

    assert answer.status_code == 303
    with database.look() as db:
        assert f"1/{whole(db, confirmed).appointments[0].first_day}" == offered[0]
        sent = told(db, streams.of_exchange(confirmed))
        assert [kind for kind, _who in sent].count("invitation_update") == 2


def test_hr_cancels_with_a_reason_and_both_are_told(
    web: TestClient, database: Database, confirmed: UUID
) -> None:
    said = {"who": "hr", "reason": "work", "why": "the host organisation moves house"}

    answer = post(web, f"/exchanges/{confirmed}/cancel", said)

    assert answer.status_code == 303
    with database.look() as db:
        found = whole(db, confirmed)
        assert (found.state, found.released_reason) == (ExchangeState.RELEASED, "cancelled_by_hr")
        sent = told(db, streams.of_exchange(confirmed))
        assert {who for kind, who in sent if kind == "invitation_cancel"} == {"Aino", "Onni"}


def test_an_open_question_is_answered_for_the_one_who_was_asked(web: TestClient, database: Database) -> None:
    with database.change() as db:
        laid(db)
        lived = a_confirmed_exchange(db)
        plan, on = asks.Plan(at(date(2027, 3, 20))), streams.of_exchange(lived.id)
        ask_id = asks.put(db, QUESTION, on=on, subject_id=lived.id, to=lived.guest, plan=plan, now=NOW).id

    answer = post(
        web,
        f"/exchanges/{lived.id}/reply",
        {"row": str(ask_id), "word": "as_planned", "why": "Aino told so on the phone"},
    )

    assert answer.status_code == 303
    with database.look() as db:
        row = db.get_one(Ask, ask_id)
        assert (row.state, row.recorded_why) == (AskState.ANSWERED, "Aino told so on the phone")


def test_a_question_of_another_exchange_is_not_answered_here(
    web: TestClient, database: Database, confirmed: UUID
) -> None:
    with database.change() as db:
        other = a_confirmed_exchange(db)
        plan = asks.Plan(at(date(2027, 3, 20)))
        on = streams.of_exchange(other.id)
        ask_id = asks.put(db, QUESTION, on=on, subject_id=other.id, to=other.guest, plan=plan, now=NOW).id

    said = {"row": str(ask_id), "word": "as_planned", "why": "by phone"}
    answer = post(web, f"/exchanges/{confirmed}/reply", said)

    assert answer.status_code == 409
    with database.look() as db:
        assert db.get_one(Ask, ask_id).state is AskState.OPEN


def test_a_cost_is_written_down_and_taken_back(web: TestClient, database: Database, confirmed: UUID) -> None:
    with database.look() as db:
        payer = whole(db, confirmed).guest.organisation.code
    said = {"kind": "actual", "euros": "118,50", "payer": payer, "words": "<b>train</b>"}

    post(web, f"/exchanges/{confirmed}/cost", said)
    html = web.get(f"/exchanges/{confirmed}").text
    with database.look() as db:
        [row] = db.scalars(select(Cost).where(Cost.kind == "actual")).all()
    post(web, f"/exchanges/{confirmed}/take-back", {"row": str(row.id)})

    assert "&lt;b&gt;train&lt;/b&gt;" in html
    assert "<b>train</b>" not in html
    with database.look() as db:
        assert (row.cents, db.get_one(Cost, row.id).taken_back_at) == (11850, NOW)


def test_the_newest_mails_go_out_again(web: TestClient, database: Database, confirmed: UUID) -> None:
    with database.change() as db:
        for mail in db.scalars(select(Mail)).all():
            mail.state = MailState.SENT

    answer = post(web, f"/exchanges/{confirmed}/resend", {"row": "guest"})

    assert answer.status_code == 303
    with database.look() as db:
        sent = told(db, streams.of_exchange(confirmed))
        assert sent.count(("invitation", "Aino")) == 2
        assert sent.count(("invitation", "Onni")) == 1


@pytest.mark.parametrize("role", [None, Role.HR])
def test_who_does_not_steer_its_round_sees_nothing_and_changes_nothing(
    database: Database, proposed: UUID, role: Role | None
) -> None:
    with database.change() as db:
        stranger = a_person(db, name="Outi Keksitty")
        if role:
            an_appointee(db, person=stranger, role=role, organisation_id=stranger.organisation_id)
    said = {"side": "guest", "word": "accepted", "why": "by phone"}

    for web in browser(database, person_id=stranger.id):
        seen = web.get(f"/exchanges/{proposed}").status_code
        done = post(web, f"/exchanges/{proposed}/answer", said).status_code
        planned = post(web, f"/exchanges/{proposed}/answer", said | {"look": "yes"}).status_code

    assert (seen, done, planned) == (404, 404, 404)
    with database.look() as db:
        assert set(states(db, proposed)[1].values()) == {Answer.NEEDS_ACTION}


def test_a_deed_that_nobody_knows_is_not_there(web: TestClient, proposed: UUID) -> None:
    assert post(web, f"/exchanges/{proposed}/abolish").status_code == 404
