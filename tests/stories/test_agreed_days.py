"""A round in which pairs agree their days themselves, until they stand in everybody's calendar."""

from datetime import date

import pytest
from sqlalchemy import select

from domain import exchanges
from domain.agreeing import settling
from domain.asks import asking
from domain.behalf import Behalf
from models import streams
from models.asks import About, Ask, Filled, Reply
from models.doubts import Days
from models.people import Person
from models.rounds import Round
from models.schedules import Block
from models.states import DateMode
from tests.stories.company import AINO, BERTTA, HELMI, ONNI, SVEN, Company, at
from tests.stories.theatre import Theatre

SPRING = (date(2027, 3, 1), date(2027, 4, 30))
MARCH, APRIL = (
    Block(first_day=date(2027, 3, 15), last_day=date(2027, 3, 17)),
    Block(first_day=date(2027, 4, 6), last_day=date(2027, 4, 8)),
)


@pytest.fixture(autouse=True)
def agreeing(play: Theatre, people: Company) -> None:
    """The pairs of this round have until Friday the 5th of February."""
    with play.database.change() as db:
        round_ = db.get_one(Round, people.round.id)
        round_.date_mode, round_.agree_by = DateMode.AGREED, date(2027, 2, 5)


def says(play: Theatre, people: Company, who: str, reply: Reply, *, guest: str) -> None:
    """Somebody's word on the page about the days."""
    with play.speaking() as db:
        mine = db.scalars(select(Person).where(Person.email == who)).one()
        stream = streams.of_exchange(people.exchange_id(guest))
        found = select(Ask).where(Ask.stream_id == stream, Ask.about == About.DATES, Ask.first_id == mine.id)
        ask = db.scalars(found.order_by(Ask.asked_at.desc()).limit(1)).one()
        asking.answer(db, ask, reply, now=play.now())


def ticked(*blocks: Block) -> Reply:
    return Reply(
        word="suits", filled=tuple(Filled(name=Days(blocks=(each,)).mark, value="yes") for each in blocks)
    )


def written(first: str) -> Reply:
    return Reply(word="other", filled=(Filled(name="first1", value=first),))


def settles(play: Theatre, people: Company, guest: str, block: Block) -> None:
    """Helmi has called both."""
    with play.speaking() as db:
        behalf = Behalf(db.scalars(select(Person).where(Person.email == HELMI)).one(), "by phone")
        exchange = exchanges.load(db, people.exchange_id(guest))
        settling.fix(db, exchange, Days(blocks=(block,)), now=play.now(), behalf=behalf)


async def test_one_pair_agrees_by_link_and_hr_settles_for_the_laggards_by_phone(
    play: Theatre, people: Company
) -> None:
    people.hosts(ONNI, SPRING)
    people.hosts(SVEN, SPRING)
    await people.are_proposed(AINO, BERTTA)
    first, second = people.host_of(AINO), people.host_of(BERTTA)

    says(play, people, AINO, written("15.3.2027"), guest=AINO)
    await play.until(at(2027, 1, 20))
    says(play, people, first, ticked(MARCH), guest=AINO)
    says(play, people, BERTTA, written("6.4.2027"), guest=BERTTA)
    await play.until(at(2027, 2, 8))
    settles(play, people, BERTTA, APRIL)
    await play.until(at(2027, 2, 9))
    states = people.states()
    await play.to_the_end()

    host, other = first.split("@")[0], second.split("@")[0]
    assert states == ["round running", f"aino to {host} confirmed", f"bertta to {other} confirmed"]
    assert people.days_of(AINO) == [(MARCH.first_day, MARCH.last_day)]
    assert people.days_of(BERTTA) == [(APRIL.first_day, APRIL.last_day)]
    letters = play.letters.by_person(since=at(2027, 1, 18))
    assert letters["aino"][:4] == [
        "2027-01-18 09:00 ask_dates",
        "2027-01-20 09:00 invitation REQUEST 0",
        "2027-03-08 09:00 reminder_week",
        "2027-03-12 09:00 reminder_day",
    ]
    assert letters[other][:5] == [
        "2027-01-18 09:00 ask_dates",
        "2027-01-25 09:00 ask_dates",
        "2027-02-03 09:00 ask_dates",
        "2027-02-08 09:00 invitation REQUEST 0",
        "2027-03-30 09:00 reminder_week",
    ]
    missing = [line for line in letters["helmi"] if "dates_missing" in line]
    assert missing == ["2027-02-05 16:00 dates_missing"]


async def test_who_agrees_no_days_is_released_when_hr_is_silent_too(play: Theatre, people: Company) -> None:
    people.hosts(ONNI, SPRING)
    await people.are_proposed(AINO)

    await play.to_the_end()

    assert people.states() == ["round ended", "aino to onni released no_dates"]
    assert people.applicants() == ["aino withdrawn"]
    assert play.letters.by_person(since=at(2027, 1, 18)) == {
        "aino": [
            "2027-01-18 09:00 ask_dates",
            "2027-01-25 09:00 ask_dates",
            "2027-02-03 09:00 ask_dates",
            "2027-02-12 16:00 released",
        ],
        "onni": [
            "2027-01-18 09:00 ask_dates",
            "2027-01-25 09:00 ask_dates",
            "2027-02-03 09:00 ask_dates",
            "2027-02-12 16:00 released",
        ],
        "helmi": [
            "2027-02-05 16:00 dates_missing",
            "2027-02-10 09:00 dates_missing",
            "2027-02-15 09:00 round_summary",
        ],
    }
