"""Templates translated while they are compiled: each language has its own, and most words never change."""

from collections.abc import Mapping

from jinja2 import Environment, nodes
from jinja2.visitor import NodeTransformer

FIXED = frozenset(("_", "asset"))  # what they answer is the same on every page of one language


class Spoken(Environment):
    """Writes such answers into the template itself, so that no page asks for them again."""

    def _generate(  # the hook that Jinja keeps for this
        self,
        source: nodes.Template,
        name: str | None,
        filename: str | None,
        defer_init: bool = False,  # noqa: FBT001, FBT002 - as Jinja calls it
    ) -> str:
        told = Telling({each: self.globals[each] for each in FIXED}).visit(source)
        return super()._generate(told, name, filename, defer_init)


class Telling(NodeTransformer):
    def __init__(self, answers: Mapping[str, object]) -> None:
        self.answers = answers

    def visit_Call(self, call: nodes.Call) -> nodes.Node:  # noqa: N802 - as Jinja names it
        """With words to put in, or chosen by the page, it is left to the page."""
        self.generic_visit(call)
        answer = self.answers.get(call.node.name) if isinstance(call.node, nodes.Name) else None
        varies = call.kwargs or call.dyn_args or call.dyn_kwargs
        told = [each.value for each in call.args if isinstance(each, nodes.Const)]
        if not callable(answer) or varies or len(told) < len(call.args):
            return call
        return nodes.Const(answer(*told), lineno=call.lineno)
