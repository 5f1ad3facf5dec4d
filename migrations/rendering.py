"""How a drafted migration writes our column types: as the database's own, since models may change later."""

from typing import Literal

from alembic.autogenerate.api import AutogenContext
from sqlalchemy import Enum

from models.base import Typed, UtcTime

JSON = 'sa.JSON(none_as_null=True).with_variant(postgresql.JSONB(none_as_null=True), "postgresql")'


def plain(kind: str, item: object, context: AutogenContext) -> str | Literal[False]:
    """The text of a column type, or False where Alembic's own text will do."""
    if kind != "type":
        return False
    if isinstance(item, UtcTime):
        return "sa.DateTime(timezone=True)"
    if isinstance(item, Typed):
        context.imports.add("from sqlalchemy.dialects import postgresql")
        return JSON
    return f"sa.String({item.length})" if isinstance(item, Enum) else False
