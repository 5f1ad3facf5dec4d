"""Makes samples/councils-2027: 18 real councils, invented people, one round too big for its hosts.

Run `python -m samples.make_councils_2027` after changing a word here; the same program makes the same file.
"""

import re
import zipfile
from collections.abc import Sequence
from datetime import date, timedelta
from io import BytesIO
from pathlib import Path

from domain.spreadsheets.grids import Raw
from domain.spreadsheets.titles import COLUMNS, Sheet
from domain.spreadsheets.writing import Written, as_excel, blank
from domain.topics import TOPICS
from models.languages import Language
from samples.cast import SIZES, USUAL_SIZE, Cast, Council, Dice, Invented, cast, councils, topics_by_want
from samples.invented import BY_TOPIC

FILE = Path(__file__).parent / "councils-2027" / "councils-2027.xlsx"
SEED = 2027
FIRST, LAST = date(2027, 3, 1), date(2027, 5, 28)
WINTER_HOLIDAY = {8: date(2027, 2, 22), 9: date(2027, 3, 1), 10: date(2027, 3, 8)}
EASY = 1 / 3  # the share of people who can nearly always; after an illness they find new days
SLOTS = tuple(f"{day} {hour}" for day in ("ti", "ke", "to") for hour in ("9.00", "13.00", "14.00"))
NOTES = """
Esimerkki: 18 maakunnan liittoa, kevään 2027 ohjelmakierros.
Liittojen nimet ja paikkakunnat ovat todellisia. KAIKKI HENKILÖT OVAT KEKSITTYJÄ: nimet, sähköpostiosoitteet
(example.org), tehtävät ja tekstit on arvottu ohjelmalla samples/make_councils_2027.py.
Taulukot voi tuoda komennolla: vaihto import councils-2027.xlsx
"""


def application_rows(dice: Dice, all_cast: Cast) -> list[tuple[Raw, ...]]:
    shadows = [shadowing(dice, person, all_cast) for person in all_cast.shadows]
    return [*shadows, *(mentoring(dice, person) for person in all_cast.mentees)]


def shadowing(dice: Dice, person: Invented, all_cast: Cast) -> tuple[Raw, ...]:
    length = dice.pick(("1", "2", "2", "2", "2", "3", "3", "1,5", "1,5", "2+2"))
    others = [host.council.name for host in all_cast.hosts if host.council is not person.council]
    wishes = dice.some(sorted(set(others)), dice.whole(0, 3))
    avoid = dice.pick(sorted(set(others) - set(wishes))) if dice.chance(0.06) else None
    minutes = dice.pick((None, 420, 360, 300, 240, 210, 180, 150))
    return row(
        Sheet.APPLICATIONS,
        {
            **asked(dice, person, "asiantuntijavaihto"),
            "days": length,
            "unavailable": absences(dice, dice.whole(0, 1) if dice.chance(EASY) else dice.whole(1, 4)),
            "most_minutes": minutes,
            "most_euros": dice.pick((None, 300, 400, 500, 700)),
            "wishes": "; ".join(wishes),
            "avoids": avoid,
        },
    )


def mentoring(dice: Dice, person: Invented) -> tuple[Raw, ...]:
    return row(
        Sheet.APPLICATIONS,
        {
            **asked(dice, person, "mentorointi"),
            "sessions": 6,
            "cadence_weeks": 4,
            "slots": "; ".join(dice.some(SLOTS, dice.whole(2, 4))),
            "unavailable": absences(dice, dice.whole(0, 1)),
        },
    )


def asked(dice: Dice, person: Invented, kind: str) -> dict[str, Raw]:
    wanted = [person.topic, *(code for code in dice.some(topics_by_want(), 2) if code != person.topic)]
    return {
        "email": person.email,
        "kind": kind,
        "aims": BY_TOPIC[person.topic][3 if person.speaks_swedish else 2],
        "topics": weighted(dice, list(dict.fromkeys(wanted))[: dice.pick((1, 1, 1, 2, 2))]),
        "languages": languages(dice, person),
    }


def languages(dice: Dice, person: Invented) -> str:
    if person.speaks_swedish:
        return dice.pick(("ruotsi", "ruotsi; suomi", "ruotsi; suomi", "ruotsi; englanti"))
    return dice.pick(("suomi", "suomi", "suomi; englanti", "suomi; ruotsi"))


def weighted(dice: Dice, codes: list[str]) -> str:
    names = {topic.code: topic.fi for topic in TOPICS}
    return "; ".join(f"{names[code]}: {dice.whole(2, 5)}" for code in codes)


def absences(dice: Dice, count: int) -> str:
    """So many stretches of one to five days, and often a school's winter holiday."""
    starts = [FIRST + timedelta(days=dice.whole(0, 85)) for _ in range(count)]
    spans = [(start, min(LAST, start + timedelta(days=dice.whole(0, 4)))) for start in starts]
    if dice.chance(0.4):
        monday = WINTER_HOLIDAY[dice.pick((9, 10))]
        spans.append((monday, monday + timedelta(days=4)))
    return "; ".join(finnish(first, last) for first, last in sorted(spans))


def weeks(dice: Dice) -> str:
    """Two working weeks, the only ones in which somebody can host."""
    mondays = sorted(FIRST + timedelta(weeks=number) for number in dice.some(range(13), 2))
    return "; ".join(finnish(monday, monday + timedelta(days=4)) for monday in mondays)


def finnish(first: date, last: date) -> str:
    end = f"{last.day}.{last.month}.{last.year}"
    return end if first == last else f"{first.day}.{first.month}.-{end}"


def host_rows(dice: Dice, all_cast: Cast) -> list[tuple[Raw, ...]]:
    return [hosting(dice, person) for person in all_cast.hosts]


def hosting(dice: Dice, person: Invented) -> tuple[Raw, ...]:
    others = [topic.code for topic in TOPICS if topic.code != person.topic]  # hosts know what few ask for
    is_easy = dice.chance(EASY)
    strong = [person.topic, *dice.some(others, 1)] if dice.chance(0.3) else dice.some(others, 2)
    return row(
        Sheet.HOST_OFFERS,
        {
            "email": person.email,
            "unit": dice.pick(("Aluekehitys", "Aluesuunnittelu", "Hallinto", "Kehittäminen")),
            "topics": weighted(dice, strong),
            "languages": languages(dice, person),
            "guests_per_day": dice.pick((1, 1, 1, 2)),
            "most": 1 if dice.chance(0.97) else 2,
            "unavailable": absences(dice, dice.whole(0, 1) if is_easy else dice.whole(2, 6)),
            "available": weeks(dice) if not is_easy and dice.chance(0.35) else None,
            "ask_for": person.name,
            "place": f"{person.council.cells[4]}, liiton toimisto",
        },
    )


def mentor_rows(dice: Dice, all_cast: Cast) -> list[tuple[Raw, ...]]:
    return [mentor(dice, person) for person in all_cast.mentors]


def mentor(dice: Dice, person: Invented) -> tuple[Raw, ...]:
    return row(
        Sheet.MENTOR_OFFERS,
        {
            "email": person.email,
            "topics": weighted(dice, list(dict.fromkeys([person.topic, *dice.some(topics_by_want(), 2)]))),
            "languages": languages(dice, person),
            "most": dice.pick((1, 1, 1, 2)),
            "slots": "; ".join(dice.some(SLOTS, dice.whole(3, 5))),
            "unavailable": absences(dice, dice.whole(0, 2)),
        },
    )


def round_row(coordinator: Invented, deputy: Invented) -> tuple[Raw, ...]:
    return row(
        Sheet.ROUNDS,
        {
            "reference": "kevat-2027",
            "name_fi": "Kevään 2027 asiantuntijavaihto ja mentorointi",
            "name_sv": "Expertutbyte och mentorskap våren 2027",
            "name_en": "Exchange and mentoring, spring 2027",
            "owner": coordinator.email,
            "deputy": deputy.email,
            "opens_at": "2.11.2026 klo 9.00",
            "closes_at": "15.1.2027 klo 16.00",
            "decide_by": "29.1.2027 klo 16.00",
            "first_day": FIRST,
            "last_day": LAST,
            "answer_working_days": 5,
            "objectives": "Jokainen tuo kotiin yhden käytännön, jota omassa liitossa kokeillaan.",
            "connections": "Saman tehtävän tekijät eri liitoissa; toive ja osaaminen kohtaavat aiheittain.",
            "responsibility": "Uudenmaan liiton koordinaattori, varalla kunkin liiton henkilöstöpäällikkö.",
            "format": "1-3 päivän vierailuja ja kuuden tapaamisen mentorointeja.",
            "resources": "Matkat maksaa lähettävä liitto; isäntä antaa aikaansa yhden päivän vierasta kohti.",
            "time": "Vierailut maaliskuusta toukokuuhun, mentorointi neljän viikon välein.",
            "motivation": "Oppia työssä, saada vertaisia ja viedä oma osaaminen muiden käyttöön.",
        },
    )


def row(sheet: Sheet, cells: dict[str, Raw]) -> tuple[Raw, ...]:
    return tuple(cells.get(title.key) for title in COLUMNS[sheet])


def council_row(council: Council) -> tuple[Raw, ...]:
    code, *names, latitude, longitude = council.cells
    limit = 6 if SIZES.get(code, USUAL_SIZE) > 6 else 4
    return (code, *names, float(latitude), float(longitude), limit, None, None)


def sheets() -> tuple[Written, ...]:
    dice = Dice(SEED)
    all_cast = cast(dice)
    contents: dict[Sheet, Sequence[tuple[Raw, ...]]] = {
        Sheet.ORGANISATIONS: [council_row(council) for council in councils()],
        Sheet.CLOSED_DAYS: [("15", "25.3.2027"), ("19", "30.4.2027"), ("01", "14.5.2027")],
        Sheet.PEOPLE: [person.row for person in all_cast.everybody],
        Sheet.ROUNDS: [round_row(*all_cast.everybody[:2])],
        Sheet.HOST_OFFERS: host_rows(dice, all_cast),
        Sheet.MENTOR_OFFERS: mentor_rows(dice, all_cast),
        Sheet.APPLICATIONS: application_rows(dice, all_cast),
    }
    return tuple(blank(sheet, language=Language.FI, rows=tuple(rows)) for sheet, rows in contents.items())


def timeless(workbook: bytes) -> bytes:
    """The same octets whenever it is made: no moment of making inside."""
    made = BytesIO()
    with zipfile.ZipFile(BytesIO(workbook)) as old, zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as new:
        for part in old.namelist():
            content = re.sub(rb"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", b"2026-11-01T00:00:00Z", old.read(part))
            new.writestr(zipfile.ZipInfo(part), content, zipfile.ZIP_DEFLATED)
    return made.getvalue()


if __name__ == "__main__":
    FILE.parent.mkdir(exist_ok=True)
    FILE.write_bytes(timeless(as_excel(sheets(), notes=NOTES, language=Language.FI)))
