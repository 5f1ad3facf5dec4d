"""The fence around words that were written in the browser: they reach a letter's facts, and nothing else."""

from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from decimal import Decimal
from enum import Enum

from jinja2 import DictLoader, StrictUndefined, TemplateSyntaxError, nodes
from jinja2.exceptions import SecurityError
from jinja2.runtime import LoopContext
from jinja2.sandbox import ImmutableSandboxedEnvironment

from invites.letters import Spoken, Templates, speaking
from invites.mistakes import Mistake
from models.languages import Language, _

ALLOWED = (
    nodes.Template,
    nodes.Output,
    nodes.TemplateData,
    nodes.Name,
    nodes.Const,
    nodes.Getattr,
    nodes.Getitem,
    nodes.Filter,
    nodes.If,
    nodes.For,
    nodes.Include,
    nodes.Compare,
    nodes.Operand,
    nodes.And,
    nodes.Or,
    nodes.Not,
    nodes.Test,
    nodes.Sub,
    nodes.CondExpr,
    nodes.Tuple,
)
"""No call, no sum of texts, no assignment: what is left can neither grow nor reach out."""
FILTERS = frozenset(("join", "length"))
TESTS = frozenset(("none",))
OF_LOOPS = frozenset(("index", "length", "first", "last"))
MOST_LOOPS, MOST_BLOCKS = 2, 8  # inside each other
MOST_RENDERED = 100_000  # signs


class Unsayable(ValueError):
    """Something stands where words belong: `value` is what."""

    def __init__(self, value: object) -> None:
        super().__init__(type(value).__name__)
        self.value = value


def sayable(value: object) -> object:
    """Texts and numbers; no reader wants to see how a program writes a moment, or that there is none."""
    if isinstance(value, Enum | bool) or not isinstance(value, str | int | float | Decimal):
        raise Unsayable(value)
    return value


class Fenced(Templates, ImmutableSandboxedEnvironment):
    """Records give their fields, tuples their numbered places; all else is out of reach."""

    def getattr(self, obj: object, attribute: str) -> object:
        if isinstance(obj, LoopContext) and attribute in OF_LOOPS:
            return super().getattr(obj, attribute)
        if is_dataclass(obj) and attribute in {each.name for each in fields(obj)}:
            return super().getattr(obj, attribute)
        raise SecurityError(f"no {attribute} here")

    def getitem(self, obj: object, argument: object) -> object:
        if isinstance(obj, tuple) and isinstance(argument, int):
            return super().getitem(obj, argument)
        raise SecurityError("places are numbered")

    def is_safe_callable(self, _obj: object) -> bool:
        return False


def fenced(language: Language) -> Fenced:
    """What words of the house are compiled in."""
    found = Fenced(
        loader=DictLoader({}),
        undefined=StrictUndefined,
        extensions=[Spoken],
        autoescape=False,
        finalize=sayable,
    )
    found.globals.clear()
    found.filters = {name: each for name, each in found.filters.items() if name in FILTERS}
    found.tests = {name: each for name, each in found.tests.items() if name in TESTS}
    return speaking(found, language)


def check(source: str, environment: Fenced) -> None:
    """Before anything is compiled: Jinja would already reckon what it can."""
    for each in beyond(environment.parse(source)):
        raise TemplateSyntaxError(str(each.what), each.line)


def beyond(tree: nodes.Template) -> Iterator[Mistake]:
    """What no letter needs, with its line."""
    for each in tree.find_all(nodes.Node):
        if not isinstance(each, ALLOWED):
            yield Mistake(each.lineno, _("this goes beyond what a letter may do"), USUAL)
        elif isinstance(each, nodes.Getattr | nodes.Name) and _is_hidden(each):
            yield Mistake(each.lineno, _("names do not begin with _"), USUAL)
    if _depth(tree, nodes.For) > MOST_LOOPS or _depth(tree, (nodes.For, nodes.If)) > MOST_BLOCKS:
        yield Mistake(1, _("too much stands inside each other"), _("Two loops, and eight ifs, are enough."))


USUAL = _("A letter shows facts, asks with if, goes through lists with for, and includes parts.")


def _is_hidden(node: nodes.Getattr | nodes.Name) -> bool:
    return (node.attr if isinstance(node, nodes.Getattr) else node.name).startswith("_")


def _depth(node: nodes.Node, kinds: type[nodes.Node] | tuple[type[nodes.Node], ...]) -> int:
    deepest = max((_depth(each, kinds) for each in node.iter_child_nodes()), default=0)
    return deepest + isinstance(node, kinds)
