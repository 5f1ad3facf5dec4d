"""How often a page asks the database."""

from sqlalchemy import event
from starlette.testclient import TestClient

from models.database import Database


def asked(database: Database, web: TestClient, path: str) -> int:
    """How many statements one page costs."""
    statements: list[str] = []

    def note(_connection: object, _cursor: object, statement: str, *_rest: object) -> None:
        statements.append(statement)

    event.listen(database.engine, "before_cursor_execute", note)
    status = web.get(path).status_code
    event.remove(database.engine, "before_cursor_execute", note)
    assert status == 200
    return len(statements)
