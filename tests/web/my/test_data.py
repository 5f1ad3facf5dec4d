"""One's own data: seen, corrected, taken along; and the calendar address."""

import json
from datetime import timedelta
from uuid import UUID

from sqlalchemy import select

from domain import audit, forgetting_wishes, links
from domain.audit import Act, Doer
from models.audit import AuditEntry
from models.database import Database
from models.feeds import Feed
from models.forgetting import ForgettingWish
from models.people import Alias, Deputy, Person
from models.states import Role
from models.withdrawals import Withdrawal
from tests.builders import a_person, an_appointee
from tests.domain.lived import a_confirmed_exchange
from tests.web.conftest import NOW, post
from tests.web.my.sitting import at_home
from tests.web.page import Page, rows, texts


def aino(database: Database) -> UUID:
    with database.change() as db:
        return a_person(db, email="aino@example.org").id


def test_title_addresses_and_deputies_are_ones_own_to_change(database: Database) -> None:
    me = aino(database)

    for web in at_home(database, me):
        post(web, "/my/data/title", {"title": "<b>johtaja</b>"})
        post(web, "/my/data/addresses", {"address": "Aino@Koti.example.org"})
        post(web, "/my/data/deputies", {"name": "Kalle", "email": "kalle@example.org"})
        page = web.get("/my/data").text
        known = post(web, "/my/data/addresses", {"address": "aino@koti.example.org"})
        post(web, "/my/data/deputies", {"without": "kalle@example.org"})

    assert "&lt;b&gt;johtaja" in page
    assert "<b>johtaja" not in page
    assert texts(known.text, "p", "refusal") == ["aino@koti.example.org is known already."]
    with database.look() as db:
        assert list(db.scalars(select(Alias.email))) == ["aino@koti.example.org"]
        assert list(db.scalars(select(Deputy))) == []
        assert db.get_one(Person, me).title == "<b>johtaja</b>"


def test_an_address_of_somebody_else_is_refused_in_words(database: Database) -> None:
    me = aino(database)
    with database.change() as db:
        a_person(db, email="eero@example.org")
        saga = a_person(db, email="saga@example.org")
        db.add(Alias(person_id=saga.id, email="saga.k@example.org"))

    for web in at_home(database, me):
        account = post(web, "/my/data/addresses", {"address": "Eero@Example.org"})
        alias = post(web, "/my/data/addresses", {"address": "saga.k@example.org"})

    assert (account.status_code, alias.status_code) == (409, 409)
    assert texts(account.text, "p", "refusal") == ["eero@example.org is known already."]
    assert texts(alias.text, "p", "refusal") == ["saga.k@example.org is known already."]
    with database.look() as db:
        assert list(db.scalars(select(Alias.person_id))) == [saga.id]


def test_the_file_has_ones_own_and_no_reason_of_the_other_side(database: Database) -> None:
    with database.change() as db:
        exchange = a_confirmed_exchange(db, withdrawal=Withdrawal.PERSONAL)
        stranger = a_person(db, name="Outi Vieras", email="outi@example.org")
        me, host, other = exchange.guest_id, exchange.host, stranger.id

    for web in at_home(database, me):
        said = post(web, "/my/data/export")
    for web in at_home(database, other):
        nothing = post(web, "/my/data/export").json()

    told = json.loads(said.text)
    assert said.headers["content-disposition"] == 'attachment; filename="vaihto-own-data.json"'
    assert [each["name"] for each in told["people"]] == ["Aino Keksitty"]
    assert (len(told["applications"]), len(told["exchanges"]), len(told["confirmations"])) == (1, 1, 1)
    assert "personal" not in said.text
    assert host.name not in said.text
    assert "token_hash" not in said.text
    assert (nothing["exchanges"], nothing["applications"]) == ([], [])


def test_who_changed_something_is_told_by_role_and_house(database: Database) -> None:
    with database.change() as db:
        me = a_person(db).id
        helmi = a_person(db, name="Helmi Keksitty")
        an_appointee(db, person=helmi, role=Role.COORDINATOR)
        audit.write(db, Act("person.changed", "person", me), by=Doer(helmi.id), now=NOW)
        audit.write(db, Act("person.changed", "person", helmi.id), by=Doer(helmi.id), now=NOW)

    for web in at_home(database, me):
        page = web.get("/my/data").text

    assert rows(page) == [
        [
            "Tue 16 March 2027 at 9:00",
            "Your data person.changed",
            "Coordinator, Regional Council of Keksilä",
        ]
    ]
    assert "Helmi" not in page


def test_the_wish_to_be_forgotten_is_on_record(database: Database) -> None:
    me = aino(database)

    for web in at_home(database, me):
        post(web, "/my/data/forget")
        page = web.get("/my/data").text

        again = post(web, "/my/data/forget")

    with database.look() as db:
        acts = {(each.action, each.actor_id, each.object_id) for each in db.scalars(select(AuditEntry))}
        wishes = [(each.person_id, each.asked_at) for each in db.scalars(select(ForgettingWish))]
    assert acts == {("forgetting.asked", me, me)}
    assert (wishes, again.status_code) == ([(me, NOW)], 303)
    assert "You have asked to be forgotten" in page
    assert "Record that I want" not in page


def test_an_answered_wish_is_told_and_may_be_said_again(database: Database) -> None:
    with database.change() as db:
        aino = a_person(db)
        forgetting_wishes.ask(db, aino, now=NOW - timedelta(days=2))
        forgetting_wishes.answer(db, aino, by=a_person(db), now=NOW - timedelta(days=1))

    for web in at_home(database, aino.id):
        before = web.get("/my/data").text
        told = json.loads(post(web, "/my/data/export").text)
        post(web, "/my/data/forget")
        after = web.get("/my/data").text

    said = "HR has marked your wish to be forgotten as answered Mon 15 March 2027 at 9:00."
    assert said in texts(before, "p")
    assert "Record that I want to be forgotten" in texts(before, "button")
    assert len(told["forgetting_wishes"]) == 1
    assert "You have asked to be forgotten Tue 16 March 2027 at 9:00" in after


def test_a_calendar_address_is_told_once_and_ended(database: Database) -> None:
    me = aino(database)
    with database.change() as db:
        links.lay(db, address="https://vaihto.example.org")

    for web in at_home(database, me):
        made = Page(post(web, "/my/calendar", {"reminder": "60"}).text)
        later = web.get("/my/calendar").text
        with database.look() as db:
            feed = db.scalars(select(Feed)).one()
        post(web, "/my/calendar/end")

    address = next(e.attributes["value"] for e in made.all("input") if e.attributes.get("id") == "address")
    assert address.startswith("https://vaihto.example.org/feeds/")
    assert address not in later
    assert (feed.person_id, feed.alarm_minutes) == (me, 60)
    with database.look() as db:
        assert db.scalars(select(Feed)).one().revoked_at is not None


def test_without_an_outside_address_there_is_no_calendar_address(database: Database) -> None:
    me = aino(database)
    with database.change() as db:
        links.lay(db, address="")

    for web in at_home(database, me):
        page = web.get("/my/calendar").text
        said = post(web, "/my/calendar")

    assert "Make the address" not in page
    assert said.status_code == 409
