"""The one translation between rows and the solver's problem."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from domain import busy_times, travel
from domain.freedom import freedom, starting
from domain.priorities import bonuses
from domain.promises import honour
from domain.ruled import ruled
from domain.slots import slots
from domain.standing import Standing
from domain.taking_part import NOBODY, TakingPart
from domain.taking_part import is_endorsed as is_endorsed
from domain.together import companions, released
from domain.working_days import in_working_days, working_days
from models.applications import Application
from models.offers import Offer
from models.organisations import ClosedDay, Organisation
from models.people import Person
from models.rounds import Round
from models.states import Kind
from models.timeline import local_day
from solver import problem as p
from solver.objective import Objective, Weights
from solver.steadiness import least_change

LEAD_DAYS = 5  # working days between a repair and the first day that it may fix
WISH_WEIGHTS = (100, 60, 30)


def problem(db: Session, round_: Round, *, now: datetime) -> p.Problem:
    """Everything the solver must know to plan this round, or to repair what is left of it."""
    return _steadily(told(db, round_, now=now))


def told(db: Session, round_: Round, *, now: datetime, movable: frozenset[UUID] = NOBODY) -> p.Problem:
    """The same with the round's own weights; the exchanges of `movable` applications may change."""
    return told_of(db, round_, TakingPart.read(db, round_, movable=movable), now=now)


def told_of(db: Session, round_: Round, these: TakingPart, *, now: datetime) -> p.Problem:
    """The problem of those alone who are named."""
    window = working_days(round_.first_day, round_.last_day)
    stands = Standing(tuple(these.fixed[key] for key in sorted(these.fixed, key=str)), window)
    rules = ruled(db, round_, here=these.ids, fixed=these.fixed, window=window)
    earliest = max(round_.first_day, local_day(in_working_days(now, LEAD_DAYS)))
    people = People.read(db, round_, these, stands, earliest=earliest)
    found = p.Problem(
        money_unit="euro",
        date_mode="fixed",
        days=tuple(p.Day(date=day) for day in window),
        may_cross_weekend=round_.may_cross_weekends,
        slots=slots(
            these.applications, these.offers, round_, earliest=earliest, exchanges=these.living.values()
        ),
        organisations=_organisations(db, stands),
        travel=_travel(db),
        applications=people.applications,
        host_offers=people.hosts,
        mentor_offers=people.mentors,
        companions=companions(these.unsettled),
        locked=stands.locks,
        forbidden=rules.with_released(released(these.exchanges, these.living, these.ids)),
        previous=_previous(stands, these),
        objective=Objective(weights=Weights(**round_.weights.model_dump())),
    )
    lived = honour(found, stands.exchanges)
    return lived.model_copy(update={"locked": (*lived.locked, *rules.locks)})


@dataclass(frozen=True)
class People:
    """Who asks and who gives in one plan, and when they can."""

    these: TakingPart
    stands: Standing
    earliest: date
    known: dict[UUID, Person]
    free: dict[UUID, p.Free]
    bonuses: dict[tuple[UUID, Kind], int]

    @classmethod
    def read(
        cls, db: Session, round_: Round, these: TakingPart, stands: Standing, *, earliest: date
    ) -> "People":
        taken = busy_times.taken(db, round_, (*these.applications, *these.offers), stands.window)
        return cls(
            these,
            stands,
            earliest,
            known={each.id: each for each in db.scalars(select(Person))},
            free=freedom(db, stands.window, busy=taken),
            bonuses=bonuses(db, round_),
        )

    @property
    def applications(self) -> tuple[p.Application, ...]:
        offers = {each.id for each in self.these.offers}
        return tuple(
            _application(
                each,
                self.known,
                self._when(each),
                offers=offers,
                bonus=self.bonuses.get((each.person_id, each.kind), 0),
                agrees_days=each.id in self.these.without_days,
            )
            for each in self.these.applications
        )

    @property
    def hosts(self) -> tuple[p.HostOffer, ...]:
        found = (each for each in self.these.offers if _hosts(each))
        return tuple(_host(each, self.known, self.free[each.id], self.stands) for each in found)

    @property
    def mentors(self) -> tuple[p.MentorOffer, ...]:
        found = (each for each in self.these.offers if not _hosts(each))
        return tuple(_mentor(each, self.known, self.free[each.id], self.stands) for each in found)

    def _when(self, row: Application) -> p.Free:
        if row.id in self.these.fixed:
            return p.Free()
        return starting(self.free[row.id], self.earliest, self.stands.window)


def _previous(stands: Standing, these: TakingPart) -> tuple[p.Previous, ...]:
    """What broke, and what may move although it did not: that counts as not confirmed."""
    loose = (each for key, each in sorted(these.living.items()) if key not in these.fixed)
    free = {str(each) for each in these.movable}
    return tuple(
        each.model_copy(update={"confirmed": False}) if each.application in free else each
        for each in stands.previous(loose)
    )


def _steadily(problem: p.Problem) -> p.Problem:
    """Where something broke, it is put right with the least change before anything else is gained."""
    if not problem.previous:
        return problem
    return problem.model_copy(update={"objective": least_change(problem)})


def _hosts(offer: Offer) -> bool:
    return offer.kind is Kind.SHADOWING


def _organisations(db: Session, stands: Standing) -> tuple[p.Organisation, ...]:
    closed: dict[UUID, list[date]] = defaultdict(list)
    for row in db.scalars(select(ClosedDay).order_by(ClosedDay.day)):
        closed[row.organisation_id].append(row.day)
    return tuple(
        p.Organisation(
            id=str(each.id),
            sort_key=each.code,
            guests_per_day=each.guests_per_day,
            travel_budget=each.travel_budget_euros,
            balance_tolerance=each.balance_tolerance,
            closed=stands.closed(each.id, closed[each.id]),
        )
        for each in db.scalars(select(Organisation).order_by(Organisation.code))
    )


def _travel(db: Session) -> tuple[p.Travel, ...]:
    return tuple(
        p.Travel(
            origin=str(here),
            destination=str(there),
            minutes=trip.minutes,
            cost=trip.euros,
            co2=trip.co2_grams,
        )
        for (here, there), trip in travel.matrix(db).items()
    )


def _application(
    row: Application,
    people: dict[UUID, Person],
    free: p.Free,
    *,
    offers: set[UUID],
    bonus: int,
    agrees_days: bool,
) -> p.Application:
    person = people[row.person_id]
    return p.Application(
        id=str(row.id),
        sort_key=f"{person.email} {row.kind}",
        kind=row.kind.value,
        person=str(row.person_id),
        organisation=str(person.organisation_id),
        needs=_needs(row, agrees_days=agrees_days),
        free=free,
        slots=row.slots or None,
        topics=tuple(p.TopicWish(topic=each.topic, weight=each.weight) for each in row.topics),
        languages=tuple(row.languages),
        max_minutes=row.most_minutes,
        max_cost=_most(row),
        excluded_organisations=_not_at(row),
        excluded_persons=_not_with(row, person),
        wishes=_wishes(row, offers),
        priority=10 + row.priority + bonus,
    )


def _needs(row: Application, *, agrees_days: bool) -> p.Stay | p.Sessions | p.CommonDays:
    """Who is placed, and has no days yet, takes a place but no day."""
    if row.kind is Kind.MENTORING:
        return p.Sessions(count=row.sessions or 1, every_weeks=row.cadence_weeks or 1)
    return p.CommonDays(at_least=1) if agrees_days else p.Stay(blocks=row.blocks)


def _most(row: Application) -> int | None:
    """What the applicant and the supervisor have both said yes to."""
    limits = row.endorsement.conditions if row.endorsement else None
    said = (row.most_euros, limits.most_euros if limits else None)
    return min((each for each in said if each is not None), default=None)


def _not_at(row: Application) -> tuple[str, ...]:
    return tuple(sorted(str(each.organisation_id) for each in row.avoids if each.organisation_id))


def _not_with(row: Application, person: Person) -> tuple[str, ...]:
    avoided = {each.person_id for each in row.avoids} | {person.supervisor_id}
    return tuple(sorted(str(each) for each in avoided if each))


def _wishes(row: Application, offers: set[UUID]) -> tuple[p.Wish, ...]:
    """A wish for an offer that has been withdrawn is not there any more."""
    return tuple(
        p.Wish(
            offer=str(each.offer_id) if each.offer_id else None,
            organisation=None if each.offer_id else str(each.organisation_id),
            weight=WISH_WEIGHTS[min(each.rank, len(WISH_WEIGHTS)) - 1],
        )
        for each in row.wishes
        if each.offer_id is None or each.offer_id in offers
    )


def _host(row: Offer, people: dict[UUID, Person], free: p.Free, stands: Standing) -> p.HostOffer:
    return p.HostOffer(
        id=str(row.id),
        sort_key=f"{people[row.person_id].email} {row.kind}",
        organisation=str(row.organisation_id),
        person=str(row.person_id),
        topics=_topics(row),
        languages=tuple(row.languages),
        free=stands.free(row.id, free),
        preferred_organisations=tuple(str(each) for each in row.prefers),
        guests_per_day=row.guests_per_day,
        least_stays=stands.least(row),
        most_stays=row.most,
    )


def _mentor(row: Offer, people: dict[UUID, Person], free: p.Free, stands: Standing) -> p.MentorOffer:
    return p.MentorOffer(
        id=str(row.id),
        sort_key=f"{people[row.person_id].email} {row.kind}",
        organisation=str(row.organisation_id),
        person=str(row.person_id),
        topics=_topics(row),
        languages=tuple(row.languages),
        free=stands.free(row.id, free),
        preferred_organisations=tuple(str(each) for each in row.prefers),
        slots=row.slots or None,
        in_person=row.in_person,
        least_mentees=stands.least(row),
        most_mentees=row.most,
    )


def _topics(row: Offer) -> tuple[p.TopicOffer, ...]:
    return tuple(p.TopicOffer(topic=each.topic, strength=each.strength * 20) for each in row.topics)
