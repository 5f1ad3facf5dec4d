"""Nobody is in two places: what a person does in a plan that leaves no room for something else."""

from datetime import datetime, timedelta

from solver.beside.room import Doing, Room, Session
from solver.placements import Placement, slot_halves
from solver.view import View


def in_the_way(
    room: Room, person: str | None, offer: str, placement: Placement, *, hosts: bool
) -> list[Doing]:
    """What keeps a person from being at an offer then, as its host or mentor or as its guest or mentee."""
    doings = room.doings.get(person or "", ())
    return [one for one in doings if _clashes(room.view, one, offer, placement, hosts=hosts)]


def _clashes(view: View, doing: Doing, offer: str, placement: Placement, *, hosts: bool) -> bool:
    """Several guests of one offer, or mentees in one session, are one thing to do for the host or mentor."""
    together = hosts and doing.hosts and doing.offer == offer
    if not together and doing.halves & placement.halves:
        return True
    sessions = sessions_of(placement)
    if doing.halves & kept_free(view, sessions) or placement.halves & kept_free(view, doing.sessions):
        return True
    return any(
        overlap(view, one, other) and not (together and one == other)
        for one in sessions
        for other in doing.sessions
    )


def touched(view: View, sessions: tuple[Session, ...]) -> int:
    """The halves of the window that sessions touch."""
    number = view.window.number
    inside = ((slot, number[day]) for slot, day in sessions if day in number)
    return sum(slot_halves(view.slot[slot]) << 2 * index for slot, index in inside)


def kept_free(view: View, sessions: tuple[Session, ...]) -> int:
    """The halves of the window in which sessions leave no room for a stay or guests."""
    match view.problem.sessions_block:
        case "nothing":
            return 0
        case "half":
            return touched(view, sessions)
        case "day":
            number = view.window.number
            return sum(3 << 2 * number[day] for _, day in sessions if day in number)


def overlap(view: View, one: Session, other: Session) -> bool:
    """Whether two sessions are at the same time."""
    (earlier, first), (later, second) = (_span(view, session) for session in (one, other))
    return earlier < second and later < first


def _span(view: View, session: Session) -> tuple[datetime, datetime]:
    slot = view.slot[session[0]]
    start = datetime.combine(session[1], slot.start)
    return start, start + timedelta(minutes=slot.minutes)


def sessions_of(placement: Placement) -> tuple[Session, ...]:
    """The sessions of a series; none of a stay."""
    return tuple((placement.slot or "", day) for day in placement.sessions)
