"""After the visit: notes, the supervisor's review, and a seminar at home."""

from sqlalchemy import select

from domain.afterwards import choosing, reviews
from domain.asks import asking
from models.asks import About, Ask, AskState, Filled, Reply
from models.people import Person
from models.rounds import Round
from models.states import AskedAfter, WorkshopState
from models.workshops import SignUp, Workshop
from tests.stories.company import AINO, FIRST, HELMI, ONNI, Company, at
from tests.stories.theatre import Theatre

TOLD = {
    "aino": [
        "2027-03-12 09:00 ask_note",
        "2027-04-12 09:00 ask_note",
        "2027-04-12 09:00 seminar_offered",
        "2027-04-27 09:00 workshop_invitation",
    ],
    "onni": ["2027-03-12 09:00 ask_note"],
    "eero": ["2027-03-25 09:00 review_asked", "2027-04-27 09:00 workshop_invitation"],
    "helmi": ["2027-04-13 09:00 seminar_drafted", "2027-04-27 09:00 workshop_invitation"],
}


def choose(play: Theatre, people: Company, *what: AskedAfter) -> None:
    with play.speaking() as db:
        helmi = db.scalars(select(Person).where(Person.email == HELMI)).one()
        choosing.choose(db, db.get_one(Round, people.round.id), what, by=helmi, now=play.now())


def says(play: Theatre, about: About, word: str, **filled: str) -> None:
    """Whoever is asked answers on the page."""
    with play.speaking() as db:
        ask = db.scalars(select(Ask).where(Ask.about == about, Ask.state == AskState.OPEN)).one()
        said = tuple(Filled(name=name, value=value) for name, value in filled.items())
        asking.answer(db, ask, Reply(word=word, filled=said), now=play.now())


async def test_after_the_visit_come_notes_a_review_and_a_seminar(play: Theatre, people: Company) -> None:
    people.hosts(ONNI, FIRST)
    await people.are_proposed(AINO)
    people.agree((AINO, ONNI))
    choose(play, people, AskedAfter.REVIEW, AskedAfter.SEMINAR)
    await play.until(at(2027, 3, 12, 12))
    people.writes_notes(AINO, ONNI)
    await play.until(at(2027, 3, 29))
    says(play, About.SUPERVISOR_REVIEW, "reviewed", outcome="Yhteinen tietopohja", worth="5")
    await play.until(at(2027, 4, 13))
    says(play, About.SEMINAR_OFFER, "announce", day="2027-05-18", title="Mitä opin")
    await play.until(at(2027, 4, 27, 12))

    with play.database.look() as db:
        seminar = db.scalars(select(Workshop)).one()
        guests = select(Person.email).join(SignUp, SignUp.person_id == Person.id)
        invited = list(db.scalars(guests.order_by(Person.email)))
        review = reviews.of_exchange(db, people.exchange_id(AINO))
    assert (seminar.state, seminar.title.fi) == (WorkshopState.PLANNED, "Mitä opin")
    assert invited == ["aino@example.org", "bertta@example.org", "eero@example.org", "helmi@example.org"]
    assert review is not None
    assert (review.outcome, review.worth) == ("Yhteinen tietopohja", 5)
    assert people.states() == ["round running", "aino to onni held"]
    told = play.letters.by_person(since=at(2027, 3, 12))
    assert {who: told[who] for who in ("aino", "onni", "eero", "helmi")} == TOLD
