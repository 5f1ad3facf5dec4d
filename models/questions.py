"""Questions that are asked again and again: written once, since writing one costs more than its answer."""

from typing import TypeVarTuple

from sqlalchemy import Result, Select
from sqlalchemy.orm import Session

Told = TypeVarTuple("Told")


def ask(db: Session, question: Select[*Told], /, **values: object) -> Result[*Told]:
    """Columns as the database tells them: rows that become objects need the session itself."""
    if db.autoflush:
        db.flush()
    return db.connection().execute(question, values)
