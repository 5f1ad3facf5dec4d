"""What HR has ruled about the people of a plan."""

from collections.abc import Iterable
from uuid import UUID

from sqlalchemy import select

from models.offers import Offer
from models.pairing_rules import PairingRule
from models.record import Record
from models.rounds import Round
from models.states import RuleEffect
from web.views.board.choices import Host
from web.views.reading import Reading


class RuleRow(Record):
    """What HR has ruled about an application, and why."""

    application_id: UUID
    offer_id: UUID
    effect: RuleEffect
    reason: str
    host: str

    @property
    def is_lock(self) -> bool:
        return self.effect is RuleEffect.LOCKED


def rules(seen: Reading, round_: Round, these: Iterable[UUID]) -> dict[UUID, tuple[RuleRow, ...]]:
    """What holds for these applications."""
    found = (
        select(PairingRule, Host.name)
        .join(Offer, Offer.id == PairingRule.offer_id)
        .join(Host, Host.id == Offer.person_id)
        .where(
            PairingRule.round_id == round_.id,
            PairingRule.lifted_at.is_(None),
            PairingRule.application_id.in_(tuple(these)),
        )
        .order_by(PairingRule.set_at, PairingRule.id)
    )
    rows: dict[UUID, tuple[RuleRow, ...]] = {}
    for rule, host in seen.db.execute(found):
        row = RuleRow(
            application_id=rule.application_id,
            offer_id=rule.offer_id,
            effect=rule.effect,
            reason=rule.reason,
            host=host,
        )
        rows[row.application_id] = (*rows.get(row.application_id, ()), row)
    return rows


def rules_of(seen: Reading, round_: Round, application_id: UUID) -> tuple[RuleRow, ...]:
    return rules(seen, round_, (application_id,)).get(application_id, ())
