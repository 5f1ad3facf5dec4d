"""The one translation between rows and the solver's problem."""

from collections import defaultdict
from datetime import date, datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session, selectinload

from domain import busy_times, travel
from domain.freedom import freedom, starting
from domain.priorities import bonuses
from domain.promises import honour
from domain.ruled import ruled
from domain.slots import slots
from domain.standing import Standing
from domain.together import companions, released
from domain.working_days import in_working_days, working_days
from models.applications import Application
from models.exchanges import Exchange
from models.offers import Offer
from models.organisations import ClosedDay, Organisation
from models.people import Person
from models.rounds import Round
from models.states import ApplicationState, EndorsementState, ExchangeState, Kind, OfferState
from models.timeline import local_day
from solver import problem as p
from solver.objective import Objective, Weights
from solver.steadiness import least_change

LEAD_DAYS = 5  # working days between a repair and the first day that it may fix
WISH_WEIGHTS = (100, 60, 30)
NOBODY: frozenset[UUID] = frozenset()


def problem(db: Session, round_: Round, *, now: datetime) -> p.Problem:
    """Everything the solver must know to plan this round, or to repair what is left of it."""
    return _steadily(told(db, round_, now=now))


def told(db: Session, round_: Round, *, now: datetime, movable: frozenset[UUID] = NOBODY) -> p.Problem:
    """The same with the round's own weights; the exchanges of `movable` applications may change."""
    exchanges = _exchanges(db, round_)
    applications = _applications(
        db, round_, placed={each.application_id for each in exchanges if _lives(each)}
    )
    offers = _offers(db, round_, needed={each.offer_id for each in exchanges if _lives(each)})
    window = working_days(round_.first_day, round_.last_day)
    earliest = max(round_.first_day, local_day(in_working_days(now, LEAD_DAYS)))
    people = {each.id: each for each in db.scalars(select(Person))}
    free = freedom(db, window, busy=busy_times.taken(db, round_, (*applications, *offers), window))
    living = {each.application_id: each for each in exchanges if _lives(each)}
    fixed = {key: each for key, each in living.items() if _stays(each) and key not in movable}
    without_days = {key for key, each in living.items() if not each.appointments}
    here = {each.id for each in (*applications, *offers)}
    rules = ruled(db, round_, here=here, fixed=fixed, window=window)
    extra = bonuses(db, round_)

    def when(row: Application) -> p.Free:
        return p.Free() if row.id in fixed else starting(free[row.id], earliest, window)

    stands = Standing(tuple(fixed[key] for key in sorted(fixed, key=str)), window)
    found = p.Problem(
        money_unit="euro",
        date_mode="fixed",
        days=tuple(p.Day(date=day) for day in window),
        may_cross_weekend=round_.may_cross_weekends,
        slots=slots(applications, offers, round_, earliest=earliest, exchanges=living.values()),
        organisations=_organisations(db, stands),
        travel=_travel(db),
        applications=tuple(
            _application(
                each,
                people,
                when(each),
                offers={offer.id for offer in offers},
                bonus=extra.get((each.person_id, each.kind), 0),
                agrees_days=each.id in without_days,
            )
            for each in applications
        ),
        host_offers=tuple(_host(each, people, free[each.id], stands) for each in offers if _hosts(each)),
        mentor_offers=tuple(
            _mentor(each, people, free[each.id], stands) for each in offers if not _hosts(each)
        ),
        companions=companions([each for each in applications if each.id not in {*fixed, *movable}]),
        locked=stands.locks,
        forbidden=rules.with_released(released(exchanges, living, here)),
        previous=_previous(stands, living, {*fixed}, movable),
        objective=Objective(weights=Weights(**round_.weights.model_dump())),
    )
    lived = honour(found, stands.exchanges)
    return lived.model_copy(update={"locked": (*lived.locked, *rules.locks)})


def _previous(
    stands: Standing, living: dict[UUID, Exchange], fixed: set[UUID], movable: frozenset[UUID]
) -> tuple[p.Previous, ...]:
    """What broke, and what may move although it did not: that counts as not confirmed."""
    known = stands.previous(each for key, each in sorted(living.items()) if key not in fixed)
    free = {str(each) for each in movable}
    return tuple(
        each.model_copy(update={"confirmed": False}) if each.application in free else each for each in known
    )


def _steadily(problem: p.Problem) -> p.Problem:
    """Where something broke, it is put right with the least change before anything else is gained."""
    if not problem.previous:
        return problem
    return problem.model_copy(update={"objective": least_change(problem)})


def _applications(db: Session, round_: Round, *, placed: set[UUID]) -> list[Application]:
    """Those who take part: sent, endorsed where there is somebody to endorse or placed, not withdrawn."""
    states = (ApplicationState.SUBMITTED, ApplicationState.PLACED, ApplicationState.WAITING)
    found = select(Application).where(Application.round_id == round_.id, Application.state.in_(states))
    found = found.options(
        selectinload(Application.person),
        selectinload(Application.wishes),
        selectinload(Application.avoids),
        selectinload(Application.endorsement),
    )
    taking = (each for each in db.scalars(found) if is_endorsed(each) or each.id in placed)
    return sorted(taking, key=lambda each: str(each.id))


def is_endorsed(application: Application) -> bool:
    return application.endorsement is None or application.endorsement.state is EndorsementState.GIVEN


def _offers(db: Session, round_: Round, *, needed: set[UUID]) -> list[Offer]:
    """Those that are open, and those that are withdrawn but have guests or mentees still."""
    found = select(Offer).where(Offer.round_id == round_.id).options(selectinload(Offer.person))
    taking = (each for each in db.scalars(found) if each.state is OfferState.OPEN or each.id in needed)
    return sorted(taking, key=lambda each: str(each.id))


def _hosts(offer: Offer) -> bool:
    return offer.kind is Kind.SHADOWING


def _lives(exchange: Exchange) -> bool:
    return exchange.state is not ExchangeState.RELEASED


def _stays(exchange: Exchange) -> bool:
    return exchange.state is not ExchangeState.BROKEN


def _exchanges(db: Session, round_: Round) -> list[Exchange]:
    found = select(Exchange).where(Exchange.round_id == round_.id)
    found = found.options(selectinload(Exchange.appointments), selectinload(Exchange.offer))
    return sorted(db.scalars(found), key=lambda each: str(each.id))


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
        least_mentees=stands.least(row),
        most_mentees=row.most,
    )


def _topics(row: Offer) -> tuple[p.TopicOffer, ...]:
    return tuple(p.TopicOffer(topic=each.topic, strength=each.strength * 20) for each in row.topics)
