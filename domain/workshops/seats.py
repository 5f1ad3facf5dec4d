"""Seats: how many are free, and who on the waiting list is asked next, in the order of asking."""

from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from domain.asks import asks
from domain.asks.question import Option, Page, Question
from domain.refusals import Invalid
from domain.working_days import in_working_days
from domain.workshops import letters, roll, sign_ups
from domain.workshops.telling import told
from invites.workshop_contexts import SeatOffered
from models import streams
from models.asks import About, Ask, Reply
from models.languages import Language, _
from models.people import Person
from models.workshop_states import SignUpState
from models.workshops import SignUp, Workshop

OPTIONS = (Option("yes", _("Yes, I take the seat")), Option("no", _("No, give it to the next in line")))
AN_HOUR = timedelta(hours=1)


def fill(db: Session, workshop: Workshop, *, now: datetime) -> None:
    """Hold each free seat for the next in line, as long as there is time to answer."""
    for sign_up in roll.in_line(db, workshop):
        if roll.free(db, workshop) == 0 or now >= _answer_by(workshop, now=now):
            return
        _offer(db, workshop, sign_up, now=now)


def _offer(db: Session, workshop: Workshop, sign_up: SignUp, *, now: datetime) -> None:
    sign_up.offers += 1
    sign_ups.become(db, sign_up, SignUpState.OFFERED, now=now)
    asks.put(
        db,
        QUESTION,
        on=streams.of_workshop(workshop.id),
        subject_id=sign_up.id,
        occasion=f"{sign_up.offers}",
        to=sign_up.person,
        plan=asks.Plan(_answer_by(workshop, now=now)),
        now=now,
    )


def _answer_by(workshop: Workshop, *, now: datetime) -> datetime:
    """The next working morning, or an hour before it begins if that is sooner."""
    return min(in_working_days(now, 1), latest_answer(workshop))


def latest_answer(workshop: Workshop) -> datetime:
    return workshop.starts_at - AN_HOUR


def _write(db: Session, ask: Ask, to: Person) -> SeatOffered:
    return SeatOffered(
        **vars(letters.head(db, _of(db, ask)[1], to)),
        choices=asks.choices(db, ask, OPTIONS, to.language),
        answer_by=ask.deadline,
        is_reminder=ask.reminded > 0,
        instead_of=asks.instead_of(db, ask),
    )


def _look(db: Session, ask: Ask, language: Language) -> Page:
    workshop = _of(db, ask)[1]
    title = workshop.title.into(language)
    return Page(
        title=_("A seat is free: {title}", title=title),
        told=told(db, workshop, language),
        options=OPTIONS,
    )


def _answered(db: Session, ask: Ask, reply: Reply, now: datetime) -> None:
    sign_up, workshop = _of(db, ask)
    if reply.word == "yes":
        sign_ups.come(db, workshop, sign_up, now=now)
    elif reply.word == "no":
        sign_ups.leave(db, workshop, sign_up, now=now)
    else:
        raise Invalid(_("Choose one of the answers."))


def _lapsed(db: Session, ask: Ask, now: datetime) -> None:
    sign_up, _workshop = _of(db, ask)
    if sign_up.state is SignUpState.OFFERED:
        sign_ups.become(db, sign_up, SignUpState.SILENT, now=now)


def _of(db: Session, ask: Ask) -> tuple[SignUp, Workshop]:
    return roll.whole(db, ask.subject_id)


QUESTION = Question(About.WORKSHOP_SEAT, _write, _look, _answered, _lapsed)
