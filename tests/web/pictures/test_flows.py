"""Who visits whom."""

from sqlalchemy.orm import Session
from starlette.testclient import TestClient

from models.database import Database
from models.organisations import Organisation
from models.rounds import Round
from models.states import Kind
from tests.builders import a_host_offer, a_mentor_offer, a_person, an_application, an_organisation
from tests.builders_of_exchanges import an_exchange
from tests.web.page import Page, rows, texts
from tests.web.running import HERE, a_running_round

FLOWS = f"{HERE}/flows"


def a_visit(
    db: Session, round_: Round, home: Organisation, host: Organisation, kind: Kind = Kind.SHADOWING
) -> None:
    guest, receives = a_person(db, organisation=home), a_person(db, organisation=host)
    make = a_host_offer if kind is Kind.SHADOWING else a_mentor_offer
    asks = an_application(db, to=round_, person=guest, kind=kind)
    an_exchange(db, application=asks, offer=make(db, to=round_, person=receives), schedule=None)


def two_councils(db: Session) -> tuple[Round, Organisation, Organisation]:
    round_ = a_running_round(db)
    south = an_organisation(db, code="A1", seat_fi="Etelälä", latitude=60.2, longitude=24.9)
    north = an_organisation(db, code="A2", seat_fi="Pohjola", latitude=66.5, longitude=25.7)
    for home, host, number in ((south, north, 2), (north, south, 1)):
        for _ in range(number):
            a_visit(db, round_, home, host)
    a_visit(db, round_, south, north, Kind.MENTORING)
    return round_, south, north


def matrix(html: str) -> dict[str, list[str]]:
    """The cells of the two councils' rows, and their sum."""
    names = [each.text for each in Page(html.split("</thead>")[0]).all("th")]
    found = {cells[0]: dict(zip(names[1:], cells[1:], strict=True)) for cells in rows(html, "heat matrix")}
    ways = ("Etelälä", "Pohjola", "Together")
    return {name: [found[name][way] for way in ways] for name in ("Etelälä", "Pohjola")}


def test_the_matrix_counts_visits_from_home_to_host(web: TestClient, database: Database) -> None:
    with database.change() as db:
        two_councils(db)

    assert matrix(web.get(FLOWS).text) == {"Etelälä": ["", "2", "2"], "Pohjola": ["1", "", "1"]}


def test_the_matrix_counts_days_and_pairs_too(web: TestClient, database: Database) -> None:
    with database.change() as db:
        two_councils(db)

    by_days, by_pairs = (matrix(web.get(f"{FLOWS}?counted={each}").text) for each in ("days", "pairs"))

    assert by_days == {"Etelälä": ["", "6", "6"], "Pohjola": ["3", "", "3"]}
    assert by_pairs == {"Etelälä": ["", "1", "1"], "Pohjola": ["", "", "0"]}


def test_what_each_council_gives_and_receives_is_told(web: TestClient, database: Database) -> None:
    with database.change() as db:
        two_councils(db)

    told = {cells[0]: cells[1:] for cells in rows(web.get(FLOWS).text, "tally")}

    assert (told["Etelälä"], told["Pohjola"]) == (["2", "6", "1", "3", "−3"], ["1", "3", "2", "6", "+3"])


def test_the_map_shows_one_councils_ways_when_asked(web: TestClient, database: Database) -> None:
    with database.change() as db:
        round_, south, _north = two_councils(db)
        a_visit(db, round_, an_organisation(db, seat_fi="Muuala"), an_organisation(db, seat_fi="Toisaala"))

    all_, one = (web.get(f"{FLOWS}{query}").text for query in ("", f"?of={south.code}"))

    ways = [
        [each.split(":")[0] for each in texts(html.split('class="map-around"')[1], "title") if "→" in each]
        for html in (all_, one)
    ]
    assert set(ways[0]) - set(ways[1]) == {"Muuala → Toisaala"}
    assert sorted(set(ways[1])) == ["Etelälä → Pohjola", "Pohjola → Etelälä"]
    back = [each for each in Page(one).all("path", "back") if "head" not in each.classes]
    assert len(back) == 2  # the one way in, and the sign of the legend


def test_a_round_without_exchanges_says_when_there_will_be_some(web: TestClient, database: Database) -> None:
    with database.change() as db:
        a_running_round(db)

    assert texts(web.get(FLOWS).text, "p", "empty") == [
        "Nobody visits anybody yet: the numbers come when the schedule is published."
    ]
