"""Real databases for tests: each test has its own, copied from a template that was migrated once.

`database` runs a test on SQLite and on PostgreSQL, and `db` is a session on it; `sqlite_database` and
`postgresql_database` are for what needs one of them; `blank_database` has no tables yet.
"""

from collections.abc import Callable, Iterator
from itertools import count
from pathlib import Path
from shutil import copyfile
from uuid import NAMESPACE_OID, UUID, uuid4, uuid5

import pytest
from sqlalchemy.orm import Session

from migrations.upgrade import upgrade
from models.base import draw_ids_from
from models.database import Database
from tests.plugins import postgres

BOTH = ("sqlite", "postgresql")


@pytest.fixture(params=BOTH)
def database(request: pytest.FixtureRequest) -> Database:
    """All tables and no rows, once on SQLite and once on PostgreSQL."""
    chosen: Database = request.getfixturevalue(f"{request.param}_database")
    return chosen


@pytest.fixture
def db(database: Database) -> Iterator[Session]:
    """A session on each database; foreign keys are judged when the test is over."""
    with Session(database.engine, expire_on_commit=False) as db:
        yield db
        if db.is_active:
            db.commit()


@pytest.fixture
def sqlite_database(_sqlite_template: Path, tmp_path: Path) -> Iterator[Database]:
    copyfile(_sqlite_template, tmp_path / "vaihto.sqlite")
    yield from opened(sqlite_address(tmp_path / "vaihto.sqlite"))


@pytest.fixture
def postgresql_database(_postgresql_template: str) -> Iterator[Database]:
    with postgres.new_database(template=_postgresql_template) as address:
        yield from opened(address)


@pytest.fixture(params=BOTH)
def blank_database(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Database]:
    """No tables at all, once on SQLite and once on PostgreSQL."""
    if request.param == "sqlite":
        yield from opened(sqlite_address(tmp_path / "blank.sqlite"))
    else:
        with postgres.new_database() as address:
            yield from opened(address)


@pytest.fixture(scope="session")
def _sqlite_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    file = tmp_path_factory.mktemp("template") / "template.sqlite"
    migrate(sqlite_address(file))
    return file


@pytest.fixture(scope="session")
def _postgresql_template() -> str:
    return postgres.template(made_by=migrate)


def migrate(address: str) -> None:
    for database in opened(address):
        upgrade(database)


def opened(address: str) -> Iterator[Database]:
    database = Database(address)
    yield database
    database.close()


def sqlite_address(file: Path) -> str:
    return f"sqlite:///{file}"


@pytest.fixture(autouse=True)
def _ids_drawn_from_the_name_of_the_test(request: pytest.FixtureRequest) -> Iterator[None]:
    draw_ids_from(ids(seed=request.node.nodeid))
    yield
    draw_ids_from(uuid4)


@pytest.hookimpl(tryfirst=True)
def pytest_fixture_setup(fixturedef: pytest.FixtureDef[object], request: pytest.FixtureRequest) -> None:
    """What tests share has the same ids in every run too: who says what in a rehearsal follows from them."""
    if fixturedef.scope != "function":
        draw_ids_from(ids(seed=f"{request.node.nodeid}/{fixturedef.argname}"))


def ids(*, seed: str) -> Callable[[], UUID]:
    """A source that gives the same ids in the same order for the same seed, from any thread."""
    numbers = count()
    return lambda: uuid5(NAMESPACE_OID, f"{seed}/{next(numbers)}")


def pytest_configure(config: pytest.Config) -> None:
    if begins_run(config):
        postgres.name_run()


def pytest_unconfigure(config: pytest.Config) -> None:
    if begins_run(config):
        postgres.stop()


def begins_run(config: pytest.Config) -> bool:
    """Whether this process is the run itself, not one of its xdist workers."""
    return not hasattr(config, "workerinput")
