"""The whole interface, asked whatever its own description allows and whatever it does not."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import schemathesis
from hypothesis import HealthCheck, given, settings
from hypothesis.strategies import SearchStrategy
from schemathesis import GenerationMode
from schemathesis.core.result import Ok
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
    status_code_conformance,
    unsupported_method,
)

from migrations.upgrade import upgrade
from models.database import Database
from models.states import Role
from tests.web.api.conftest import HERE, a_house, a_token, an_app

EXAMPLES = 12
NAME = "vaihto.example.org"
JUDGES = (
    schemathesis.checks.not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
    unsupported_method,
)


@pytest.fixture(scope="module")
def seeded(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Database]:
    folder: Path = tmp_path_factory.mktemp("schema")
    database = Database(f"sqlite:///{folder / 'vaihto.db'}")
    upgrade(database)
    with database.change() as db:
        a_house(db)
    yield database
    database.close()


@pytest.fixture(scope="module")
def schema(seeded: Database) -> schemathesis.BaseSchema:
    app = an_app(seeded, base_url=f"https://{NAME}")
    return schemathesis.openapi.from_asgi(f"{HERE}/openapi.json", app, headers={"Host": NAME})


@pytest.mark.parametrize("mode", list(GenerationMode))
def test_nothing_breaks_and_everything_is_as_described(
    schema: schemathesis.BaseSchema, seeded: Database, mode: GenerationMode
) -> None:
    token = a_token(seeded, role=Role.COORDINATOR)
    operations = [found.ok() for found in schema.get_all_operations() if isinstance(found, Ok)]

    for operation in operations:
        probe(operation.as_strategy(generation_mode=mode), token)

    assert len(operations) == 14


def probe(cases: SearchStrategy[schemathesis.Case[Any]], token: str) -> None:
    @settings(max_examples=EXAMPLES, deadline=None, suppress_health_check=list(HealthCheck), derandomize=True)
    @given(case=cases)
    def each(case: schemathesis.Case[Any]) -> None:
        response = case.call(headers={"Authorization": f"Bearer {token}", "Host": NAME})
        case.validate_response(response, checks=list(JUDGES))

    each()
