"""The databases that tests are given."""

from pathlib import Path
from uuid import UUID

import pytest
from sqlalchemy import select

from models.base import new_id
from models.database import Database
from models.organisations import Organisation
from tests.builders import an_organisation
from tests.plugins import modes
from tests.plugins.databases import ids


def test_the_same_seed_gives_the_same_ids() -> None:
    first, again, other = ids(seed="a"), ids(seed="a"), ids(seed="b")

    drawn = [first() for _ in range(3)]

    assert drawn == [again() for _ in range(3)]
    assert len({*drawn, *(other() for _ in range(3))}) == 6


def test_a_test_draws_its_ids_from_its_own_name(request: pytest.FixtureRequest) -> None:
    source = ids(seed=request.node.nodeid)

    assert [new_id(), new_id()] == [source(), source()]


@pytest.fixture(scope="module")
def shared() -> UUID:
    return new_id()


def test_what_tests_share_draws_its_ids_from_its_own_name(
    request: pytest.FixtureRequest, shared: UUID
) -> None:
    module, _test = request.node.nodeid.split("::")

    assert shared == ids(seed=f"{module}/shared")()


@pytest.mark.parametrize("turn", [1, 2])
def test_every_test_has_a_database_of_its_own(database: Database, turn: int) -> None:
    with database.change() as db:
        made = an_organisation(db)

    with database.look() as db:
        assert db.scalars(select(Organisation.id)).all() == [made.id]


def test_folders_that_were_closed_are_closed_again(tmp_path: Path) -> None:
    closed = tmp_path / "closed"
    (closed / "wheel").mkdir(parents=True)
    closed.chmod(0o700)

    modes.remember(closed / "wheel", file=tmp_path / "modes")
    closed.chmod(0o755)
    modes.restore(tmp_path / "modes")

    assert closed.stat().st_mode & 0o777 == 0o700
