"""HR reminds supervisors by hand, beside the reminders that leave by themselves."""

from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from domain import endorsements
from domain.asks import asks
from domain.refusals import Conflict
from models.applications import Application, Endorsement
from models.asks import About, Ask, AskState
from models.languages import _
from models.rounds import Round
from models.timeline import local_day


def remind(db: Session, round_: Round, applications: Iterable[Application], *, now: datetime) -> int:
    """Write to each supervisor who is asked and silent, once a day at most; how many are reminded now."""
    if not round_.takes_applications(now):
        raise Conflict(_("The round has closed; the coordinator can still help."))
    if round_.paused_at is not None:
        raise Conflict(_("The round is paused: resume it first."))
    ids = [each.id for each in applications]
    found = select(Ask).join(Endorsement, Endorsement.id == Ask.subject_id)
    mine = Endorsement.application_id.in_(ids), Ask.about == About.ENDORSEMENT, Ask.state == AskState.OPEN
    open_ = db.scalars(found.where(*mine).order_by(Ask.asked_at, Ask.id).with_for_update(of=Ask)).all()
    for ask in open_:
        ask.reminded = min(ask.reminded + 1, len(ask.reminders))  # it stands for the next one of its own
        asks.write(db, endorsements.QUESTION, ask, key=f"by_hand:{local_day(now)}", now=now)
    db.flush()
    return len(open_)
