"""What HR decides at the theatre's moment: rules, questions, choices."""

from datetime import timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from cli import parties
from domain import choosing, comparisons, departing, locks, planning_settings, repairs, schedules, whatifs
from domain.comparisons import Comparison
from domain.locks import Ruling
from domain.planning_settings import RepairLimit
from domain.repairs import Choice
from domain.whatifs import Question
from models.people import Person
from models.rounds import Round
from models.schedules import Schedule
from models.states import ScheduleState
from models.what_ifs import AnyChange, OtherCapacity
from tests.stories.company import HELMI, Company


class Deciding:
    """Helmi, who steers the round of a company."""

    def __init__(self, people: Company) -> None:
        self.people, self.play = people, people.play

    def locks(self, guest: str, host: str) -> None:
        with self.play.speaking() as db:
            round_ = self._round(db)
            pair = parties.application(db, round_, guest), parties.offer(db, round_, host)
            locks.lock(db, *pair, ruling=Ruling(self._helmi(db), "Sovittu."), now=self.play.now())

    def unlocks(self, guest: str, host: str) -> None:
        with self.play.speaking() as db:
            round_ = self._round(db)
            pair = parties.application(db, round_, guest), parties.offer(db, round_, host)
            locks.unlock(db, *pair, ruling=Ruling(self._helmi(db), "Peruttu."), now=self.play.now())

    def asks(self, name: str, *changes: AnyChange) -> int:
        with self.play.speaking() as db:
            row = whatifs.ask(
                db, self._round(db), Question(name, changes), by=self._helmi(db), now=self.play.now()
            )
            return row.number

    def takes(self, host: str, most: int) -> OtherCapacity:
        """A change: so many guests in all."""
        with self.play.database.look() as db:
            return OtherCapacity(offer_id=parties.offer(db, self._round(db), host).id, most=most)

    def sees(self, number: int) -> tuple[str, Comparison]:
        """Where a question stands, and what would change."""
        with self.play.database.look() as db:
            row = whatifs.numbered(db, self._round(db), number)
            return row.state.value, whatifs.comparison(db, row)

    def adopts(self, number: int) -> None:
        with self.play.speaking() as db:
            round_ = self._round(db)
            row = whatifs.numbered(db, round_, number)
            whatifs.adopt(db, round_, row, by=self._helmi(db), now=self.play.now())

    def choices(self) -> tuple[Choice, ...]:
        with self.play.database.look() as db:
            draft = schedules.pending(db, self._round(db))
            assert draft is not None
            return repairs.choices(db, draft)

    def chooses(self, number: int) -> None:
        with self.play.speaking() as db:
            choosing.choose(db, self._round(db), number, by=self._helmi(db), now=self.play.now())

    def approves(self, *, minutes: int) -> None:
        """The plan leaves after so many minutes."""
        with self.play.speaking() as db:
            newest = schedules.newest(db, self._round(db))
            assert newest is not None
            now = self.play.now()
            leaves_at = now + timedelta(minutes=minutes)
            schedules.approve(db, newest, by=self._helmi(db), now=now, leaves_at=leaves_at)

    def takes_back(self) -> None:
        with self.play.speaking() as db:
            round_ = self._round(db)
            newest = schedules.newest(db, round_)
            assert newest is not None
            departing.take_back(db, round_, newest, by=self._helmi(db), now=self.play.now())

    def lets_repairs_go(self, *, most_moved: int, most_euros: int) -> None:
        with self.play.speaking() as db:
            limit = RepairLimit(most_moved, most_euros)
            planning_settings.limit_repairs(
                db, self._round(db), limit, by=self._helmi(db), now=self.play.now()
            )

    def versions(self) -> list[str]:
        """Each version of the plan with what became of it."""
        with self.play.database.look() as db:
            return [f"{each.version} {each.state}" for each in schedules.versions(db, self._round(db))]

    def compares(self, one: int, other: int) -> Comparison:
        with self.play.database.look() as db:
            return comparisons.of_versions(db, self._round(db), one, other)

    def most_of(self, host: str) -> int:
        with self.play.database.look() as db:
            return parties.offer(db, self._round(db), host).most

    def draft(self) -> Schedule:
        with self.play.database.look() as db:
            found = select(Schedule).where(Schedule.state == ScheduleState.DRAFT)
            return db.scalars(found).one()

    def _round(self, db: Session) -> Round:
        return db.get_one(Round, self.people.round.id)

    def _helmi(self, db: Session) -> Person:
        return db.scalars(select(Person).where(Person.email == HELMI)).one()
