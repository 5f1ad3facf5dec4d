"""What HR has ruled about pairings, as the solver's problem says it, and whether a plan follows it."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from domain import locks
from domain.refusals import Conflict
from domain.slots import slot_of
from domain.spent_locks import STANDS
from models.exchanges import Exchange
from models.languages import _
from models.pairing_rules import PairingRule
from models.rounds import Round
from models.schedules import Block, Pairing, Schedule, Unplaced
from models.states import Half, RuleEffect
from models.timeline import days as every_day
from models.timeline import local_day
from solver import problem as p


@dataclass(frozen=True)
class Ruled:
    """Locks and bans between those who take part in a plan; who has a place keeps it without a lock."""

    locks: tuple[p.Lock, ...] = ()
    forbidden: tuple[p.Forbidden, ...] = ()

    def with_released(self, released: Iterable[p.Forbidden]) -> tuple[p.Forbidden, ...]:
        """All that is not proposed: what was released comes back only where HR has locked it."""
        locked = {(each.application, each.offer) for each in self.locks}
        kept = (each for each in released if (each.application, each.offer) not in locked)
        return tuple(dict.fromkeys((*kept, *self.forbidden)))


def ruled(
    db: Session, round_: Round, *, here: set[UUID], fixed: Iterable[UUID], window: tuple[date, ...]
) -> Ruled:
    """The rules between applications and offers that are here; `fixed` applications keep their place."""
    stays = set(fixed)
    holding = [
        each
        for each in locks.binding(db, round_)
        if {each.application_id, each.offer_id} <= here and each.application_id not in stays
    ]
    return Ruled(
        locks=tuple(_lock(each, round_, window) for each in holding if each.effect is RuleEffect.LOCKED),
        forbidden=tuple(
            p.Forbidden(application=str(each.application_id), offer=str(each.offer_id))
            for each in holding
            if each.effect is RuleEffect.FORBIDDEN
        ),
    )


def check_followed(db: Session, schedule: Schedule) -> None:
    """Refuse a plan that was made before a rule and does not follow it."""
    round_ = db.get_one(Round, schedule.round_id)
    rules = locks.binding(db, round_)
    if not rules:
        return
    about = {each.application_id for each in rules}
    found = select(Pairing).where(Pairing.schedule_id == schedule.id, Pairing.application_id.in_(about))
    pairings = {each.application_id: each for each in db.scalars(found)}
    left = set(db.scalars(select(Unplaced.application_id).where(Unplaced.schedule_id == schedule.id)))
    planned = (left | pairings.keys()) - _standing(db, round_)
    for rule in rules:
        pairing = pairings.get(rule.application_id)
        if rule.application_id in planned and not _follows(pairing, rule, round_):
            raise Conflict(
                _(
                    "This version does not follow what was ruled about {guest} and {host}: set it aside, and "
                    "another is made.",
                    guest=rule.application.person.name,
                    host=rule.offer.person.name,
                )
            )


def _standing(db: Session, round_: Round) -> set[UUID]:
    """The applications that keep their place as it is, whatever days were locked before it was lived."""
    found = select(Exchange.application_id).where(Exchange.round_id == round_.id)
    return set(db.scalars(found.where(Exchange.state.in_(STANDS))))


def _follows(pairing: Pairing | None, rule: PairingRule, round_: Round) -> bool:
    together = pairing is not None and pairing.offer_id == rule.offer_id
    if rule.effect is RuleEffect.FORBIDDEN:
        return not together
    if pairing is None or not together:
        return False
    time = _time(rule, round_)
    in_time = not time.blocks or pairing.blocks == time.blocks
    return in_time and (time.starts_at is None or pairing.starts[:1] == (time.starts_at,))


def _time(rule: PairingRule, round_: Round) -> locks.Time:
    """The locked days or first session; any time where the round has moved away from them."""
    days = [day for each in rule.blocks for day in (each.first_day, each.last_day)]
    if rule.starts_at:
        days.append(local_day(rule.starts_at))
    is_inside = all(round_.first_day <= each <= round_.last_day for each in days)
    return locks.Time(rule.blocks, rule.starts_at) if is_inside else locks.ANY_TIME


def _lock(rule: PairingRule, round_: Round, window: tuple[date, ...]) -> p.Lock:
    time = _time(rule, round_)
    return p.Lock(
        application=str(rule.application_id),
        offer=str(rule.offer_id),
        days=tuple(_stay_days(time.blocks, window)) or None,
        slot=slot_of(time.starts_at) if time.starts_at else None,
        first=local_day(time.starts_at) if time.starts_at else None,
    )


def _stay_days(blocks: Iterable[Block], window: tuple[date, ...]) -> Iterator[p.StayDay]:
    """The working days of the round among them."""
    for block in blocks:
        for day in every_day(block.first_day, block.last_day):
            if day in window:
                am = day > block.first_day or block.first_half is Half.MORNING
                pm = day < block.last_day or block.last_half is Half.AFTERNOON
                yield p.StayDay(date=day, am=am, pm=pm)
