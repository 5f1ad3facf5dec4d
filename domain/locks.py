"""Pairings that HR locks or forbids, with a reason: plans and repairs follow them until they are lifted."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from domain.events import record
from domain.identity_codes import holds_identity_code
from domain.refusals import Conflict, Invalid, NotFound
from domain.spent_locks import STANDS, spent
from domain.working_days import is_working_day
from models import streams
from models.applications import Application
from models.deciding_facts import PairingFreed, PairingRuled
from models.exchanges import Exchange
from models.languages import _
from models.offers import Offer
from models.pairing_rules import PairingRule
from models.people import Person
from models.rounds import Round
from models.schedules import Block
from models.states import ApplicationState, ExchangeState, Half, Kind, OfferState, RoundState, RuleEffect

OVER = (RoundState.ENDED, RoundState.CANCELLED)


@dataclass(frozen=True)
class Ruling:
    """Who rules, and why."""

    by: Person
    reason: str


@dataclass(frozen=True)
class Time:
    """When a locked pairing must be: the blocks of a stay, or the first session; neither means any time."""

    blocks: tuple[Block, ...] = ()
    starts_at: datetime | None = None


ANY_TIME = Time()


def lock(
    db: Session,
    application: Application,
    offer: Offer,
    *,
    ruling: Ruling,
    now: datetime,
    time: Time = ANY_TIME,
) -> PairingRule:
    """This application is served by this offer in every plan from now on; saying it twice is once."""
    round_ = _ruled_round(db, application, offer, ruling)
    found = _held(db, application.id, offer.id)
    if found and found.id in spent(db, round_.id):
        _lift(db, found, ruling, now=now)  # one of the two has said no since: HR wants it all the same
    elif found:
        return _the_same(found, RuleEffect.LOCKED, time)
    _check_free(db, application, offer)
    _check_room(db, application, offer)
    _check_time(application, round_, time)
    rule = _rule(application, offer, RuleEffect.LOCKED, ruling, now=now)
    rule.blocks, rule.starts_at = time.blocks, time.starts_at
    return _note(db, rule, ruling, now=now)


def forbid(
    db: Session, application: Application, offer: Offer, *, ruling: Ruling, now: datetime
) -> PairingRule:
    """This application is never served by this offer; an exchange that lives already is not ended by it."""
    _ruled_round(db, application, offer, ruling)
    if found := _held(db, application.id, offer.id):
        return _the_same(found, RuleEffect.FORBIDDEN, ANY_TIME)
    if _lives(db, application.id, offer.id):
        raise Conflict(_("The two have an exchange already: release it first."))
    return _note(db, _rule(application, offer, RuleEffect.FORBIDDEN, ruling, now=now), ruling, now=now)


def unlock(
    db: Session, application: Application, offer: Offer, *, ruling: Ruling, now: datetime
) -> PairingRule:
    """Whatever was ruled about the two does not hold any more; the rule is kept as history."""
    _ruled_round(db, application, offer, ruling)
    rule = _held(db, application.id, offer.id)
    if rule is None:
        raise NotFound(_("Nothing is locked or forbidden between the two."))
    _lift(db, rule, ruling, now=now)
    return rule


def rules(db: Session, round_: Round, *, lifted: bool = False) -> list[PairingRule]:
    """What holds, the oldest first; with `lifted` also what does not hold any more."""
    found = select(PairingRule).where(PairingRule.round_id == round_.id)
    if not lifted:
        found = found.where(PairingRule.lifted_at.is_(None))
    found = found.order_by(PairingRule.set_at, PairingRule.id).options(
        joinedload(PairingRule.application).joinedload(Application.person),
        joinedload(PairingRule.offer).joinedload(Offer.person),
    )
    return list(db.scalars(found))


def binding(db: Session, round_: Round) -> list[PairingRule]:
    """What plans follow: of what holds, all but the locks that are spent."""
    gone = spent(db, round_.id)
    return [each for each in rules(db, round_) if each.id not in gone]


def blocks(application: Application, ranges: Iterable[tuple[date, date]]) -> tuple[Block, ...]:
    """Ranges of days as the blocks that were asked for: a half day too many is left off at the end."""
    given = tuple(ranges)
    if len(given) != len(application.blocks):
        raise Invalid(_("The stay has {number} parts: say when each is.", number=len(application.blocks)))
    return tuple(
        Block(
            first_day=first,
            last_day=last,
            last_half=Half.MORNING if halves % 2 else Half.AFTERNOON,
        )
        for (first, last), halves in zip(given, application.blocks, strict=True)
    )


def _ruled_round(db: Session, application: Application, offer: Offer, ruling: Ruling) -> Round:
    """The round of both, with the application locked: who rules at the same time comes afterwards."""
    if not ruling.reason.strip():
        raise Invalid(_("Say why: the reason is kept with the rule."))
    if holds_identity_code(ruling.reason):
        raise Invalid(_("Leave personal identity codes out: nobody here needs them."))
    round_ = db.get_one(Round, application.round_id)
    if round_.state in OVER:
        raise Conflict(_("The round is over: nothing is planned any more."))
    if application.round_id != offer.round_id or application.kind is not offer.kind:
        raise Invalid(_("The two do not belong together: another round, or another kind."))
    db.refresh(application, ["state"], with_for_update=True)
    return round_


def _held(db: Session, application_id: UUID, offer_id: UUID) -> PairingRule | None:
    found = select(PairingRule).where(
        PairingRule.application_id == application_id,
        PairingRule.offer_id == offer_id,
        PairingRule.lifted_at.is_(None),
    )
    return db.scalars(found).first()


def _lift(db: Session, rule: PairingRule, ruling: Ruling, *, now: datetime) -> None:
    rule.lifted_by_id, rule.lifted_at, rule.lifted_reason = ruling.by.id, now, ruling.reason
    db.flush()
    fact = PairingFreed(rule_id=rule.id)
    record(db, fact, on=streams.of_round(rule.round_id), now=now, actor_id=ruling.by.id)


def _the_same(found: PairingRule, effect: RuleEffect, time: Time) -> PairingRule:
    if (found.effect, found.blocks, found.starts_at) != (effect, time.blocks, time.starts_at):
        raise Conflict(_("Something else is ruled about the two already: unlock it first."))
    return found


def _check_free(db: Session, application: Application, offer: Offer) -> None:
    """One lock for an application, and none against an exchange that lives."""
    if application.state is ApplicationState.WITHDRAWN or offer.state is not OfferState.OPEN:
        raise Conflict(_("One of the two takes no part any more."))
    other = select(PairingRule.id).where(
        PairingRule.application_id == application.id,
        PairingRule.effect == RuleEffect.LOCKED,
        PairingRule.lifted_at.is_(None),
    )
    if db.scalars(other.limit(1)).first():
        raise Conflict(_("The application is locked to somebody else: unlock it first."))
    elsewhere = select(Exchange.id).where(
        Exchange.application_id == application.id,
        Exchange.state.in_(STANDS),
        Exchange.offer_id != offer.id,
    )
    if db.scalars(elsewhere.limit(1)).first():
        raise Conflict(_("The applicant has a place elsewhere: release that exchange first."))


def _check_room(db: Session, application: Application, offer: Offer) -> None:
    """An offer is not locked to more than it takes; who has a place there needs no other."""
    db.refresh(offer, ["most"], with_for_update=True)
    locked = select(PairingRule.application_id).where(
        PairingRule.offer_id == offer.id,
        PairingRule.effect == RuleEffect.LOCKED,
        PairingRule.lifted_at.is_(None),
        PairingRule.id.not_in(spent(db, offer.round_id)),
    )
    living = select(Exchange.application_id).where(
        Exchange.offer_id == offer.id, Exchange.state.in_((*STANDS, ExchangeState.BROKEN))
    )
    others = {*db.scalars(locked), *db.scalars(living)} - {application.id}
    if len(others) >= offer.most:
        raise Conflict(_("The offer takes {number} in all, and all of them are fixed.", number=offer.most))


def _check_time(application: Application, round_: Round, time: Time) -> None:
    if application.kind is Kind.MENTORING and time.blocks:
        raise Invalid(_("A mentoring series has no days of a stay: say when its first session is."))
    if application.kind is Kind.SHADOWING and time.starts_at:
        raise Invalid(_("A stay has days: say them instead of a session."))
    if time.blocks and tuple(_half_days(each) for each in time.blocks) != application.blocks:
        raise Invalid(_("The days are not as many working days as were asked for."))
    if any(
        not round_.first_day <= each.first_day <= each.last_day <= round_.last_day for each in time.blocks
    ):
        raise Invalid(_("The days lie outside the days of the round."))


def _half_days(block: Block) -> int:
    span = (block.last_day - block.first_day).days + 1
    days = sum(is_working_day(block.first_day + timedelta(days=n)) for n in range(span))
    return 2 * days - (block.first_half is Half.AFTERNOON) - (block.last_half is Half.MORNING)


def _rule(
    application: Application, offer: Offer, effect: RuleEffect, ruling: Ruling, *, now: datetime
) -> PairingRule:
    return PairingRule(
        round_id=application.round_id,
        application_id=application.id,
        offer_id=offer.id,
        effect=effect,
        blocks=(),
        reason=ruling.reason.strip(),
        set_by_id=ruling.by.id,
        set_at=now,
    )


def _note(db: Session, rule: PairingRule, ruling: Ruling, *, now: datetime) -> PairingRule:
    db.add(rule)
    db.flush()
    fact = PairingRuled(rule_id=rule.id)
    record(db, fact, on=streams.of_round(rule.round_id), now=now, actor_id=ruling.by.id)
    return rule


def _lives(db: Session, application_id: UUID, offer_id: UUID) -> bool:
    found = select(Exchange.id).where(
        Exchange.application_id == application_id,
        Exchange.offer_id == offer_id,
        Exchange.state != ExchangeState.RELEASED,
    )
    return db.scalars(found.limit(1)).first() is not None
