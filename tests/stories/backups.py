"""A database as it was, and as it is again."""

import sqlite3
from contextlib import closing
from pathlib import Path

from models.database import Database


def back_up(database: Database, to: Path) -> None:
    copy(Path(str(database.engine.url.database)), to)


def restore(database: Database, backup: Path) -> None:
    copy(backup, Path(str(database.engine.url.database)))


def copy(source: Path, to: Path) -> None:
    """All pages at once, whoever has the file open."""
    with closing(sqlite3.connect(source)) as read, closing(sqlite3.connect(to, timeout=15)) as written:
        read.backup(written)
