"""After the first meeting either of a pair may leave without fault: both are asked, each alone."""

from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from domain import exchanges, meetings
from domain.asks import asks
from domain.asks.question import Option, Page, Question
from domain.mentoring import endings, letters
from domain.refusals import Invalid
from domain.working_days import next_working_day, subtract_working_days
from invites.mentoring_contexts import AfterFirstMeeting
from models import streams
from models.asks import About, Ask, AskState, Reply
from models.exchanges import Appointment, Exchange
from models.languages import Language, _
from models.mentoring import EndCode
from models.people import Person
from models.rounds import Round
from models.timeline import MORNING, local_day, moment

GO_ON, LEAVE = "go_on", "leave"
OPTIONS = (
    Option(GO_ON, _("We go on together")),
    Option(LEAVE, _("I would rather have another pair")),
)
TIME_TO_THINK = timedelta(days=7)


def pursue(db: Session, exchange: Exchange, *, now: datetime) -> None:
    """Ask both when they have met; part them when all words are in, so that nobody learns whose it was."""
    if asks_at(exchange) <= now < _answer_by(exchange):
        for person in (exchange.guest, exchange.host):
            _ask(db, exchange, person, now=now)
    asked = letters.about(db, exchange, About.FIRST_MEETING)
    if any(_leaves(each) for each in asked) and not any(each.state is AskState.OPEN for each in asked):
        endings.end(db, exchange, EndCode.FIRST_MEETING, now=now)


def asks_at(exchange: Exchange) -> datetime:
    """The working morning after the first session."""
    return moment(next_working_day(local_day(meetings.ends(_in_order(exchange)[0]))), MORNING)


def go_on(db: Session, exchange: Exchange) -> bool:
    """Whether the time to leave without fault is over, and neither has left."""
    asked = letters.about(db, exchange, About.FIRST_MEETING)
    return bool(asked) and not any(_leaves(each) or each.state is AskState.OPEN for each in asked)


def _leaves(ask: Ask) -> bool:
    return ask.state is AskState.ANSWERED and ask.reply is not None and ask.reply.word == LEAVE


def _in_order(exchange: Exchange) -> list[Appointment]:
    return sorted(meetings.planned(exchange), key=meetings.begins)


def _answer_by(exchange: Exchange) -> datetime:
    """A week, but before they meet again."""
    later = (meetings.begins(each) for each in _in_order(exchange)[1:2])
    return min([asks_at(exchange) + TIME_TO_THINK, *later])


def _ask(db: Session, exchange: Exchange, person: Person, *, now: datetime) -> None:
    deadline = _answer_by(exchange)
    remind_at = moment(subtract_working_days(local_day(deadline), 2), MORNING)
    asks.put(
        db,
        QUESTION,
        on=streams.of_exchange(exchange.id),
        subject_id=exchange.id,
        occasion=letters.side(exchange, person),
        to=person,
        plan=asks.Plan(deadline, reminders=(remind_at,) if remind_at > now else ()),
        now=now,
    )


def _write(db: Session, ask: Ask, to: Person) -> AfterFirstMeeting:
    exchange = exchanges.look_at(db, ask.subject_id)
    top = letters.asked(db, ask, to, OPTIONS, round_=db.get_one(Round, exchange.round_id))
    return AfterFirstMeeting(**vars(top), partner=letters.partner(exchange, to).name)


def _look(db: Session, ask: Ask, _language: Language) -> Page:
    exchange = exchanges.look_at(db, ask.subject_id)
    other = letters.partner(exchange, db.get_one(Person, ask.whose_id))
    return Page(
        title=_("Do you and {name} go on?", name=other.name),
        intro=_("Nobody is told who said what."),
        options=OPTIONS,
    )


def _answered(_db: Session, _ask: Ask, reply: Reply, _now: datetime) -> None:
    """The exchange's own chapter acts on it, when both words are in."""
    if reply.word not in (GO_ON, LEAVE):
        raise Invalid(_("Choose one of the answers."))


def _lapsed(_db: Session, _ask: Ask, _now: datetime) -> None:
    """Silence is going on."""


QUESTION = Question(About.FIRST_MEETING, _write, _look, _answered, _lapsed)
