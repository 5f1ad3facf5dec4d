"""The first person of an empty house says who they are; the terminal's link is the proof."""

from typing import Annotated, ClassVar

from fastapi import Request
from pydantic import StringConstraints
from starlette.responses import HTMLResponse, Response

from domain.access import founding
from domain.access.founding import Founder, House
from models.languages import Language, _
from web.forms import Form, FormModel, Trouble, parsed, trouble
from web.routes.entrance.asking import Address
from web.routes.entrance.coming import arrival_by, entered, let_in
from web.site import Site
from web.views.entrance.founding import founding_view
from web.visitor import wall_now

NOT_GOOD = 422
Name = Annotated[str, StringConstraints(min_length=1, max_length=200)]
Coordinates = Annotated[
    str, StringConstraints(pattern=r"^\d{2}[.,]\d+\s*[,; ]\s*\d{2}[.,]\d+$", max_length=40)
]


class FounderForm(FormModel):
    """`council` is the code of a regional council; without one the fields after it say what it is."""

    labels: ClassVar = {
        "name": _("Your name"),
        "email": _("Mail address"),
        "language": _("Language of your mails"),
        "council": _("Your organisation"),
        "name_fi": _("Name in Finnish"),
        "name_sv": _("Name in Swedish"),
        "name_en": _("Name in English"),
        "seat": _("Seat"),
        "place": _("Where the seat is"),
    }
    name: Name
    email: Address
    language: Language = Language.FI
    council: str = ""
    name_fi: str = ""
    name_sv: str = ""
    name_en: str = ""
    seat: str = ""
    place: str = ""


class HouseForm(FormModel):
    """What must be told of an organisation that is none of the councils."""

    labels: ClassVar = FounderForm.labels
    name_fi: Name
    name_sv: Name
    name_en: Name
    seat: Name
    place: Coordinates


def welcome(
    request: Request, site: Site, form: Form | None = None, found: tuple[Trouble, ...] = ()
) -> Response:
    with site.read(request) as seen:
        view = founding_view(seen, form.fields if form else {}, found)
        page: HTMLResponse = site.show(
            request, "entrance/welcome.html", view, seen=seen, status=NOT_GOOD if found else 200
        )
        return page


def found_house(request: Request, site: Site, token: str, form: Form) -> Response | None:
    """None if the link has ended meanwhile."""
    founder = _founder(form)
    if not isinstance(founder, Founder):
        return welcome(request, site, form, founder)
    now = wall_now()
    with site.database.change() as db:
        link = founding.found(db, token, founder, now=now)
        arrival = arrival_by(db, link, now=now) if link else None
        told = let_in(db, request, arrival, now=now) if arrival else ""
    return entered(request, told, leads_to="/") if arrival else None


def _founder(form: Form) -> Founder | tuple[Trouble, ...]:
    said = parsed(FounderForm, form)
    if not isinstance(said, FounderForm):
        return said
    if said.council:
        house = founding.councils().get(said.council)
        wrong = trouble(FounderForm, "council", _("choose one of those offered"))
        return Founder(said.name, said.email, said.language, house) if house else (wrong,)
    own = parsed(HouseForm, form)
    if not isinstance(own, HouseForm):
        return tuple(_mended(each) for each in own)
    return Founder(said.name, said.email, said.language, _house(own))


def _mended(found: Trouble) -> Trouble:
    if found.field != "place":
        return found
    return found.model_copy(update={"words": _("give the two numbers of a map, for example 62.24, 25.75")})


def _house(own: HouseForm) -> House:
    latitude, longitude = _coordinates(own.place)
    return House(own.name_fi, own.name_sv, own.name_en, own.seat, own.seat, latitude, longitude)


def _coordinates(place: str) -> tuple[float, float]:
    """Two numbers as people copy them from a map, with a point or a comma in each."""
    digits = [each for each in place.replace(";", " ").replace(",", " ").split() if each]
    if len(digits) == 4:
        return float(f"{digits[0]}.{digits[1]}"), float(f"{digits[2]}.{digits[3]}")
    return float(digits[0]), float(digits[1])
