"""Second thoughts: a button on the page that follows and on the first page, and what it brings back."""

from datetime import timedelta
from uuid import UUID

import pytest
from sqlalchemy import select

from domain import exchanges
from domain.second_thoughts import offers_back
from models.applications import Application
from models.audit import AuditEntry
from models.database import Database
from models.exchanges import Exchange
from models.mails import Mail
from models.offers import Offer
from models.rounds import Round
from models.states import ApplicationState, ExchangeState, MailState, OfferState, RoundState
from tests.builders import a_host_offer, a_person, a_round, an_application
from tests.domain.lived import a_proposed_exchange, a_running_round
from tests.web.conftest import NOW, post, speaking
from tests.web.my.sitting import at_home
from tests.web.page import texts
from tests.web.queries import counted


def proposed(database: Database) -> tuple[UUID, UUID]:
    """A proposal for days in April, and its guest."""
    with database.change() as db:
        round_ = a_running_round(db, first_day=NOW.date(), last_day=NOW.date() + timedelta(days=80))
        person = a_person(db)
        row = an_application(db, to=round_, person=person, state=ApplicationState.PLACED)
        exchange = a_proposed_exchange(db, application=row, confirm_by=NOW + timedelta(days=5))
        for each in exchange.appointments:
            each.first_day, each.last_day = NOW.date() + timedelta(days=21), NOW.date() + timedelta(days=23)
        return exchange.id, person.id


def test_a_no_is_taken_back_from_the_page_that_follows(database: Database) -> None:
    exchange, guest = proposed(database)

    for web in at_home(database, guest):
        said = post(web, f"/my/exchanges/{exchange}/answer", {"word": "no", "why": "work"})
        page = web.get(said.headers["location"]).text
        home = web.get("/my").text
        undone = post(web, f"/my/undo/exchanges/{exchange}")
        again = web.get(undone.headers["location"]).text
        after = web.get("/my").text

    assert "Take my no back" in page
    assert "You can take it back until" in page
    assert "Take my no back" in home
    assert "Taken back: it is as it was before." in again
    assert "Yes, this suits me" in again
    assert "Take my no back" not in after
    with database.look() as db:
        states = {each.id == exchange: each.state for each in db.scalars(select(Exchange))}
        assert states == {True: ExchangeState.RELEASED, False: ExchangeState.PROPOSED}
        assert set(db.scalars(select(Mail.state).where(Mail.exchange_id == exchange))) == {
            MailState.OVERTAKEN
        }
        assert "proposal.no_taken_back" in set(db.scalars(select(AuditEntry.action)))


def test_a_place_that_has_gone_is_said_kindly(database: Database) -> None:
    exchange, guest = proposed(database)

    for web in at_home(database, guest):
        post(web, f"/my/exchanges/{exchange}/answer", {"word": "no"})
        with database.change() as db:
            exchanges.load(db, exchange).offer.state = OfferState.WITHDRAWN
        said = post(web, f"/my/undo/exchanges/{exchange}")

    assert said.status_code == 409
    assert texts(said.text, "p", "refusal") == [
        "The place has gone to somebody else meanwhile; the coordinator can still help."
    ]


def test_who_has_left_an_open_round_comes_back(database: Database) -> None:
    with database.change() as db:
        row = an_application(db, to=a_round(db, closes_at=NOW + timedelta(days=3)))
        application, person = row.id, row.person_id

    for web in at_home(database, person):
        before = web.get(f"/my/applications/{application}").text
        post(web, f"/my/applications/{application}/withdraw")
        home, page = web.get("/my").text, web.get(f"/my/applications/{application}").text
        undone = post(web, f"/my/undo/applications/{application}")
        after = web.get(undone.headers["location"]).text

    assert "You can come back until" in before
    assert "Come back to the round" in home
    assert "Come back to the round" in page
    assert "Come back to the round" not in after
    with database.look() as db:
        assert db.get_one(Application, application).state is ApplicationState.SUBMITTED


def test_coming_back_too_late_is_refused(database: Database) -> None:
    with database.change() as db:
        row = an_application(db, to=a_round(db, closes_at=NOW + timedelta(days=3)))
        application, person, round_ = row.id, row.person_id, row.round_id

    for web in at_home(database, person):
        post(web, f"/my/applications/{application}/withdraw")
        with database.change() as db:
            db.get_one(Round, round_).state = RoundState.CANCELLED
        home = web.get("/my").text
        said = post(web, f"/my/undo/applications/{application}")

    assert "Come back to the round" not in home
    assert (said.status_code, texts(said.text, "p", "refusal")) == (
        409,
        ["This can no longer be taken back; the coordinator can still help."],
    )


def test_an_offer_taken_back_is_offered_again(database: Database) -> None:
    with database.change() as db:
        row = a_host_offer(db, to=a_round(db, closes_at=NOW + timedelta(days=3)))
        offer, person = row.id, row.person_id

    for web in at_home(database, person):
        said = post(web, f"/my/offers/{offer}/withdraw")
        page, home = web.get(said.headers["location"]).text, web.get("/my").text
        post(web, f"/my/undo/offers/{offer}")

    assert "Offer the same again" in page
    assert "Offer the same again" in home
    with database.look() as db:
        assert db.get_one(Offer, offer).state is OfferState.OPEN


@pytest.mark.parametrize("kind", ["exchanges", "applications", "offers"])
def test_nobody_undoes_for_somebody_else(database: Database, kind: str) -> None:
    exchange, guest = proposed(database)
    with database.change() as db:
        stranger = a_person(db).id
        found = exchanges.load(db, exchange)
        rows = {"exchanges": found.id, "applications": found.application_id, "offers": found.offer_id}
        offers_back.take_back(found.offer, now=NOW)
    for web in at_home(database, guest):
        post(web, f"/my/exchanges/{exchange}/answer", {"word": "no"})

    for web in at_home(database, stranger):
        said = post(web, f"/my/undo/{kind}/{rows[kind]}")
        home = web.get("/my").text

    assert said.status_code == 404
    assert "undo card" not in home


@pytest.mark.parametrize("language", ["fi", "sv"])
def test_what_may_be_taken_back_is_said_in_the_readers_language(database: Database, language: str) -> None:
    with database.change() as db:
        row = an_application(db, to=a_round(db, closes_at=NOW + timedelta(days=3)))
        application, person = row.id, row.person_id

    for web in at_home(database, person):
        post(web, f"/my/applications/{application}/withdraw")
        home = speaking(web, language).get("/my").text

    assert "undo card" in home
    assert "Come back" not in home
    assert "take it back" not in home


def test_the_first_page_asks_no_more_for_many_rounds_that_were_left(database: Database) -> None:
    def statements(rounds: int) -> int:
        with database.change() as db:
            person = a_person(db).id
            for _each in range(rounds):
                round_ = a_round(db, closes_at=NOW + timedelta(days=3))
                row = an_application(db, to=round_, state=ApplicationState.WITHDRAWN)
                row.person_id, row.left_at, row.left_as = person, NOW, ApplicationState.SUBMITTED
        for web in at_home(database, person):
            web.get("/my")
            with counted(database) as told:
                assert web.get("/my").text.count("undo card") == rounds
        return len(told)

    assert statements(4) == statements(1)
