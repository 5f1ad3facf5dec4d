"""What letters about plans need to know: why none is possible, and what a round's own rule has approved."""

from dataclasses import dataclass

from invites.letterhead import Letterhead


@dataclass(frozen=True, kw_only=True)
class PlanImpossible(Letterhead):
    """To HR: what contradicts each other, a line each; `reference` is the round's, for commands."""

    kind = "plan_impossible"
    reference: str
    clashes: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class RepairAdopted(Letterhead):
    """To HR, afterwards: a repair under the limit that HR has set; `euros` is what it costs more."""

    kind = "repair_adopted"
    reference: str
    version: int
    kept: int
    moved: int
    newly_placed: int
    released: int
    euros: int


DECIDING_KINDS: tuple[type[Letterhead], ...] = (PlanImpossible, RepairAdopted)
