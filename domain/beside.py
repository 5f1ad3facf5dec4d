"""What the solver says of a round beside the plan itself."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from domain.advising import NO_ADVICE
from domain.repairs import Alternative
from models.schedules import Advice
from solver.certificate import Certificate
from solver.findings import Clash


@dataclass(frozen=True)
class Beside:
    """Repairs to choose from, why no plan is possible, what would have helped who has no place, prices that
    show how good the plan is."""

    alternatives: tuple[Alternative, ...] = ()
    clashes: tuple[Clash, ...] = ()
    advice: Mapping[str, tuple[Advice, ...]] = field(default_factory=lambda: NO_ADVICE)
    certificate: Certificate | None = None


NOTHING = Beside()
