"""Questions behind the sign-in: the same as behind the links in mails, and only one's own."""

from datetime import time, timedelta
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from domain import evenings
from models.asks import Ask, AskState
from models.audit import AuditEntry
from models.database import Database
from models.exchanges import Exchange
from models.followups import FollowUp, Note
from models.rounds import Round
from models.states import ExchangeState
from tests.builders import STAY, a_person
from tests.builders_of_exchanges import a_follow_up
from tests.domain.lived import a_confirmed_exchange, at
from tests.web.answering import buttons
from tests.web.conftest import NOW, post
from tests.web.my.sitting import at_home
from tests.web.page import texts


def an_evening_ask(db: Session) -> tuple[UUID, Exchange]:
    exchange = a_confirmed_exchange(db)
    db.get_one(Round, exchange.round_id).asks_evening_before = True
    evenings.ask(db, exchange, now=at(STAY.first_day, time(7)))
    row = db.scalars(select(Ask)).one()
    row.deadline = NOW + timedelta(hours=1)
    return row.id, exchange


def test_an_ask_is_answered_and_audited(database: Database) -> None:
    with database.change() as db:
        ask, exchange = an_evening_ask(db)
        host = exchange.host_id

    for web in at_home(database, host):
        page = web.get(f"/my/questions/ask/{ask}").text
        said = post(web, f"/my/questions/ask/{ask}", {"word": "stands"})

    assert "Everything stands" in buttons(page)
    assert said.headers["location"] == "/my?done=answered"
    with database.look() as db:
        row = db.get_one(Ask, ask)
        acts = [(each.action, each.object_id) for each in db.scalars(select(AuditEntry))]
    assert row.state is AskState.ANSWERED
    assert acts == [("question.answered", ask)]


def test_anybody_elses_question_is_unknown(database: Database) -> None:
    with database.change() as db:
        ask, exchange = an_evening_ask(db)
        note = a_follow_up(db, exchange=exchange).id
        strangers = [a_person(db).id, exchange.guest_id]

    for stranger in strangers:
        for web in at_home(database, stranger):
            assert web.get(f"/my/questions/ask/{ask}").status_code == 404
            assert post(web, f"/my/questions/ask/{ask}", {"word": "stands"}).status_code == 404
    for web in at_home(database, strangers[0]):
        assert web.get(f"/my/questions/note/{note}").status_code == 404
        assert web.get(f"/my/questions/trouble/{exchange.id}").status_code == 404
        assert web.get(f"/my/questions/nonsense/{note}").status_code == 404
    with database.look() as db:
        assert db.get_one(Ask, ask).state is AskState.OPEN


def test_a_refusal_stands_beside_the_question(database: Database) -> None:
    with database.change() as db:
        exchange = a_confirmed_exchange(db, state=ExchangeState.HELD)
        note, guest = a_follow_up(db, exchange=exchange).id, exchange.guest_id

    for web in at_home(database, guest):
        said = post(web, f"/my/questions/note/{note}", {"word": "note"})

    assert said.status_code == 409
    assert texts(said.text, "p", "refusal") == ["Write at least one answer."]
    assert buttons(said.text)[-1] == "Send"


def test_a_note_is_kept_as_it_was_written(database: Database) -> None:
    with database.change() as db:
        exchange = a_confirmed_exchange(db, state=ExchangeState.HELD)
        note, guest = a_follow_up(db, exchange=exchange).id, exchange.guest_id

    for web in at_home(database, guest):
        post(web, f"/my/questions/note/{note}", {"word": "note", "learnt": "<script>", "useful": "4"})

    with database.look() as db:
        assert db.get_one(FollowUp, note).note == Note(learnt="<script>", useful=4)
