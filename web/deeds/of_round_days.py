"""More time for the pairs of a round that agree their days themselves."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Annotated
from uuid import UUID

from sqlalchemy import select

from domain.access import visibility
from domain.agreeing import laggards, open_dates
from domain.refusals import NotFound
from models.languages import _
from models.rounds import Round
from web.deeds.carrying_out import Noun
from web.deeds.deed import As, Deed, DeedForm, Entry, Occasion, deed
from web.forms import Form
from web.views.reading import Reading


@dataclass(frozen=True)
class AtRound:
    seen: Reading
    round_: Round


class Prolonged(DeedForm):
    until: Annotated[date, As(_("They agree by the evening of"), Entry.DATE)]


def find(seen: Reading, round_id: UUID, _form: Form) -> AtRound:
    steered = visibility.steered_rounds(seen.actor)
    round_ = seen.db.scalar(select(Round).where(Round.id == round_id, steered).with_for_update())
    if round_ is None:
        raise NotFound(_("There is no such round."))
    return AtRound(seen, round_)


def _late(at: AtRound) -> Iterator[Occasion]:
    if open_dates.open_in(at.seen.db, at.round_):
        yield Occasion()


def _prolong(at: AtRound, said: Prolonged) -> None:
    laggards.prolong(at.seen.db, at.round_, until=said.until, now=at.seen.now)


PROLONGING: tuple[Deed[AtRound], ...] = (
    deed(
        Prolonged,
        _prolong,
        code="prolong-days",
        title=_("Give all these pairs longer"),
        button=_("Give them longer, and ask the silent anew"),
        offered=_late,
        shows_plan=True,
    ),
)
ROUND_DAYS = Noun("round", {each.code: each for each in PROLONGING}, find, lambda at: at.round_)
