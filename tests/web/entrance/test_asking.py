"""Signing in by mail: a link for the same browser, a code beside it, and nothing for who is unknown."""

import time
from datetime import timedelta

import pytest
from sqlalchemy import func, select, update

from domain.access.sessions import hashed
from models.access import Entrance, LoginLink, WebSession
from models.audit import AuditEntry
from models.database import Database
from models.mails import Mail
from models.people import Alias
from models.states import Urgency
from tests.builders import a_person
from tests.web.entrance.mailed import AINO, ask, asked, is_in, mails, stranger
from tests.web.page import Page, texts

TEN_MINUTES = timedelta(minutes=10)


@pytest.fixture
def house(database: Database) -> Database:
    """Aino has an account."""
    with database.change() as db:
        a_person(db, email=AINO)
    return database


@pytest.fixture
def lite(sqlite_database: Database) -> Database:
    with sqlite_database.change() as db:
        a_person(db, email=AINO)
    return sqlite_database


def actions(database: Database) -> list[str]:
    with database.look() as db:
        return list(db.scalars(select(AuditEntry.action).order_by(AuditEntry.number)))


def later(database: Database, by: timedelta) -> None:
    """As if so much time had passed since the link was made."""
    with database.change() as db:
        link = db.scalars(select(LoginLink)).one()
        link.ends_at -= by


def test_whoever_asks_gets_a_mail_at_once_and_comes_in_by_its_link(house: Database) -> None:
    with stranger(house) as web:
        told = asked(web, house, next="/my?say=1")
        looked = [web.get(told.path), web.head(told.path), web.get(told.path)]
        came = web.post(told.path)
        again = web.post(told.path)

        assert [each.status_code for each in looked] == [200] * 3
        assert texts(looked[0].text, "h1") == ["Hello, Aino Keksitty"]
        assert (came.status_code, came.headers["location"]) == (303, "/my?say=1")
        assert again.status_code == 410
        assert is_in(web)
    assert (told.mail.recipient, told.mail.urgency, told.mail.round_id) == (AINO, Urgency.AT_ONCE, None)
    assert actions(house) == ["login_link.asked", "session.began", "sign_in.refused"]


def test_the_code_is_the_other_way_and_ends_the_link_too(house: Database) -> None:
    with stranger(house) as web:
        told = asked(web, house)

        came = web.post("/sign-in/code", data={"code": f"{told.code[:3]} {told.code[3:]}"})
        link = web.post(told.path)

        assert came.status_code == 303
        assert is_in(web)
        assert link.status_code == 410
    with house.look() as db:
        assert db.scalars(select(WebSession.entrance)).all() == [Entrance.MAIL]


def test_in_another_browser_the_link_says_so_and_is_not_burnt(house: Database) -> None:
    with stranger(house) as mine, stranger(house) as theirs:
        told = asked(mine, house)

        looked, pressed = theirs.get(told.path), theirs.post(told.path)

        assert (looked.status_code, pressed.status_code) == (409, 409)
        assert texts(looked.text, "h1") == ["Asked for in another browser"]
        assert "Aino" not in looked.text
        assert not is_in(theirs)
        assert mine.post(told.path).status_code == 303


def test_the_code_of_one_browser_is_worth_nothing_in_another(lite: Database) -> None:
    with stranger(lite) as mine, stranger(lite) as theirs:
        told = asked(mine, lite)
        ask(theirs, "somebody.else@example.org")

        assert theirs.post("/sign-in/code", data={"code": told.code}).status_code == 422
        assert mine.post("/sign-in/code", data={"code": told.code}).status_code == 303


def test_the_sixth_wrong_code_locks_the_code_and_the_link(house: Database) -> None:
    with stranger(house) as web:
        told = asked(web, house)
        wrong = f"{(int(told.code) + 1) % 10**6:06}"

        refused = [web.post("/sign-in/code", data={"code": wrong}).status_code for _each in range(6)]
        right = web.post("/sign-in/code", data={"code": told.code})

        assert refused == [422] * 6
        assert right.status_code == 422
        assert web.post(told.path).status_code == 410
        assert not is_in(web)


def test_five_wrong_codes_are_forgiven(lite: Database) -> None:
    with stranger(lite) as web:
        told = asked(web, lite)
        wrong = f"{(int(told.code) + 1) % 10**6:06}"
        for _each in range(5):
            web.post("/sign-in/code", data={"code": wrong})

        assert web.post("/sign-in/code", data={"code": told.code}).status_code == 303


def test_what_is_no_code_is_not_counted(lite: Database) -> None:
    with stranger(lite) as web:
        asked(web, lite)
        page = web.post("/sign-in/code", data={"code": "12345"})

    with lite.look() as db:
        assert db.scalars(select(LoginLink.wrong_codes)).all() == [0]
    assert page.status_code == 422
    assert texts(page.text, "p", "mend") == ["type the six digits of the mail"]


@pytest.mark.parametrize("way", ["link", "code"])
def test_after_ten_minutes_both_have_ended(lite: Database, way: str) -> None:
    with stranger(lite) as web:
        told = asked(web, lite)
        later(lite, TEN_MINUTES)

        if way == "link":
            assert web.get(told.path).status_code == 410
            assert web.post(told.path).status_code == 410
        else:
            assert web.post("/sign-in/code", data={"code": told.code}).status_code == 422
        assert not is_in(web)


def test_a_newer_mail_ends_the_older_of_the_same_browser(lite: Database) -> None:
    with stranger(lite) as web:
        first, second = asked(web, lite), asked(web, lite)

        assert web.post(first.path).status_code == 410
        assert web.post("/sign-in/code", data={"code": second.code}).status_code == 303


def test_an_unknown_address_gets_the_same_answer_in_the_same_time_and_no_mail(house: Database) -> None:
    def answer(email: str) -> tuple[int, str, list[str], str, float]:
        with stranger(house) as web:
            began = time.monotonic()
            response = ask(web, email)
            seconds = time.monotonic() - began
            cookies = sorted(web.cookies)
            page = web.get(response.headers["location"])
        nonceless = "".join(Page(page.text).texts("main"))
        return response.status_code, response.headers["location"], cookies, nonceless, seconds

    answer(AINO)  # the first one compiles templates
    known, unknown = answer(AINO), answer("nobody@example.org")

    assert known[:4] == unknown[:4]
    assert min(known[4], unknown[4]) >= 0.25
    assert abs(known[4] - unknown[4]) < 0.2
    assert [each.mail.recipient for each in mails(house)] == [AINO, AINO]


@pytest.mark.parametrize("typed", ["", "aino", "aino@", "@example.org", "aino@example", "a b@example.org"])
def test_what_is_no_address_is_asked_again_with_the_words_kept(lite: Database, typed: str) -> None:
    with stranger(lite) as web:
        page = ask(web, typed, next="/my")

    values = {e.attributes.get("name"): e.attributes.get("value") for e in Page(page.text).all("input")}
    assert page.status_code == 422
    assert texts(page.text, "p", "mend") == ["write it like this: aino@example.org"]
    assert (values["email"], values["next"]) == (typed, "/my")


def test_another_address_that_a_person_has_named_lets_nobody_in(house: Database) -> None:
    with house.change() as db:
        saga = a_person(db, email="saga@example.org")
        db.add(Alias(person_id=saga.id, email="saga.k@example.org"))

    with stranger(house) as web:
        answer = ask(web, "Saga.K@example.org")

    assert (answer.status_code, answer.headers["location"]) == (303, "/sign-in/code")
    assert mails(house) == []


def test_ones_own_address_is_known_however_it_is_written(lite: Database) -> None:
    with stranger(lite) as web:
        told = asked(web, lite, " Aino@Example.ORG ")

    assert told.mail.recipient == AINO


def test_only_hashes_are_kept_and_they_cannot_be_tried_out(lite: Database) -> None:
    with stranger(lite) as web:
        told = asked(web, lite)

    with lite.look() as db:
        link = db.scalars(select(LoginLink)).one()
    assert link.token_hash == hashed(told.path.rpartition("/")[2])
    assert link.code_hash not in {hashed(f"{number:06}") for number in (int(told.code), 0)}
    assert told.code not in told.subject
    assert told.link.rpartition("/")[2] not in told.mail.key + told.mail.message_id


@pytest.mark.parametrize(
    "elsewhere",
    [
        "https://evil.example",
        "//evil.example",
        "/\\evil.example",
        "\\\\evil.example",
        "/\t/evil.example",
        "/x\r\nSet-Cookie: y",
        "javascript:alert(1)",
        "evil",
        "/sign-out",
        "/" + "a" * 400,
    ],
)
def test_nobody_is_led_to_another_host_after_signing_in(lite: Database, elsewhere: str) -> None:
    with stranger(lite) as web:
        form = web.get("/sign-in", params={"next": elsewhere})
        told = asked(web, lite, next=elsewhere)
        came = web.post(told.path)

    offered = [e.attributes["value"] for e in Page(form.text).all("input") if e.attributes["name"] == "next"]
    assert (offered, came.headers["location"]) == (["/"], "/")


def test_a_link_that_rows_lead_elsewhere_leads_home(lite: Database) -> None:
    with stranger(lite) as web:
        told = asked(web, lite)
        with lite.change() as db:
            db.execute(update(LoginLink).values(leads_to="//evil.example"))

        assert web.post(told.path).headers["location"] == "/"


def test_signing_in_gives_a_new_session_and_ends_the_one_before(lite: Database) -> None:
    with stranger(lite) as web:
        web.post(asked(web, lite).path)
        first = web.cookies["vaihto_session"]
        web.post(asked(web, lite).path)
        second = web.cookies["vaihto_session"]

    with lite.look() as db:
        alive = db.scalars(select(WebSession.token_hash).where(WebSession.ended_at.is_(None))).all()
    assert first != second
    assert alive == [hashed(second)]


def test_mails_of_two_people_have_lanes_of_their_own(house: Database) -> None:
    with house.change() as db:
        a_person(db, email="onni@example.org")

    with stranger(house) as web:
        asked(web, house)
        asked(web, house, "onni@example.org")
        asked(web, house)

    with house.look() as db:
        rows = db.execute(select(Mail.lane, func.count()).group_by(Mail.lane)).all()
    assert sorted(number for _lane, number in rows) == [1, 2]
    assert all(lane.startswith("entrance-") for lane, _number in rows)
