"""What is asked of somebody who starts a round."""

from collections.abc import Mapping
from datetime import timedelta

from domain.working_days import on_or_after
from models.languages import Words
from models.record import Record
from models.states import Kind
from models.timeline import local_day
from web.forms import Trouble
from web.views import rounds
from web.views.reading import Reading

SOON = timedelta(weeks=2)


class Earlier(Record):
    reference: str
    name: str


class NewRoundView(Record):
    values: Mapping[str, str]
    kinds: tuple[str, ...]
    earlier: tuple[Earlier, ...]
    troubles: tuple[Trouble, ...] = ()
    refused: Words | None = None


def look(
    seen: Reading,
    values: Mapping[str, str],
    *,
    kinds: tuple[str, ...] = (Kind.SHADOWING.value, Kind.MENTORING.value),
    troubles: tuple[Trouble, ...] = (),
    refused: Words | None = None,
) -> NewRoundView:
    """The newest of the earlier rounds is offered first."""
    earlier = tuple(
        Earlier(reference=round_.reference, name=round_.name(seen.language))
        for round_, _house in rounds.steered(seen)
        if not round_.is_standing
    )
    usual = {
        **dict.fromkeys(("name_fi", "name_sv", "name_en", "reference", "date_mode", "like"), ""),
        "opens_on": on_or_after(local_day(seen.now) + SOON).isoformat(),
    }
    return NewRoundView(
        values=usual | dict(values), kinds=kinds, earlier=earlier, troubles=troubles, refused=refused
    )
