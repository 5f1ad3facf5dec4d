"""The members of a set that are impossible together, and possible as soon as any one of them is left out."""

from collections.abc import Callable, Hashable, Sequence
from functools import cache
from typing import TypeVar

Member = TypeVar("Member", bound=Hashable)
Impossible = Callable[[tuple[Member, ...]], bool]


def smallest(members: Sequence[Member], are_impossible: Impossible[Member]) -> tuple[Member, ...]:
    """An irreducible part, the smaller of two searches; whatever holds an impossible part is impossible too.

    Takes about 2 k log(n / k) questions for k of n members (QuickXplain: Junker, AAAI 2004).
    """
    order = {member: number for number, member in enumerate(members)}

    @cache
    def ask(part: frozenset[Member]) -> bool:
        return are_impossible(tuple(sorted(part, key=lambda member: order[member])))

    found = [_irreducible(one, ask) for one in (tuple(members), tuple(reversed(members)))]
    fewest = min(len(one) for one in found)
    best = next(one for one in found if len(one) == fewest)
    return tuple(sorted(best, key=lambda member: order[member]))


def _irreducible(members: tuple[Member, ...], ask: Callable[[frozenset[Member]], bool]) -> tuple[Member, ...]:
    if ask(frozenset()):
        return ()
    return _explain((), (), members, ask)


def _explain(
    kept: tuple[Member, ...],
    added: tuple[Member, ...],
    members: tuple[Member, ...],
    ask: Callable[[frozenset[Member]], bool],
) -> tuple[Member, ...]:
    """What of these members is needed beside those that are kept."""
    if added and ask(frozenset(kept)):
        return ()
    if len(members) == 1:
        return members
    half = len(members) // 2
    first, second = members[:half], members[half:]
    later = _explain((*kept, *first), first, second, ask)
    earlier = _explain((*kept, *later), later, first, ask)
    return (*earlier, *later)
