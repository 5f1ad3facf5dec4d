"""What every row shares: an id from birth, UTC times, typed JSON, named constraints."""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any, ClassVar
from uuid import UUID, uuid4

from pydantic import TypeAdapter
from sqlalchemy import JSON, DateTime, Dialect, Enum, ForeignKeyConstraint, MetaData, Table, Uuid, event
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, mapped_column
from sqlalchemy.types import TypeDecorator

NAMES = {
    "ix": "ix_%(column_0_N_label)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s",
    "pk": "pk_%(table_name)s",
}

_source: Callable[[], UUID] = uuid4


def draw_ids_from(source: Callable[[], UUID]) -> None:
    """Let every new row take its id from this source, so that a test can seed it."""
    global _source
    _source = source


def new_id() -> UUID:
    return _source()


class UtcTime(TypeDecorator[datetime]):
    """An aware UTC datetime on every database; a naive one is refused."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, _dialect: Dialect) -> datetime | None:
        if value is not None and value.tzinfo is None:
            raise ValueError("a stored time needs its zone")
        return value.astimezone(UTC) if value else None

    def process_result_value(self, value: datetime | None, _dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        return value.astimezone(UTC) if value.tzinfo else value.replace(tzinfo=UTC)


class Typed(TypeDecorator[Any]):
    """JSON that is read and written as the given type (a Record, a tuple of Records, dates ...)."""

    impl = JSON(none_as_null=True).with_variant(JSONB(none_as_null=True), "postgresql")
    cache_ok = True

    def __init__(self, kind: Any) -> None:
        super().__init__()
        self.kind = kind
        self.adapter: TypeAdapter[Any] = TypeAdapter(kind)

    def process_bind_param(self, value: Any, _dialect: Dialect) -> Any:
        return None if value is None else self.adapter.dump_python(value, mode="json")

    def process_result_value(self, value: Any, _dialect: Dialect) -> Any:
        return None if value is None else self.adapter.validate_python(value, strict=False)


def coded(kind: type) -> Enum:
    """A life cycle or code as readable text, checked by us rather than by a database type."""
    return Enum(kind, native_enum=False, length=40, values_callable=lambda e: [m.value for m in e])


class Base(DeclarativeBase):
    metadata = MetaData(naming_convention=NAMES)
    type_annotation_map = {datetime: UtcTime(), UUID: Uuid()}
    stays_at_hand: ClassVar[bool] = False  # of few, which one step looks up again and again


@event.listens_for(Session, "loaded_as_persistent")
def _keep_at_hand(db: Session, row: Base) -> None:
    # A session forgets rows that nobody holds, and would ask the database again at the next look.
    if row.stays_at_hand:
        db.info.setdefault("at hand", []).append(row)


@event.listens_for(ForeignKeyConstraint, "after_parent_attach")
def _judge_at_commit(key: ForeignKeyConstraint, table: Table) -> None:
    # A flush orders rows by relationships alone; where we have none, a child may be written first.
    if table.metadata is Base.metadata:
        key.deferrable, key.initially = True, "DEFERRED"


class Row(Base):
    """A row with a UUID from the moment it is made, before any database has seen it."""

    __abstract__ = True

    id: Mapped[UUID] = mapped_column(primary_key=True)

    def __init__(self, **values: Any) -> None:
        values.setdefault("id", new_id())
        super().__init__(**values)
