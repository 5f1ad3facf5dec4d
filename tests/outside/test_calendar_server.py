"""What we write can be kept on a calendar server and comes back as it was; Radicale, asked by caldav."""

import subprocess
from dataclasses import dataclass

import pytest
from pydantic import TypeAdapter

from tests.outside.calendar_server import PYTHON
from tests.outside.feeds import SESSIONS, changed_series, everything
from tests.outside.judges import HERE, ICAL_JS, LIMIT_SECONDS, Ask, Objects
from tests.outside.kept import stored
from tests.outside.posted import SENT, everything_sent
from tests.outside.sent import Sent
from tests.outside.series import RULES, Rule, after, one_by_one, spans

pytestmark = [pytest.mark.outside("radicale"), pytest.mark.outside("ical.js")]
INVITATIONS = [sent for sent in SENT if sent.method == "REQUEST" and sent.entries[0].original is None]
EVERY_INVITATION = pytest.mark.parametrize("sent", INVITATIONS, ids=lambda sent: sent.name)


@dataclass(frozen=True)
class Kept:
    """One object as the server gives it back, and the spans that the server finds in it."""

    given_back: str
    sessions: tuple[tuple[str, str], ...]


Shelf = dict[str, Kept]
SHELF: TypeAdapter[Shelf] = TypeAdapter(Shelf)


@pytest.fixture(scope="module")
def shelf(radicale: str, tmp_path_factory: pytest.TempPathFactory) -> Shelf:
    """Every invitation, lived series and feed, put to the server one by one."""
    folder = tmp_path_factory.mktemp("shelf")
    for name, octets in everything_put():
        (folder / f"{name}.ics").write_bytes(octets)
    command = [str(PYTHON), str(HERE / "calendar_client.py"), radicale, str(folder)]
    ran = subprocess.run(command, stdout=subprocess.PIPE, check=True, timeout=LIMIT_SECONDS)
    return SHELF.validate_json(ran.stdout)


@EVERY_INVITATION
def test_an_invitation_comes_back_from_the_server_as_it_was(sent: Sent, shelf: Shelf, ask: Ask) -> None:
    reading = ask(ICAL_JS, given_back(shelf))[sent.name]

    assert (reading.method, reading.faults) == (None, ())
    assert reading.entries == sent.entries


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.name)
def test_the_server_finds_every_session_of_a_lived_series(rule: Rule, shelf: Shelf) -> None:
    assert shelf[f"lived {rule.name}"].sessions == spans(after(rule))


def test_every_entry_of_a_feed_can_be_kept(shelf: Shelf, ask: Ask) -> None:
    feed = ask(ICAL_JS, (("feed", everything()),))["feed"]

    back = [ask(ICAL_JS, given_back(shelf))[name] for name, _octets in feed_put()]

    entries = [entry for reading in back for entry in reading.entries]
    assert sorted(entries, key=str) == sorted(feed.entries, key=str)


def test_the_server_finds_in_a_feed_what_takes_place(shelf: Shelf) -> None:
    assert [start for start, _end in shelf["changed series 0"].sessions] == SESSIONS


def everything_put() -> Objects:
    invitations = {sent.name for sent in INVITATIONS}
    sent = ((name, stored(octets)[0]) for name, octets in everything_sent() if name in invitations)
    lived = ((f"lived {name}", stored(octets)[0]) for name, octets in one_by_one())
    return (*sent, *lived, *feed_put(), *numbered("changed series", changed_series()))


def feed_put() -> Objects:
    return numbered("feed", everything())


def numbered(name: str, octets: bytes) -> Objects:
    return tuple((f"{name} {number}", each) for number, each in enumerate(stored(octets)))


def given_back(shelf: Shelf) -> Objects:
    return tuple((name, kept.given_back.encode()) for name, kept in shelf.items())
