"""A workshop itself: announced, changed, moved, called off."""

from collections.abc import Iterator
from datetime import date, time, timedelta
from typing import Annotated

from pydantic import Field

from domain.workshops import workshops
from models.languages import _
from models.states import WorkshopState
from models.timeline import local, local_day, moment
from models.workshops import Spoken
from web.deeds.at_workshop import AtWorkshop
from web.deeds.deed import As, DeedForm, Entry, Occasion, Press, deed

COMING = (WorkshopState.DRAFT, WorkshopState.PLANNED)


class Texts(DeedForm):
    title_fi: Annotated[str, As(_("Title in Finnish"))] = ""
    title_sv: Annotated[str, As(_("Title in Swedish"))] = ""
    title_en: Annotated[str, As(_("Title in English"))] = ""
    about_fi: Annotated[str, As(_("About it in Finnish"), Entry.AREA)] = ""
    about_sv: Annotated[str, As(_("About it in Swedish"), Entry.AREA)] = ""
    about_en: Annotated[str, As(_("About it in English"), Entry.AREA)] = ""
    place: Annotated[str, As(_("Where people meet"))] = ""
    link: Annotated[str, As(_("Address of the online meeting"))] = ""
    seats: Annotated[int | None, Field(ge=1), As(_("Seats, if they are counted"), Entry.NUMBER)] = None

    @property
    def title(self) -> Spoken:
        return Spoken(fi=self.title_fi, sv=self.title_sv, en=self.title_en)

    @property
    def about(self) -> Spoken:
        return Spoken(fi=self.about_fi, sv=self.about_sv, en=self.about_en)


class Hours(DeedForm):
    day: Annotated[date, As(_("Day"), Entry.DATE)]
    at: Annotated[time, As(_("Time"), Entry.TIME)]
    minutes: Annotated[int, Field(ge=1, le=1440), As(_("Minutes"), Entry.NUMBER)]


def _to_announce(at: AtWorkshop) -> Iterator[Occasion]:
    if at.workshop.state is WorkshopState.DRAFT:
        yield Occasion()


def _announce(at: AtWorkshop, _said: Press) -> None:
    workshops.announce(at.seen.db, at.workshop, by=at.me(), now=at.seen.now)


def _to_edit(at: AtWorkshop) -> Iterator[Occasion]:
    row = at.workshop
    if row.state in COMING:
        told = {f"title_{code}": text for code, text in row.title.model_dump().items()}
        told |= {f"about_{code}": text for code, text in row.description.model_dump().items()}
        seats = f"{row.capacity or ''}"
        yield Occasion(values=told | {"place": row.place, "link": row.online_link or "", "seats": seats})


def _edit(at: AtWorkshop, said: Texts) -> None:
    edit = workshops.Edit(
        title=said.title,
        description=said.about,
        place=said.place,
        online_link=said.link,
        capacity=said.seats,
    )
    workshops.edit(at.seen.db, at.workshop, edit, by=at.me(), now=at.seen.now)


def _to_move(at: AtWorkshop) -> Iterator[Occasion]:
    row = at.workshop
    if row.state in COMING:
        starts, lasts = local(row.starts_at), (row.ends_at - row.starts_at) // timedelta(minutes=1)
        day = f"{local_day(row.starts_at)}"
        yield Occasion(values={"day": day, "at": f"{starts:%H:%M}", "minutes": f"{lasts}"})


def _move(at: AtWorkshop, said: Hours) -> None:
    starts = moment(said.day, said.at)
    hours = {"starts_at": starts, "ends_at": starts + timedelta(minutes=said.minutes)}
    workshops.move(at.seen.db, at.workshop, **hours, by=at.me(), now=at.seen.now)


def _to_cancel(at: AtWorkshop) -> Iterator[Occasion]:
    if at.workshop.state in COMING:
        yield Occasion()


def _cancel(at: AtWorkshop, _said: Press) -> None:
    workshops.cancel(at.seen.db, at.workshop, by=at.me(), now=at.seen.now)


PLAN = (
    deed(
        Press,
        _announce,
        code="announce",
        title=_("Announce it"),
        button=_("Announce it; people are asked when sign-up opens"),
        offered=_to_announce,
    ),
    deed(
        Texts,
        _edit,
        code="edit",
        title=_("Change its words, place or seats"),
        button=_("Save, and update the calendars"),
        offered=_to_edit,
        shows_plan=True,
    ),
    deed(
        Hours,
        _move,
        code="move",
        title=_("Move it to other hours"),
        button=_("Move it, and update everybody's calendar"),
        offered=_to_move,
        shows_plan=True,
    ),
    deed(
        Press,
        _cancel,
        code="cancel",
        title=_("It will not take place"),
        button=_("Cancel this workshop and tell everybody"),
        offered=_to_cancel,
        shows_plan=True,
        is_grave=True,
    ),
)
