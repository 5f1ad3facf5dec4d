"""Who is placed together, and which pairings are not proposed a second time."""

from uuid import UUID

from models.applications import Application
from models.exchanges import Exchange
from models.states import ExchangeState
from solver import problem as p


def companions(free: list[Application]) -> tuple[p.Companions, ...]:
    """Those who are placed together; who has a place already keeps it, whatever becomes of the other."""
    here = {each.id: each for each in free}
    together = {
        tuple(sorted((str(each.id), str(other.id))))
        for each in free
        if each.travels_with_id and (other := here.get(each.travels_with_id)) and are_alike(each, other)
    }
    return tuple(p.Companions(applications=pair) for pair in sorted(together))


def are_alike(one: Application, other: Application) -> bool:
    """Whether two ask for the same, so that one stay or series can be both of theirs."""
    return (one.kind, one.blocks, one.sessions, one.cadence_weeks) == (
        other.kind,
        other.blocks,
        other.sessions,
        other.cadence_weeks,
    )


def released(
    exchanges: list[Exchange], living: dict[UUID, Exchange], here: set[UUID]
) -> tuple[p.Forbidden, ...]:
    """A pairing that was released is not proposed again."""
    gone = {
        (str(each.application_id), str(each.offer_id))
        for each in exchanges
        if each.state is ExchangeState.RELEASED
        and {each.application_id, each.offer_id} <= here
        and (each.application_id not in living or living[each.application_id].offer_id != each.offer_id)
    }
    return tuple(p.Forbidden(application=application, offer=offer) for application, offer in sorted(gone))
