"""What runs and what fails, and what may be done about it, on the terminal beside a real house."""

import asyncio
import json
import os
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from uuid import UUID

import pytest

from domain import departures, exchanges
from domain.departures import Departure, Gap
from domain.events import record
from domain.refusals import Conflict
from models import streams
from models.database import Database
from models.errands import Errand
from models.events import Wait
from models.exchanges import Exchange
from models.facts import ExchangeProposed
from models.mails import Mail
from models.messages import Action
from models.people import Person
from models.states import ExchangeState, MailState
from tests.builders import a_person
from tests.builders_of_exchanges import a_mail
from tests.cli.terminal import OWNER, Terminal
from tests.domain.lived import ASKED, a_placed_application, a_proposed_exchange, a_running_round
from tests.stories.engine import end_workflows, engine
from workers import errands
from workers.journal import Journal
from workers.office import Office, RehearsalClock
from workers.process import carry
from workers.relay import Relay
from workflows.door import connect

BY = ("--by", OWNER, "--why", "pyysi soittamalla")
LIMIT_SECONDS = 30.0


@pytest.fixture(autouse=True)
def folder(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Where the doors and the journal are looked for."""
    monkeypatch.setenv("VAIHTO_DATA", f"{tmp_path}")


def an_exchange(terminal: Terminal) -> UUID:
    """Both are asked as soon as somebody works."""
    terminal.until(ASKED)
    with terminal.change() as db:
        helmi = a_person(db, name="Helmi Keksitty", email=OWNER)
        round_ = a_running_round(db, owner=helmi, reference="kevat-2027")
        aino = a_person(db, name="Aino Keksitty", email="aino@example.org")
        exchange = a_proposed_exchange(db, application=a_placed_application(db, to=round_, person=aino))
        record(db, ExchangeProposed(exchange_id=exchange.id), on=streams.of_exchange(exchange.id), now=ASKED)
        return exchange.id


@contextmanager
def a_house(terminal: Terminal) -> Iterator[None]:
    """Workflows and their steps, in a thread of their own, on the server of the tests."""
    (Path(os.environ["VAIHTO_DATA"]) / "doors.json").write_text(json.dumps({"temporal": engine().port}))
    leave, loop = asyncio.Event(), asyncio.new_event_loop()
    office = Office(terminal.database, RehearsalClock(terminal.database))

    async def work() -> None:
        await carry(office, await connect(engine().address), leave)

    thread = threading.Thread(target=lambda: loop.run_until_complete(work()))
    thread.start()
    try:
        yield
    finally:
        loop.call_soon_threadsafe(leave.set)
        thread.join()
        asyncio.run(_end(terminal.database))


async def _end(database: Database) -> None:
    await end_workflows(await connect(engine().address), database)


def waits(terminal: Terminal, exchange_id: UUID, what: str | None = "answers") -> None:
    deadline = time.monotonic() + LIMIT_SECONDS
    while True:
        with terminal.database.look() as db:
            wait = db.get(Wait, streams.of_exchange(exchange_id))
        if (wait.waiting_for if wait else None) == what:
            return
        assert time.monotonic() < deadline
        time.sleep(0.05)


def state(terminal: Terminal, exchange_id: UUID) -> ExchangeState:
    with terminal.database.look() as db:
        return db.get_one(Exchange, exchange_id).state


def test_without_temporal_the_database_says_what_it_knows(terminal: Terminal) -> None:
    exchange = an_exchange(terminal)

    (row,) = terminal.rows("operations")

    assert row[:4] == [f"exchange {exchange}"[:17], "kevat-2027", "at work", "0 days"]


def test_an_action_needs_temporal(terminal: Terminal) -> None:
    exchange = an_exchange(terminal)

    refused = terminal.refuses("operations", "retry", f"{exchange}"[:8], *BY)

    assert refused == ["Temporal does not answer: nothing was done."]


def test_a_running_case_is_shown_to_programs(terminal: Terminal) -> None:
    exchange = an_exchange(terminal)
    with a_house(terminal):
        waits(terminal, exchange)
        (case,) = json.loads("\n".join(terminal.says("operations", "--json")))

    told = {
        name: case[name] for name in ("id", "round", "waiting_for", "owner", "runs", "failing", "trouble")
    }
    assert told == {
        "id": f"exchange-{exchange}",
        "round": "kevat-2027",
        "waiting_for": "answers",
        "owner": OWNER,
        "runs": True,
        "failing": None,
        "trouble": None,
    }


def test_a_skipped_wait_ends_the_case_at_once(terminal: Terminal) -> None:
    exchange = an_exchange(terminal)
    with a_house(terminal):
        waits(terminal, exchange)
        told = terminal.says("operations", "skip", f"{exchange}"[:8], *BY)
        waits(terminal, exchange, None)

    assert told == ["The wait has ended."]
    assert state(terminal, exchange) is ExchangeState.RELEASED


def test_a_case_that_is_given_to_somebody_else_is_theirs(terminal: Terminal) -> None:
    exchange = an_exchange(terminal)
    with terminal.change() as db:
        owner = db.query(Person).filter_by(email=OWNER).one()
        owner.name = "Helmi Keksitty"
    with a_house(terminal):
        waits(terminal, exchange)
        told = terminal.says("operations", "reassign", f"{exchange}"[:8], "--to", OWNER, *BY)

    assert told == ["Recorded: somebody else sees to it."]


def test_what_cannot_be_skipped_is_said_in_words(terminal: Terminal) -> None:
    exchange = an_exchange(terminal)
    with a_house(terminal):
        waits(terminal, exchange)
        with terminal.change() as db:
            db.get_one(Wait, streams.of_exchange(exchange)).waiting_for = "days"
        refused = terminal.refuses("operations", "skip", f"{exchange}"[:8], *BY)

    words = "This wait has no ending of its own: somebody must decide, or cancel the whole case."
    assert refused == [words]


def test_a_workflow_that_has_ended_too_early_is_named_and_mended(terminal: Terminal) -> None:
    exchange = an_exchange(terminal)
    with a_house(terminal):
        waits(terminal, exchange)
        asyncio.run(_end(terminal.database))
        found = [line for line in terminal.says("reconcile") if f"{exchange}" in line]
        mended = terminal.says("reconcile", "--mend")
        again = [line for line in terminal.says("reconcile") if f"{exchange}" in line]

    assert found == [f"exchange-{exchange}\twaits, but its workflow has ended"]
    assert (mended[-1], again) == ("Mended. Mails leave again.", [])


def test_mails_go_on_when_all_is_mended(terminal: Terminal) -> None:
    an_exchange(terminal)
    with terminal.change() as db:
        departures.halt(db, Gap(unknown=("gone@example.org",)), now=ASKED)
    with a_house(terminal):
        terminal.says("reconcile", "--mend")

    with terminal.database.look() as db:
        assert not departures.is_halted(db)


def test_mails_of_a_lost_past_are_settled_once(terminal: Terminal, tmp_path: Path) -> None:
    an_exchange(terminal)
    journal = Journal(tmp_path / "journal" / "sent.jsonl")
    journal.write(
        Departure(message_id="gone@x", occasion="o", recipient="r", kind="reminder", octets="h", at=ASKED)
    )
    with a_house(terminal):
        told = terminal.says("reconcile", "--mend")
        again = terminal.says("reconcile")

    assert "1 mail has left of which the database knows nothing." in told
    assert "1 mail has left of which the database knows nothing." not in again
    assert list(journal.read().lost) == ["gone@x"]


def test_hr_decides_what_becomes_of_a_contested_mail(terminal: Terminal) -> None:
    exchange_id = an_exchange(terminal)
    with terminal.change() as db:
        exchange = exchanges.load(db, exchange_id)
        mails = [
            a_mail(db, about=exchange, to=exchange.guest, state=MailState.CONTESTED) for _turn in range(2)
        ]
        sent, dropped = (each.id for each in mails)
    with a_house(terminal):
        warned = terminal.warns("operations")
        told = terminal.says("reconcile")
        terminal.says("reconcile", "--send", f"{sent}", "--drop", f"{dropped}")

    assert warned == ["2 mails wait for your word: `vaihto reconcile`."]
    assert f"Mail {sent} (proposal) waits for your word: --send {sent} or --drop {sent}." in told
    with terminal.database.look() as db:
        decided = [db.get_one(Mail, each).state for each in (sent, dropped)]
    assert decided == [MailState.QUEUED, MailState.OVERTAKEN]


def test_where_nobody_works_an_action_is_not_waited_for_for_ever(terminal: Terminal) -> None:
    exchange = an_exchange(terminal)
    errand = an_errand(terminal, exchange, action=Action.RETRY)
    with an_idle_house(terminal), pytest.raises(Conflict) as refused:
        asyncio.run(ask(terminal.database, errand))

    assert str(refused.value.words) == "The workflow does not answer (timeout): `vaihto reconcile`."


def test_what_was_done_is_not_called_refused_when_only_its_answer_was_lost(terminal: Terminal) -> None:
    exchange = an_exchange(terminal)
    with a_house(terminal):
        waits(terminal, exchange)
        done, open_ = (
            an_errand(terminal, exchange, action=Action.SKIP, expects="days", carried_out_at=at)
            for at in (ASKED, None)
        )
        asyncio.run(ask(terminal.database, done))
        with pytest.raises(Conflict) as refused:
            asyncio.run(ask(terminal.database, open_))

    assert str(refused.value.words) == "The workflow refused (moved_on): look again."


def an_errand(terminal: Terminal, exchange: UUID, **said: object) -> Errand:
    with terminal.change() as db:
        owner = db.query(Person).filter_by(email=OWNER).one()
        usual = {"by_id": owner.id, "why": "pyysi", "asked_at": ASKED, "expects": ""}
        errand = Errand(stream_id=streams.of_exchange(exchange), **usual | said)
        db.add(errand)
    return errand


async def ask(database: Database, errand: Errand) -> None:
    await errands.ask(await connect(engine().address), database, errand, patience=5.0)


@contextmanager
def an_idle_house(terminal: Terminal) -> Iterator[None]:
    """The workflow has been rung, and no worker is there."""
    (Path(os.environ["VAIHTO_DATA"]) / "doors.json").write_text(json.dumps({"temporal": engine().port}))
    asyncio.run(_ring(terminal.database))
    try:
        yield
    finally:
        asyncio.run(_end(terminal.database))


async def _ring(database: Database) -> None:
    office = Office(database, RehearsalClock(database))
    await Relay(office, await connect(engine().address), stands_still=False).carry()
