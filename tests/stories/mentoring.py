"""An autumn of mentoring: Aino is mentored by Onni on Tuesdays at two, every four weeks; Mary could go on."""

from collections.abc import Iterable
from datetime import date, datetime, timedelta

from sqlalchemy import select

from domain import applications
from domain.asks import asking
from domain.behalf import Behalf
from domain.mentoring import goals, leaving, log
from models.asks import About, Ask, AskState, Reply
from models.exchanges import Appointment, Exchange
from models.languages import Language
from models.mentoring import Goal
from models.offers import Availability
from models.people import Deputy, Person
from models.rounds import Round
from models.states import ApplicationState, Kind
from models.timeline import local
from tests.builders import a_mentor_offer, an_application
from tests.stories.company import AINO, HELMI, Company, at
from tests.stories.theatre import Theatre

ASSISTANT = "sihteeri@example.org"
SLOT = "tue 14:00"
FIRST, LAST = date(2027, 9, 14), date(2028, 2, 1)
SESSIONS = tuple(FIRST + timedelta(weeks=4 * n) for n in range(6))
SPARE = date(2027, 11, 16)


class Mentoring:
    """The same company in a round of autumn 2027 that accompanies its pairs."""

    def __init__(self, play: Theatre, people: Company) -> None:
        self.play, self.people = play, people
        with play.database.change() as db:
            row = db.get_one(Round, people.round.id)
            row.opens_at, row.closes_at = at(2027, 5, 3), at(2027, 8, 13, 16)
            row.decide_by = at(2027, 8, 20, 16)
            row.first_day, row.last_day = date(2027, 9, 13), date(2028, 3, 31)
            row.kinds, row.accompanies_pairs, row.follow_up_days = (Kind.MENTORING,), True, (0,)
        people.round = row

    def mentors(self, who: str, days: Iterable[date]) -> None:
        """On these Tuesdays only, and in Finnish."""
        with self.play.database.change() as db:
            round_ = db.get_one(Round, self.people.round.id)
            mentor = db.scalars(select(Person).where(Person.email == who)).one()
            said = {"languages": (Language.FI,), "most": 1, "slots": (SLOT,)}
            offer = a_mentor_offer(db, to=round_, person=mentor, **said)
            for day in days:
                db.add(Availability(offer_id=offer.id, first_day=day, last_day=day, can=True))

    async def begins(self, *, sessions: int = 6, weeks: int = 4) -> None:
        """Aino applies in June, HR approves in August, and both say yes."""
        self.play.begin(self.people.round)
        await self.play.until(at(2027, 6, 1))
        with self.play.speaking() as db:
            draft = an_application(
                db,
                to=db.get_one(Round, self.people.round.id),
                person=db.scalars(select(Person).where(Person.email == AINO)).one(),
                kind=Kind.MENTORING,
                sessions=sessions,
                cadence_weeks=weeks,
                slots=(SLOT,),
                state=ApplicationState.DRAFT,
                submitted_at=None,
            )
            applications.submit(db, draft, now=self.play.now())
        self.people.endorses(AINO)
        await self.play.until(at(2027, 8, 16))
        self.people.approves()
        await self.play.until(at(2027, 8, 17))

    def has_assistant(self, who: str) -> None:
        with self.play.database.change() as db:
            whose = db.scalars(select(Person).where(Person.email == who)).one()
            db.add(Deputy(person_id=whose.id, email=ASSISTANT, name="Sihteeri Keksitty"))

    def aims_at(self, words: str) -> None:
        with self.play.speaking() as db:
            pair = db.get_one(Exchange, self.people.exchange_id(AINO))
            mentee = db.get_one(Person, pair.guest_id)
            goals.add(db, pair, words, by=mentee, now=self.play.now())

    def logs(self, session: int, words: str) -> None:
        with self.play.speaking() as db:
            found = select(Exchange).where(Exchange.id == self.people.exchange_id(AINO))
            pair = db.scalars(found).one()
            db.refresh(pair, ["appointments"])
            mentee = db.get_one(Person, pair.guest_id)
            log.write(db, pair, session, words, by=mentee, now=self.play.now())

    def answers(self, who: str, about: About, word: str) -> None:
        """One's newest open question."""
        with self.play.speaking() as db:
            whose = db.scalars(select(Person).where(Person.email == who)).one()
            mine = (Ask.whose_id == whose.id, Ask.about == about, Ask.state == AskState.OPEN)
            found = select(Ask).where(*mine).order_by(Ask.asked_at.desc()).limit(1)
            asking.answer(db, db.scalars(found).one(), Reply(word=word), now=self.play.now())

    def leaves(self, who: str, since: datetime) -> None:
        with self.play.speaking() as db:
            mentor, hr = (
                db.scalars(select(Person).where(Person.email == each)).one() for each in (who, HELMI)
            )
            round_ = db.get_one(Round, self.people.round.id)
            behalf = Behalf(hr, "by phone")
            leaving.leave(db, mentor, round_, since=since, now=self.play.now(), behalf=behalf)

    def sessions_of(self, guest: str) -> list[str]:
        """The sessions of a guest's newest exchange: when by the wall clock, and what became of them."""
        with self.play.database.look() as db:
            rows = select(Appointment).where(Appointment.exchange_id == self.people.exchange_id(guest))
            found = db.scalars(rows.order_by(Appointment.number))
            return [
                f"{local(each.starts_at):%Y-%m-%d %H:%M} {each.state}" for each in found if each.starts_at
            ]

    def goals_of(self, host: str) -> list[str]:
        """What a mentor can read of the mentee's goals in the pairs that they have now."""
        with self.play.database.look() as db:
            found = select(Goal.words, Goal.state).join(Exchange, Exchange.id == Goal.exchange_id)
            mine = found.join(Person, Person.id == Exchange.host_id).where(Person.email == host)
            return [f"{words} {state}" for words, state in db.execute(mine.order_by(Goal.number))]

    def log_of(self, host: str) -> list[str]:
        with self.play.database.look() as db:
            mentor = db.scalars(select(Person).where(Person.email == host)).one()
            pairs = db.scalars(select(Exchange).where(Exchange.host_id == mentor.id)).all()
            return [each.words for pair in pairs for each in log.read(db, pair, mentor)]
