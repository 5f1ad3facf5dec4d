"""One rehearsal in numbers, counted from the rows that it left."""

from collections import Counter
from datetime import date, datetime, timedelta
from statistics import median
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from domain import figures, schedules
from domain.inbox import WAITING
from domain.rehearsals.report import Counts, Outcome, Phases, Week
from models.applications import Application, Endorsement
from models.asks import About, Ask, AskState
from models.exchanges import Exchange
from models.invites import InboundMail
from models.mails import Mail
from models.rehearsals import Cue
from models.rounds import Round
from models.states import EndorsementState, ExchangeState, MailState, Reason
from models.timeline import local_day

WORST = 3
TOOK_PLACE = (ExchangeState.HELD, ExchangeState.CLOSED)


def outcome(db: Session, round_: Round, *, seed: int) -> Outcome:
    exchanges = list(db.scalars(select(Exchange).where(Exchange.round_id == round_.id)))
    weeks = _weeks(db, round_)
    reasons = Counter(each.released_reason.value for each in exchanges if each.released_reason)
    return Outcome(
        seed=seed,
        counts=_counts(db, round_, exchanges),
        phases=_phases(db, round_, exchanges),
        worst_weeks=_worst(weeks),
        weeks=weeks,
        released_because=dict(sorted(reasons.items())),
    )


def _counts(db: Session, round_: Round, exchanges: list[Exchange]) -> Counts:
    told = figures.figures(db, round_)
    mails = _mails_by_person(db, round_)
    to_owner = mails.pop(round_.owner_id, 0)
    return Counts(
        applications=told.applications,
        proposed=told.placed,
        placed=len({each.application_id for each in exchanges if each.state in TOOK_PLACE}),
        released=told.released,
        repaired=told.repaired,
        unanswered=_silences(db),
        ended_by_silence=_ended_by_silence(db, round_, exchanges),
        mails=sum(told.mails.values()),
        mails_to_one=round(median(mails.values())) if mails else 0,
        mails_to_one_most=max(mails.values(), default=0),
        decisions=_decisions(db, round_),
        mails_to_coordinator=to_owner,
    )


def _mails_by_person(db: Session, round_: Round) -> dict[UUID, int]:
    counted = select(Mail.person_id, func.count(Mail.id)).group_by(Mail.person_id)
    counted = counted.where(Mail.round_id == round_.id, Mail.state == MailState.SENT)
    return {person: number for person, number in db.execute(counted).all() if person}


def _silences(db: Session) -> int:
    """Questions whose invented person stayed silent; whoever would not have fallen ill was not asked."""
    silent = select(func.count()).select_from(Cue).where(Cue.word == "", Cue.act != "ill")
    return db.scalar(silent) or 0


def _ended_by_silence(db: Session, round_: Round, exchanges: list[Exchange]) -> int:
    """Applications without a supervisor's word, places that nobody took in time, questions that lapsed."""
    unendorsed = select(func.count(Endorsement.id)).where(Endorsement.state == EndorsementState.ASKED)
    unendorsed = unendorsed.join(Application, Application.id == Endorsement.application_id)
    unendorsed = unendorsed.where(Application.round_id == round_.id)
    lapsed = sum(each.released_reason is Reason.NO_ANSWER for each in exchanges)
    asks = select(func.count(Ask.id)).where(Ask.state == AskState.LAPSED, Ask.about != About.ENDORSEMENT)
    return (db.scalar(unendorsed) or 0) + lapsed + (db.scalar(asks) or 0)


def _decisions(db: Session, round_: Round) -> int:
    plans = [each for each in schedules.versions(db, round_) if each.approved_at or each.rejected_at]
    by_hand = select(func.count(InboundMail.id)).where(InboundMail.outcome.in_(WAITING))
    asked = select(func.count(Ask.id)).where(Ask.whose_id == round_.owner_id, Ask.state == AskState.ANSWERED)
    return len(plans) + (db.scalar(by_hand) or 0) + (db.scalar(asked) or 0)


def _phases(db: Session, round_: Round, exchanges: list[Exchange]) -> Phases:
    published = [each.published_at for each in schedules.versions(db, round_)]
    return Phases(
        applications=_day(round_.closed_at),
        first_plan=_day(min((each for each in published if each), default=None)),
        confirmed=_day(max((each.confirmed_at for each in exchanges if each.confirmed_at), default=None)),
        last_day=_day(max((each.held_at for each in exchanges if each.held_at), default=None)),
        ended=_day(round_.ended_at),
    )


def _day(at: datetime | None) -> date | None:
    return local_day(at) if at else None


def _weeks(db: Session, round_: Round) -> tuple[Week, ...]:
    sent = select(Mail.sent_at).where(Mail.round_id == round_.id, Mail.state == MailState.SENT)
    counted = Counter(_monday(local_day(at)) for at in db.scalars(sent) if at)
    return tuple(Week(monday=monday, mails=number) for monday, number in sorted(counted.items()))


def _worst(weeks: tuple[Week, ...]) -> tuple[Week, ...]:
    """Those with most mails, the worst first."""
    return tuple(sorted(weeks, key=lambda each: (-each.mails, each.monday))[:WORST])


def _monday(day: date) -> date:
    return day - timedelta(days=day.weekday())
