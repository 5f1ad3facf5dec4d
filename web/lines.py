"""What the pages say to the log: one line of JSON for each sign-in, refusal and failure, with ids alone."""

import json
import logging
import sys
from datetime import UTC, datetime

from fastapi import Request

from web.visitor import visitor_of

log = logging.getLogger("web")
TOLD = ("request_id", "method", "route", "actor", "status", "reference")


class JsonLines(logging.Formatter):
    """Whatever is told stays one line; nobody writes a second one into it."""

    def format(self, record: logging.LogRecord) -> str:
        said: dict[str, object] = {
            "at": datetime.fromtimestamp(record.created, UTC).isoformat(),
            "level": record.levelname,
            "source": record.name,
            "message": record.getMessage(),
        }
        said |= {each: vars(record)[each] for each in TOLD if vars(record).get(each) is not None}
        if record.exc_info and record.exc_info[0]:
            said["failure"] = self.formatException(record.exc_info)
        return json.dumps(said, ensure_ascii=False)


def listen() -> None:
    """Let this process write its log so."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(JsonLines())
    logging.basicConfig(level=logging.INFO, handlers=[handler])


def tell(request: Request, what: str, *, level: int = logging.INFO, **more: object) -> None:
    """The route as it is written, never the address, in which a secret may stand."""
    log.log(level, "%s", what, extra={**of(request), **more})


def of(request: Request) -> dict[str, object]:
    visitor = visitor_of(request)
    return {
        "request_id": request.state.request_id,
        "method": request.method,
        "route": getattr(request.scope.get("route"), "path", None),
        "actor": str(visitor.actor.person_id) if visitor else None,
    }
