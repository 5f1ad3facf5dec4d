"""Answering a mail without a calendar: looking changes nothing, one button answers."""

import re
from collections.abc import Iterator
from datetime import timedelta
from uuid import UUID

import pytest
from sqlalchemy import select
from starlette.testclient import TestClient

from domain import links
from invites.links import Purpose
from invites.meetings import Answer as Said
from models.applications import Endorsement
from models.clock import StandingClock
from models.database import Database
from models.doubts import Doubt
from models.exchanges import Confirmation, Exchange
from models.followups import FollowUp
from models.invites import Attendance, Invite
from models.languages import Language
from models.rounds import Round
from models.states import Answer, DoubtState, EndorsementState, ExchangeState
from tests.builders import a_person, an_application, an_endorsement
from tests.builders_of_exchanges import a_follow_up
from tests.domain.doubted import HELD_UNTIL, NO, says
from tests.domain.lived import a_confirmed_exchange, a_proposed_exchange, invited
from tests.web.page import Page, texts
from web.app import create_app

HERE, OUTSIDE = "http://localhost", "https://vaihto.example.org"
CLOCK = NO + timedelta(hours=1)


@pytest.fixture
def browser(database: Database) -> Iterator[TestClient]:
    """In February, before the usual days; it names no language, so that the person's own shows."""
    with database.change() as db:
        links.lay(db, address=HERE)
    clock = StandingClock(CLOCK)
    app = create_app(database, temporal_ui=None, outbox=None, clock=clock, base_url=OUTSIDE)
    with TestClient(app, base_url=HERE, raise_server_exceptions=False) as client:
        yield client


def path(link: str | None) -> str:
    assert link is not None
    return link.removeprefix(HERE)


def to_proposal(database: Database) -> tuple[UUID, str]:
    with database.change() as db:
        exchange = a_proposed_exchange(db)
        mine = next(each for each in exchange.confirmations if each.person_id == exchange.guest_id)
        until = exchange.confirm_by
        return mine.id, path(links.to(db, Purpose.PROPOSAL, mine.id, exchange.guest_id, until=until))


def to_invitation(database: Database) -> tuple[UUID, str]:
    with database.change() as db:
        exchange = invited(db, a_confirmed_exchange(db))
        invite = db.scalars(select(Invite).where(Invite.exchange_id == exchange.id)).one()
        link = links.to(db, Purpose.INVITATION, invite.id, exchange.guest_id, until=HELD_UNTIL)
        return exchange.id, path(link)


def to_doubt(database: Database, purpose: Purpose = Purpose.DOUBT) -> tuple[UUID, str]:
    """The guest has declined; a link for the guest, or for the host about other days."""
    with database.change() as db:
        exchange = invited(db, a_confirmed_exchange(db))
        says(db, exchange, exchange.guest, Said.DECLINED)
        doubt = db.scalars(select(Doubt).where(Doubt.exchange_id == exchange.id)).one()
        whose = exchange.guest_id if purpose is Purpose.DOUBT else exchange.host_id
        return doubt.id, path(links.to(db, purpose, doubt.id, whose, until=doubt.deadline))


def marks(html: str) -> list[str]:
    """Which days a page speaks of, as its forms send it back."""
    return re.findall(r'name="days" value="(\w+)"', html)


def buttons(html: str) -> list[str]:
    return [" ".join(each.split()) for each in re.findall(r"<button[^>]*>(.*?)</button>", html, re.DOTALL)]


def test_a_proposal_is_asked_in_the_language_of_the_person(browser: TestClient, database: Database) -> None:
    _row, link = to_proposal(database)

    page = browser.get(f"{link}?say=yes").text

    assert Page(page).all("html")[0].attributes["lang"] == "fi"
    assert texts(page, "h1") == ["Sopiiko tämä sinulle?"]
    assert buttons(page) == ["Kyllä, tämä sopii minulle", "Ei, en pääse"]


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
    assert buttons(page.text) == ["Ei, en pääse"]


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


def test_a_link_that_we_have_not_sent_leads_nowhere(browser: TestClient, database: Database) -> None:
    _row, link = to_proposal(database)
    forged = [link[:-1], f"{link}A", link.swapcase(), "/answer/x", "/answer/%00", "/answer/" + "A" * 5000]

    found = [(browser.get(each).status_code, browser.post(each).status_code) for each in forged]

    assert set(found) == {(404, 404)}


def test_a_link_ends_some_weeks_after_its_question(browser: TestClient, database: Database) -> None:
    with database.change() as db:
        exchange = a_proposed_exchange(db)
        mine = exchange.confirmations[0]
        until = CLOCK - timedelta(days=61)
        link = path(links.to(db, Purpose.PROPOSAL, mine.id, mine.person_id, until=until))

    assert browser.get(link).status_code == 404


def test_too_much_is_not_read(browser: TestClient, database: Database) -> None:
    _row, link = to_proposal(database)

    assert browser.post(link, content=b"word=" + b"y" * 30_000).status_code == 413


def test_more_fields_than_any_form_has_are_not_understood(browser: TestClient, database: Database) -> None:
    _row, link = to_proposal(database)
    many = "&".join(f"field{number}=x" for number in range(21))

    assert [browser.post(each, content=many).status_code for each in (link, "/answer/x")] == [400, 400]


def test_a_note_is_kept_without_the_signs_that_a_database_cannot_keep(
    browser: TestClient, database: Database
) -> None:
    with database.change() as db:
        row = a_follow_up(db, exchange=a_confirmed_exchange(db))
        link = path(links.to(db, Purpose.NOTE, row.id, row.person_id, until=row.due_at))

    written = {"learnt": "Yhteinen\0 tietopohja", "tried": "\0", "passed_on": "\0 Kyllä"}
    status = browser.post(link, data={"word": "note", **written}).status_code

    with database.look() as db:
        note = db.get_one(FollowUp, row.id).note
    assert status == 200
    assert note is not None
    assert (note.learnt, note.tried, note.passed_on) == ("Yhteinen tietopohja", "", "Kyllä")


def test_from_outside_only_the_open_pages_are_reached(browser: TestClient, database: Database) -> None:
    _row, link = to_proposal(database)
    outside = {"Host": "vaihto.example.org"}

    found = {each: browser.get(each, headers=outside).status_code for each in (link, "/", "/mails", "/inbox")}

    assert list(found.values()) == [200, 404, 404, 404]
    assert browser.get(link, headers={"Host": "evil.example.org"}).status_code == 400


def test_the_link_of_a_proposal_that_is_gone_names_nobody_as_the_one_who_helps(
    browser: TestClient, database: Database
) -> None:
    row, link = to_proposal(database)
    with database.change() as db:
        db.delete(db.get_one(Confirmation, row))

    page = browser.get(link).text

    assert texts(page, "p", "verdict") != []
    assert "mailto:" not in page


def test_the_page_offers_no_way_to_the_pages_of_hr(browser: TestClient, database: Database) -> None:
    _row, link = to_proposal(database)

    addresses = [each.attributes["href"] for each in Page(browser.get(link).text).all("a")]

    assert [each for each in addresses if each in ("/", "/mails", "/inbox")] == []
