"""Workers and queues, as Temporal tells of them; without it, since when it is silent."""

from datetime import datetime

from models.record import Record
from web.engine import Engine
from workflows import queues


class PollerRow(Record):
    identity: str
    seen_at: datetime
    version: str


class QueueRow(Record):
    name: str
    kind: str
    backlog: int
    oldest_minutes: int
    pollers: tuple[PollerRow, ...]


class TimetableRow(Record):
    id: str
    is_paused: bool
    next_at: tuple[datetime, ...]


class QueuesView(Record):
    queues: tuple[QueueRow, ...]
    timetables: tuple[TimetableRow, ...]
    version: str
    has_mixed_versions: bool
    temporal_ui: str | None
    silent_since: datetime | None


def look(engine: Engine, *, temporal_ui: str | None) -> QueuesView:
    found = engine.ask(queues.queues) or ()
    versions = {version for each in found for version in each.versions}
    return QueuesView(
        queues=tuple(_queue(each) for each in found),
        timetables=tuple(TimetableRow(**vars(each)) for each in engine.ask(queues.timetables) or ()),
        version=engine.ask(queues.version) or "",
        has_mixed_versions=len(versions) > 1,
        temporal_ui=temporal_ui,
        silent_since=engine.silent_since,
    )


def _queue(queue: queues.Queue) -> QueueRow:
    return QueueRow(
        name=queue.name,
        kind=queue.kind,
        backlog=queue.backlog,
        oldest_minutes=int(queue.oldest_seconds // 60),
        pollers=tuple(PollerRow(**vars(each)) for each in queue.pollers),
    )
