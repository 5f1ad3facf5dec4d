"""Stays that are lived, from the terminal: the end by one side, presence, euros, orders, agreements."""

import json
from datetime import date
from pathlib import Path

from sqlalchemy import select

from models.behalf import OnBehalf
from models.costs import Cost
from models.exchanges import Confirmation, Exchange
from models.states import Reason
from tests.cli.terminal import BY_PHONE, OWNER, Terminal
from tests.cli.told import AINO, IN, confirmed, the_exchange
from tests.domain.lived import at

BY = ("--by", OWNER)


def test_one_side_cancels_with_a_reason_and_who_wrote_it_down_is_kept(terminal: Terminal) -> None:
    exchange = confirmed(terminal)

    said = terminal.says("exchange", "cancel", exchange, "--side", "host", "--reason", "work", *BY_PHONE)

    with terminal.change() as db:
        row = db.scalars(select(Exchange)).one()
        assert (row.released_reason, row.withdrawal) == (Reason.HOST_DECLINED, "work")
        rows: list[OnBehalf] = [each for each in db.scalars(select(Confirmation)) if each.recorded_why]
        assert rows[0].recorded_why == "soitti"
    assert said[-1].startswith("Recorded.")


def test_a_lost_ticket_is_recorded_summed_and_taken_back(terminal: Terminal) -> None:
    exchange = confirmed(terminal)
    lost = ("--kind", "lost", "--euros", "118", "--centre", "4711", "--words", "Junalippu")

    told = terminal.says("exchange", "cost", exchange, *lost, *BY)
    (number, *cells) = terminal.rows("exchange", "costs", exchange)[0]
    sums = json.loads("".join(terminal.says("round", "costs", "kevat-2027", "--json")))
    terminal.says("exchange", "take-back-cost", number, *BY)

    assert told == ["€118.00 recorded; Regional Council of Keksilä pays."]
    assert cells == ["Lost", "€118.00", "Regional Council of Keksilä", "4711", "Junalippu"]
    assert [(each["centre"], each["planned"], each["lost"]) for each in sums] == [("4711", 0, 11800)]
    assert terminal.rows("exchange", "costs", exchange) == []


def test_what_is_no_sum_is_refused(terminal: Terminal) -> None:
    exchange = confirmed(terminal)

    said = terminal.refuses("exchange", "cost", exchange, "--kind", "lost", "--euros", "satanen", *BY)

    assert said == ["Write the sum in euros, as 118 or 118,50."]
    with terminal.change() as db:
        assert db.scalars(select(Cost)).all() == []


def test_a_travel_order_is_data_for_another_program(terminal: Terminal) -> None:
    exchange = confirmed(terminal)

    order = json.loads("".join(terminal.says("exchange", "travel-order", exchange, "--json")))

    assert (order["traveller"], order["host"].split(",")[0]) == ("Aino Keksitty", "Onni Keksitty")
    assert order["days"] == ["2027-03-08/2027-03-10"]


def test_the_coordinator_writes_down_who_did_not_come(terminal: Terminal) -> None:
    exchange = confirmed(terminal)
    terminal.until(at(date(2027, 3, 8)))

    terminal.says("exchange", "attendance", exchange, "--absent", "guest", *BY_PHONE)

    with terminal.change() as db:
        row = the_exchange(db)
        assert (row.released_reason, row.absent_id) == (Reason.NO_SHOW, row.guest_id)


def test_illness_by_phone_clears_the_days(terminal: Terminal) -> None:
    confirmed(terminal)

    said = terminal.says(
        "exchange", "ill", "--person", AINO, *IN, "--from", "8.3.2027", "--to", "10.3.2027", *BY
    )

    assert said == ["1 exchange waits for a change."]


def test_an_agreement_is_brought_and_accepted_on_paper(terminal: Terminal, tmp_path: Path) -> None:
    confirmed(terminal)
    texts = []
    for language in ("fi", "sv", "en"):
        file = tmp_path / f"{language}.txt"
        file.write_text(f"Text {language}", encoding="utf-8")
        texts += [f"--{language}", str(file)]
    terminal.says("agreement", "make", "kevat-2027", *texts, *BY)
    with terminal.change() as db:
        house = the_exchange(db).guest.organisation.code
    before = terminal.rows("agreement", "list", "kevat-2027")

    terminal.says("agreement", "accept", "kevat-2027", "--organisation", house, *BY_PHONE)

    after = terminal.rows("agreement", "list", "kevat-2027")
    assert terminal.says("agreement", "show", "kevat-2027") == ["Text en"]
    assert {row[2] for row in before} == {"Not accepted"}
    assert "Accepted" in {row[2] for row in after}


def test_what_is_asked_while_stays_are_lived_is_set_for_a_round(terminal: Terminal) -> None:
    confirmed(terminal)

    rows = terminal.rows("round", "while-running", "kevat-2027", "--attendance", "--travel-orders", *BY)

    assert [state for _words, state in rows] == ["no", "yes", "yes", "no"]
