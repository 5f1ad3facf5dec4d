"""A workshop lived by the clock without Temporal: its chapters are asked again as its workflow would."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from domain import workshop_life
from domain.asks import asking
from domain.workshops import workshops
from models import streams
from models.asks import About, Ask, AskState, Filled, Reply
from models.messages import Outcome, Standing
from models.people import Person
from models.workshops import SignUp, Workshop
from tests.builders import a_person

CHAPTERS = (workshop_life.prepare, workshop_life.gather, workshop_life.hold, workshop_life.after)


class Life:
    """One workshop; `at` moves its clock, and lets every chapter do what is due on the way."""

    def __init__(self, db: Session, workshop_id: UUID) -> None:
        self.db, self.id = db, workshop_id
        self.chapter = 0
        self.is_over = False

    @property
    def workshop(self) -> Workshop:
        return workshops.load(self.db, self.id)

    def at(self, now: datetime) -> Standing:
        """Everything up to this moment, each timer at its own time."""
        while True:
            standing = self._ask(now)
            self.db.flush()
            self.db.expire_all()
            if standing.outcome is None or self.is_over:
                return standing

    def through(self, since: datetime, until: datetime) -> Standing:
        """Timer after timer, from one moment to another."""
        now = since
        while True:
            standing = self.at(now)
            if self.is_over or standing.until is None or standing.until > until:
                return standing
            now = standing.until

    def _ask(self, now: datetime) -> Standing:
        standing = CHAPTERS[self.chapter](self.db, self.workshop, heard=0, now=now)
        if standing.outcome is None:
            return standing
        is_last = self.chapter == len(CHAPTERS) - 1
        if is_last or standing.outcome is Outcome.RELEASED:
            self.is_over = True
            return workshop_life.close(self.db, self.workshop, now=now)
        self.chapter += 1
        return standing

    def says(self, who: Person, word: str, *, now: datetime, **filled: str) -> None:
        """They answer the newest open question that was put to them here."""
        mine = select(Ask).where(
            Ask.stream_id == streams.of_workshop(self.id), Ask.whose_id == who.id, Ask.state == AskState.OPEN
        )
        ask = self.db.scalars(mine.order_by(Ask.asked_at.desc(), Ask.id)).first()
        assert ask is not None, f"{who.name} is asked nothing"
        fields = tuple(Filled(name=name, value=value) for name, value in filled.items())
        asking.answer(self.db, ask, Reply(word=word, filled=fields), now=now)

    def sign_up(self, who: Person) -> SignUp:
        mine = select(SignUp).where(SignUp.workshop_id == self.id, SignUp.person_id == who.id)
        return self.db.scalars(mine.options(joinedload(SignUp.person))).one()

    def stands(self) -> dict[str, str]:
        """First names, and where each stands."""
        found = select(SignUp).where(SignUp.workshop_id == self.id).options(joinedload(SignUp.person))
        return {each.person.name.split()[0]: each.state.value for each in self.db.scalars(found)}

    def open_asks(self) -> list[About]:
        mine = select(Ask.about).where(
            Ask.stream_id == streams.of_workshop(self.id), Ask.state == AskState.OPEN
        )
        return sorted(self.db.scalars(mine))


def people(db: Session, *names: str) -> list[Person]:
    return [a_person(db, name=f"{name} Keksitty", email=f"{name.lower()}@example.org") for name in names]
