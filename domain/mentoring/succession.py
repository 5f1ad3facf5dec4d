"""When a mentor leaves: the mentee hears what happens next, HR finds a successor in time, goals go along."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from domain import exchanges, mails
from domain.asks import asks
from domain.asks.question import Option, Page, Question, Told
from domain.events import record
from domain.mentoring import goals, letters
from domain.mentoring.endings import AFTER_THE_MENTOR
from domain.refusals import Conflict, Invalid
from domain.roles import coordinator
from domain.working_days import subtract_working_days
from invites.mentoring_contexts import FindSuccessor, GoalsCarried, MentorLeaves, NoSuccessor
from models import streams
from models.applications import Application
from models.asks import About, Ask, AskState, Reply
from models.exchanges import Exchange
from models.languages import Language, _
from models.mentoring import EndCode, PairEnding
from models.mentoring_facts import GoalsCarried as Carried
from models.people import Person
from models.rounds import Round
from models.states import ExchangeState
from models.timeline import MORNING, local_day, moment

CARRY, LEAVE_BEHIND = "carry", "leave_behind"
LOOK_AGAIN, GIVE_UP = "look_again", "give_up"
GOAL_OPTIONS = (
    Option(CARRY, _("Yes, my next mentor may see them")),
    Option(LEAVE_BEHIND, _("No, I begin anew")),
)
FINDING_OPTIONS = (
    Option(LOOK_AGAIN, _("Somebody new has offered: look again")),
    Option(GIVE_UP, _("Nobody will be found")),
)
REMINDED_BEFORE = 5  # working days


def begin(db: Session, exchange: Exchange, ending: PairEnding, *, now: datetime) -> None:
    """Ask the mentee about the goals, and the coordinator for a successor; the round sees to both.

    Where the mentor leaves at another time than they said first, what is still asked follows.
    """
    open_ = select(Ask).where(Ask.subject_id == ending.id, Ask.state == AskState.OPEN)
    asked = [each for each in db.scalars(open_.order_by(Ask.id)) if each.about in AFTER_THE_MENTOR]
    for each in asked:
        asks.replan(db, each, _plan(ending, now=now), now=now)
    _ask(db, GOALS, exchange, ending, exchange.guest, now=now)
    if About.SUCCESSOR not in {each.about for each in asked}:
        _ask_coordinator(db, exchange, ending, now=now)


def _ask_coordinator(db: Session, exchange: Exchange, ending: PairEnding, *, now: datetime) -> None:
    before = _asked_so_far(db, ending)
    owner = coordinator(db, db.get_one(Round, exchange.round_id))
    _ask(db, FINDING, exchange, ending, owner, now=now, occasion=f"{len(before) + 1}")


def _asked_so_far(db: Session, ending: PairEnding) -> list[Ask]:
    found = select(Ask).where(Ask.about == About.SUCCESSOR, Ask.subject_id == ending.id)
    return list(db.scalars(found))


def _ask(
    db: Session,
    question: Question,
    exchange: Exchange,
    ending: PairEnding,
    to: Person,
    *,
    now: datetime,
    occasion: str = "",
) -> None:
    asks.put(
        db,
        question,
        on=streams.of_round(exchange.round_id),
        subject_id=ending.id,
        occasion=occasion,
        to=to,
        plan=_plan(ending, now=now),
        now=now,
    )


def _plan(ending: PairEnding, *, now: datetime) -> asks.Plan:
    find_by = _find_by(ending)
    remind_at = moment(subtract_working_days(local_day(find_by), REMINDED_BEFORE), MORNING)
    return asks.Plan(find_by, reminders=(remind_at,) if remind_at > now else ())


def is_awaited(db: Session, round_: Round) -> bool:
    """Whether somebody of this round has been promised a mentor and has none yet."""
    mine = (Ask.stream_id == streams.of_round(round_.id), Ask.state == AskState.OPEN)
    return db.scalar(select(Ask.id).where(Ask.about == About.SUCCESSOR, *mine).limit(1)) is not None


def take_over(db: Session, exchange: Exchange, *, now: datetime) -> None:
    """A new pair is confirmed: nobody is looked for any more, and the goals go along if the mentee agrees."""
    left = (PairEnding.application_id == exchange.application_id, PairEnding.code == EndCode.MENTOR_LEFT)
    open_ = select(PairEnding).where(*left, PairEnding.successor_id.is_(None))
    others = open_.where(PairEnding.exchange_id != exchange.id).order_by(PairEnding.id).with_for_update()
    for ending in db.scalars(others.execution_options(populate_existing=True)):
        ending.successor_id = exchange.id
        asks.drop(db, Ask.about == About.SUCCESSOR, Ask.subject_id == ending.id, now=now)
        _carry(db, ending, now=now)


def _carry(db: Session, ending: PairEnding, *, now: datetime) -> None:
    """Once, and only what is open; never the log."""
    if not ending.carries_goals or ending.carried_at or ending.successor_id is None:
        return
    old, new = exchanges.look_at(db, ending.exchange_id), exchanges.look_at(db, ending.successor_id)
    words = goals.carry(db, old, new, now=now)
    ending.carried_at = now
    record(db, Carried(ending_id=ending.id), on=streams.of_exchange(new.id), now=now)
    for to in (new.guest, new.host) if words else ():
        letter = GoalsCarried(
            **vars(letters.head(db, db.get_one(Round, new.round_id), to)),
            partner=letters.partner(new, to).name,
            goals=words,
        )
        mails.queue(db, letter, key=f"goals:{ending.id}", to=to, about=new, now=now)


def _find_by(ending: PairEnding) -> datetime:
    if ending.find_by is None:
        raise TypeError("for a mentor who leaves, a successor is looked for")
    return ending.find_by


def _found(db: Session, ask: Ask) -> tuple[PairEnding, Exchange]:
    ending = db.get_one(PairEnding, ask.subject_id)
    return ending, exchanges.look_at(db, ending.exchange_id)


def _write_to_mentee(db: Session, ask: Ask, to: Person) -> MentorLeaves:
    ending, exchange = _found(db, ask)
    top = letters.asked(db, ask, to, GOAL_OPTIONS, round_=db.get_one(Round, exchange.round_id))
    return MentorLeaves(
        **vars(top),
        partner=exchange.host.name,
        last_day=local_day(ending.takes_effect_at),
        find_by=local_day(_find_by(ending)),
        sessions_left=db.get_one(Application, ending.application_id).sessions or 1,
        goals=goals.still_open(db, exchange),
    )


def _look_at_goals(db: Session, ask: Ask, _language: Language) -> Page:
    _ending, exchange = _found(db, ask)
    return Page(
        title=_("May your next mentor see your open goals?"),
        intro=_("What you two have written in your log stays between you."),
        told=tuple(Told(_("Goal"), each) for each in goals.still_open(db, exchange)),
        options=GOAL_OPTIONS,
    )


def _answered_on_goals(db: Session, ask: Ask, reply: Reply, now: datetime) -> None:
    if reply.word not in (CARRY, LEAVE_BEHIND):
        raise Invalid(_("Choose one of the answers."))
    ending = db.get_one(PairEnding, ask.subject_id, with_for_update=True, populate_existing=True)
    ending.carries_goals = reply.word == CARRY
    _carry(db, ending, now=now)


def _silent_on_goals(_db: Session, _ask: Ask, _now: datetime) -> None:
    """Without a yes nothing is passed on."""


def _write_to_coordinator(db: Session, ask: Ask, to: Person) -> FindSuccessor:
    ending, exchange = _found(db, ask)
    top = letters.asked(db, ask, to, FINDING_OPTIONS, round_=db.get_one(Round, exchange.round_id))
    find_by = local_day(_find_by(ending))
    return FindSuccessor(**vars(top), mentee=exchange.guest.name, mentor=exchange.host.name, find_by=find_by)


def _look_at_finding(db: Session, ask: Ask, _language: Language) -> Page:
    _ending, exchange = _found(db, ask)
    return Page(title=_("Who mentors {name}?", name=exchange.guest.name), options=FINDING_OPTIONS)


def _answered_on_finding(db: Session, ask: Ask, reply: Reply, now: datetime) -> None:
    _ending, exchange = _found(db, ask)
    if reply.word == LOOK_AGAIN:
        _look_again(db, ask, now=now)
    elif reply.word == GIVE_UP:
        _tell_none(db, ask, exchange, now=now)
    else:
        raise Invalid(_("Choose one of the answers."))


def _look_again(db: Session, ask: Ask, *, now: datetime) -> None:
    """The round plans again; the promise to the mentee stays what it was."""
    ending, _exchange = _found(db, ask)
    exchange = exchanges.load(db, ending.exchange_id)
    if exchange.state is not ExchangeState.RELEASED:
        raise Conflict(_("The mentor has not left yet: the first proposal comes then."))
    exchange.repaired = False
    _ask_coordinator(db, exchange, ending, now=now)


def _nobody_in_time(db: Session, ask: Ask, now: datetime) -> None:
    _tell_none(db, ask, _found(db, ask)[1], now=now)


def _tell_none(db: Session, ask: Ask, exchange: Exchange, *, now: datetime) -> None:
    round_ = db.get_one(Round, exchange.round_id)
    letter = NoSuccessor(**vars(letters.head(db, round_, exchange.guest)))
    mails.queue(db, letter, key=f"no_successor:{ask.subject_id}", to=exchange.guest, about=round_, now=now)


GOALS = Question(About.CARRY_GOALS, _write_to_mentee, _look_at_goals, _answered_on_goals, _silent_on_goals)
FINDING = Question(
    About.SUCCESSOR, _write_to_coordinator, _look_at_finding, _answered_on_finding, _nobody_in_time
)
