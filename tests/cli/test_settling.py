"""A coordinator writes down by phone what a no in a calendar meant."""

from datetime import date, time

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from domain import invitations
from invites.meetings import Answer as Said
from models.doubts import Doubt
from models.exchanges import Exchange
from models.people import Person
from models.states import DoubtState, ExchangeState, Kind
from tests.builders import SESSIONS, a_person
from tests.cli.terminal import BY_PHONE, OWNER, Terminal
from tests.domain.doubted import NO, says
from tests.domain.lived import a_confirmed_exchange, a_placed_application, a_running_round, at, invited


def in_doubt(terminal: Terminal) -> str:
    """Aino's calendar has declined three days in March."""
    terminal.until(NO)
    with terminal.change() as db:
        helmi = a_person(db, name="Helmi Keksitty", email=OWNER)
        round_ = a_running_round(db, owner=helmi, reference="kevat-2027")
        aino = a_person(db, name="Aino Keksitty", email="aino@example.org")
        exchange = a_confirmed_exchange(db, application=a_placed_application(db, to=round_, person=aino))
        invitations.follow(db, exchange, now=NO)
        says(db, exchange, exchange.guest, Said.DECLINED)
        return f"{exchange.id}"[:8]


def the_doubt(db: Session) -> Doubt:
    return db.scalars(select(Doubt)).one()


def test_what_is_asked_is_shown_with_the_possible_days(terminal: Terminal) -> None:
    exchange = in_doubt(terminal)

    shown = terminal.rows("exchange", "settle", exchange)

    assert shown[0] == [
        "Aino Keksitty",
        "Asked what was meant",
        "Tue 9 March – Thu 11 March 2027 (week 10)",
        "1",
    ]
    assert len(shown) == 5


def test_the_list_of_exchanges_says_that_an_answer_is_waited_for(terminal: Terminal) -> None:
    in_doubt(terminal)

    (row,) = terminal.rows("exchange", "list", "kevat-2027")

    assert row[-2:] == ["Confirmed", "an answer after a no in a calendar"]


def test_other_days_are_agreed_by_two_calls(terminal: Terminal) -> None:
    exchange = in_doubt(terminal)

    terminal.says("exchange", "settle", exchange, "--say", "other", "--days", "1", *BY_PHONE)
    waits = terminal.rows("exchange", "settle", exchange)
    terminal.says("exchange", "settle", exchange, "--say", "yes", *BY_PHONE)

    assert [row[:2] for row in waits] == [["Onni Keksitty", "Other side asked"]]
    with terminal.database.look() as db:
        doubt = the_doubt(db)
        by = db.get_one(Person, doubt.recorded_by_id)
        assert (doubt.state, by.email, doubt.recorded_why) == (DoubtState.MOVED, OWNER, "soitti")


def test_a_no_that_was_meant_ends_it_by_phone(terminal: Terminal) -> None:
    exchange = in_doubt(terminal)

    terminal.says("exchange", "settle", exchange, "--say", "cancel", *BY_PHONE)

    with terminal.database.look() as db:
        assert db.scalars(select(Exchange.state)).one() is ExchangeState.RELEASED


def test_a_plan_of_an_answer_changes_nothing(terminal: Terminal) -> None:
    exchange = in_doubt(terminal)

    terminal.says("exchange", "settle", exchange, "--say", "cancel", "--plan", *BY_PHONE)

    with terminal.database.look() as db:
        assert the_doubt(db).state is DoubtState.ASKED


def test_where_nobody_is_asked_there_is_nothing_to_settle(terminal: Terminal) -> None:
    exchange = in_doubt(terminal)
    terminal.says("exchange", "settle", exchange, "--say", "keep", *BY_PHONE)

    refusal = terminal.refuses("exchange", "settle", exchange, "--say", "keep", *BY_PHONE)

    assert refusal == ["Nobody is asked what a no meant in this exchange."]


@pytest.mark.parametrize("said", ["2027-03-09", "9.3.2027"])
def test_the_day_on_which_it_would_begin_says_which_days_are_meant(terminal: Terminal, said: str) -> None:
    exchange = in_doubt(terminal)

    terminal.says("exchange", "settle", exchange, "--say", "other", "--days", said, *BY_PHONE)

    with terminal.database.look() as db:
        chosen = the_doubt(db).chosen
        assert chosen is not None
        assert chosen.blocks[0].first_day == date(2027, 3, 9)


@pytest.mark.parametrize("said", ["2027-03-06", "0", "99"])
def test_other_days_than_the_possible_ones_are_refused_with_those(terminal: Terminal, said: str) -> None:
    exchange = in_doubt(terminal)

    (refusal,) = terminal.refuses("exchange", "settle", exchange, "--say", "other", "--days", said, *BY_PHONE)

    assert refusal.startswith(
        "Say which of the possible days with --days: Tue 9 March – Thu 11 March 2027 (week 10); "
    )
    with terminal.database.look() as db:
        assert the_doubt(db).state is DoubtState.ASKED


@pytest.mark.parametrize(
    ("language", "beginning"),
    [
        ("fi", "Kerro valitsimella --days, mikä mahdollisista ajoista: ti 9.3. – to 11.3.2027"),
        ("sv", "Ange med --days vilken av de möjliga tiderna: tis 9.3. – tors 11.3.2027"),
    ],
)
def test_the_refusal_speaks_the_readers_language(terminal: Terminal, language: str, beginning: str) -> None:
    exchange = in_doubt(terminal)
    wrong = ("--say", "other", "--days", "2027-03-06", "--language", language)

    (refusal,) = terminal.refuses("exchange", "settle", exchange, *wrong, *BY_PHONE)

    assert refusal.startswith(beginning)


def test_what_is_no_day_is_a_wrong_option(terminal: Terminal) -> None:
    exchange = in_doubt(terminal)

    said = terminal.fails("exchange", "settle", exchange, "--say", "other", "--days", "ensi", *BY_PHONE)

    assert "“ensi” is not a date" in said


def test_of_two_hours_on_one_day_the_hour_says_which(terminal: Terminal) -> None:
    exchange = a_session_in_doubt(terminal)
    settle = ("exchange", "settle", exchange, "--say", "other", "--days")

    refusal = terminal.refuses(*settle, "2027-03-17", *BY_PHONE)
    terminal.says(*settle, "2027-03-17 15:00", *BY_PHONE)

    assert refusal[0].startswith("Several of the possible days begin then; say the hour too: ")
    with terminal.database.look() as db:
        chosen = the_doubt(db).chosen
        assert chosen is not None
        assert chosen.starts[1] == at(date(2027, 3, 17), time(15))


def a_session_in_doubt(terminal: Terminal) -> str:
    """Both can on Wednesdays at two and at three; the second of three Tuesdays is declined."""
    terminal.until(NO)
    with terminal.change() as db:
        helmi = a_person(db, name="Helmi Keksitty", email=OWNER)
        round_ = a_running_round(db, owner=helmi, reference="kevat-2027")
        slots = ("wed 14:00", "wed 15:00")
        asks = a_placed_application(db, to=round_, kind=Kind.MENTORING, slots=slots)
        exchange = a_confirmed_exchange(db, application=asks)
        exchange.offer.slots = slots
        exchange = invited(db, exchange)
        says(db, exchange, exchange.guest, Said.DECLINED, session_at=SESSIONS[1])
        return f"{exchange.id}"[:8]
