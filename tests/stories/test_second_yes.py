"""Something changes between HR's yes and the sending: nothing leaves before a second yes."""

from sqlalchemy import select

from domain import applications, schedules
from models.applications import Application
from models.people import Person
from models.rounds import Round
from tests.stories.company import AINO, BERTTA, FIRST, HELMI, ONNI, SECOND, SVEN, Company, at
from tests.stories.theatre import Theatre


def approved_while_somebody_leaves(play: Theatre, people: Company, who: str) -> None:
    """HR's yes and a withdrawal are saved together, before any worker has seen either."""
    with play.speaking() as db:
        newest = schedules.newest(db, db.get_one(Round, people.round.id))
        assert newest is not None
        hr = db.scalars(select(Person).where(Person.email == HELMI)).one()
        schedules.approve(db, newest, by=hr, now=play.now())
        mine = select(Application).join(Person, Person.id == Application.person_id)
        applications.withdraw(db, db.scalars(mine.where(Person.email == who)).one(), now=play.now())


async def test_nothing_is_sent_before_hr_has_said_yes_to_what_is_left(play: Theatre, people: Company) -> None:
    people.hosts(ONNI, FIRST)
    people.hosts(SVEN, SECOND)
    await people.apply(AINO, BERTTA)
    await play.until(at(2027, 1, 18))

    approved_while_somebody_leaves(play, people, BERTTA)
    await play.until(at(2027, 1, 19))
    before = (people.states(), play.letters.by_person(since=at(2027, 1, 18)))
    people.approves()
    await play.until(at(2027, 1, 20))

    assert before == (["round planned"], {"helmi": ["2027-01-18 09:00 schedule_ready"]})
    assert people.states() == ["round running", f"aino to {people.host_of(AINO).split('@')[0]} proposed"]
    asked = play.letters.by_person(since=at(2027, 1, 19))
    assert asked["aino"] == ["2027-01-19 09:00 ask_guest"]
    assert "bertta" not in asked


async def test_a_no_to_the_second_question_leads_to_another_plan(play: Theatre, people: Company) -> None:
    people.hosts(ONNI, FIRST)
    await people.apply(AINO, BERTTA)
    await play.until(at(2027, 1, 18))
    approved_while_somebody_leaves(play, people, AINO)
    await play.until(at(2027, 1, 19))

    with play.speaking() as db:
        newest = schedules.newest(db, db.get_one(Round, people.round.id))
        assert newest is not None
        hr = db.scalars(select(Person).where(Person.email == HELMI)).one()
        schedules.reject(db, newest, by=hr, now=play.now())
    await play.until(at(2027, 1, 20))
    people.approves()
    await play.until(at(2027, 1, 21))

    assert people.states() == ["round running", "bertta to onni proposed"]
