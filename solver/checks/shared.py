"""May these two share a trip, and is it cut where it should be?"""

from collections.abc import Iterator

from solver.checks.facts import AnyOffer
from solver.checks.pairs import Judge, broken
from solver.problem import HostOffer, Stay, StayDay
from solver.violation import Served, Violation


def shares_trip_with(served: Served) -> Iterator[Violation]:
    """Two hosts of one organisation share a trip when one of them names the other."""
    if served.second is not None:
        one, other = served.offer, served.second
        named = one.id in _partners(other) or other.id in _partners(one)
        allowed = named and one.id != other.id and one.organisation == other.organisation
        yield from broken("shares_trip_with", served, unless=allowed)


def _partners(offer: AnyOffer) -> tuple[str, ...]:
    return offer.shares_trip_with if isinstance(offer, HostOffer) else ()


def shared_days(served: Served) -> Iterator[Violation]:
    """The first half of the blocks, or of the days of one block, is spent with the first host."""
    if served.pairing.second is not None and served.second is not None:
        later = _later_days(served)
        yield from broken("shared_days", served, unless=bool(later) and served.pairing.second.days == later)


def _later_days(served: Served) -> tuple[StayDay, ...]:
    """What the second host has; nothing where a stay cannot be shared."""
    needs, days = served.application.needs, served.pairing.days
    if not isinstance(needs, Stay) or any(block % 2 for block in needs.blocks):
        return ()
    lengths = [block // 2 for block in needs.blocks]
    if len(lengths) == 1:
        return days[-(-lengths[0] // 2) :]
    return days[sum(lengths[: -(-len(lengths) // 2)]) :]


SHARED_CHECKS: tuple[Judge, ...] = (shares_trip_with, shared_days)
