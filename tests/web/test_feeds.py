"""Subscribing to a calendar over the web, as programs do."""

import gzip
from datetime import timedelta

import pytest
from icalendar import Calendar
from sqlalchemy.orm import Session
from starlette.testclient import TestClient

from domain import exchanges, feeds, invitations, links
from models.database import Database
from models.exchanges import Exchange
from models.states import Reason
from tests.domain.lived import LATER, a_confirmed_exchange, everything, invited

NOTHING = "/feeds/abcdefghijklmnopqrstuvwxyz012345.ics"


def a_subscriber(db: Session) -> tuple[Exchange, str]:
    """A guest with a visit in the calendar, and the address of it."""
    links.lay(db, address="https://vaihto.example.org/")
    exchange = invited(db, a_confirmed_exchange(db))
    return exchange, f"/feeds/{feeds.renew(db, exchange.guest, now=LATER)}.ics"


@pytest.fixture
def address(database: Database) -> str:
    with database.change() as db:
        return a_subscriber(db)[1]


def test_a_program_gets_the_calendar_and_is_told_how_to_keep_it(web: TestClient, address: str) -> None:
    answer = web.get(address, headers={"Accept-Encoding": "identity"})

    assert answer.status_code == 200
    assert answer.headers["Content-Type"] == "text/calendar; charset=utf-8"
    assert answer.headers["Cache-Control"] == "private, no-cache"
    assert answer.headers["Vary"] == "Accept-Encoding"
    assert "Set-Cookie" not in answer.headers
    assert [str(each["SUMMARY"]) for each in Calendar.from_ical(answer.content).events] == [
        "Vierailu: Aino Keksitty, vastaanottaja Onni Keksitty (Keksilän liitto)"
    ]
    assert f"SOURCE;VALUE=URI:https://vaihto.example.org{address}".encode() in answer.content.replace(
        b"\r\n ", b""
    )


def test_the_same_octets_come_again_and_again(web: TestClient, address: str) -> None:
    answers = [web.get(address) for _ in range(2)]

    assert answers[0].content == answers[1].content
    assert answers[0].headers["ETag"] == answers[1].headers["ETag"]


@pytest.mark.parametrize("encoding", ["identity", "gzip"])
@pytest.mark.parametrize("known", ["{}", "W/{}", '"other", {}', "*"])
def test_who_has_it_already_gets_no_body(web: TestClient, address: str, *, encoding: str, known: str) -> None:
    headers = {"Accept-Encoding": encoding}
    etag = web.get(address, headers=headers).headers["ETag"]

    answer = web.get(address, headers=headers | {"If-None-Match": known.format(etag)})

    assert (answer.status_code, answer.content) == (304, b"")
    assert (answer.headers["ETag"], answer.headers["Cache-Control"]) == (etag, "private, no-cache")


def test_packed_octets_have_a_mark_of_their_own(web: TestClient, address: str) -> None:
    plain, packed = (web.get(address, headers={"Accept-Encoding": each}) for each in ("identity", "gzip"))

    assert packed.headers["Content-Encoding"] == "gzip"
    assert packed.content == plain.content
    assert plain.headers["ETag"] != packed.headers["ETag"]
    assert int(packed.headers["Content-Length"]) < int(plain.headers["Content-Length"])
    assert int(packed.headers["Content-Length"]) == len(gzip.compress(plain.content, mtime=0))


def test_head_tells_the_same_without_a_body(web: TestClient, address: str) -> None:
    got, asked = web.get(address), web.head(address)

    names = ("ETag", "Content-Type", "Content-Length", "Cache-Control", "Vary")
    assert asked.status_code == 200
    assert [asked.headers[name] for name in names] == [got.headers[name] for name in names]


def test_a_change_makes_a_new_mark_and_a_released_visit_is_gone(web: TestClient, database: Database) -> None:
    with database.change() as db:
        exchange, address = a_subscriber(db)
    before = web.get(address)

    with database.change() as db:
        loaded = exchanges.load(db, exchange.id)
        exchanges.release(db, loaded, reason=Reason.ILLNESS, now=LATER + timedelta(hours=1))

    after = web.get(address, headers={"If-None-Match": before.headers["ETag"]})
    assert (after.status_code, Calendar.from_ical(after.content).events) == (200, [])


def test_unknown_and_revoked_addresses_are_told_apart_by_nobody(web: TestClient, database: Database) -> None:
    with database.change() as db:
        exchange, address = a_subscriber(db)
        feeds.revoke(db, exchange.guest, now=LATER)

    answers = [web.get(each) for each in (address, NOTHING, "/feeds/.ics", "/feeds/x.ics")]

    told = [(each.status_code, each.content, dict(each.headers)) for each in answers]
    for _status, _content, headers in told:
        headers.pop("content-security-policy")  # with a nonce
    assert told[0] == told[1] == told[3]
    assert [each.status_code for each in answers] == [404, 404, 404, 404]
    assert told[0][1] == b""


def test_no_feed_can_be_changed_over_the_web(web: TestClient, address: str) -> None:
    answers = [web.request(method, address).status_code for method in ("POST", "PUT", "DELETE", "PROPFIND")]

    assert answers == [405, 405, 405, 405]


def test_reading_writes_nothing(web: TestClient, database: Database, address: str) -> None:
    with database.change() as db:
        before = everything(db)

    web.get(address)
    web.get(NOTHING)

    with database.change() as db:
        assert everything(db) == before


def test_a_text_that_changed_changes_the_calendar(web: TestClient, database: Database) -> None:
    with database.change() as db:
        exchange, address = a_subscriber(db)
    before = web.get(address)

    with database.change() as db:
        loaded = exchanges.load(db, exchange.id)
        loaded.offer.visit_pack = loaded.offer.visit_pack.model_copy(update={"dress": "Kumisaappaat."})
        db.flush()
        invitations.follow(db, loaded, now=LATER + timedelta(hours=1))

    after = web.get(address)
    assert b"Kumisaappaat" in after.content
    assert after.headers["ETag"] != before.headers["ETag"]
