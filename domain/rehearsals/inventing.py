"""Applicants and hosts of a round that has none yet, by seed."""

from collections.abc import Sequence
from random import Random
from typing import TypeVar
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from domain.refusals import Conflict
from domain.topics import TOPICS
from models.applications import Application, TopicWish, Wish
from models.languages import Language, _
from models.offers import Offer, TopicStrength
from models.organisations import Organisation
from models.people import Person
from models.rounds import Round
from models.states import ApplicationState, Kind, OfferState

T = TypeVar("T")
SLOTS = ("mon 13:00", "tue 09:00", "tue 13:00", "wed 13:00", "thu 09:00", "thu 13:00")
LENGTHS = (4, 6, 6, 6, 10)  # half days of a stay
SESSIONS, CADENCE_WEEKS = 6, 2
WISHES = 3
FEWEST_ORGANISATIONS = 2
SWEDISH, BILINGUAL = 0.07, 0.3


class Draws(Random):
    """Draws only through random(), whose values no Python version changes."""

    def chance(self, share: float) -> bool:
        return self.random() < share

    def pick(self, among: Sequence[T]) -> T:
        return among[int(self.random() * len(among))]

    def some(self, among: Sequence[T], count: int) -> list[T]:
        rest = list(among)
        return [rest.pop(int(self.random() * len(rest))) for _ in range(min(count, len(rest)))]

    def languages(self) -> tuple[Language, ...]:
        if self.chance(SWEDISH):
            return (Language.SV,)
        return (Language.FI, Language.SV) if self.chance(BILINGUAL) else (Language.FI,)


class Inventor:
    """Everybody invented for one round; each organisation has one supervisor for them all."""

    def __init__(self, db: Session, round_: Round, *, seed: int) -> None:
        self.db = db
        self.round = round_
        self.draws = Draws(seed)
        self.places = list(db.scalars(select(Organisation).order_by(Organisation.code)))
        self._supervisors: dict[UUID, Person] = {}
        self._count = 0
        if len(self.places) < FEWEST_ORGANISATIONS:
            raise Conflict(_("A rehearsal with invented people needs at least two organisations."))

    def applicant(self, kind: Kind) -> Application:
        """Somebody who has begun to apply, and will send it while the round is open."""
        home = self.draws.pick(self.places)
        person = self.person(home, supervisor=self.supervisor(home))
        mentoring = kind is Kind.MENTORING
        application = Application(
            round_id=self.round.id,
            person_id=person.id,
            kind=kind,
            state=ApplicationState.DRAFT,
            topics=tuple(TopicWish(topic=each.code, weight=4) for each in self.draws.some(TOPICS, 2)),
            languages=self.draws.languages(),
            blocks=() if mentoring else (self.draws.pick(LENGTHS),),
            sessions=SESSIONS if mentoring else None,
            cadence_weeks=CADENCE_WEEKS if mentoring else None,
            slots=tuple(self.draws.some(SLOTS, 3)) if mentoring else (),
        )
        self.db.add(application)
        others = [each for each in self.places if each.id != home.id]
        for rank, wished in enumerate(self.draws.some(others, WISHES), start=1):
            self.db.add(Wish(application_id=application.id, rank=rank, organisation_id=wished.id))
        return application

    def offer(self, kind: Kind) -> Offer:
        home = self.draws.pick(self.places)
        return Offer(
            round_id=self.round.id,
            person_id=self.person(home).id,
            organisation_id=home.id,
            kind=kind,
            topics=tuple(TopicStrength(topic=each.code, strength=4) for each in self.draws.some(TOPICS, 3)),
            languages=(Language.FI, Language.SV) if self.draws.chance(BILINGUAL) else (Language.FI,),
            most=self.draws.pick((1, 1, 2)),
            slots=tuple(self.draws.some(SLOTS, 4)) if kind is Kind.MENTORING else (),
        )

    def supervisor(self, home: Organisation) -> Person:
        if home.id not in self._supervisors:
            self._supervisors[home.id] = self.person(home)
        return self._supervisors[home.id]

    def person(self, home: Organisation, *, supervisor: Person | None = None) -> Person:
        self._count += 1
        person = Person(
            organisation_id=home.id,
            name=f"Keksitty {self._count}",
            email=f"keksitty-{self._count:04}@example.org",
            language=Language.FI,
            supervisor_id=supervisor.id if supervisor else None,
        )
        self.db.add(person)
        return person


def invent(db: Session, round_: Round, *, applicants: int, seed: int) -> None:
    """So many applicants, their kinds in turn; hosts for nine in ten of them where nobody offers yet."""
    inventor = Inventor(db, round_, seed=seed)
    for number in range(applicants):
        inventor.applicant(round_.kinds[number % len(round_.kinds)])
    for kind in round_.kinds:
        if not _has_offers(db, round_, kind):
            asking = len(range(round_.kinds.index(kind), applicants, len(round_.kinds)))
            made = [inventor.offer(kind) for _ in range(-(-9 * asking // 10))]
            db.add_all(made)
    db.flush()


def _has_offers(db: Session, round_: Round, kind: Kind) -> bool:
    found = select(func.count(Offer.id)).where(Offer.round_id == round_.id, Offer.kind == kind)
    return bool(db.scalar(found.where(Offer.state == OfferState.OPEN)))
