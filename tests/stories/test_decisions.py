"""What HR decides: questions before an approval, people who leave meanwhile, repairs with a choice."""

import asyncio
import os
from pathlib import Path

import pytest

from tests.stories.company import AINO, BERTTA, FIRST, ONNI, SECOND, SVEN, Company, at
from tests.stories.deciding import Deciding
from tests.stories.letterbox import Opened
from tests.stories.theatre import Theatre


@pytest.fixture
def helmi(people: Company) -> Deciding:
    return Deciding(people)


async def test_a_what_if_is_adopted_and_a_new_draft_follows(
    play: Theatre, people: Company, helmi: Deciding
) -> None:
    people.hosts(ONNI, FIRST, SECOND)
    await people.apply(AINO, BERTTA)
    await play.until(at(2027, 1, 18))

    number = helmi.asks("Onni ottaa kaksi", helmi.takes(ONNI, 2))
    await play.until(at(2027, 1, 18, 10))
    state, found = helmi.sees(number)
    before = helmi.most_of(ONNI)
    helmi.adopts(number)
    await play.until(at(2027, 1, 18, 11))
    people.approves()
    await play.until(at(2027, 1, 19))

    assert (state, before, helmi.most_of(ONNI)) == ("solved", 1, 2)
    assert [each.person for each in found.gaining] == ["Bertta Keksitty"]
    assert (found.losing, found.before.placed, found.after.placed) == ((), 1, 2)
    assert people.applicants() == ["aino placed", "bertta placed"]
    assert helmi.versions() == ["1 superseded", "2 published"]
    assert play.letters.by_person(since=at(2027, 1, 15, 16)) == {
        "helmi": ["2027-01-15 16:00 schedule_ready", "2027-01-18 10:00 schedule_ready"],
        "aino": ["2027-01-18 11:00 ask_guest"],
        "bertta": ["2027-01-18 11:00 ask_guest"],
        "onni": ["2027-01-18 11:00 ask_host", "2027-01-18 11:00 ask_host"],
    }


async def test_a_what_if_in_a_running_round_lets_a_waiting_person_in(
    play: Theatre, people: Company, helmi: Deciding
) -> None:
    people.hosts(ONNI, FIRST, SECOND)
    await people.are_proposed(AINO, BERTTA)
    people.agree((AINO, ONNI))
    waiting = people.applicants()
    await play.until(at(2027, 1, 20))

    number = helmi.asks("Onni ottaa kaksi", helmi.takes(ONNI, 2))
    await play.until(at(2027, 1, 20, 10))
    _state, found = helmi.sees(number)
    helmi.adopts(number)
    await play.until(at(2027, 1, 20, 11))
    people.approves()
    await play.until(at(2027, 1, 21))

    assert waiting == ["aino placed", "bertta waiting"]
    assert [each.person for each in found.gaining] == ["Bertta Keksitty"]
    assert people.states() == ["round running", "aino to onni confirmed", "bertta to onni proposed"]


async def test_a_person_withdraws_while_the_solver_runs(
    play: Theatre, people: Company, helmi: Deciding
) -> None:
    people.hosts(ONNI, FIRST)
    people.hosts(SVEN, FIRST)
    await people.apply(AINO, BERTTA)
    closing = asyncio.create_task(play.until(at(2027, 1, 18)))
    while not solving():
        await asyncio.sleep(0.01)

    people.withdraws(AINO)
    await closing
    planned = helmi.draft()
    people.approves()
    await play.until(at(2027, 1, 19))

    assert planned.version == 1
    assert people.applicants() == ["aino withdrawn", "bertta placed"]
    assert [each for each in people.states() if each.startswith("aino")] == []
    assert "aino" not in play.letters.by_person(since=at(2027, 1, 15, 16))


async def test_a_contradiction_is_told_and_a_lifted_lock_ends_it(
    play: Theatre, people: Company, helmi: Deciding
) -> None:
    people.hosts(ONNI, FIRST, most=2)
    await people.apply(AINO, BERTTA)
    for each in (AINO, BERTTA):
        helmi.locks(each, ONNI)
    await play.until(at(2027, 1, 18))
    stuck = helmi.versions()
    (told,) = [each for each in play.letters.opened() if each.kind == "plan_impossible"]

    helmi.unlocks(BERTTA, ONNI)
    await play.until(at(2027, 1, 18, 10))

    assert stuck == []
    assert all(name in words_of(told) for name in ("Aino Keksitty", "Bertta Keksitty", "Onni Keksitty"))
    assert helmi.versions() == ["1 draft"]


async def two_are_placed(play: Theatre, people: Company) -> None:
    """Aino is with Onni and Bertta with Sven, who takes one at a time; Bertta can come later as well."""
    people.hosts(ONNI, FIRST)
    people.hosts(SVEN, FIRST, SECOND, most=2)
    await people.apply(AINO, BERTTA, wishing={AINO: ONNI, BERTTA: SVEN})
    people.can_only(AINO, *FIRST)
    people.can_only(BERTTA, *FIRST)
    await play.until(at(2027, 1, 18))
    people.approves()
    await play.until(at(2027, 1, 19))
    people.agree((AINO, ONNI), (BERTTA, SVEN))
    people.can_only(BERTTA, *SECOND)
    await play.until(at(2027, 2, 10, 12))


async def test_hr_chooses_the_dearer_repair(play: Theatre, people: Company, helmi: Deciding) -> None:
    await two_are_placed(play, people)

    people.falls_ill(ONNI, *FIRST)
    await play.until(at(2027, 2, 11, 9))
    choices = helmi.choices()
    helmi.chooses(2)
    people.approves()
    await play.until(at(2027, 2, 12))

    assert [(each.price.others_moved, each.price.lost) for each in choices] == [(0, 1), (1, 0)]
    assert [each.person for each in choices[1].comparison.moving] == ["Aino Keksitty", "Bertta Keksitty"]
    assert (people.host_of(AINO), people.days_of(AINO)) == (SVEN, [FIRST])
    assert (people.host_of(BERTTA), people.days_of(BERTTA)) == (SVEN, [SECOND])
    assert people.states() == [
        "round running",
        "aino to onni released rearranged",
        "aino to sven proposed",
        "bertta to sven confirmed",
    ]
    assert helmi.versions() == ["1 superseded", "2 superseded", "3 published"]


async def test_a_repair_under_the_limit_goes_by_itself(
    play: Theatre, people: Company, helmi: Deciding
) -> None:
    people.hosts(ONNI, FIRST)
    await people.are_proposed(AINO)
    people.agree((AINO, ONNI))
    helmi.lets_repairs_go(most_moved=0, most_euros=0)
    await play.until(at(2027, 2, 10, 12))

    people.falls_ill(ONNI, *FIRST)
    people.can_host_also(ONNI, *SECOND)
    await play.until(at(2027, 2, 11, 9))

    assert people.days_of(AINO) == [SECOND]
    assert people.states() == ["round running", "aino to onni confirmed"]
    told = play.letters.by_person(since=at(2027, 2, 11, 9))
    assert told["helmi"] == ["2027-02-11 09:00 repair_adopted"]
    assert sorted(told) == ["aino", "helmi", "onni"]
    assert helmi.versions() == ["1 superseded", "2 published"]


async def test_a_repair_above_the_limit_waits_for_hr(play: Theatre, people: Company, helmi: Deciding) -> None:
    await two_are_placed(play, people)
    helmi.lets_repairs_go(most_moved=0, most_euros=1000)

    people.falls_ill(ONNI, *FIRST)
    await play.until(at(2027, 2, 11, 9))

    assert helmi.versions() == ["1 published", "2 draft"]
    assert play.letters.by_person(since=at(2027, 2, 11, 9)) == {"helmi": ["2027-02-11 09:00 repair_ready"]}


def solving() -> bool:
    """Whether a child of this process solves right now."""
    return any(_solves(each) for each in Path("/proc").iterdir() if each.name.isdigit())


def _solves(process: Path) -> bool:
    try:
        parent = int((process / "stat").read_text().rpartition(")")[2].split()[1])
        command = (process / "cmdline").read_bytes()
    except (FileNotFoundError, ProcessLookupError):
        return False
    return parent == os.getpid() and b"\0solver\0" in command


def words_of(mail: Opened) -> str:
    part = next(each for each in mail.message.walk() if each.get_content_type() == "text/plain")
    octets = part.get_payload(decode=True)
    assert isinstance(octets, bytes)
    return octets.decode()
