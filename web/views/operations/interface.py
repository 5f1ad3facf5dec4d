"""The description of the interface as a page reads it: no other host is asked for it."""

from typing import Any

from models.record import Record

SIMPLE = "#/components/schemas/"


class Field(Record):
    name: str
    kind: str
    is_needed: bool
    words: str


class Operation(Record):
    method: str
    path: str
    words: str
    given: tuple[Field, ...]
    body: tuple[Field, ...]
    answer: str


class Shape(Record):
    name: str
    words: str
    fields: tuple[Field, ...]


class InterfaceView(Record):
    words: str
    operations: tuple[Operation, ...]
    shapes: tuple[Shape, ...]


def look(described: dict[str, Any], base: str) -> InterfaceView:
    schemas = described["components"]["schemas"]
    return InterfaceView(
        words=described["info"]["description"],
        operations=tuple(
            _operation(method, base + path, told, schemas)
            for path, methods in described["paths"].items()
            for method, told in methods.items()
        ),
        shapes=tuple(
            Shape(name=name, words=told.get("description", ""), fields=_fields(told))
            for name, told in sorted(schemas.items())
            if "properties" in told
        ),
    )


def _operation(method: str, path: str, told: dict[str, Any], schemas: dict[str, Any]) -> Operation:
    given = [
        Field(
            name=each["name"],
            kind=_kind(each.get("schema", {})),
            is_needed=bool(each.get("required")),
            words=each.get("description", ""),
        )
        for each in told.get("parameters", ())
    ]
    content = told.get("requestBody", {}).get("content", {}).get("application/json", {})
    body = content.get("schema", {}).get("$ref", "").removeprefix(SIMPLE)
    answer = told["responses"]["200"]["content"]["application/json"]["schema"]
    return Operation(
        method=method.upper(),
        path=path,
        words=told.get("description", ""),
        given=tuple(given),
        body=_fields(schemas[body]) if body else (),
        answer=_kind(answer),
    )


def _fields(schema: dict[str, Any]) -> tuple[Field, ...]:
    needed = schema.get("required", ())
    return tuple(
        Field(name=name, kind=_kind(told), is_needed=name in needed, words=told.get("description", ""))
        for name, told in schema["properties"].items()
    )


def _kind(told: dict[str, Any]) -> str:
    """A type in a few signs: `string or null`, `Topic, several`, `am | pm`."""
    if "$ref" in told:
        return str(told["$ref"]).removeprefix(SIMPLE)
    if "anyOf" in told:
        return " or ".join(_kind(each) for each in told["anyOf"])
    if told.get("type") == "array":
        return f"{_kind(told.get('items', {}))}, several"
    if "enum" in told:
        return " | ".join(str(each) for each in told["enum"])
    said = str(told.get("const") or told.get("type", "any"))
    return f"{said} ({told['format']})" if "format" in told else said
