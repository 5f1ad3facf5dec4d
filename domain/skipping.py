"""Ending a wait early: its deadline becomes this moment, and its chapter ends it as it always does."""

from collections.abc import Callable
from datetime import datetime

from sqlalchemy.orm import Session

from domain import doubts, exchanges, follow_ups, rounds
from domain.asks import asks
from domain.refusals import Conflict
from domain.workshops import tasks
from models import streams
from models.asks import About
from models.events import Wait
from models.languages import _
from models.rounds import Round
from models.states import FollowUpState, Reason
from models.workshops import Workshop


def end(db: Session, wait: Wait, *, now: datetime) -> None:
    """The questions that it consists of lapse now, and so does the wait itself where it has an ending.

    Other questions to people of this case go on: nobody has looked at them.
    """
    its_own = QUESTIONS.get(wait.waiting_for, frozenset())
    open_ = [each for each in asks.open_on(db, wait.stream_id) if each.about in its_own]
    ending = ENDINGS.get(wait.waiting_for)
    if not open_ and ending is None:
        raise Conflict(
            _("This wait has no ending of its own: somebody must decide, or cancel the whole case.")
        )
    for each in open_:
        each.deadline = now
    if ending:
        ending(db, wait, now)
    db.flush()


def _applications(db: Session, wait: Wait, now: datetime) -> None:
    """The round closes now."""
    rounds.close(db, db.get_one(Round, streams.owner(wait.stream_id)), now=now)


def _answers(db: Session, wait: Wait, now: datetime) -> None:
    """Whoever has not answered is not waited for: the place is released."""
    exchanges.load(db, streams.owner(wait.stream_id)).confirm_by = now


def _doubt(db: Session, wait: Wait, now: datetime) -> None:
    for each in doubts.open_of(db, exchanges.load(db, streams.owner(wait.stream_id))):
        each.deadline = now


def _repair(db: Session, wait: Wait, now: datetime) -> None:
    """No other days are looked for any more."""
    exchange = exchanges.load(db, streams.owner(wait.stream_id))
    exchanges.release(db, exchange, reason=Reason.ILLNESS, now=now)


def _notes(db: Session, wait: Wait, now: datetime) -> None:
    """Who has been asked is not waited for; later notes are still asked for on their days."""
    asked = [
        each
        for each in follow_ups.of_exchange(db, streams.owner(wait.stream_id))
        if each.state is FollowUpState.ASKED
    ]
    if not asked:
        raise Conflict(_("Nobody has been asked yet: there is nothing to skip."))
    for each in asked:
        each.due_at = now


def _pause(_db: Session, _wait: Wait, _now: datetime) -> None:
    raise Conflict(_("The round is paused: resume it first."))


def _work(db: Session, wait: Wait, _now: datetime) -> None:
    """Sign-up opens without what is missing."""
    for each in tasks.in_the_way(db, db.get_one(Workshop, streams.owner(wait.stream_id))):
        each.gates = False


QUESTIONS: dict[str, frozenset[About]] = {
    "dates": frozenset({About.DATES}),
    "unit": frozenset({About.DATES_SUIT_UNIT}),
    "new_days": frozenset({About.NEW_DAYS}),
    "presence": frozenset({About.TOOK_PLACE}),
    "work": frozenset({About.WORKSHOP_WORK}),
    "feedback": frozenset({About.WORKSHOP_ATTENDANCE, About.WORKSHOP_WORK}),
}
ENDINGS: dict[str, Callable[[Session, Wait, datetime], None]] = {
    "applications": _applications,
    "answers": _answers,
    "doubt": _doubt,
    "repair": _repair,
    "notes": _notes,
    "work": _work,
    "pause": _pause,
}
