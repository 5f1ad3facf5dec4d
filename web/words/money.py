"""Kinds of costs in words."""

from models.costs import CostKind
from models.languages import _

KINDS = {
    CostKind.PLANNED: _("Planned"),
    CostKind.ACTUAL: _("Paid"),
    CostKind.LOST: _("Lost"),
}
