"""Coming in by an organisation's own sign-in, in a real browser and by a real provider that wants PKCE."""

from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from sqlalchemy import select, update

from models.access import Entrance, Identity, Provider, WebSession
from models.database import Database
from models.people import Person as Known
from tests.browser import oidc
from tests.browser.journeys import WAYS, called, follow, headings, press, rows
from tests.browser.oidc import CODE, PATH, Sitting
from tests.browser.people import Eyes, People, Person
from tests.plugins.databases import sqlite_address
from tests.web.entrance.mailed import mails

pytestmark = pytest.mark.outside("oidc-provider")
in_every_way = pytest.mark.parametrize("eyes", WAYS, ids=called)
in_two_ways = pytest.mark.parametrize("eyes", WAYS[::3], ids=called)  # the smallest with, the widest without
DESK = WAYS[-1]
HELENA = Sitting("helena-17", "helena.keksitty@example.org")


@pytest.fixture
def issuer(own_people: People, own_file: Path) -> Iterator[str]:
    with oidc.provider(ours=own_people.address) as issuer:
        oidc.trust(own_file, issuer, organisation=own_people.house.places["organisation"])
        yield issuer


def visitor(people: People, eyes: Eyes) -> Person:
    person = people.anew("", eyes)
    person.refusals_expected = True
    person.go("/sign-in?next=/me")
    return person


def complaints(person: Person, issuer: str) -> list[str]:
    """But for the one other host that somebody has chosen to go to."""
    return [each for each in person.told() if each != f"a request to {urlsplit(issuer).netloc}"]


def go_there(person: Person) -> None:
    with person.page.expect_navigation():
        person.page.locator(f"a[href^='{PATH}']").first.click()


def prove_by_mail(person: Person, file: Path) -> None:
    """Type the code of the mail that has come."""
    database = Database(sqlite_address(file))
    person.page.get_by_label("Six-digit code").fill(mails(database)[-1].code)
    database.close()
    press(person.page, "Sign in")


def make_known(file: Path, *, subject: str = HELENA.name) -> None:
    database = Database(sqlite_address(file))
    with database.change() as db:
        helena = db.scalars(select(Known).where(Known.email == HELENA.email)).one()
        provider = db.scalars(select(Provider).where(Provider.code == CODE)).one()
        db.add(Identity(provider_id=provider.id, subject=subject, person_id=helena.id, since=oidc.SINCE))
    database.close()


@in_every_way
def test_the_first_time_a_mail_confirms_and_the_second_time_nothing_is_asked(
    own_people: People, own_file: Path, issuer: str, eyes: Eyes
) -> None:
    person = visitor(own_people, eyes)

    go_there(person)
    oidc.say(person.page, HELENA)
    proposed = headings(person.page)
    prove_by_mail(person, own_file)
    first = headings(person.page)
    person.page.context.clear_cookies(domain="127.0.0.1", name="vaihto_session")
    person.go("/sign-in?next=/me")
    go_there(person)
    oidc.say(person.page, HELENA)

    assert (proposed, first, headings(person.page)) == (
        ["Look into your mail"],
        ["My account"],
        ["My account"],
    )
    with rows(own_file) as db:
        assert db.scalars(select(Identity.subject)).all() == [HELENA.name]
        ways = select(WebSession.entrance).order_by(WebSession.made_at.desc()).limit(2)
        assert db.scalars(ways).all() == [Entrance.PROVIDER, Entrance.MAIL]
    assert complaints(person, issuer) == []


@in_two_ways
def test_whoever_changes_their_mind_there_may_try_again(own_people: People, issuer: str, eyes: Eyes) -> None:
    person = visitor(own_people, eyes)

    go_there(person)
    oidc.change_mind(person.page)
    told = headings(person.page)
    follow(person.page, "Try again")

    assert told == ["Signing in did not succeed"]
    assert person.page.get_by_role("button", name="Let me in").is_visible()
    assert complaints(person, issuer) == []


def test_an_answer_that_has_been_used_and_one_in_another_browser_let_nobody_in(
    own_people: People, own_file: Path, issuer: str
) -> None:
    make_known(own_file)
    person, thief = visitor(own_people, DESK), visitor(own_people, DESK)
    answers: list[str] = []
    person.page.on("request", lambda each: answers.append(each.url) if "/callback?" in each.url else None)

    go_there(person)
    oidc.say(person.page, HELENA)
    inside = headings(person.page)
    answer = answers[0].removeprefix(own_people.address)
    again, elsewhere = person.go(answer), thief.go(answer)

    assert (inside, again, elsewhere) == (["My account"], 400, 400)
    assert headings(thief.page) == ["Signing in did not succeed"]
    assert complaints(person, issuer) + complaints(thief, issuer) == []


def test_an_answer_that_nobody_has_used_yet_lets_no_other_browser_in(
    own_people: People, own_file: Path, issuer: str
) -> None:
    """A browser that has come back without what it left with is another one."""
    make_known(own_file)
    person = visitor(own_people, DESK)

    go_there(person)
    person.page.context.clear_cookies(name="vaihto_asked")
    oidc.say(person.page, HELENA)
    told = headings(person.page)
    person.go("/me")

    assert (told, headings(person.page)) == (["Signing in did not succeed"], ["Sign in"])
    assert complaints(person, issuer) == []


@in_two_ways
def test_before_a_role_is_given_the_provider_asks_again_and_nothing_typed_is_lost(
    own_people: People, own_file: Path, issuer: str, eyes: Eyes
) -> None:
    make_known(own_file)
    person = visitor(own_people, eyes)
    go_there(person)
    oidc.say(person.page, HELENA)
    grow_old(own_file)

    person.go("/accesses")
    person.page.get_by_label("Mail address").fill("anna.keksitty@example.org")
    person.page.get_by_label("Role").select_option("hr")
    press(person.page, "Give the role")
    asked = headings(person.page)
    go_there(person)
    oidc.say(person.page, HELENA)
    typed = person.page.get_by_label("Mail address").input_value()
    press(person.page, "Give the role")

    assert (asked, typed) == (["Show once more that it is you"], "anna.keksitty@example.org")
    assert person.page.get_by_text("The role is given.").is_visible()
    assert complaints(person, issuer) == []


def grow_old(file: Path) -> None:
    """Everybody has come in longer ago than ten minutes."""
    database = Database(sqlite_address(file))
    with database.change() as db:
        db.execute(update(WebSession).values(proved_at=None))
    database.close()
