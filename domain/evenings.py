"""The evening before a stay: where HR wants it, the host says that everything stands."""

from datetime import datetime, time, timedelta

from sqlalchemy.orm import Session

from domain import exchange_letters, exchanges, illnesses, mails, meetings
from domain.asks import asks
from domain.asks.question import Field, Option, Page, Question, Told
from domain.refusals import Invalid
from domain.roles import coordinator
from domain.working_days import subtract_working_days
from invites import dates
from invites.ask_contexts import EveningBefore, NoWordFromHost
from models import streams
from models.asks import About, Ask, Reply
from models.exchanges import Exchange
from models.languages import Language, _
from models.people import Person
from models.rounds import Round
from models.states import Kind
from models.timeline import local_day, moment

ASKED_AT, REMINDED_AT, ANSWERED_BY = time(14, 0), time(17, 0), time(19, 0)
STANDS, ILL, OTHER_DAYS, TROUBLE = "stands", "ill", "other_days", "trouble"
OPTIONS = (
    Option(STANDS, _("Everything stands")),
    Option(ILL, _("I am ill: tell everybody now")),
    Option(OTHER_DAYS, _("I cannot come on these days, others would do")),
    Option(TROUBLE, _("Something has come up")),
)


def ask(db: Session, exchange: Exchange, *, now: datetime) -> None:
    """Ask about the stay that begins on the next working day; each beginning once."""
    for begins in _beginnings(db, exchange):
        if asks_at(begins) <= now < begins:
            _ask(db, exchange, begins, now=now)


def moments(db: Session, exchange: Exchange) -> list[datetime]:
    """When the host is asked."""
    return [asks_at(begins) for begins in _beginnings(db, exchange)]


def asks_at(begins: datetime) -> datetime:
    """The afternoon of the last working day before."""
    return moment(subtract_working_days(local_day(begins), 1), ASKED_AT)


def _beginnings(db: Session, exchange: Exchange) -> list[datetime]:
    """Of the parts of a stay, if this round asks at all."""
    is_asked = exchange.kind is Kind.SHADOWING and db.get_one(Round, exchange.round_id).asks_evening_before
    return [meetings.begins(each) for each in meetings.planned(exchange)] if is_asked else []


def _ask(db: Session, exchange: Exchange, begins: datetime, *, now: datetime) -> None:
    eve = local_day(asks_at(begins))
    deadline = max(moment(eve, ANSWERED_BY), min(now + timedelta(hours=1), begins))
    plan = asks.Plan(deadline, reminders=(moment(eve, REMINDED_AT),))
    asks.put(
        db,
        QUESTION,
        on=streams.of_exchange(exchange.id),
        subject_id=exchange.id,
        occasion=f"{local_day(begins)}",
        to=exchange.host,
        plan=plan,
        now=now,
    )


def _write(db: Session, ask: Ask, to: Person) -> EveningBefore:
    exchange = _exchange(db, ask)
    return EveningBefore(
        **vars(exchange_letters.head(db, exchange, to)),
        choices=asks.choices(db, ask, OPTIONS, to.language),
        answer_by=ask.deadline,
        is_reminder=ask.reminded > 0,
        instead_of=asks.instead_of(db, ask),
    )


def _look(db: Session, ask: Ask, language: Language) -> Page:
    exchange = _exchange(db, ask)
    blocks = meetings.particulars(exchange, language).blocks
    when = [line for each in blocks for line in dates.spell(each, language)]
    return Page(
        title=_("Is everything ready for {name}?", name=exchange.guest.name),
        told=tuple(Told(_("When"), line) for line in when),
        options=OPTIONS,
        fields=(Field("words", _("What has come up?")),),
    )


def _answered(db: Session, ask: Ask, reply: Reply, now: datetime) -> None:
    if reply.word not in {each.word for each in OPTIONS}:
        raise Invalid(_("Choose one of the answers."))
    if reply.word == ILL:
        illnesses.report(db, _locked(db, ask), ask.first_id, until=None, now=now)
    elif reply.word == OTHER_DAYS:
        illnesses.cannot(db, _locked(db, ask), ask.first_id, now=now)
    elif reply.word == TROUBLE:
        _tell(db, ask, says_no=True, now=now)


def _lapsed(db: Session, ask: Ask, now: datetime) -> None:
    _tell(db, ask, says_no=False, now=now)


def _tell(db: Session, ask: Ask, *, says_no: bool, now: datetime) -> None:
    exchange = _exchange(db, ask)
    owner = coordinator(db, db.get_one(Round, exchange.round_id))
    letter = NoWordFromHost(**vars(exchange_letters.head(db, exchange, owner)), says_no=says_no)
    mails.queue(db, letter, key=f"ask:{ask.id}:ended", to=owner, about=exchange, now=now)


def _exchange(db: Session, ask: Ask) -> Exchange:
    return exchanges.look_at(db, ask.subject_id)


def _locked(db: Session, ask: Ask) -> Exchange:
    return exchanges.load(db, ask.subject_id)


QUESTION = Question(About.EVENING_BEFORE, _write, _look, _answered, _lapsed)
