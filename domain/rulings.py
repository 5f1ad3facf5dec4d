"""What HR rules about several people of a plan at once: all of it, or nothing."""

from collections.abc import Sequence
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from domain import locks, schedules
from domain.locks import Ruling
from domain.refusals import Conflict, Invalid, NotFound
from models.applications import Application
from models.languages import _
from models.offers import Offer
from models.pairing_rules import PairingRule
from models.rounds import Round


class Verdict(StrEnum):
    LOCK = "lock"
    FORBID = "forbid"
    LIFT = "lift"


def rule_as_planned(
    db: Session, round_: Round, these: Sequence[UUID], verdict: Verdict, *, ruling: Ruling, now: datetime
) -> None:
    """Lock or forbid each of these applications with whom the newest plan has given them, or free them."""
    if not these:
        raise Invalid(_("Choose somebody first."))
    if verdict is Verdict.LIFT:
        _lift(db, round_, these, ruling=ruling, now=now)
        return
    newest = schedules.newest(db, round_)
    planned = {each.application_id: each.offer_id for each in newest.pairings} if newest else {}
    for application_id in these:
        if application_id not in planned:
            raise Conflict(_("Somebody has no place in the newest plan: open them, and name the host."))
        rule(db, round_, (application_id, planned[application_id]), verdict, ruling=ruling, now=now)


def rule(
    db: Session, round_: Round, pair: tuple[UUID, UUID], verdict: Verdict, *, ruling: Ruling, now: datetime
) -> None:
    """One application and one offer of the round."""
    application, offer = parties(db, round_, pair)
    verbs = {Verdict.LOCK: locks.lock, Verdict.FORBID: locks.forbid, Verdict.LIFT: locks.unlock}
    verbs[verdict](db, application, offer, ruling=ruling, now=now)


def parties(db: Session, round_: Round, pair: tuple[UUID, UUID]) -> tuple[Application, Offer]:
    """Both with their people; refused where one of them belongs to another round."""
    return _application(db, round_, pair[0]), _offer(db, round_, pair[1])


def _lift(db: Session, round_: Round, these: Sequence[UUID], *, ruling: Ruling, now: datetime) -> None:
    found = select(PairingRule).where(
        PairingRule.round_id == round_.id,
        PairingRule.application_id.in_(these),
        PairingRule.lifted_at.is_(None),
    )
    rules = list(db.scalars(found.order_by(PairingRule.set_at, PairingRule.id)))
    if not rules:
        raise NotFound(_("Nothing is locked or forbidden for those that you chose."))
    for each in rules:
        pair = (each.application_id, each.offer_id)
        rule(db, round_, pair, Verdict.LIFT, ruling=ruling, now=now)


def _application(db: Session, round_: Round, key: UUID) -> Application:
    found = select(Application).where(Application.id == key, Application.round_id == round_.id)
    row = db.scalar(found.options(joinedload(Application.person)))
    if row is None:
        raise NotFound(_("The application does not belong to this round."))
    return row


def _offer(db: Session, round_: Round, key: UUID) -> Offer:
    found = select(Offer).where(Offer.id == key, Offer.round_id == round_.id)
    row = db.scalar(found.options(joinedload(Offer.person)))
    if row is None:
        raise NotFound(_("The offer does not belong to this round."))
    return row
