"""The invented people of a rehearsal: what they will say, and when, by seed and by name.

Chances hang on people's addresses and on what is asked, never on ids or on the order of events,
so that the same seed tells the same story on any machine, also after a crash.
"""

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from domain.rehearsals.behaviour import USUAL, Behaviour, Chances
from domain.working_days import subtract_working_days
from models.exchanges import Appointment, Exchange
from models.rehearsals import Cue
from models.rounds import Round
from models.schedules import Schedule
from models.states import ExchangeState, Kind, ScheduleState
from models.timeline import MORNING, moment
from workers import questions
from workers.dice import OFFICE_HOURS, Dice, next_office_hour
from workers.questions import Asked, is_new, names_of

AT_ANY_HOUR = ("ask", "ask_deputy")  # some questions end in the evening


def prepare(db: Session, *, seed: int, now: datetime, behaviour: Behaviour = USUAL) -> None:
    """Give a cue to everybody who has been asked something and has none yet; silence is spoken at once."""
    dice = Dice(seed, behaviour.late)
    found = [
        *(dice.cue(each, behaviour.endorsements, 1, 6) for each in questions.endorsements(db)),
        *(dice.cue(each, behaviour.confirmations, 0, 3) for each in questions.confirmations(db)),
        *(dice.cue(each, behaviour.replies, 0, 2) for each in questions.replies(db)),
        *(dice.cue(each, behaviour.doubts, 0, 0) for each in questions.doubts(db)),
        *(dice.cue(each, behaviour.other_days, 0, 0) for each in questions.other_days(db)),
        *(dice.cue(each, behaviour.notes, 1, 7) for each in questions.notes(db)),
        *(dice.in_time(each, behaviour.asks) for each in questions.asks(db)),
        *(dice.within(each, by) for each, by in questions.drafts(db)),
        *_approvals(db),
        *_illnesses(db, dice, behaviour.illnesses),
    ]
    for cue in found:
        cue.at = max(cue.at, now if cue.act in AT_ANY_HOUR else next_office_hour(now))
        cue.spoken_at = None if cue.word else now
        db.add(cue)
    db.flush()


def _approvals(db: Session) -> Iterator[Cue]:
    waiting = select(Schedule, Round.owner_id).join(Round, Round.id == Schedule.round_id)
    waiting = waiting.where(Schedule.state == ScheduleState.DRAFT, is_new("approve", Schedule.id))
    for schedule, owner in db.execute(waiting):
        at = next_office_hour(schedule.made_at + timedelta(minutes=45))
        turn = f"{schedule.version}"
        yield Cue(act="approve", about_id=schedule.id, person_id=owner, at=at, word="approved", turn=turn)


def _illnesses(db: Session, dice: Dice, chances: Chances) -> Iterator[Cue]:
    """Once an exchange is confirmed it is settled whether somebody will fall ill before its first day."""
    confirmed = (
        select(Exchange, Appointment.first_day, Appointment.last_day)
        .join(Appointment, Appointment.exchange_id == Exchange.id)
        .where(Exchange.state == ExchangeState.CONFIRMED, Exchange.kind == Kind.SHADOWING)
        .where(Appointment.number == 1, is_new("ill", Exchange.id))
    )
    for exchange, first, last in db.execute(confirmed).all():
        if first and last:
            asked = Asked(
                "ill", exchange.id, exchange.host_id, moment(first, MORNING), names_of(db, exchange.id)
            )
            yield _illness(asked, dice, exchange, dice.word(asked, chances), first=first, last=last)


def _illness(asked: Asked, dice: Dice, exchange: Exchange, who: str, *, first: date, last: date) -> Cue:
    """Most fall ill some days before; some on the evening before the first day."""
    days_before = 1 + dice.number(asked, 6)
    day = subtract_working_days(first, days_before)
    return Cue(
        act="ill",
        about_id=exchange.id,
        person_id=exchange.host_id if who == "host" else exchange.guest_id,
        at=moment(day, time(19, 30) if days_before == 1 else OFFICE_HOURS[-1]),
        word=f"{day}..{last + timedelta(days=1)}" if who else "",
        turn=asked.names,
    )
