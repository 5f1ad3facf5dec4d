"""The report of a year or of one round: the same numbers on the screen and in every file.

Numbers of fewer than five people are left out, and those from which they could be reckoned: see small_cells.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy.orm import Session

from domain import report_tables
from domain.report_tables import Table
from models.languages import Language
from models.rounds import Round


@dataclass(frozen=True)
class Report:
    computed_at: datetime
    rounds: Table
    councils: Table


def year(
    db: Session, rounds: Sequence[Round], among: Sequence[Round], *, language: Language, now: datetime
) -> Report:
    """All rounds of a year that its reader may see, `among` all that there are."""
    basis = report_tables.basis(db, rounds, among, language)
    return Report(
        now, report_tables.of_rounds(basis), report_tables.of_councils(basis, column=len(basis.rounds))
    )


def one(db: Session, round_: Round, among: Sequence[Round], *, language: Language, now: datetime) -> Report:
    """One round; what the year's report leaves out, or the difference to it would tell, is left out."""
    basis = report_tables.basis(db, [round_], among, language)
    alone = replace(report_tables.of_rounds(basis), total=None)
    return Report(now, alone, report_tables.of_councils(basis, column=0))
