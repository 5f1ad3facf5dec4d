"""Who is placed together: companions are one party, everybody else is a party of one."""

from dataclasses import dataclass

from solver.problem import Application, Lock
from solver.view import View


@dataclass(frozen=True)
class Party:
    """Applications that get the same offer at the same time or nothing, and what is locked for them."""

    members: tuple[Application, ...]
    locks: tuple[Lock, ...]

    @property
    def needs_place(self) -> bool:
        """Whether a plan without it breaks a lock."""
        return bool(self.locks)


def parties(view: View) -> tuple[Party, ...]:
    """In the order of their first members."""
    together = {
        one: tuple(sorted(group.applications, key=view.position.__getitem__))
        for group in view.problem.companions
        for one in group.applications
    }
    locks = {lock.application: lock for lock in view.problem.locked}
    groups = (together.get(one.id, (one.id,)) for one in view.applications)
    return tuple(
        Party(
            tuple(view.application[one] for one in group), tuple(locks[one] for one in group if one in locks)
        )
        for group in dict.fromkeys(groups)
    )
