"""What stands above every page of one round: its name, its state, and the way to its other pages."""

from datetime import datetime
from urllib.parse import quote

from sqlalchemy import select

from domain.access import visibility
from domain.refusals import NotFound
from models.languages import Words, _
from models.record import Record
from models.rounds import Round
from models.states import RoundState
from web.views.reading import Reading

TABS = (
    ("", _("Overview")),
    ("/applications", _("Applications")),
    ("/offers", _("Offers")),
    ("/plan", _("Plan")),
    ("/exchanges", _("Exchanges")),
    ("/calendar", _("Calendar and map")),
    ("/mails", _("Mails")),
)


class Tab(Record):
    address: str
    name: Words
    is_current: bool


class RoundHead(Record):
    reference: str
    name: str
    state: RoundState
    paused_at: datetime | None
    tabs: tuple[Tab, ...]

    @property
    def address(self) -> str:
        return address(self.reference)


def find(seen: Reading, reference: str) -> Round:
    """The round that its reader steers; another's is as unknown as one that there is not."""
    steered = visibility.steered_rounds(seen.actor)
    round_ = seen.db.scalar(select(Round).where(Round.reference == reference, steered))
    if round_ is None:
        raise NotFound(_("There is no round called {reference}.", reference=reference))
    return round_


def head(seen: Reading, round_: Round, here: str = "") -> RoundHead:
    """`here` is the part of the address after the round's own, as in TABS."""
    return RoundHead(
        reference=round_.reference,
        name=round_.name(seen.language),
        state=round_.state,
        paused_at=round_.paused_at,
        tabs=tuple(
            Tab(address=f"{address(round_.reference)}{end}", name=name, is_current=end == here)
            for end, name in TABS
        ),
    )


def address(reference: str) -> str:
    """Of a round's own page; the pages below it begin with it."""
    return f"/rounds/{quote(reference, safe='')}"
