"""What a letter knows: how each fact is written in its words, and what it says in an invented letter."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass, fields, is_dataclass
from enum import Enum

from invites.contexts import Letterhead
from invites.fence import Fenced, fenced
from invites.house_words import FAILURES
from invites.letters import facts
from invites.markup import unguard
from invites.meetings import AllDay, Series, Session, Timed
from invites.trials import FILTERS
from models.languages import Language

MEETINGS = (AllDay, Series, Session, Timed)


@dataclass(frozen=True)
class Variable:
    """`written` is what stands in the words; `says` is empty where this letter has none."""

    written: str
    says: str


def variables(
    letter: Letterhead, language: Language, *, known: Collection[str] | None = None
) -> tuple[Variable, ...]:
    """In the order of the record's fields, all or the known; what is a record itself gives its parts."""
    fence, values = fenced(language), facts(letter)
    names = [each.name for each in fields(letter) if known is None or each.name in known]
    written = (each for name in names for each in _written(name, getattr(letter, name)))
    return tuple(Variable(each, _says(fence, each, values)) for each in written)


def _says(fence: Fenced, written: str, values: dict[str, object]) -> str:
    try:
        return " ".join(unguard(fence.from_string(written).render(values)).split())
    except FAILURES:
        return ""


def _written(path: str, value: object) -> Iterator[str]:
    if isinstance(value, bool):
        yield f"{{% if {path} %}} … {{% else %}} … {{% endif %}}"
    elif isinstance(value, tuple):
        yield from _list(path, value)
    elif name := next((name for kind, name in FILTERS if isinstance(value, kind)), ""):
        yield f"{{{{ {path}|{name} }}}}"
    elif isinstance(value, Enum):
        yield f'{{% if {path} == "{value.value}" %}} … {{% endif %}}'
    elif is_dataclass(value):
        for each in fields(value):
            yield from _written(f"{path}.{each.name}", getattr(value, each.name))
    else:
        yield f"{{{{ {path} }}}}"


def _list(path: str, value: tuple[object, ...]) -> Iterator[str]:
    if value and isinstance(value[0], MEETINGS):
        yield f"{{{{ {path}|begins }}}}"
        yield f"{{{{ {path}|weeks }}}}"
        yield f"{{% for line in {path}|spell %}} {{{{ line }}}} {{% endfor %}}"
    else:
        inside = " ".join(_written("each", value[0])) if value else "{{ each }}"
        yield f"{{% for each in {path} %}} {inside} {{% endfor %}}"
