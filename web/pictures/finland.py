"""Where places of Finland stand on the outline that deploy/outline.py has prepared."""

from functools import cache
from importlib.resources import files
from math import atan, atanh, cos, radians, sin, tan

from models.record import Record


class Spot(Record):
    """A place by its name, in degrees."""

    name: str
    latitude: float
    longitude: float


class Outline(Record):
    """One path, and what the projection of a place on earth needs: see deploy/outline.py."""

    source: str
    meridian: int
    scale: float
    west: float
    north: float
    width: int
    height: int
    path: str

    def at(self, spot: Spot) -> tuple[float, float]:
        """Transverse Mercator of a round earth, in the units of the outline."""
        east, north = radians(spot.longitude - self.meridian), radians(spot.latitude)
        x, y = atanh(cos(north) * sin(east)), atan(tan(north) / cos(east))
        return (x - self.west) * self.scale, (self.north - y) * self.scale


class Label(Record):
    """Where the words stand beside a dot; `anchor` is a class of the stylesheet."""

    across: float
    down: float
    anchor: str


RIGHT, LEFT = Label(across=9, down=5, anchor="start"), Label(across=-9, down=5, anchor="end")
ABOVE, BELOW = Label(across=0, down=-11, anchor="middle"), Label(across=0, down=21, anchor="middle")
LABELS = {
    "Helsinki": Label(across=2, down=20, anchor="middle"),
    "Turku": Label(across=-3, down=20, anchor="middle"),
    "Pori": LEFT,
    "Hämeenlinna": Label(across=-9, down=3, anchor="end"),
    "Tampere": ABOVE,
    "Lahti": Label(across=-1, down=-10, anchor="middle"),
    "Kouvola": Label(across=4, down=19, anchor="middle"),
    "Lappeenranta": Label(across=-2, down=-10, anchor="middle"),
    "Mikkeli": ABOVE,
    "Kuopio": ABOVE,
    "Joensuu": ABOVE,
    "Jyväskylä": ABOVE,
    "Seinäjoki": Label(across=5, down=20, anchor="middle"),
    "Vaasa": Label(across=4, down=-11, anchor="middle"),
    "Kokkola": Label(across=-4, down=-11, anchor="middle"),
    "Oulu": LEFT,
    "Kajaani": ABOVE,
    "Rovaniemi": ABOVE,
}
SWEDISH = {
    "Helsingfors": "Helsinki",
    "Åbo": "Turku",
    "Björneborg": "Pori",
    "Tavastehus": "Hämeenlinna",
    "Tammerfors": "Tampere",
    "Lahtis": "Lahti",
    "Villmanstrand": "Lappeenranta",
    "S:t Michel": "Mikkeli",
    "Vasa": "Vaasa",
    "Karleby": "Kokkola",
    "Uleåborg": "Oulu",
    "Kajana": "Kajaani",
}


def label_of(name: str) -> Label:
    """By hand for the seats of the regional councils, whose names would cover others; else at the right."""
    return LABELS.get(SWEDISH.get(name, name), RIGHT)


@cache
def outline() -> Outline:
    return Outline.model_validate_json(files("web.pictures").joinpath("finland.json").read_bytes())
