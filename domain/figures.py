"""A round in numbers, counted from the rows at the moment of asking."""

from collections import Counter
from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from domain import bills, schedules
from domain.bills import Bill
from models.applications import Application
from models.doubts import Doubt
from models.exchanges import Exchange
from models.followups import FollowUp
from models.invites import InboundMail, Invite, Reply
from models.mails import Mail
from models.rounds import Round
from models.states import DoubtState, ExchangeState, FollowUpState, MailState


@dataclass(frozen=True)
class Plan:
    """One version of the schedule; `gap` is a share of the bound, 0 when proven optimal."""

    version: int
    is_repair: bool
    status: str
    value: int
    bound: int
    gap: float
    placed: int
    unplaced: int
    bill: Bill | None = None  # of a repair


@dataclass(frozen=True)
class Figures:
    """Counts of one round; `mails` by kind are those that have left."""

    round: str
    state: str
    applications: int
    placed: int
    plans: tuple[Plan, ...]
    exchanges: dict[str, int]
    confirmed: int
    released: int
    repaired: int
    mails: dict[str, int]
    replies: dict[str, int]
    doubts: dict[str, int]  # what came of a no in a calendar
    follow_ups: dict[str, int]


def figures(db: Session, round_: Round) -> Figures:
    found = select(Exchange).where(Exchange.round_id == round_.id)
    exchanges = list(db.scalars(found))
    states = Counter(each.state.value for each in exchanges)
    plans = _plans(db, round_)
    return Figures(
        round=round_.reference,
        state=round_.state.value,
        applications=_count(db, Application, round_),
        placed=plans[0].placed if plans else 0,
        plans=plans,
        exchanges=dict(sorted(states.items())),
        confirmed=sum(each.confirmed_at is not None for each in exchanges),
        released=states[ExchangeState.RELEASED.value],
        repaired=sum(each.broken_at is not None and each.state is ExchangeState.CLOSED for each in exchanges),
        mails=_mails(db, round_),
        replies=_replies(db, round_),
        doubts=_doubts(db, round_),
        follow_ups=_follow_ups(db, round_),
    )


def _count(db: Session, kind: type[Application], round_: Round) -> int:
    return db.scalar(select(func.count(kind.id)).where(kind.round_id == round_.id)) or 0


def _plans(db: Session, round_: Round) -> tuple[Plan, ...]:
    return tuple(
        Plan(
            version=each.version,
            is_repair=each.is_repair,
            status=each.status,
            value=each.value,
            bound=each.bound,
            gap=round(each.gap, 6),
            placed=len(each.pairings),
            unplaced=len(each.unplaced),
            bill=bills.of_version(each),
        )
        for each in schedules.versions(db, round_)
    )


def _mails(db: Session, round_: Round) -> dict[str, int]:
    counted = select(Mail.kind, func.count(Mail.id)).where(Mail.round_id == round_.id)
    counted = counted.where(Mail.state == MailState.SENT).group_by(Mail.kind).order_by(Mail.kind)
    return dict(db.execute(counted).all())


def _replies(db: Session, round_: Round) -> dict[str, int]:
    """Mails that answered an invite of the round, by what became of them."""
    counted = select(InboundMail.outcome, func.count(InboundMail.id.distinct()))
    counted = counted.join(Reply, Reply.inbound_mail_id == InboundMail.id)
    counted = counted.join(Invite, Invite.id == Reply.invite_id)
    counted = counted.join(Exchange, Exchange.id == Invite.exchange_id).where(Exchange.round_id == round_.id)
    by_outcome = counted.group_by(InboundMail.outcome).order_by(InboundMail.outcome)
    return dict(db.execute(by_outcome).all())


def _follow_ups(db: Session, round_: Round) -> dict[str, int]:
    counted = select(FollowUp.state, func.count(FollowUp.id)).join(
        Exchange, Exchange.id == FollowUp.exchange_id
    )
    counted = counted.where(Exchange.round_id == round_.id).group_by(FollowUp.state)
    by_state = dict(db.execute(counted).all())
    return {state.value: by_state.get(state, 0) for state in FollowUpState}


def _doubts(db: Session, round_: Round) -> dict[str, int]:
    counted = select(Doubt.state, func.count(Doubt.id)).join(Exchange, Exchange.id == Doubt.exchange_id)
    counted = counted.where(Exchange.round_id == round_.id).group_by(Doubt.state)
    by_state = dict(db.execute(counted).all())
    return {state.value: by_state[state] for state in DoubtState if state in by_state}
