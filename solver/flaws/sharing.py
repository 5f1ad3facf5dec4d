"""Shared trips that cannot be: with whom a host shares them, and locks on two hosts."""

from collections.abc import Iterator

from solver.flaw import Flaw
from solver.problem import Application, Problem, Stay

PARTNER = "another host offer of the same organisation"


def strange_partners(problem: Problem) -> Iterator[Flaw]:
    """A host shares trips with other hosts of the same organisation."""
    hosts = {host.id: host for host in problem.host_offers}
    mentors = {mentor.id for mentor in problem.mentor_offers}
    for number, host in enumerate(problem.host_offers):
        for named in host.shares_trip_with:
            path = f"host_offers.{number}.shares_trip_with"
            if named == host.id:
                yield Flaw(path, "names itself", PARTNER)
            elif named in mentors:
                yield Flaw(path, f"{named!r} is a mentor offer", PARTNER)
            elif named not in hosts:
                yield Flaw(path, f"{named!r} is no offer of this problem", PARTNER)
            elif hosts[named].organisation != host.organisation:
                yield Flaw(path, f"{named!r} is in {hosts[named].organisation!r}", PARTNER)


def impossible_second_hosts(problem: Problem) -> Iterator[Flaw]:
    """A lock on a second host is between two who share trips, for a stay that can be shared."""
    hosts = {host.id: host for host in problem.host_offers}
    applications = {one.id: one for one in problem.applications}
    for number, lock in enumerate(problem.locked):
        one, other = hosts.get(lock.offer), hosts.get(lock.second or "")
        guest = applications.get(lock.application)
        if one is None or other is None or guest is None:
            continue
        path = f"locked.{number}.second"
        if one.id not in other.shares_trip_with and other.id not in one.shares_trip_with:
            right = f"somebody who shares trips with {one.id!r}, or nobody"
            yield Flaw(path, f"{other.id!r} shares no trip with {one.id!r}", right)
        if not _can_share(problem, guest):
            yield Flaw(path, f"{guest.id!r} has no stay that two can share", "two whole days or more")


def _can_share(problem: Problem, guest: Application) -> bool:
    if not isinstance(guest.needs, Stay) or problem.date_mode == "pair":
        return False
    return sum(guest.needs.blocks) >= 4 and all(block % 2 == 0 for block in guest.needs.blocks)
