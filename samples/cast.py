"""The people of the sample: who works where, who leads them, who applies, hosts and mentors."""

import csv
import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from random import Random
from typing import TypeVar

from domain.spreadsheets.grids import Raw
from domain.topics import TOPICS
from samples.invented import BY_TOPIC, FINNISH_FIRST, FINNISH_LAST, SWEDISH_FIRST, SWEDISH_LAST

T = TypeVar("T")

COUNCILS = Path(__file__).parent / "councils.csv"
SIZES = {"01": 12, "02": 9, "06": 9, "17": 9, "19": 8, "13": 7, "15": 7, "11": 7, "07": 6, "04": 6}
USUAL_SIZE = 5
SWEDISH_SHARE = {"15": 0.5, "01": 0.15, "02": 0.12, "16": 0.2}


@dataclass(frozen=True)
class Council:
    code: str
    name: str
    cells: tuple[str, ...]

    @property
    def domain(self) -> str:
        return plain(self.name).replace(" ", "") + ".example.org"


@dataclass(frozen=True)
class Invented:
    name: str
    council: Council
    speaks_swedish: bool
    topic: str
    supervisor: str = ""
    title: str = ""
    role: str = ""

    @property
    def email(self) -> str:
        return f"{plain(self.name).replace(' ', '.')}@{self.council.domain}"

    @property
    def row(self) -> tuple[Raw, ...]:
        title = self.title or BY_TOPIC[self.topic][1 if self.speaks_swedish else 0]
        language = "sv" if self.speaks_swedish else "fi"
        return self.email, self.name, self.council.code, language, title, self.supervisor, self.role, None


class Dice(Random):
    """Draws only through random(), whose values no Python version changes."""

    def pick(self, among: Sequence[T]) -> T:
        return among[int(self.random() * len(among))]

    def some(self, among: Sequence[T], count: int) -> list[T]:
        rest = list(among)
        return [rest.pop(int(self.random() * len(rest))) for _ in range(min(count, len(rest)))]

    def whole(self, least: int, most: int) -> int:
        return least + int(self.random() * (most - least + 1))

    def chance(self, share: float) -> bool:
        return self.random() < share


def plain(name: str) -> str:
    """Small letters without dots and rings, as in an address."""
    letters = unicodedata.normalize("NFKD", name.lower())
    return re.sub(r"[^a-z -]", "", letters)


def councils() -> list[Council]:
    with COUNCILS.open(encoding="utf-8") as lines:
        rows = list(csv.reader(lines, delimiter=";"))[1:]
    return [Council(row[0], row[1], tuple(row)) for row in rows]


class Staff:
    """Everybody invented so far; no two share a name."""

    def __init__(self, dice: Dice) -> None:
        self.dice = dice
        self.names: set[str] = set()

    def invent(self, council: Council, topic: str = "administration") -> Invented:
        swedish = self.dice.chance(SWEDISH_SHARE.get(council.code, 0.0))
        firsts, lasts = (SWEDISH_FIRST, SWEDISH_LAST) if swedish else (FINNISH_FIRST, FINNISH_LAST)
        while (name := f"{self.dice.pick(firsts)} {self.dice.pick(lasts)}") in self.names:
            pass
        self.names.add(name)
        return Invented(name, council, swedish, topic)

    def leads(self, council: Council, count: int) -> list[Invented]:
        titles = ("aluekehitysjohtaja", "suunnittelujohtaja", "hallintojohtaja")
        return [replace(self.invent(council), title=titles[number]) for number in range(count)]


@dataclass(frozen=True)
class Cast:
    """Who applies, hosts and mentors, and everybody there is."""

    everybody: tuple[Invented, ...]
    shadows: tuple[Invented, ...]
    mentees: tuple[Invented, ...]
    hosts: tuple[Invented, ...]
    mentors: tuple[Invented, ...]


def cast(dice: Dice) -> Cast:
    staff = Staff(dice)
    places = councils()
    people: list[Invented] = []
    shadows: list[Invented] = []
    experts: list[Invented] = []
    coordinator = replace(staff.invent(places[0]), title="ohjelmakoordinaattori", role="koordinaattori")
    for council in places:
        size = SIZES.get(council.code, USUAL_SIZE)
        leads = staff.leads(council, 2 if size > 6 else 1)
        hr = replace(staff.invent(council), title="henkilöstöpäällikkö", role="hr")
        team = [
            replace(staff.invent(council, dice.pick(topics_by_want())), supervisor=dice.pick(leads).email)
            for _ in range(round(size * 1.55))
        ]
        people += [*leads, hr, *team]
        shadows += team[: round(size * 0.9)]
        experts += [*team[round(size * 0.5) :], *leads]
    rest = [person for person in people if person not in shadows and person.supervisor]
    mentees = [*rest[::3], *shadows[::9]][:25]
    return Cast(
        (coordinator, *people),
        tuple(dice.some(shadows, 95)),
        tuple(mentees),
        tuple(dice.some(experts, 90)),
        tuple(dice.some([person for person in experts if person not in mentees], 25)),
    )


def topics_by_want() -> list[str]:
    """Every topic, the wanted ones more often (Zipf)."""
    return [topic.code for rank, topic in enumerate(TOPICS, start=1) for _ in range(round(24 / rank**0.9))]
