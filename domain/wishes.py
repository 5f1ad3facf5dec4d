"""What calendars ask for besides answering: another time (COUNTER), or the invitation again (REFRESH)."""

from datetime import datetime

from sqlalchemy.orm import Session

from domain import counters, refreshes
from domain.counters import Counter
from domain.invitees import Asked
from invites.judgement import Outcome
from invites.replies import Said
from models.invites import Attendance

ANSWERED = frozenset({Outcome.COUNTER, Outcome.REFRESH})


def answer(
    db: Session,
    asked: Asked,
    attendance: Attendance,
    said: Said,
    outcome: Outcome,
    *,
    session_at: datetime | None,
    now: datetime,
) -> Outcome:
    """Do what one of the two asks for, if it can be done; a colleague's wish is left to a human."""
    pair = (asked.exchange.guest, asked.exchange.host)
    who = next((each for each in pair if each.id == attendance.person_id), None)
    if who is None:
        return outcome
    if outcome is Outcome.REFRESH:
        refreshes.answer(db, asked.exchange, asked.invite, who, now=now)
        return outcome
    if said.starts is None:
        return outcome
    counter = Counter(said.starts, said.ends, said.sequence, session_at)
    return counters.answer(db, asked.exchange, asked.invite, who, counter, now=now)
