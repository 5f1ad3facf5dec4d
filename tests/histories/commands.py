"""What workflows ask of Temporal, read from their source: each command in its order, with its conditions.

`python -m tests.histories.commands` from the root folder writes it down anew.
"""

import ast
import json
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parents[2]
SAVED = Path(__file__).parent / "commands.json"
WITHOUT_WAITING = {
    "continue_as_new",
    "start_activity",
    "start_activity_method",
    "upsert_memo",
    "upsert_search_attributes",
}
QUIET = {"door", "guard", "names", "patience", "queues", "seen", "steps"}  # none of these runs in a workflow
Method = ast.FunctionDef | ast.AsyncFunctionDef


def commands() -> dict[str, list[str]]:
    """By module and method: the commands that it may issue, and the branches around them."""
    return {
        f"{file.stem}.{method.name}": found
        for file in sorted((ROOT / "workflows").glob("*.py"))
        if file.stem not in {*QUIET, "__init__"}
        for method in _methods(ast.parse(file.read_text(encoding="utf-8")))
        if (found := list(in_order(method)))
    }


def in_order(method: Method) -> Iterator[str]:
    """Loops and conditions are told too: what is asked more or less often is another history."""
    for each in _walk(method):
        if isinstance(each, ast.If | ast.While):
            if any(_is_command(inner) for inner in ast.walk(each)):
                yield f"{type(each).__name__.lower()} {ast.unparse(each.test)}"
        elif isinstance(each, ast.Await | ast.Call) and _is_command(each):
            yield ast.unparse(each)


def _walk(node: ast.AST) -> Iterator[ast.AST]:
    for each in ast.iter_child_nodes(node):
        yield each
        yield from _walk(each)


def _methods(module: ast.Module) -> Iterator[Method]:
    for each in _walk(module):
        if isinstance(each, Method):
            yield each


def _is_command(node: ast.AST) -> bool:
    """Whatever is waited for may be a command of Temporal, and a few that are not waited for."""
    if isinstance(node, ast.Call):
        return isinstance(node.func, ast.Attribute) and node.func.attr in WITHOUT_WAITING
    return isinstance(node, ast.Await)


if __name__ == "__main__":
    SAVED.write_text(json.dumps(commands(), indent=1) + "\n", encoding="utf-8")
