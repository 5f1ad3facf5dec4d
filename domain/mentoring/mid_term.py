"""At half-time both are asked how it goes: well, with help, or not at all."""

from datetime import datetime

from sqlalchemy.orm import Session

from domain import exchanges, mails, meetings
from domain.asks import asks
from domain.asks.question import Field, Option, Page, Question
from domain.mentoring import endings, goals, letters
from domain.refusals import Invalid
from domain.roles import coordinator
from domain.working_days import in_working_days, next_working_day
from invites.mentoring_contexts import MidTerm, PairNeedsHelp
from models import streams
from models.asks import About, Ask, Reply
from models.exchanges import Exchange
from models.languages import Language, _
from models.mentoring import EndCode
from models.people import Person
from models.rounds import Round
from models.timeline import EVENING, MORNING, local_day, moment

WELL, HELP, END = "well", "help", "end"
OPTIONS = (
    Option(WELL, _("It goes well")),
    Option(HELP, _("We need help")),
    Option(END, _("I end the mentoring")),
)
LEAST_SESSIONS = 4  # of fewer, half-time is as good as the end
ANSWER_WORKING_DAYS, REMINDED_AFTER = 5, 3


def pursue(db: Session, exchange: Exchange, *, now: datetime) -> None:
    """Ask both once, as long as there is something to come."""
    at = asks_at(exchange)
    if at is None or not at <= now < meetings.last_moment(exchange):
        return
    for person in (exchange.guest, exchange.host):
        asks.put(
            db,
            QUESTION,
            on=streams.of_exchange(exchange.id),
            subject_id=exchange.id,
            occasion=letters.side(exchange, person),
            to=person,
            plan=_plan(now),
            now=now,
        )


def asks_at(exchange: Exchange) -> datetime | None:
    """The working morning after the session with which the first half ends."""
    ends = sorted(meetings.ends(each) for each in meetings.planned(exchange))
    if len(ends) < LEAST_SESSIONS:
        return None
    return moment(next_working_day(local_day(ends[(len(ends) - 1) // 2])), MORNING)


def _plan(now: datetime) -> asks.Plan:
    deadline = in_working_days(now, ANSWER_WORKING_DAYS, EVENING)
    return asks.Plan(deadline, reminders=(in_working_days(now, REMINDED_AFTER),))


def _write(db: Session, ask: Ask, to: Person) -> MidTerm:
    exchange = exchanges.look_at(db, ask.subject_id)
    top = letters.asked(db, ask, to, OPTIONS, round_=db.get_one(Round, exchange.round_id))
    left = [each for each in meetings.planned(exchange) if meetings.begins(each) > ask.asked_at]
    return MidTerm(
        **vars(top),
        partner=letters.partner(exchange, to).name,
        goals=goals.still_open(db, exchange),
        sessions_left=len(left),
    )


def _look(db: Session, ask: Ask, _language: Language) -> Page:
    exchange = exchanges.look_at(db, ask.subject_id)
    other = letters.partner(exchange, db.get_one(Person, ask.whose_id))
    return Page(
        title=_("How does the mentoring with {name} go?", name=other.name),
        options=OPTIONS,
        fields=(Field("words", _("What would help?")),),
    )


def _answered(db: Session, ask: Ask, reply: Reply, now: datetime) -> None:
    if reply.word not in {each.word for each in OPTIONS}:
        raise Invalid(_("Choose one of the answers."))
    exchange = exchanges.load(db, ask.subject_id)
    if reply.word == HELP:
        _call_for_help(db, exchange, ask, reply.of("words"), now=now)
    elif reply.word == END:
        endings.end(db, exchange, EndCode.NO_MATCH, now=now)


def _call_for_help(db: Session, exchange: Exchange, ask: Ask, words: str, *, now: datetime) -> None:
    round_ = db.get_one(Round, exchange.round_id)
    owner, who = coordinator(db, round_), db.get_one(Person, ask.whose_id)
    letter = PairNeedsHelp(
        **vars(letters.head(db, round_, owner)),
        who=who.name,
        partner=letters.partner(exchange, who).name,
        words=words,
    )
    mails.queue(db, letter, key=f"ask:{ask.id}:help", to=owner, about=exchange, now=now)


def _lapsed(_db: Session, _ask: Ask, _now: datetime) -> None:
    """No news is good news; the notes at the end ask again."""


QUESTION = Question(About.MID_TERM, _write, _look, _answered, _lapsed)
