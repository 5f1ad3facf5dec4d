"""Two plans beside each other, person by person, as a page shows them."""

from uuid import UUID

from domain import plan_words
from domain.comparisons import Comparison, Fate, Place, Sums
from invites import dates
from models.languages import Language
from models.record import Record
from models.timeline import HELSINKI
from solver.difference import Verdict


class Where(Record):
    host: str
    home: str
    times: tuple[str, ...]
    fit: int


class FateRow(Record):
    """`fit` is what somebody gains or loses in it."""

    application_id: UUID
    person: str
    verdict: Verdict
    before: Where | None
    after: Where | None
    fit: int | None


class SumsView(Record):
    placed: int
    fit: int
    minutes: int
    euros: int


class BesideView(Record):
    """Only those for whom something differs."""

    rows: tuple[FateRow, ...]
    same: int
    gaining: int
    losing: int
    moving: int
    before: SumsView
    after: SumsView


def beside(found: Comparison, reader: Language) -> BesideView:
    return BesideView(
        rows=tuple(_row(each, reader) for each in found.changed),
        same=len(found.fates) - len(found.changed),
        gaining=len(found.gaining),
        losing=len(found.losing),
        moving=len(found.moving),
        before=_sums(found.before),
        after=_sums(found.after),
    )


def _row(fate: Fate, reader: Language) -> FateRow:
    both = fate.before is not None and fate.after is not None
    return FateRow(
        application_id=fate.application_id,
        person=fate.person,
        verdict=fate.verdict,
        before=_where(fate.before, reader),
        after=_where(fate.after, reader),
        fit=fate.after.fit - fate.before.fit if both and fate.after and fate.before else None,
    )


def _where(place: Place | None, reader: Language) -> Where | None:
    if place is None:
        return None
    starts = (dates.moment(each.replace(tzinfo=HELSINKI), reader) for each in place.sessions[:1])
    return Where(
        host=place.host,
        home=place.organisation.name(reader),
        times=(*starts, *plan_words.days(place.days, reader)),
        fit=place.fit,
    )


def _sums(told: Sums) -> SumsView:
    return SumsView(placed=told.placed, fit=told.fit, minutes=told.minutes, euros=told.euros)
