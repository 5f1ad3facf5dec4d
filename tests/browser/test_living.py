"""Life with an exchange on a phone: other days, notes, a pair that parts; with and without JavaScript."""

from datetime import timedelta
from pathlib import Path
from uuid import UUID

import pytest
from playwright.sync_api import Page, expect
from sqlalchemy import select

from domain import exchanges
from models.database import Database
from models.exchanges import Confirmation, Exchange
from models.followups import FollowUp, Sharing
from models.mentoring import EndCode, PairEnding
from models.new_days import NewDays
from models.states import Answer, ExchangeState
from tests.browser.house import NOW
from tests.browser.journeys import called, rows
from tests.browser.layout import faults
from tests.browser.people import PHONE, Eyes, People
from tests.plugins.databases import sqlite_address

WAYS = tuple(
    Eyes(width=PHONE, language=language, javascript=javascript)
    for language, javascript in (("fi", True), ("sv", False), ("en", True), ("en", False))
)
on_a_phone = pytest.mark.parametrize("eyes", WAYS, ids=lambda eyes: f"{eyes.language}-{called(eyes)}")


def press(page: Page, selector: str) -> None:
    """By what the button does, so that it is the same in every language."""
    with page.expect_navigation():
        page.locator(selector).first.click()


def in_april(file: Path, exchange: str) -> None:
    """The proposal whose days have passed is about days that are ahead."""
    database = Database(sqlite_address(file))
    with database.change() as db:
        found = exchanges.load(db, UUID(exchange))
        found.confirm_by = NOW + timedelta(days=4)
        for each in found.appointments:
            assert each.first_day is not None
            assert each.last_day is not None
            each.first_day += timedelta(weeks=6)
            each.last_day += timedelta(weeks=6)
    database.close()


@on_a_phone
def test_other_days_are_named_and_the_host_takes_them(own_people: People, own_file: Path, eyes: Eyes) -> None:
    exchange = own_people.house.places["proposed"]
    in_april(own_file, exchange)
    guest = own_people.anew("guest", eyes)

    guest.go(f"/my/exchanges/{exchange}")
    guest.page.locator("details.one > summary").first.click()
    guest.page.locator("input[name^='on-']").nth(1).check()
    guest.page.locator("input[name=keeps_else]").check()
    press(guest.page, "button[value=other_days]")
    named = _days(own_file)
    host = own_people.anew("host", eyes)
    host.go("/my")
    press(host.page, "a.task")
    press(host.page, "button[value=suits]")

    with rows(own_file) as db:
        after = exchanges.look_at(db, UUID(exchange))
        said = db.scalars(select(Confirmation.answer).where(Confirmation.exchange_id == after.id)).all()
    assert after.state is ExchangeState.CONFIRMED
    assert tuple(each.first_day for each in after.appointments) == named
    assert set(said) == {Answer.ACCEPTED}
    assert (guest.told(), host.told(), faults(guest.page, width=PHONE)) == ([], [], [])


def _days(file: Path) -> tuple[object, ...]:
    """The first days that were named."""
    with rows(file) as db:
        days = db.scalars(select(NewDays).where(NewDays.suggested_by_id.is_not(None))).one().possible[0]
        return tuple(each.first_day for each in days.blocks)


@on_a_phone
def test_a_note_is_kept_on_the_way_and_opened_to_everybody(
    own_people: People, own_file: Path, eyes: Eyes
) -> None:
    person = own_people.anew("traveller", eyes)
    note = own_people.house.places["note"]

    person.go(f"/my/notes/{note}")
    person.page.locator("textarea[name=learnt]").fill("Karttapohja <b>kannattaa</b> jakaa.")
    if eyes.javascript:
        expect(person.page.locator(".saved")).not_to_be_empty()
        person.page.reload()
        expect(person.page.locator("textarea[name=learnt]")).to_have_value(
            "Karttapohja <b>kannattaa</b> jakaa."
        )
    person.page.locator("input[name=strength][value='4']").check()
    person.page.locator("input[name=reach][value=everybody]").check()
    press(person.page, "main form.card button[type=submit]")
    person.go("/my/learnt")

    expect(person.page.locator("main article dd").first).to_have_text("Karttapohja <b>kannattaa</b> jakaa.")
    with rows(own_file) as db:
        row = db.get_one(FollowUp, UUID(note))
        assert row.note is not None
        assert (row.note.strength, row.reach) == (4, Sharing.EVERYBODY)
    assert (person.told(), faults(person.page, width=PHONE)) == ([], [])


@on_a_phone
def test_a_mentor_who_cannot_go_on_says_so(own_people: People, own_file: Path, eyes: Eyes) -> None:
    person = own_people.anew("mentor", eyes)
    pair = own_people.house.places["pair"]

    person.go(f"/my/exchanges/{pair}")
    person.page.locator("section[aria-labelledby=parting] summary").nth(1).click()
    press(person.page, f"form[action='/my/exchanges/{pair}/leave'] button")

    with rows(own_file) as db:
        ending = db.scalars(select(PairEnding).where(PairEnding.exchange_id == UUID(pair))).one()
        assert (ending.code, ending.find_by is not None) == (EndCode.MENTOR_LEFT, True)
        assert db.get_one(Exchange, UUID(pair)).state is ExchangeState.RELEASED
    expect(person.page.locator("section[aria-labelledby=parted]")).to_be_visible()
    assert (person.told(), faults(person.page, width=PHONE)) == ([], [])


@on_a_phone
def test_a_supervisor_says_no_with_a_reason_from_the_list(
    own_people: People, own_file: Path, eyes: Eyes
) -> None:
    person = own_people.anew("supervisor", eyes)
    person.go("/my/people")
    waiting = person.page.locator("article.endorse").count()

    first = person.page.locator("article.endorse").first
    first.locator("summary").nth(1).click()
    first.locator("input[name=reason]").first.check()
    press(person.page, "article.endorse details[open] button[value=refuse]")

    expect(person.page.locator("article.endorse")).to_have_count(waiting - 1)
    assert (person.told(), faults(person.page, width=PHONE)) == ([], [])
