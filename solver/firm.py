"""The most of some wished locks that can be kept beside those of the problem."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from solver.clashes import clash
from solver.clashing.possible import is_possible, surroundings
from solver.effort import Effort
from solver.findings import Clash
from solver.locks import keeps, with_locks
from solver.objective import ChangeCosts, Objective, Weights
from solver.problem import Lock, Previous, Problem

KEEP_MOST = Objective(
    mode="levels",
    levels=("stability",),
    weights=Weights(stability=1),
    change_costs=ChangeCosts(day=1, farthest=0, offer=1, lost=1),
)


@dataclass(frozen=True)
class Firm:
    """The locks that can be kept, and the clashes because of which the others cannot."""

    locks: tuple[Lock, ...]
    clashes: tuple[Clash, ...] = ()


def firmest(problem: Problem, wished: tuple[Lock, ...], effort: Effort) -> Firm:
    """All of them if possible; else as many of those in clashes as go together with all others."""
    if is_possible(with_locks(problem, wished), effort):
        return Firm(wished)
    loose: list[Lock] = []
    clashes: list[Clash] = []
    while (found := clash(with_locks(problem, _but(wished, loose)), effort)) is not None:
        clashes.append(found)
        given_up = [lock for lock in found.locks if lock in wished]
        if not given_up:
            return Firm((), tuple(clashes))
        loose.extend(given_up)
    firm = _but(wished, loose)
    kept = _most_kept(with_locks(problem, firm), tuple(loose), effort)
    return Firm((*firm, *kept), tuple(clashes))


def _but(locks: Iterable[Lock], without: Iterable[Lock]) -> tuple[Lock, ...]:
    left_out = frozenset(without)
    return tuple(lock for lock in locks if lock not in left_out)


def _most_kept(problem: Problem, loose: tuple[Lock, ...], effort: Effort) -> tuple[Lock, ...]:
    """As many of these as can be kept together, all counting the same."""
    part = surroundings(problem, loose)
    previous = tuple(Previous.model_validate(lock.model_dump() | {"days": lock.days or ()}) for lock in loose)
    asked = part.model_copy(update={"previous": previous, "objective": KEEP_MOST})
    now = {one.application: one for one in replace(effort, on_progress=None).solve(asked).pairings}
    return tuple(lock for lock in loose if lock.application in now and keeps(now[lock.application], lock))
