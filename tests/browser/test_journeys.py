"""Whole ways through the pages, on a phone and a desk, with and without JavaScript."""

from pathlib import Path
from uuid import UUID

import pytest
from sqlalchemy import select

from models.applications import Endorsement
from models.exchanges import Confirmation
from models.followups import FollowUp
from models.rounds import Round
from models.schedules import Schedule
from models.states import Answer, EndorsementState, FollowUpState, ScheduleState
from tests.browser.journeys import WAYS, called, follow, headings, press, rows, unfold
from tests.browser.people import Eyes, People

in_every_way = pytest.mark.parametrize("eyes", WAYS, ids=called)


@in_every_way
def test_a_link_from_the_terminal_lets_in_once(own_people: People, eyes: Eyes) -> None:
    person = own_people.anew("", eyes)
    person.refusals_expected = True
    link = own_people.house.address("/sign-in/{login_link}")

    looked = [person.go(link), person.go(link)]
    press(person.page, "Sign in")
    inside = headings(person.page)
    again = person.go(link)

    assert (looked, inside, again) == ([200, 200], ["Waits for you"], 410)
    assert person.told() == []


@in_every_way
def test_who_signs_out_is_outside(own_people: People, eyes: Eyes) -> None:
    person = own_people.anew("coordinator", eyes)

    person.go("/rounds")
    if person.page.locator("summary", has_text="Menu").is_visible():
        unfold(person.page, "Menu")
    press(person.page, "Sign out")
    person.go("/rounds")

    assert headings(person.page) == ["Sign in"]
    assert person.told() == []


@in_every_way
def test_a_supervisor_endorses_on_a_condition(own_people: People, own_file: Path, eyes: Eyes) -> None:
    person = own_people.anew("supervisor", eyes)
    person.go("/my/people")
    first = person.page.locator("article.endorse").first
    name = first.get_by_role("heading").inner_text()

    first.locator("summary").first.click()
    first.get_by_label("Not in weeks").fill("45")
    first.get_by_label("At most euros").fill("300")
    first.get_by_role("button", name="I endorse this on these conditions").click()

    with rows(own_file) as db:
        given = select(Endorsement).where(Endorsement.state == EndorsementState.GIVEN)
        found = db.scalars(given.where(Endorsement.conditions.is_not(None))).one()
        assert found.conditions is not None
        assert (found.conditions.weeks, found.conditions.most_euros) == (("2027-W45",), 300)
    assert name not in person.page.locator("article.endorse h2").all_inner_texts()
    assert person.told() == []


@in_every_way
def test_a_guest_takes_the_place_in_two_taps(own_people: People, own_file: Path, eyes: Eyes) -> None:
    person = own_people.anew("guest", eyes)

    person.go("/my")
    follow(person.page, "Does this suit you?")
    press(person.page, "Yes, this suits me")

    with rows(own_file) as db:
        said = select(Confirmation.answer).where(
            Confirmation.exchange_id == UUID(own_people.house.places["proposed"])
        )
        assert db.scalars(said).all() == [Answer.ACCEPTED, Answer.ACCEPTED]
    assert person.told() == []


@in_every_way
def test_notes_are_written_afterwards(own_people: People, own_file: Path, eyes: Eyes) -> None:
    person = own_people.anew("traveller", eyes)

    person.go("/my")
    follow(person.page, "What did you take with you?")
    person.page.locator("textarea").first.fill("Karttapohja kannattaa jakaa <b>heti</b>.")
    person.page.locator("main form button").first.click()

    with rows(own_file) as db:
        answered = db.scalars(select(FollowUp).where(FollowUp.state == FollowUpState.ANSWERED)).one()
        assert answered.note is not None
        assert answered.note.learnt == "Karttapohja kannattaa jakaa <b>heti</b>."
    assert person.told() == []


@in_every_way
def test_hr_looks_at_what_would_be_sent_and_approves(own_people: People, own_file: Path, eyes: Eyes) -> None:
    person = own_people.anew("coordinator", eyes)

    person.go(own_people.house.address("/rounds/{planned_round}/plan"))
    follow(person.page, "See what would be sent, and approve")
    follow(person.page, "Proposal to the guest for Birgit Keksitty")
    person.page.go_back()
    press(person.page, "Approve, and send 5 messages")

    assert _plan(own_file) is ScheduleState.APPROVED
    assert person.told() == []


@in_every_way
def test_a_mail_is_answered_without_signing_in(own_people: People, own_file: Path, eyes: Eyes) -> None:
    person = own_people.anew("", eyes)

    person.go(own_people.house.address("/answer/{answer_ask}?lang=en"))
    person.page.get_by_role("checkbox").first.check()
    press(person.page, "These days suit me")

    assert person.page.get_by_role("button", name="These days suit me").count() == 0
    assert person.told() == []


def _plan(file: Path) -> ScheduleState:
    with rows(file) as db:
        pilot = select(Schedule.state).join(Round, Round.id == Schedule.round_id)
        return db.scalars(pilot.where(Round.reference == "pilotti-2027")).one()
