"""The published schemas say what the contract says."""

import json
from collections.abc import Iterator

from solver.problem import Problem
from solver.schema import FOLDER, schemas
from solver.solution import Solution


def test_the_published_schemas_are_up_to_date() -> None:
    published = {name: (FOLDER / name).read_text(encoding="utf-8") for name in schemas()}

    assert published == schemas(), "run python -m solver.schema"


def test_every_class_and_every_field_is_described() -> None:
    silent = [
        f"{name} {place}"
        for name, text in schemas().items()
        for place, described in _places(json.loads(text))
        if not described
    ]

    assert silent == []


def test_every_field_of_the_contract_stands_in_its_schema() -> None:
    fields = [set(json.loads(text)["properties"]) for text in schemas().values()]

    assert fields == [set(Problem.model_fields), set(Solution.model_fields)]


def _places(schema: dict[str, object]) -> Iterator[tuple[str, bool]]:
    parts = schema["$defs"]
    assert isinstance(parts, dict)
    for name, part in {**parts, "whole": schema}.items():
        yield name, bool(part.get("description"))
        for field, said in part.get("properties", {}).items():
            yield f"{name}.{field}", bool(said.get("description"))
