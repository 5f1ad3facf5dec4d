"""Meeting again outside of rounds: the days are chosen, both are asked, and the usual loop goes on."""

from datetime import date, datetime

from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from domain import outside_rounds, places
from domain.afterwards.days import day
from domain.afterwards.telling import exchange_of, head, nothing, told
from domain.answer_times import answer_by
from domain.asks.question import Entry, Field, Option, Page, Question
from domain.events import open_stream, record
from domain.refusals import Conflict, Invalid
from domain.working_days import add_working_days, is_working_day, working_days
from invites.after_contexts import VisitOffered
from models import streams
from models.applications import Application
from models.asks import About, Ask, Reply
from models.exchanges import Appointment, Exchange
from models.facts import ExchangeProposed
from models.languages import Language, _
from models.offers import Offer
from models.people import Person
from models.rounds import Round
from models.schedules import Block
from models.states import ApplicationState, ExchangeState, Kind

OPTIONS = (Option("yes", _("Yes, on these days")), Option("no", _("No, thank you")))
OVER = (ExchangeState.HELD, ExchangeState.CLOSED)
MOST_DAYS = 10


def again(db: Session, exchange: Exchange, first: date, *, days: int, now: datetime) -> Exchange:
    """Propose a follow-up visit of the same two on so many working days: both are asked."""
    if exchange.state not in OVER or exchange.kind is not Kind.SHADOWING:
        raise Conflict(_("Only a visit that has taken place is followed by another."))
    if not is_working_day(first) or not 1 <= days <= MOST_DAYS:
        raise Invalid(_("A visit begins on a working day and lasts at most {number}.", number=MOST_DAYS))
    last = add_working_days(first, days - 1)
    round_ = outside_rounds.of_visit(db, exchange, now=now)
    outside_rounds.stretch(round_, first, last)
    confirm_by = answer_by(round_, first, now=now)
    made = _made(db, exchange, round_, Block(first_day=first, last_day=last), confirm_by=confirm_by, now=now)
    try:
        with db.begin_nested():
            places.take(db, made, made.appointments)
    except IntegrityError:
        raise Conflict(_("One of the two has a visit on these days already.")) from None
    open_stream(db, streams.of_exchange(made.id))
    fact = ExchangeProposed(exchange_id=made.id)
    record(db, fact, on=streams.of_exchange(made.id), now=now, actor_id=exchange.guest_id)
    return made


def _made(
    db: Session, old: Exchange, round_: Round, block: Block, *, confirm_by: datetime, now: datetime
) -> Exchange:
    application = _application(db, old, round_, block, now=now)
    offer = _offer(db, old, round_)
    made = Exchange(
        round_id=round_.id,
        application_id=application.id,
        offer_id=offer.id,
        kind=Kind.SHADOWING,
        guest_id=old.guest_id,
        host_id=old.host_id,
        fit=old.fit,
        reasons=(),
        confirm_by=confirm_by,
        appointments=[Appointment(number=1, **block.model_dump())],
    )
    db.add(made)
    db.flush()
    return made


def _application(db: Session, old: Exchange, round_: Round, block: Block, *, now: datetime) -> Application:
    was = db.get_one(Application, old.application_id)
    row = Application(
        round_id=round_.id,
        person_id=old.guest_id,
        kind=Kind.SHADOWING,
        state=ApplicationState.PLACED,
        aims=was.aims,
        topics=was.topics,
        languages=was.languages,
        blocks=(2 * len(working_days(block.first_day, block.last_day)),),
        submitted_at=now,
    )
    db.add(row)
    return row


def _offer(db: Session, old: Exchange, round_: Round) -> Offer:
    was = db.get_one(Offer, old.offer_id)
    row = Offer(
        round_id=round_.id,
        person_id=old.host_id,
        organisation_id=was.organisation_id,
        kind=Kind.SHADOWING,
        unit=was.unit,
        topics=was.topics,
        languages=was.languages,
        visit_pack=was.visit_pack,
        online_link=was.online_link,
    )
    db.add(row)
    return row


def _write(db: Session, ask: Ask, to: Person) -> VisitOffered:
    return VisitOffered(**vars(head(db, ask, to, OPTIONS)))


def _look(db: Session, ask: Ask, language: Language) -> Page:
    exchange = exchange_of(db, ask)
    return Page(
        title=_("Would you like to meet again? {name}", name=exchange.host.name),
        told=told(exchange, language),
        options=OPTIONS,
        fields=(
            Field("first", _("The first day"), Entry.DATE),
            Field("days", _("How many working days?"), Entry.NUMBER),
        ),
    )


def _answered(db: Session, ask: Ask, reply: Reply, now: datetime) -> None:
    if reply.word not in {each.word for each in OPTIONS}:
        raise Invalid(_("Choose one of the answers."))
    if reply.word == "no":
        return
    first, days = day(reply.of("first")), reply.of("days").strip() or "1"
    if first is None or not days.isdecimal():
        raise Invalid(_("Choose the first day, and how many working days it lasts."))
    again(db, exchange_of(db, ask), first, days=int(days), now=now)


QUESTION = Question(About.VISIT_AGAIN, _write, _look, _answered, nothing)
