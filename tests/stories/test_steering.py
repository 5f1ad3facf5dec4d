"""HR steers a whole round: asks hosts before it opens, pauses it over Christmas, cancels it in mid-life."""

from sqlalchemy import select

from domain import rounds
from domain.asks import asking
from domain.hosting import interest
from domain.steering import cancelling, pausing
from domain.steering.cancelling import Cancelling
from models.asks import About, Ask, AskState, Filled, Reply
from models.people import Person
from models.rounds import Round
from tests.stories.company import AINO, BERTTA, FIRST, HELMI, MARY, ONNI, SECOND, Company, at
from tests.stories.theatre import Theatre


def pauses(play: Theatre, people: Company) -> None:
    with play.speaking() as db:
        helmi = db.scalars(select(Person).where(Person.email == HELMI)).one()
        round_ = db.get_one(Round, people.round.id)
        pausing.pause(db, round_, why="Joulutauko", by=helmi, now=play.now())


def resumes(play: Theatre, people: Company) -> None:
    with play.speaking() as db:
        helmi = db.scalars(select(Person).where(Person.email == HELMI)).one()
        pausing.resume(db, db.get_one(Round, people.round.id), by=helmi, now=play.now())


def cancels(play: Theatre, people: Company) -> None:
    """As on the terminal: look at what would be sent, then say yes to that, by a double click."""
    with play.speaking() as db:
        helmi = db.scalars(select(Person).where(Person.email == HELMI)).one()
        round_, said = db.get_one(Round, people.round.id), Cancelling(helmi, "Rahoitus päättyi")
        plan = cancelling.foresee(db, round_, said, now=play.now())
        for _click in range(2):
            cancelling.cancel(db, round_, said, now=play.now(), seen=plan.digest)


def says(play: Theatre, who: str, word: str, about: About, **filled: str) -> None:
    with play.speaking() as db:
        person = db.scalars(select(Person).where(Person.email == who)).one()
        mine = Ask.whose_id == person.id, Ask.about == about, Ask.state == AskState.OPEN
        fields = tuple(Filled(name=name, value=value) for name, value in filled.items())
        ask = db.scalars(select(Ask).where(*mine)).one()
        asking.answer(db, ask, Reply(word=word, filled=fields), now=play.now())


async def test_hosts_are_asked_before_the_round_opens(play: Theatre, people: Company) -> None:
    play.raise_the_curtain(at(2026, 10, 19))
    with play.speaking() as db:
        asked = list(db.scalars(select(Person).where(Person.email.in_((ONNI, MARY)))))
        interest.ask(db, db.get_one(Round, people.round.id), asked, now=play.now())

    await play.until(at(2026, 10, 20))
    says(play, ONNI, "can", About.HOST_INTEREST, most="1", topics="Maakuntakaavoitus")
    await play.until(at(2026, 11, 2))
    with play.speaking() as db:
        rounds.open_(db, db.get_one(Round, people.round.id), now=play.now())
    await play.until(at(2026, 11, 10))
    says(play, ONNI, "offer", About.HOST_OFFER, first="9.3.2027", last="11.3.2027")
    await play.until(at(2026, 12, 1))
    people.applies(AINO)
    people.endorses(AINO)
    await play.until(at(2027, 1, 18))

    assert people.states() == ["round planned"]
    assert play.letters.by_person() == {
        "onni": ["2026-10-19 09:00 host_interest", "2026-10-20 09:00 host_offer"],
        "mary": ["2026-10-19 09:00 host_interest", "2026-10-26 09:00 host_interest"],
        "aino": ["2026-12-01 09:00 application_received"],
        "eero": ["2026-12-01 09:00 ask_endorsement"],
        "helmi": ["2027-01-15 16:00 schedule_ready"],
    }


async def test_a_round_is_paused_over_christmas(play: Theatre, people: Company) -> None:
    people.hosts(ONNI, FIRST)
    await people.apply(AINO)
    await play.until(at(2026, 12, 18))
    pauses(play, people)

    await play.until(at(2027, 1, 7))
    before = people.states()
    resumes(play, people)
    await play.until(at(2027, 1, 29, 15, 59))
    still = people.states()
    await play.until(at(2027, 1, 29, 16))

    assert (before, still) == (["round open"], ["round open"])
    assert people.states() == ["round planned"]  # closed ten working days after the 15th of January
    assert play.letters.by_person(since=at(2026, 12, 2)) == {
        "aino": ["2026-12-18 09:00 round_paused", "2027-01-07 09:00 round_resumed"],
        "onni": ["2026-12-18 09:00 round_paused", "2027-01-07 09:00 round_resumed"],
        "helmi": ["2027-01-29 16:00 schedule_ready"],
    }


async def test_proposals_wait_while_a_round_is_paused(play: Theatre, people: Company) -> None:
    people.hosts(ONNI, FIRST)
    await people.are_proposed(AINO)
    pauses(play, people)

    await play.until(at(2027, 1, 27))
    during = people.states()
    resumes(play, people)
    await play.until(at(2027, 2, 2, 15, 59))
    before = people.states()
    await play.until(at(2027, 2, 2, 16))

    assert during == before == ["round running", "aino to onni proposed"]
    assert people.states() == ["round running", "aino to onni released no_answer"]
    assert play.letters.by_person(since=at(2027, 1, 19)) == {
        who: [
            "2027-01-19 09:00 round_paused",
            "2027-01-27 09:00 round_resumed",
            "2027-01-29 09:00 remind_answer",
            "2027-02-02 16:00 released",
        ]
        for who in ("aino", "onni")
    }


async def test_a_round_is_cancelled_in_mid_life(play: Theatre, people: Company) -> None:
    people.hosts(ONNI, FIRST, SECOND, most=1)
    await people.are_proposed(AINO, BERTTA)
    people.agree((AINO, ONNI))
    await play.until(at(2027, 1, 20))

    cancels(play, people)
    await play.to_the_end()

    assert people.states() == ["round cancelled", "aino to onni released round_cancelled"]
    assert play.letters.by_person(since=at(2027, 1, 19)) == {
        "aino": ["2027-01-19 09:00 invitation REQUEST 0", "2027-01-20 09:00 invitation_cancel CANCEL 1"],
        "onni": ["2027-01-19 09:00 invitation REQUEST 0", "2027-01-20 09:00 invitation_cancel CANCEL 1"],
        "bertta": ["2027-01-20 09:00 round_cancelled"],
    }
