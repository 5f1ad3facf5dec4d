"""`python -m solver.schema`: the contract as JSON Schema, for programs that are not written in Python.

Classes are described by their docstrings, fields by the comments behind them.
"""

import ast
import inspect
import io
import json
import sys
import tokenize
from functools import cache
from pathlib import Path

from pydantic.json_schema import GenerateJsonSchema, JsonSchemaValue
from pydantic_core.core_schema import ModelSchema

from solver.parts import Part
from solver.problem import Problem
from solver.solution import Solution

FOLDER = Path(__file__).parents[1] / "docs" / "schemas"
DIALECT = "https://json-schema.org/draft/2020-12/schema"


def main() -> None:
    """Write the schemas into a folder: that of the documentation, or the one that is named."""
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else FOLDER
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in schemas().items():
        (folder / name).write_text(text, encoding="utf-8")


def schemas() -> dict[str, str]:
    """The schemas by file name: a problem as it may be written, a solution as the solver writes it."""
    problem = Problem.model_json_schema(schema_generator=Described)
    solution = Solution.model_json_schema(schema_generator=Described, mode="serialization")
    return {
        "problem.schema.json": _written(problem),
        "solution.schema.json": _written(solution),
    }


def _written(schema: JsonSchemaValue) -> str:
    return json.dumps({"$schema": DIALECT, **schema}, indent=2) + "\n"


class Described(GenerateJsonSchema):
    """Pydantic's own schema, with the comments behind the fields."""

    def model_schema(self, schema: ModelSchema) -> JsonSchemaValue:
        """One class."""
        made = super().model_schema(schema)
        for part in reversed(schema["cls"].__mro__):
            if issubclass(part, Part):
                for field, words in comments(part).items():
                    made["properties"][field]["description"] = words
        return made


@cache
def comments(part: type[Part]) -> dict[str, str]:
    """What stands behind the fields of a class in its source."""
    source = inspect.getsource(part)
    said = {
        token.start[0]: token.string.removeprefix("#").strip()
        for token in tokenize.generate_tokens(io.StringIO(source).readline)
        if token.type == tokenize.COMMENT
    }
    fields = (node for node in ast.walk(ast.parse(source)) if isinstance(node, ast.AnnAssign))
    return {
        field.target.id: said[field.end_lineno]
        for field in fields
        if isinstance(field.target, ast.Name) and field.end_lineno in said
    }


if __name__ == "__main__":
    main()
