"""Publishing an approved schedule: exchanges begin, move or end; everybody without a place hears why."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from domain import application_letters, exchanges, mails, pairings, places, schedule_letters
from domain.agreeing import open_dates
from domain.answer_times import answer_by
from domain.application_letters import Left
from domain.changes import STANDING, Changes, changes
from domain.events import open_stream, record
from domain.planning import is_endorsed
from domain.refusals import Conflict, Refusal
from domain.roles import coordinator
from invites.contexts import Shortage
from models import streams
from models.applications import Application
from models.exchanges import Exchange
from models.facts import ExchangeProposed, SchedulePublished
from models.languages import _
from models.offers import Offer
from models.people import Person
from models.rounds import Round
from models.schedules import Pairing, Schedule
from models.states import ApplicationState, ExchangeState, OfferState, Reason, RoundState, ScheduleState
from models.timeline import local_day

Rehousing = tuple[UUID, Pairing]  # an exchange that ends, and the place of its guest instead


def publish(db: Session, round_: Round, schedule: Schedule, *, now: datetime) -> None:
    """Make the approved version the one that lives; twice is once."""
    if schedule.state is not ScheduleState.APPROVED:
        return
    for pairing in _prepared(db, round_, schedule, now=now).proposed:
        _propose(db, round_, schedule, pairing, now=now)
    schedule.state, schedule.published_at = ScheduleState.PUBLISHED, now
    if round_.state is RoundState.PLANNED:
        round_.state = RoundState.RUNNING
    tell_unplaced(db, round_, schedule, now=now)
    record(db, SchedulePublished(schedule_id=schedule.id), on=streams.of_round(round_.id), now=now)


def begin_some(
    db: Session, round_: Round, schedule: Schedule, *, most: int, tried: set[UUID], now: datetime
) -> bool:
    """Begin at most so many exchanges of those that nobody has `tried` yet; whether some are left."""
    bill = changes(db, schedule)
    done = tried | {each.application_id for _key, each in _rehoused(bill)}  # these go over on the first page
    left = [each for each in bill.proposed if each.application_id not in done]
    if len(left) <= most:
        return False  # `publish` does the rest at once: half a repair is not what HR has seen
    _prepared(db, round_, schedule, now=now)
    for pairing in left[:most]:
        tried.add(pairing.application_id)
        _propose(db, round_, schedule, pairing, now=now)
    return True


def has_begun(db: Session, schedule: Schedule) -> bool:
    """Whether some of its exchanges live already."""
    return db.scalar(select(Exchange.id).where(Exchange.schedule_id == schedule.id).limit(1)) is not None


def _prepared(db: Session, round_: Round, schedule: Schedule, *, now: datetime) -> Changes:
    """What is to begin, once the plan before it has made way and all has been moved that must be."""
    _supersede_published(db, round_)
    bill = changes(db, schedule)
    if schedule.by_rule:
        _tell_adopted(db, round_, schedule, now=now)
    _rearrange(db, round_, schedule, bill, now=now)
    return bill


def _tell_adopted(db: Session, round_: Round, schedule: Schedule, *, now: datetime) -> None:
    """The coordinator hears what the round's own rule has approved."""
    owner = coordinator(db, round_)
    letter = schedule_letters.repair_adopted(db, round_, schedule, to=owner)
    mails.queue(db, letter, key=f"adopted:{schedule.version}", to=owner, about=round_, now=now)


def _rearrange(db: Session, round_: Round, schedule: Schedule, bill: Changes, *, now: datetime) -> None:
    """Release and move what is still broken, or steps aside; who moves may take the days of another."""
    touched = sorted((*bill.released, *(each.exchange_id for each in bill.moved)))
    loaded = {each: exchanges.load(db, each) for each in touched}  # all locked, in order, before any fact
    broken = {key: each for key, each in loaded.items() if _is_moved(each, bill)}
    rehoused = {each.application_id for each in bill.proposed}
    for exchange in (broken[each] for each in bill.released if each in broken and each not in bill.stood):
        reason = Reason.REARRANGED if exchange.application_id in rehoused else Reason.ILLNESS
        exchanges.release(db, exchange, reason=reason, now=now)
        exchange.repaired = True
    going = [(key, pairing) for key, pairing in _rehoused(bill) if key in broken]
    staying = _rehouse(db, round_, schedule, going, now=now)
    moves = [(broken[each.exchange_id], each.pairing) for each in bill.moved if each.exchange_id in broken]
    for exchange, _pairing in moves:
        places.give_back(db, exchange)
    for exchange, pairing in moves:
        _move(db, exchange, pairing, now=now)
    _rehouse(db, round_, schedule, staying, now=now)


def _rehoused(bill: Changes) -> list[Rehousing]:
    """The exchanges that had not broken and end, each with the place that its guest gets instead."""
    proposed = {each.application_id: each for each in bill.proposed}
    return [(key, proposed[guest]) for key, guest in bill.leaving if guest in proposed]


def _rehouse(
    db: Session, round_: Round, schedule: Schedule, going: list[Rehousing], *, now: datetime
) -> list[Rehousing]:
    """All at once or one by one, each in one piece; those are left whose new place is gone: they stay."""
    if not going or _goes_over(db, round_, schedule, going, now=now):
        return []
    for each in going:
        if _goes_over(db, round_, schedule, [each], now=now):
            others = [other for other in going if other is not each]
            return _rehouse(db, round_, schedule, others, now=now)  # its old place may be another's new one
    return going


def _goes_over(
    db: Session, round_: Round, schedule: Schedule, going: list[Rehousing], *, now: datetime
) -> bool:
    try:
        with db.begin_nested():
            for key, _pairing in going:
                exchange = exchanges.load(db, key)
                exchanges.release(db, exchange, reason=Reason.REARRANGED, now=now)
                exchange.repaired = True
            db.flush()
            for _key, pairing in going:
                _begin(db, round_, schedule, pairing, now=now)
    except (Refusal, IntegrityError):
        return False
    return True


def _is_moved(exchange: Exchange, bill: Changes) -> bool:
    return exchange.state in (STANDING if exchange.id in bill.stood else (ExchangeState.BROKEN,))


def _move(db: Session, exchange: Exchange, pairing: Pairing, *, now: datetime) -> None:
    """To its new days; released for another repair when they are taken or too near by now."""
    stood = exchange.state is not ExchangeState.BROKEN
    try:
        with db.begin_nested():
            if stood:
                exchange.broken_at, exchange.broken_by_id = now, None  # both are asked anew
            round_ = db.get_one(Round, exchange.round_id)
            exchange.confirm_by = answer_by(round_, _begins(pairing), now=now)
            appointments = pairings.appointments(pairing, exchange.application)
            exchanges.move(db, exchange, appointments, now=now)
    except (Refusal, IntegrityError):
        exchange = exchanges.load(db, exchange.id)
        if not (stood and _stays(db, exchange)):
            reason = Reason.REARRANGED if stood else Reason.ILLNESS
            exchanges.release(db, exchange, reason=reason, now=now)


def _stays(db: Session, exchange: Exchange) -> bool:
    """On its old days after all, unless somebody else has them by now."""
    try:
        with db.begin_nested():
            places.take(db, exchange, exchange.appointments)
    except (Refusal, IntegrityError):
        return False
    return True


def _begins(pairing: Pairing) -> date:
    return local_day(pairing.starts[0]) if pairing.starts else pairing.blocks[0].first_day


def _propose(db: Session, round_: Round, schedule: Schedule, pairing: Pairing, *, now: datetime) -> None:
    """Begin one exchange, if its people, its place and its days are still there."""
    try:
        with db.begin_nested():
            _begin(db, round_, schedule, pairing, now=now)
    except (Refusal, IntegrityError):
        # The place is taken or the days are too near by now: the applicant is told with all who got none.
        return


def _begin(db: Session, round_: Round, schedule: Schedule, pairing: Pairing, *, now: datetime) -> None:
    application = db.get_one(Application, pairing.application_id)
    offer = db.get_one(Offer, pairing.offer_id)
    db.refresh(application, ["state"], with_for_update=True)
    if not application.state.may_become(ApplicationState.PLACED) or offer.state is not OfferState.OPEN:
        raise Conflict(_("One of the two takes no part any more."))
    exchange = _exchange(db, round_, schedule, pairing, now=now)
    if open_dates.agrees_days(round_, exchange.kind) and not _travels_along(db, application):
        _open_days(db, round_, exchange, pairing, now=now)
    else:
        _fix_days(db, round_, exchange, pairing, now=now)
    application.state = ApplicationState.PLACED
    open_stream(db, streams.of_exchange(exchange.id))
    fact = ExchangeProposed(exchange_id=exchange.id)
    record(db, fact, on=streams.of_exchange(exchange.id), now=now)


def _exchange(db: Session, round_: Round, schedule: Schedule, pairing: Pairing, *, now: datetime) -> Exchange:
    application = db.get_one(Application, pairing.application_id)
    offer = db.get_one(Offer, pairing.offer_id)
    exchange = Exchange(
        round_id=round_.id,
        application_id=application.id,
        offer_id=offer.id,
        schedule_id=schedule.id,
        kind=application.kind,
        guest_id=application.person_id,
        host_id=offer.person_id,
        fit=pairing.fit,
        reasons=pairing.reasons,
        confirm_by=now,
        appointments=[],
    )
    db.add(exchange)
    db.flush()
    return exchange


def _travels_along(db: Session, application: Application) -> bool:
    """Who travels together has the same days: these the plan fixes."""
    along = select(Application.id).where(Application.travels_with_id == application.id)
    return application.travels_with_id is not None or db.scalars(along).first() is not None


def _fix_days(db: Session, round_: Round, exchange: Exchange, pairing: Pairing, *, now: datetime) -> None:
    """The plan's own days, taken at once."""
    exchange.confirm_by = answer_by(round_, _begins(pairing), now=now)
    application = db.get_one(Application, pairing.application_id)
    exchange.appointments.extend(pairings.appointments(pairing, application))
    db.flush()
    places.take(db, exchange, exchange.appointments)


def _open_days(db: Session, round_: Round, exchange: Exchange, pairing: Pairing, *, now: datetime) -> None:
    """The plan's days are only one choice: nothing is taken before the two have agreed."""
    row = open_dates.opened(round_, pairing.blocks, now=now)
    row.exchange_id, exchange.confirm_by = exchange.id, row.agree_by
    db.add(row)
    db.flush()


def _supersede_published(db: Session, round_: Round) -> None:
    found = select(Schedule).where(Schedule.round_id == round_.id, Schedule.state == ScheduleState.PUBLISHED)
    for schedule in db.scalars(found):
        schedule.state = ScheduleState.SUPERSEDED


def tell_unplaced(db: Session, round_: Round, schedule: Schedule, *, now: datetime) -> None:
    """Each hears once in a round: why, and that they stay on the waiting list."""
    known = {each.application_id: Left(Shortage(each.reason), each.advice) for each in schedule.unplaced}
    found = select(Application).where(
        Application.round_id == round_.id, Application.state == ApplicationState.SUBMITTED
    )
    for application in sorted(db.scalars(found), key=lambda each: each.id):
        _put_on_waiting_list(db, round_, application, known.get(application.id), now=now)


def _put_on_waiting_list(
    db: Session, round_: Round, application: Application, left: Left | None, *, now: datetime
) -> None:
    db.refresh(application, ["state"], with_for_update=True)
    if application.state is not ApplicationState.SUBMITTED:
        return
    db.refresh(application, ["endorsement"])
    if left is None:
        left = Left(Shortage.PLACES_TAKEN if is_endorsed(application) else Shortage.NOT_ENDORSED)
    application.state = ApplicationState.WAITING
    person = db.get_one(Person, application.person_id)
    letter = application_letters.not_placed(db, application, round_=round_, to=person, left=left, now=now)
    mails.queue(db, letter, key=f"not_placed:{application.id}", to=person, about=round_, now=now)
