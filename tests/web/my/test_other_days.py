"""Other days that one of the two names on their page: checked at once, kept when refused, taken back."""

from datetime import date
from uuid import UUID

from httpx2 import Response
from starlette.testclient import TestClient

from domain import exchanges
from models.database import Database
from models.offers import Availability
from models.states import ExchangeState
from tests.domain.lived import lane, told
from tests.web.conftest import post
from tests.web.my.sitting import at_home
from tests.web.my.test_exchange import confirmed, found, proposed
from tests.web.page import texts


def named(web: TestClient, row: UUID, **said: str) -> Response:
    return post(web, f"/my/exchanges/{row}/days", {"word": "other_days", **said})


def test_weeks_are_offered_and_the_other_one_is_asked_about_those_that_are_ticked(database: Database) -> None:
    row, guest, host = proposed(database)

    for web in at_home(database, guest):
        page = web.get(f"/my/exchanges/{row}").text
        said = named(web, row, **{"on-2027-04-12": "yes", "keeps_else": "yes"})
        mine = web.get(f"/my/exchanges/{row}").text
    for web in at_home(database, host):
        asked = web.get("/my").text
        theirs = web.get(f"/my/exchanges/{row}").text

    assert 'name="on-2027-04-12"' in page
    assert said.headers["location"] == f"/my/exchanges/{row}?done=days-named"
    assert found(database, row).state is ExchangeState.BROKEN
    assert texts(mine, "ul", "fits")[0] == "Mon 12 April – Tue 13 April 2027 (week 15)"
    assert "If none suits, the proposal stands as it was, with your yes." in mine
    assert "Aino Keksitty suggests other days" in theirs
    assert texts(asked, "span", "what") == ["Would other days suit instead?"]


def test_named_days_are_taken_back(database: Database) -> None:
    row, guest, _host = proposed(database)

    for web in at_home(database, guest):
        named(web, row, since="2027-04-12", until="2027-04-16")
        said = post(web, f"/my/exchanges/{row}/days", {"word": "take_back"})

    assert said.headers["location"] == f"/my/exchanges/{row}?done=taken-back"
    assert found(database, row).state is ExchangeState.PROPOSED


def test_days_on_which_the_host_is_away_are_refused_and_stay_written(database: Database) -> None:
    row, guest, _host = proposed(database)
    with database.change() as db:
        offer = exchanges.look_at(db, row).offer_id
        first = last = date(2027, 4, 13)
        db.add(Availability(offer_id=offer, first_day=first, last_day=last, can=False))

    for web in at_home(database, guest):
        said = named(web, row, since="2027-04-12", until="2027-04-14", **{"on-2027-04-12": "yes"})
        nothing = named(web, row)
        nonsense = named(web, row, since="<script>alert(1)</script>")

    assert texts(said.text, "p", "refusal") == ["The host or mentor cannot take part on the proposed days."]
    assert 'value="2027-04-12"' in said.text
    assert (said.status_code, nothing.status_code, nonsense.status_code) == (409, 422, 422)
    assert "<script>alert" not in nonsense.text
    assert found(database, row).state is ExchangeState.PROPOSED


def test_a_host_names_other_days_for_what_was_agreed(database: Database) -> None:
    row, _guest, host = confirmed(database)

    for web in at_home(database, host):
        named(web, row, **{"on-2027-04-12": "yes"})

    with database.look() as db:
        assert [kind for kind, _who in told(db, lane(found(database, row)))][-1] == "ask_new_days"
    assert found(database, row).broken_by_id == host
