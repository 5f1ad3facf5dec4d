"""What HR keeps of its organisation: names and seat, limits, closed days, colour and drawing."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, time
from typing import Annotated
from uuid import UUID

from pydantic import Field

from domain import houses, looks
from domain.access.actors import Reach
from domain.access.policy import Action, can
from domain.refusals import NotFound
from invites import dates
from models.languages import _
from models.organisations import Organisation
from web.deeds.carrying_out import Noun
from web.deeds.deed import As, Deed, DeedForm, Entry, Occasion, deed
from web.forms import Form
from web.views.reading import Reading

LOGO = "logo"
Name = Annotated[str, Field(max_length=200)]


@dataclass(frozen=True)
class AtHouse:
    seen: Reading
    house: Organisation
    form: Form


class Kept(DeedForm):
    name_fi: Annotated[Name, As(_("Name in Finnish"))]
    name_sv: Annotated[Name, As(_("Name in Swedish"))]
    name_en: Annotated[Name, As(_("Name in English"))]
    seat_fi: Annotated[Name, As(_("Seat in Finnish"))]
    seat_sv: Annotated[Name, As(_("Seat in Swedish"))]
    latitude: Annotated[float, As(_("Latitude of the seat"))]
    longitude: Annotated[float, As(_("Longitude of the seat"))]
    guests_per_day: Annotated[
        int | None,
        Field(ge=0, le=1000),
        As(_("At most so many guests a day"), Entry.NUMBER, _("All hosts together. Empty: no limit.")),
    ] = None
    travel_budget_euros: Annotated[
        int | None,
        Field(ge=0, le=10_000_000),
        As(
            _("Euros for travelling in a round"),
            Entry.NUMBER,
            _("What its own people's journeys may cost together; plans keep below. Empty: no limit."),
        ),
    ] = None
    balance_tolerance: Annotated[
        int | None,
        Field(ge=0, le=1000),
        As(
            _("Difference between sent and received"),
            Entry.NUMBER,
            _("It may send so many stays more or less than it takes; beyond that, plans seek balance."),
        ),
    ] = None


class Closed(DeedForm):
    first: Annotated[date, As(_("First day"), Entry.DATE)]
    last: Annotated[date, As(_("Last day"), Entry.DATE)]


class LeftAlone(DeedForm):
    begin: Annotated[
        time | None, As(_("From"), Entry.TIME, _("Empty: as in the settings of the whole system."))
    ] = None
    end: Annotated[
        time | None, As(_("Until"), Entry.TIME, _("The same time twice: mails come at any hour."))
    ] = None


class Opened(DeedForm):
    day: Annotated[date, As(_("Which day"), Entry.CHOICE)]


class Coloured(DeedForm):
    accent: Annotated[
        str, As(_("Colour"), hint=_("As in #003479; empty is ours. White letters stand on it."))
    ] = ""


class Drawn(DeedForm):
    logo: Annotated[
        str, As(_("Drawing"), Entry.FILE, _("An SVG of shapes alone; without a file it is taken away."))
    ] = ""


def keeps(seen: Reading, house: Organisation) -> bool:
    return can(seen.actor, Action.KEEP_ORGANISATION, Reach(organisation_id=house.id)).is_allowed


def find(seen: Reading, house_id: UUID, form: Form) -> AtHouse:
    house = seen.db.get(Organisation, house_id)
    if house is None or not keeps(seen, house):
        raise NotFound(_("There is no such organisation."))
    return AtHouse(seen, house, form)


def _whole(at: AtHouse) -> Iterator[Occasion]:
    told = {name: getattr(at.house, name) for name in Kept.model_fields}
    yield Occasion(values={name: "" if value is None else f"{value}" for name, value in told.items()})


def _keep(at: AtHouse, said: Kept) -> None:
    houses.keep(at.house, houses.Said(**said.model_dump()))


def _hours(at: AtHouse) -> Iterator[Occasion]:
    told = {"begin": at.house.quiet_from, "end": at.house.quiet_until}
    yield Occasion(values={name: f"{value:%H:%M}" if value else "" for name, value in told.items()})


def _leave_alone(at: AtHouse, said: LeftAlone) -> None:
    houses.leave_alone(at.house, said.begin, said.end)


def _once(_at: AtHouse) -> Iterator[Occasion]:
    yield Occasion()


def _close(at: AtHouse, said: Closed) -> None:
    houses.close(at.seen.db, at.house, said.first, said.last)


def _closed(at: AtHouse) -> Iterator[Occasion]:
    if rows := houses.closed(at.seen.db, at.house):
        spelt = tuple((f"{each.day}", dates.day(each.day, at.seen.language)) for each in rows)
        yield Occasion(choices={"day": spelt})


def _open(at: AtHouse, said: Opened) -> None:
    houses.open_again(at.seen.db, at.house, said.day)


def _look(at: AtHouse) -> Iterator[Occasion]:
    look = looks.of(at.seen.db, at.house.id)
    yield Occasion(values={"accent": look.accent if look else ""})


def _colour(at: AtHouse, said: Coloured) -> None:
    looks.colour(at.seen.db, at.house.id, said.accent)


def _draw(at: AtHouse, _said: Drawn) -> None:
    brought = at.form.brought(LOGO)
    looks.draw(at.seen.db, at.house.id, brought[0].octets if brought else None)


DEEDS: tuple[Deed[AtHouse], ...] = (
    deed(Kept, _keep, code="keep", title=_("Names, seat and limits"), button=_("Save"), offered=_whole),
    deed(
        LeftAlone,
        _leave_alone,
        code="quiet",
        title=_("Quiet hours"),
        button=_("Save"),
        offered=_hours,
        hint=_("Between these times, at weekends and on holidays its people get nothing that can wait."),
    ),
    deed(
        Closed,
        _close,
        code="close",
        title=_("Close the organisation on some days"),
        button=_("Take and send nobody on these days"),
        offered=_once,
    ),
    deed(
        Opened,
        _open,
        code="open",
        title=_("Open on a day after all"),
        button=_("Open on this day"),
        offered=_closed,
    ),
    deed(Coloured, _colour, code="colour", title=_("Own colour"), button=_("Save"), offered=_look),
    deed(Drawn, _draw, code="draw", title=_("Own drawing"), button=_("Save"), offered=_once),
)
HOUSE = Noun("organisation", {each.code: each for each in DEEDS}, find)
