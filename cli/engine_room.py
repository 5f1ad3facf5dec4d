"""Reaching Temporal from a command that runs beside `vaihto up`, or alone."""

from pydantic import BaseModel, ValidationError
from temporalio.client import Client

from settings import Settings
from workflows.door import connect


class _Doors(BaseModel):
    temporal: int


def address(settings: Settings) -> str | None:
    """The operator's cluster, or the server of the house that lives in this data folder."""
    if settings.temporal_address:
        return settings.temporal_address
    try:
        doors = _Doors.model_validate_json((settings.data / "doors.json").read_text(encoding="utf-8"))
    except (FileNotFoundError, ValidationError):
        return None
    return f"127.0.0.1:{doors.temporal}"


async def reach(settings: Settings) -> Client | None:
    """None: Temporal does not answer."""
    where = address(settings)
    if where is None:
        return None
    try:
        return await connect(where, namespace=settings.temporal_namespace)
    except RuntimeError:
        return None
