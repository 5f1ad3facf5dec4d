"""Applying, offering and second thoughts on a phone, in three languages, with and without JavaScript."""

from datetime import date, timedelta
from pathlib import Path
from uuid import UUID

import pytest
from playwright.sync_api import Page, expect
from sqlalchemy import select

from models.applications import Application, Avoid
from models.database import Database
from models.exchanges import Appointment
from models.offers import Availability, Offer
from models.rounds import Round
from models.states import ApplicationState, Kind, OfferState
from tests.browser.journeys import called, rows
from tests.browser.people import LANGUAGES, PHONE, Eyes, People
from tests.plugins.databases import sqlite_address

ROUND = "syksy-2027"
FITS = "document.documentElement.scrollWidth <= window.innerWidth"
WAYS = tuple(
    Eyes(width=PHONE, language=language, javascript=javascript)
    for language in LANGUAGES
    for javascript in (True, False)
)
on_a_phone = pytest.mark.parametrize("eyes", WAYS, ids=lambda eyes: f"{eyes.language}-{called(eyes)}")


def press(page: Page, selector: str) -> None:
    """By what the button does, so that it is the same in every language."""
    with page.expect_navigation():
        page.locator(selector).first.click()


def unfold(page: Page, selector: str) -> None:
    if page.locator(f"{selector}:not([open])").count():
        page.locator(f"{selector} > summary").click()


@on_a_phone
def test_somebody_applies_in_four_steps(own_people: People, own_file: Path, eyes: Eyes) -> None:
    person = own_people.anew("traveller", eyes)
    page = person.page
    with rows(own_file) as db:
        first = db.scalars(select(Round.first_day).where(Round.reference == ROUND)).one()

    person.go(f"/my/rounds/{ROUND}/apply")
    press(page, "form[action$='/apply/shadowing'] button")
    _wish(page)
    press(page, "button[value=next]:visible")
    _weeks(page, f"{first}")
    press(page, "button[value=next]:visible")
    page.locator("#aims").fill("Näin kaavaluonnos kulkee?")
    if eyes.javascript:
        expect(page.locator("p.saved")).not_to_be_empty()
    fits = page.evaluate(FITS)
    press(page, "form[action$='/aims'] button[type=submit]")
    press(page, "form[action$='/send'] button")

    with rows(own_file) as db:
        sent = select(Application).join(Round, Round.id == Application.round_id)
        row = db.scalars(sent.where(Round.reference == ROUND, Application.aims.startswith("Näin"))).one()
        assert (row.state, row.blocks, row.topics[0].weight) == (ApplicationState.SUBMITTED, (4,), 5)
        assert len(db.scalars(select(Avoid).where(Avoid.application_id == row.id)).all()) == 1
        named = select(Availability.first_day).where(Availability.application_id == row.id)
        assert first in db.scalars(named).all()
    assert fits
    assert person.told() == []


def _wish(page: Page) -> None:
    page.locator("input[name=topics][value=planning]").check()
    page.locator("#most").select_option("planning")
    unfold(page, "#people")
    page.locator("#avoid_house").select_option(index=1)
    press(page, "button[value=avoid]")
    expect(page.locator("#people .ranking li")).to_have_count(1)


def _weeks(page: Page, first: str) -> None:
    page.locator("#days").fill("2")
    unfold(page, "details#single")
    page.locator("#from").fill(first)
    press(page, "button[value=span]")
    expect(page.locator("details#single .ranking li")).to_have_count(1)


@on_a_phone
def test_somebody_offers_to_mentor_takes_it_back_and_offers_again(
    own_people: People, own_file: Path, eyes: Eyes
) -> None:
    person = own_people.anew("traveller", eyes)
    page = person.page

    person.go(f"/my/rounds/{ROUND}/offer/mentoring")
    page.locator("input[name=topics]").first.check()
    page.locator("input[name=where][value=there]").check()
    page.locator("input[name=slots]").first.check()
    fits = page.evaluate(FITS)
    press(page, "form[action$='/offer/mentoring'] button:visible:not(.second)")
    offered = _state(own_file)
    page.locator("details:has(form[action$='/withdraw']) > summary").click()
    press(page, "form[action$='/withdraw'] button")
    taken_back = _state(own_file)
    press(page, ".undo button")

    assert (offered, taken_back) == ((OfferState.OPEN, True), (OfferState.WITHDRAWN, True))
    assert _state(own_file) == (OfferState.OPEN, True)
    assert fits
    assert person.told() == []


def _state(file: Path) -> tuple[OfferState, bool]:
    with rows(file) as db:
        mine = select(Offer).join(Round, Round.id == Offer.round_id)
        row = db.scalars(mine.where(Round.reference == ROUND, Offer.in_person)).one()
        assert row.kind is Kind.MENTORING
        return row.state, row.in_person


@on_a_phone
def test_who_says_no_takes_it_back_from_the_page_that_follows(
    own_people: People, own_file: Path, eyes: Eyes
) -> None:
    person = own_people.anew("guest", eyes)
    page = person.page
    proposed = own_people.house.places["proposed"]
    _in_april(own_file, proposed)

    person.go(f"/my/exchanges/{proposed}")
    page.locator("details:has(button[value=no]) > summary").click()
    press(page, "button[value=no]")
    press(page, ".undo button")

    assert proposed not in page.url
    assert page.locator("button[value=yes]").count() == 1
    assert person.told() == []


def _in_april(file: Path, exchange_id: str) -> None:
    """Days that lie ahead, so that there is something to come back to."""
    database = Database(sqlite_address(file))
    with database.change() as db:
        mine = select(Appointment).where(Appointment.exchange_id == UUID(exchange_id))
        for number, each in enumerate(db.scalars(mine.order_by(Appointment.number))):
            each.first_day = date(2027, 4, 13) + number * timedelta(weeks=1)
            each.last_day = each.first_day + timedelta(days=1)
    database.close()
