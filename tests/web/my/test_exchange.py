"""One's own exchange: what it shows, what its buttons do, and who sees nothing of it."""

from datetime import timedelta
from uuid import UUID

import pytest
from sqlalchemy import select

from domain import exchanges
from models.database import Database
from models.exchanges import Colleague, Exchange
from models.offers import VisitPack
from models.schedules import FitReason
from models.states import Answer, ExchangeState, Kind, Reason
from models.withdrawals import Withdrawal
from tests.builders import STAY, a_host_offer, a_person
from tests.builders_of_exchanges import a_stay
from tests.domain.lived import (
    SECOND_STAY,
    a_confirmed_exchange,
    a_proposed_exchange,
    a_running_round,
    calendar_of,
    invited,
    lane,
    told,
)
from tests.web.conftest import NOW, post, speaking
from tests.web.my.sitting import at_home
from tests.web.page import Page, texts

LATER = NOW + timedelta(days=3)
SCRIPT = "<script>alert(1)</script>"
REASONS = (FitReason(code="topic", about="land-use", points=5), FitReason(code="wished_1", points=9))


def proposed(database: Database) -> tuple[UUID, UUID, UUID]:
    with database.change() as db:
        stay = a_stay(
            SECOND_STAY.model_copy(
                update={
                    "first_day": STAY.first_day + timedelta(days=21),
                    "last_day": STAY.last_day + timedelta(days=21),
                }
            )
        )
        row = a_proposed_exchange(db, confirm_by=LATER, reasons=REASONS, appointments=stay)
        return row.id, row.guest_id, row.host_id


def confirmed(database: Database) -> tuple[UUID, UUID, UUID]:
    with database.change() as db:
        first, last = (each + timedelta(days=21) for each in (STAY.first_day, STAY.last_day))
        stay = a_stay(STAY.model_copy(update={"first_day": first, "last_day": last}))
        row = invited(db, a_confirmed_exchange(db, appointments=stay))
        return row.id, row.guest_id, row.host_id


def found(database: Database, exchange_id: UUID) -> Exchange:
    with database.look() as db:
        return exchanges.look_at(db, exchange_id)


def test_a_proposal_says_why_and_which_way(database: Database) -> None:
    row, guest, _host = proposed(database)

    for web in at_home(database, guest):
        page = web.get(f"/my/exchanges/{row}").text

    assert texts(page, "h1") == ["Visit to Onni Keksitty"]
    assert "Please answer by Fri 19 March 2027 at 9:00." in page
    assert texts(page, "ul", "fits") == ["shared topic: Land usethis organisation was wished for"]
    assert "Keksilä – Keksilä" in page
    assert "onni.keksitty" not in page or "aino" not in page


def test_a_yes_is_recorded(database: Database) -> None:
    row, guest, _host = proposed(database)

    for web in at_home(database, guest):
        said = post(web, f"/my/exchanges/{row}/answer", {"word": "yes"})

    mine = next(each for each in found(database, row).confirmations if each.person_id == guest)
    assert said.headers["location"] == f"/my/exchanges/{row}?done=answered"
    assert mine.answer is Answer.ACCEPTED


def test_a_no_carries_its_reason(database: Database) -> None:
    row, guest, _host = proposed(database)

    for web in at_home(database, guest):
        post(web, f"/my/exchanges/{row}/answer", {"word": "no", "why": "travel"})

    after = found(database, row)
    assert (after.state, after.released_reason) == (ExchangeState.RELEASED, Reason.GUEST_DECLINED)
    assert after.withdrawal is Withdrawal.TRAVEL


def test_who_cannot_name_days_has_them_looked_for(database: Database) -> None:
    row, _guest, host = proposed(database)

    for web in at_home(database, host):
        post(web, f"/my/exchanges/{row}/answer", {"word": "any_days"})

    after = found(database, row)
    assert (after.state, after.broken_by_id) == (ExchangeState.BROKEN, host)


@pytest.mark.parametrize(
    "verb",
    [
        *("answer", "days", "pack", "link", "colleagues", "move", "sessions", "goals", "log"),
        *("end", "leave", "touch", "again", "seminar"),
    ],
)
def test_an_exchange_of_somebody_else_is_unknown(database: Database, verb: str) -> None:
    row, _guest, _host = confirmed(database)
    with database.change() as db:
        stranger = a_person(db).id

    for web in at_home(database, stranger):
        looked = web.get(f"/my/exchanges/{row}")
        said = post(web, f"/my/exchanges/{row}/{verb}", {"word": "no", "agreed": "yes", "number": "1"})
        order = web.get(f"/my/exchanges/{row}/travel-order")

    assert (looked.status_code, said.status_code, order.status_code) == (404, 404, 404)
    assert found(database, row).state is ExchangeState.CONFIRMED


def test_the_host_writes_what_to_know_and_calendars_follow(database: Database) -> None:
    row, guest, host = confirmed(database)

    for web in at_home(database, host):
        post(
            web, f"/my/exchanges/{row}/pack", {"place": "Keskuskatu 1", "bring": "<script>alert(1)</script>"}
        )
    for web in at_home(database, guest):
        page = web.get(f"/my/exchanges/{row}").text

    assert found(database, row).visit_pack == VisitPack(
        place="Keskuskatu 1", bring="<script>alert(1)</script>"
    )
    assert "&lt;script&gt;alert(1)" in page
    assert "<script>alert" not in page
    with database.look() as db:
        assert len(calendar_of(db, lane(found(database, row)))) == 4


def test_the_guest_does_not_write_it(database: Database) -> None:
    row, guest, _host = confirmed(database)

    for web in at_home(database, guest):
        said = post(web, f"/my/exchanges/{row}/pack", {"place": "Muualla"})

    assert said.status_code == 409
    assert texts(said.text, "p", "refusal") == ["The host writes what the guest should know."]
    assert found(database, row).visit_pack is None


def test_a_colleague_comes_along_and_is_left_out_by_who_brought_them(database: Database) -> None:
    row, guest, host = confirmed(database)

    for web in at_home(database, guest):
        post(web, f"/my/exchanges/{row}/colleagues", {"name": "Kalle Keksitty", "email": "kalle@example.org"})
        assert "kalle" in web.get(f"/my/exchanges/{row}").text
    for web in at_home(database, host):
        others = post(web, f"/my/exchanges/{row}/colleagues", {"without": "kalle@example.org"})
        hidden = web.get(f"/my/exchanges/{row}").text
    for web in at_home(database, guest):
        mine = post(web, f"/my/exchanges/{row}/colleagues", {"without": "kalle@example.org"})

    assert (others.status_code, mine.status_code) == (404, 303)
    assert "kalle" not in hidden
    with database.look() as db:
        assert list(db.scalars(select(Colleague))) == []


def test_a_stay_moves_only_when_both_have_agreed(database: Database) -> None:
    row, guest, _host = confirmed(database)
    to = {"number": "1", "day": "2027-04-12"}

    for web in at_home(database, guest):
        alone = post(web, f"/my/exchanges/{row}/move", to)
        together = post(web, f"/my/exchanges/{row}/move", {**to, "agreed": "yes"})

    assert texts(alone.text, "p", "refusal") == ["Agree it with the other one first, and tick that you have."]
    assert (alone.status_code, together.status_code) == (422, 303)
    stay = found(database, row).appointments[0]
    assert (f"{stay.first_day}", stay.recorded_by_id) == ("2027-04-12", guest)


def test_a_travel_order_has_what_a_travel_system_asks(database: Database) -> None:
    row, guest, _host = confirmed(database)

    for web in at_home(database, guest):
        page = Page(web.get(f"/my/exchanges/{row}/travel-order").text)

    assert page.texts("dt")[:3] == ["Traveller", "Place", "Host"]


def test_the_page_speaks_three_languages(database: Database) -> None:
    row, guest, _host = proposed(database)

    for web in at_home(database, guest):
        heads = [
            texts(speaking(web, each).get(f"/my/exchanges/{row}").text, "h1") for each in ("fi", "sv", "en")
        ]

    assert heads == [["Vierailu: Onni Keksitty"], ["Besök: Onni Keksitty"], ["Visit to Onni Keksitty"]]


def test_a_mentoring_has_no_order_and_no_pack(database: Database) -> None:
    with database.change() as db:
        row = a_confirmed_exchange(db, kind=Kind.MENTORING)
        mentee = row.guest_id

    for web in at_home(database, mentee):
        page = web.get(f"/my/exchanges/{row.id}").text
        order = web.get(f"/my/exchanges/{row.id}/travel-order")

    assert texts(page, "h1") == ["Mentoring: Onni Keksitty"]
    assert order.status_code == 404


def test_a_pack_for_everybody_changes_the_offer(database: Database) -> None:
    with database.change() as db:
        offer = a_host_offer(db, to=a_running_round(db)).id
    row, _guest, host = confirmed(database)

    for web in at_home(database, host):
        post(web, f"/my/exchanges/{row}/pack", {"place": "Toinen katu 2", "everybody": "yes"})

    after = found(database, row)
    assert (after.offer.visit_pack.place, after.offer_id == offer) == ("Toinen katu 2", False)
    with database.look() as db:
        assert told(db, lane(after))
