"""Answering a mail without a calendar: looking changes nothing, one button answers."""

import re
from collections.abc import Iterator
from datetime import timedelta

import pytest
from sqlalchemy import select
from starlette.testclient import TestClient

from domain import links
from invites.links import Purpose
from models.applications import Endorsement
from models.database import Database
from models.doubts import Doubt
from models.exchanges import Confirmation, Exchange
from models.followups import FollowUp
from models.invites import Attendance, Invite
from models.languages import Language
from models.new_days import NewDays
from models.rounds import Round
from models.states import Answer, DoubtState, EndorsementState, ExchangeState
from tests.builders import a_person, an_application, an_endorsement
from tests.builders_of_exchanges import a_follow_up
from tests.domain.lived import a_confirmed_exchange
from tests.web import answering
from tests.web.answering import (
    CLOCK,
    buttons,
    marks,
    path,
    to_doubt,
    to_invitation,
    to_proposal,
)
from tests.web.page import Page, texts


@pytest.fixture
def browser(database: Database) -> Iterator[TestClient]:
    yield from answering.browser(database)


def test_a_proposal_is_asked_in_the_language_of_the_person(browser: TestClient, database: Database) -> None:
    _row, link = to_proposal(database)

    page = browser.get(f"{link}?say=yes").text

    assert Page(page).all("html")[0].attributes["lang"] == "fi"
    assert texts(page, "h1") == ["Sopiiko tämä sinulle?"]
    assert buttons(page) == ["Kyllä, tämä sopii minulle", "Ei, en pääse", "Ehdota näitä päiviä"]


@pytest.mark.parametrize("method", ["GET", "HEAD"])
def test_looking_answers_nothing(browser: TestClient, database: Database, method: str) -> None:
    row, link = to_proposal(database)

    status = browser.request(method, f"{link}?say=no").status_code

    with database.look() as db:
        assert (status, db.get_one(Confirmation, row).answer) == (200, Answer.NEEDS_ACTION)


def test_a_yes_to_a_proposal_is_recorded_as_that_person_s(browser: TestClient, database: Database) -> None:
    row, link = to_proposal(database)

    page = browser.post(link, data={"word": "yes"})

    with database.look() as db:
        assert db.get_one(Confirmation, row).answer is Answer.ACCEPTED
    assert (page.status_code, page.history[0].status_code) == (200, 303)
    assert buttons(page.text) == ["Ei, en pääse", "Ehdota näitä päiviä"]


def test_other_days_are_named_behind_the_link_too(browser: TestClient, database: Database) -> None:
    row, link = to_proposal(database)

    page = browser.post(link, data={"word": "other_days", "on-2027-03-15": "yes"}).text

    with database.look() as db:
        exchange = db.get_one(Exchange, db.get_one(Confirmation, row).exchange_id)
        assert exchange.state is ExchangeState.BROKEN
        assert db.scalars(select(NewDays)).one().suggested_by_id == exchange.guest_id
    assert texts(page, "p", "verdict")[0].startswith("Muita päiviä on ehdotettu")


def test_a_no_to_an_invitation_leads_to_the_question_what_was_meant(
    browser: TestClient, database: Database
) -> None:
    exchange_id, link = to_invitation(database)

    page = browser.post(link, data={"word": "no"})

    with database.look() as db:
        assert db.get_one(Exchange, exchange_id).state is ExchangeState.CONFIRMED
        assert db.scalars(select(Doubt.state)).one() is DoubtState.ASKED
    next_ = re.search(r'href="(/answer/[\w-]+)"', page.text)
    assert next_ is not None
    assert "Säilytä ennallaan" in buttons(browser.get(next_[1]).text)


def test_an_old_invitation_s_link_says_that_there_is_a_newer_one(
    browser: TestClient, database: Database
) -> None:
    exchange_id, link = to_invitation(database)
    with database.change() as db:
        invite = db.scalars(select(Invite).where(Invite.exchange_id == exchange_id)).one()
        invite.meeting = invite.meeting.replace('"asked":0', '"asked":1')

    page = browser.get(link).text
    refused = browser.post(link, data={"word": "yes"})

    assert buttons(page) == []
    assert (refused.status_code, len(texts(refused.text, "p", "refusal"))) == (409, 1)
    with database.look() as db:
        assert set(db.scalars(select(Attendance.answer))) == {Answer.NEEDS_ACTION}


def test_other_days_are_chosen_and_accepted_on_two_pages(browser: TestClient, database: Database) -> None:
    doubt_id, link = to_doubt(database)
    first = browser.get(link).text

    browser.post(link, data={"word": "other", "days": marks(first)[0], "keeps_else": "yes"})

    with database.change() as db:
        doubt = db.get_one(Doubt, doubt_id)
        exchange = db.get_one(Exchange, doubt.exchange_id)
        theirs = path(links.to(db, Purpose.OTHER_DAYS, doubt.id, exchange.host_id, until=doubt.deadline))
        assert (doubt.state, doubt.keeps_else) == (DoubtState.OFFERED, True)
    page = browser.post(theirs, data={"word": "yes", "days": marks(browser.get(theirs).text)[0]})
    assert len(buttons(first)) == 7
    assert texts(page.text, "p", "verdict") == ["Ajankohta on vaihtunut. Kalenterisi päivittyy."]
    with database.look() as db:
        assert db.get_one(Doubt, doubt_id).state is DoubtState.MOVED


def test_a_button_means_the_days_that_stood_on_it(browser: TestClient, database: Database) -> None:
    doubt_id, link = to_doubt(database)
    first, second = marks(browser.get(link).text)[:2]
    with database.change() as db:
        doubt = db.get_one(Doubt, doubt_id)
        kept = doubt.possible[1]
        doubt.possible = doubt.possible[1:]

    gone = browser.post(link, data={"word": "other", "days": first})
    browser.post(link, data={"word": "other", "days": second})

    with database.look() as db:
        assert (gone.status_code, db.get_one(Doubt, doubt_id).chosen) == (409, kept)


def test_a_yes_is_to_the_days_that_stood_on_the_page(browser: TestClient, database: Database) -> None:
    doubt_id, link = to_doubt(database)
    browser.post(link, data={"word": "other", "days": marks(browser.get(link).text)[0]})
    with database.change() as db:
        doubt = db.get_one(Doubt, doubt_id)
        exchange = db.get_one(Exchange, doubt.exchange_id)
        theirs = path(links.to(db, Purpose.OTHER_DAYS, doubt.id, exchange.host_id, until=doubt.deadline))
    shown = marks(browser.get(theirs).text)[0]
    with database.change() as db:
        doubt = db.get_one(Doubt, doubt_id)
        doubt.chosen = doubt.possible[1]

    refused = browser.post(theirs, data={"word": "yes", "days": shown})

    with database.look() as db:
        assert (refused.status_code, db.get_one(Doubt, doubt_id).state) == (409, DoubtState.OFFERED)


def test_days_that_were_not_offered_cannot_be_chosen(browser: TestClient, database: Database) -> None:
    doubt_id, link = to_doubt(database)

    answers = [browser.post(link, data={"word": "other", "days": each}) for each in ("", "5", "-1", "x")]

    assert [each.status_code for each in answers] == [409, 409, 409, 409]
    with database.look() as db:
        assert db.get_one(Doubt, doubt_id).state is DoubtState.ASKED


def test_the_other_side_s_link_does_not_answer_for_the_one_who_declined(
    browser: TestClient, database: Database
) -> None:
    doubt_id, link = to_doubt(database, Purpose.OTHER_DAYS)

    answers = [browser.post(link, data={"word": each}) for each in ("yes", "cancel", "keep")]

    assert [each.status_code for each in answers] == [409, 409, 409]
    with database.look() as db:
        assert db.get_one(Doubt, doubt_id).state is DoubtState.ASKED


def test_a_supervisor_endorses_on_a_page(browser: TestClient, database: Database) -> None:
    with database.change() as db:
        boss = a_person(db, language=Language.SV)
        row = an_endorsement(db, application=an_application(db), supervisor=boss)
        round_ = db.scalars(select(Round)).one()
        round_.closes_at = CLOCK + timedelta(days=1)
        link = path(links.to(db, Purpose.ENDORSEMENT, row.id, boss.id, until=round_.closes_at))

    page = browser.post(link, data={"word": "yes"}).text

    assert Page(page).all("html")[0].attributes["lang"] == "sv"
    with database.look() as db:
        assert db.get_one(Endorsement, row.id).state is EndorsementState.GIVEN


def test_a_note_is_written_on_a_page(browser: TestClient, database: Database) -> None:
    with database.change() as db:
        row = a_follow_up(db, exchange=a_confirmed_exchange(db))
        link = path(links.to(db, Purpose.NOTE, row.id, row.person_id, until=row.due_at))

    empty = browser.post(link, data={"word": "note"})
    browser.post(link, data={"word": "note", "learnt": "Yhteinen tietopohja", "useful": "4"})

    with database.look() as db:
        note = db.get_one(FollowUp, row.id).note
    assert empty.status_code == 409
    assert note is not None
    assert (note.learnt, note.useful) == ("Yhteinen tietopohja", 4)
