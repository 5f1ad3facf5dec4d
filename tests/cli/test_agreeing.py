"""Days that pairs agree, from the coordinator's terminal: who has none, what suits, what is settled."""

from datetime import date, timedelta

import pytest
from sqlalchemy import select

from models.exchanges import Confirmation, Exchange
from models.rounds import Round
from models.states import ExchangeState, Reason
from tests.builders import a_host_offer, a_person
from tests.cli.terminal import BY_PHONE, OWNER, Terminal
from tests.domain.agreeing.pairs import PROPOSED, a_pair_without_days, an_agreeing_round, days_of, live

BY = ("--by", OWNER)


@pytest.fixture
def pair(terminal: Terminal) -> str:
    """Aino and Onni have been asked which days suit; the beginning of their exchange's id."""
    terminal.until(PROPOSED)
    with terminal.change() as db:
        helmi = a_person(db, name="Helmi Keksitty", email=OWNER)
        round_ = an_agreeing_round(db, reference="kevat-2027")
        round_.owner_id = helmi.id
        exchange = a_pair_without_days(db, round_=round_, offer=a_host_offer(db, to=round_))
        live(db, exchange, PROPOSED)
        return f"{exchange.id}"


def state(terminal: Terminal) -> tuple[ExchangeState, Reason | None]:
    with terminal.database.look() as db:
        exchange = db.scalars(select(Exchange)).one()
        return exchange.state, exchange.released_reason


def test_laggards_are_listed_with_who_is_silent(terminal: Terminal, pair: str) -> None:
    before = terminal.rows("round", "laggards", "kevat-2027")
    terminal.says("exchange", "suits", pair, "--person", "guest", "--number", "1", *BY_PHONE)
    after = terminal.rows("round", "laggards", "kevat-2027")

    assert before == [
        [
            pair[:8],
            "Aino Keksitty",
            "Onni Keksitty",
            "Aino Keksitty, Onni Keksitty",
            "Fri 26 February 2027 at 16:00",
        ]
    ]
    assert [row[3] for row in after] == ["Onni Keksitty"]


def test_days_are_numbered_and_say_whom_they_suit(terminal: Terminal, pair: str) -> None:
    terminal.says("exchange", "suits", pair, "--person", "host", "--number", "2", *BY_PHONE)

    rows = terminal.rows("exchange", "days", pair)

    assert [row[0] for row in rows] == ["1", "2", "3", "4", "5"]
    assert [row[2] for row in rows] == ["", "Onni Keksitty", "", "", ""]


def test_what_both_said_by_phone_is_settled_and_kept_with_its_source(terminal: Terminal, pair: str) -> None:
    terminal.says("exchange", "suits", pair, "--person", "guest", "--from", "14.4.2027", *BY_PHONE)
    told = terminal.says("exchange", "suits", pair, "--person", "host", "--from", "14.4.2027", *BY_PHONE)

    assert told[-1] == "Recorded."
    assert state(terminal) == (ExchangeState.CONFIRMED, None)
    with terminal.database.look() as db:
        assert set(db.scalars(select(Confirmation.recorded_why))) == {"soitti"}


def test_the_plan_alone_settles_nothing(terminal: Terminal, pair: str) -> None:
    told = terminal.says("exchange", "agree", pair, "--from", "14.4.2027", *BY_PHONE, "--plan")

    assert told[-1] == "Nothing has been changed or sent."
    assert told[-2] == "2 messages: New 2."
    assert state(terminal) == (ExchangeState.PROPOSED, None)


def test_hr_settles_for_both(terminal: Terminal, pair: str) -> None:
    terminal.says("exchange", "agree", pair, "--from", "14.4.2027", *BY_PHONE)

    assert state(terminal) == (ExchangeState.CONFIRMED, None)
    with terminal.database.look() as db:
        exchange = db.scalars(select(Exchange)).one()
        assert days_of(db, exchange) == [(date(2027, 4, 14), date(2027, 4, 16))]


def test_a_pair_that_finds_no_days_is_released(terminal: Terminal, pair: str) -> None:
    terminal.says("exchange", "give-up", pair, *BY_PHONE)

    assert state(terminal) == (ExchangeState.RELEASED, Reason.NO_DATES)


def test_all_get_longer(terminal: Terminal, pair: str) -> None:
    terminal.until(PROPOSED + timedelta(days=1))

    assert terminal.says("round", "prolong-days", "kevat-2027", "--until", "12.3.2027", *BY) == [
        "The pairs have until Fri 12 March 2027."
    ]
    with terminal.database.look() as db:
        assert db.scalars(select(Round.agree_by)).one() == date(2027, 3, 12)


def test_days_that_cannot_be_are_refused_in_a_sentence(terminal: Terminal, pair: str) -> None:
    said = ("exchange", "suits", pair, "--person", "guest", *BY_PHONE)

    assert terminal.refuses(*said) == ["Say which days: --number or --from."]
    assert terminal.refuses(*said, "--number", "9") == ["There are no days with such a number."]
    assert terminal.refuses(*said, "--from", "13.3.2027") == [
        "A stay begins on a working day that is still to come."
    ]


def test_a_list_of_exchanges_shows_a_pair_without_days(terminal: Terminal, pair: str) -> None:
    (row,) = terminal.rows("exchange", "list", "kevat-2027")

    assert row[0] == pair[:8]
    assert row[3] == ""
