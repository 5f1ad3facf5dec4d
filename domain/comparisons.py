"""Two plans beside each other, person by person: who gains, loses, moves, and what it costs."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from domain.refusals import NotFound
from models.applications import Application
from models.languages import _
from models.offers import Offer
from models.organisations import Organisation
from models.people import Person
from models.rounds import Round
from models.schedules import Schedule
from solver.difference import Change, Difference, Totals, Verdict, difference
from solver.problem import Problem, StayDay
from solver.solution import Pairing, Solution
from solver.violation import Case

MOVED: tuple[Verdict, ...] = ("other_dates", "other_offer")


@dataclass(frozen=True)
class Place:
    """With whom and when somebody is in a plan, and what it asks of them."""

    offer_id: UUID
    host: str
    organisation: Organisation
    days: tuple[StayDay, ...]
    sessions: tuple[datetime, ...]
    fit: int
    minutes: int
    euros: int


@dataclass(frozen=True)
class Fate:
    """What becomes of one application; of one that has left, only what was."""

    application_id: UUID
    person: str
    verdict: Verdict
    before: Place | None
    after: Place | None

    @property
    def gains(self) -> bool:
        """A place, or a better one."""
        return self.verdict == "newly_placed" or self._by_fit > 0

    @property
    def loses(self) -> bool:
        return self.verdict == "no_longer_placed" or self._by_fit < 0

    @property
    def moves(self) -> bool:
        return self.verdict in MOVED

    @property
    def _by_fit(self) -> int:
        return self.after.fit - self.before.fit if self.before and self.after else 0


@dataclass(frozen=True)
class Sums:
    """A plan in figures; `minutes` are one way, `euros` of all journeys."""

    placed: int
    fit: int
    minutes: int
    euros: int


@dataclass(frozen=True)
class Comparison:
    """Everybody in the order of their names, and both plans in figures."""

    fates: tuple[Fate, ...]
    before: Sums
    after: Sums

    @property
    def changed(self) -> tuple[Fate, ...]:
        """Those for whom something is different."""
        return tuple(each for each in self.fates if each.verdict not in ("same", "unplaced"))

    @property
    def gaining(self) -> tuple[Fate, ...]:
        return tuple(each for each in self.fates if each.gains)

    @property
    def losing(self) -> tuple[Fate, ...]:
        return tuple(each for each in self.fates if each.loses)

    @property
    def moving(self) -> tuple[Fate, ...]:
        return tuple(each for each in self.fates if each.moves)

    @property
    def euros(self) -> int:
        """What the second plan costs more."""
        return self.after.euros - self.before.euros


def of_versions(db: Session, round_: Round, one: int, other: int) -> Comparison:
    """Any two versions of a round's plan."""
    return compare(db, case_of(_version(db, round_, one)), case_of(_version(db, round_, other)))


def case_of(schedule: Schedule) -> Case:
    """The problem and the plan that a version keeps."""
    return Case(
        Problem.model_validate_json(schedule.problem), Solution.model_validate_json(schedule.solution)
    )


def compare(db: Session, before: Case, after: Case) -> Comparison:
    """Read names and places for what differs; nothing is solved."""
    found = difference(before, after)
    names = Names.of(db, found)
    return Comparison(
        fates=tuple(
            sorted((_fate(each, names) for each in found.changes), key=lambda one: (one.person, one.verdict))
        ),
        before=_sums(found.before),
        after=_sums(found.after),
    )


@dataclass(frozen=True)
class Names:
    """Whose applications and offers the ids of a plan are."""

    people: dict[str, str]
    offers: dict[str, Offer]
    organisations: dict[UUID, Organisation]

    @classmethod
    def of(cls, db: Session, found: Difference) -> "Names":
        asked = [UUID(each.application) for each in found.changes]
        pairings = (one for each in found.changes for one in (each.before, each.after) if one)
        given = {UUID(each.offer) for each in pairings}
        people = select(Application.id, Person.name).join(Application.person)
        offers = select(Offer).where(Offer.id.in_(given)).options(joinedload(Offer.person))
        return cls(
            people={
                str(key): name for key, name in db.execute(people.where(Application.id.in_(asked))).all()
            },
            offers={str(each.id): each for each in db.scalars(offers)},
            organisations={each.id: each for each in db.scalars(select(Organisation))},
        )

    def place(self, pairing: Pairing | None) -> Place | None:
        if pairing is None:
            return None
        offer = self.offers[pairing.offer]
        return Place(
            offer_id=offer.id,
            host=offer.person.name,
            organisation=self.organisations[offer.organisation_id],
            days=pairing.days,
            sessions=pairing.sessions,
            fit=pairing.fit,
            minutes=pairing.journey.minutes,
            euros=pairing.journey.cost,
        )


def names_of(fates: Iterable[Fate]) -> str:
    return ", ".join(each.person for each in fates)


def _fate(change: Change, names: Names) -> Fate:
    return Fate(
        application_id=UUID(change.application),
        person=names.people.get(change.application, ""),
        verdict=change.verdict,
        before=names.place(change.before),
        after=names.place(change.after),
    )


def _sums(totals: Totals) -> Sums:
    return Sums(placed=totals.placed, fit=totals.fit_sum, minutes=totals.minutes, euros=totals.cost)


def _version(db: Session, round_: Round, number: int) -> Schedule:
    found = select(Schedule).where(Schedule.round_id == round_.id, Schedule.version == number)
    schedule = db.scalars(found).first()
    if schedule is None:
        raise NotFound(_("The plan has no version {number}.", number=number))
    return schedule
