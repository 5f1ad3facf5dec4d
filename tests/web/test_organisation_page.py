"""The settings of an organisation: names, closed days, a colour that can be read, a drawing of shapes."""

from collections.abc import Iterator
from datetime import date
from uuid import UUID

import pytest
from sqlalchemy import select
from starlette.testclient import TestClient

from domain import looks
from models.database import Database
from models.looks import Look
from models.organisations import ClosedDay, Organisation
from models.people import Person
from models.states import Role
from tests.builders import a_host_offer, a_person, an_appointee, an_organisation
from tests.web.conftest import browser, post, speaking
from tests.web.page import Page, texts

HERE = "/organisations/oulu"
OPENS = b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9">'
SHAPES = OPENS + b'<path d="M0 0h9v9z" fill="#003479"/></svg>'
KEPT = {
    "name_fi": "<b>Oulun</b> liitto",
    "name_sv": "Uleåborgs förbund",
    "name_en": "Council of Oulu",
    "seat_fi": "Oulu",
    "seat_sv": "Uleåborg",
    "latitude": "65.01",
    "longitude": "25.47",
}


@pytest.fixture
def hr(database: Database) -> UUID:
    """Who keeps the house, and a host of it."""
    with database.change() as db:
        house = an_organisation(db, code="oulu")
        person = a_person(db, name="Helmi Keksitty", organisation=house)
        an_appointee(db, person=person, role=Role.HR, organisation_id=house.id)
        a_host_offer(db, person=a_person(db, name="Onni Keksitty", organisation=house))
        return person.id


@pytest.fixture
def own(database: Database, hr: UUID) -> Iterator[TestClient]:
    yield from browser(database, person_id=hr)


def the_look(database: Database) -> Look | None:
    with database.look() as db:
        return db.scalars(select(Look)).first()


@pytest.mark.parametrize(
    ("language", "heading"),
    [("fi", "Vastaanottajat ja mentorit"), ("sv", "Värdar och mentorer"), ("en", "Hosts and mentors")],
)
def test_hr_sees_its_house_with_hosts(own: TestClient, language: str, heading: str) -> None:
    html = speaking(own, language).get(HERE).text

    assert heading in texts(html, "h2")
    assert texts(html, "ul", "plain")[0].startswith("Onni Keksitty")


def test_names_and_seat_are_kept_and_escaped(own: TestClient, database: Database) -> None:
    answer = post(own, f"{HERE}/keep", KEPT)

    html = speaking(own, "fi").get(HERE).text
    assert (answer.status_code, "&lt;b&gt;Oulun&lt;/b&gt; liitto" in html, "<b>Oulun" in html) == (
        303,
        True,
        False,
    )
    with database.look() as db:
        house = db.scalars(select(Organisation).where(Organisation.code == "oulu")).one()
        assert (house.name_en, house.latitude) == ("Council of Oulu", 65.01)


def test_a_seat_outside_of_the_country_is_refused_kindly(own: TestClient) -> None:
    refused = post(speaking(own, "en"), f"{HERE}/keep", KEPT | {"latitude": "12"})

    assert (refused.status_code, Page(refused.text).texts("div", "troubles")) == (
        422,
        ["That is not possible The seat lies in Finland: latitude 59 to 71, longitude 19 to 32."],
    )


def test_days_are_closed_and_opened_again(own: TestClient, database: Database) -> None:
    post(own, f"{HERE}/close", {"first": "2027-06-03", "last": "2027-06-05"})
    post(own, f"{HERE}/close", {"first": "2027-06-05", "last": "2027-06-06"})
    post(own, f"{HERE}/open", {"day": "2027-06-04"})

    with database.look() as db:
        days = sorted(db.scalars(select(ClosedDay.day)))
    assert days == [date(2027, 6, 3), date(2027, 6, 5), date(2027, 6, 6)]


def test_a_colour_reaches_the_pages_of_its_people_by_the_nonce(own: TestClient) -> None:
    post(own, f"{HERE}/colour", {"accent": "#7A0019"})

    answer = own.get(HERE)

    [style] = Page(answer.text).all("style")
    assert style.text == ":root { --brand: #7a0019; }"
    assert f"'nonce-{style.attributes['nonce']}'" in answer.headers["content-security-policy"]


@pytest.mark.parametrize("accent", ["#ffff00", "#777777", "red", "#12", "#000000;} body{display:none"])
def test_a_colour_that_cannot_be_read_or_is_none_is_refused(
    own: TestClient, database: Database, accent: str
) -> None:
    assert post(own, f"{HERE}/colour", {"accent": accent}).status_code == 422
    assert the_look(database) is None


def test_contrast_is_that_of_wcag() -> None:
    assert [round(looks.contrast(each), 2) for each in ("#000000", "#ffffff", "#767676")] == [21, 1, 4.54]


def test_a_drawing_of_shapes_stands_on_the_pages(own: TestClient, database: Database) -> None:
    answer = post(own, f"{HERE}/draw", files={"logo": ("logo.svg", SHAPES, "image/svg+xml")})

    look = the_look(database)
    assert (answer.status_code, look is not None) == (303, True)
    assert look is not None
    drawing = own.get(f"/looks/{look.mark}.svg")
    assert (drawing.status_code, "<path" in drawing.text) == (200, True)
    assert drawing.headers["content-type"] == "image/svg+xml"
    assert f'src="/looks/{look.mark}.svg"' in own.get(HERE).text


@pytest.mark.parametrize(
    "inside",
    [
        b"<script>alert(1)</script>",
        b'<a href="https://evil.example"><path d="M0 0"/></a>',
        b"<foreignObject/>",
        b'<path d="M0 0" onload="alert(1)"/>',
        b'<path d="M0 0" style="fill:red"/>',
        b'<path d="M0 0" fill="url(https://evil.example)"/>',
        b'<image href="data:x"/>',
        b"<style>*{}</style>",
        b"<text>Hi</text>",
    ],
)
def test_a_drawing_that_could_do_something_is_refused(
    own: TestClient, database: Database, inside: bytes
) -> None:
    drawing = OPENS + inside + b"</svg>"

    refused = post(own, f"{HERE}/draw", files={"logo": ("logo.svg", drawing, "image/svg+xml")})

    assert (refused.status_code, the_look(database)) == (422, None)


@pytest.mark.parametrize("octets", [b"GIF89a", b'<!DOCTYPE x [<!ENTITY a "b">]>' + SHAPES, SHAPES * 200])
def test_what_is_no_plain_drawing_is_refused(own: TestClient, octets: bytes) -> None:
    refused = post(own, f"{HERE}/draw", files={"logo": ("logo.svg", octets, "image/svg+xml")})

    assert refused.status_code == 422


def test_hr_of_another_house_finds_no_such_page(own: TestClient, database: Database) -> None:
    with database.change() as db:
        an_organisation(db, code="vaasa", name_en="Council of Vaasa")

    assert (own.get("/organisations/vaasa").status_code, own.get("/organisations/none").status_code) == (
        404,
        404,
    )
    assert post(own, "/organisations/vaasa/colour", {"accent": "#000000"}).status_code == 404
    assert the_look(database) is None


def test_who_keeps_it_finds_it_from_people_and_from_their_own_account(
    own: TestClient, database: Database, hr: UUID
) -> None:
    with database.change() as db:
        house_id = db.get_one(Person, hr).organisation_id
        colleague = a_person(db, organisation=db.get_one(Organisation, house_id))
        an_appointee(db, person=colleague, role=Role.COORDINATOR, organisation_id=colleague.organisation_id)
    places = ("/me", f"/people/{hr}")

    found = [HERE in ways(own.get(each).text) for each in places]
    for web in browser(database, person_id=colleague.id):
        others = [HERE in ways(web.get(each).text) for each in places]

    assert (found, others) == ([True, True], [False, False])


def ways(html: str) -> list[str]:
    return [each.attributes["href"] for each in Page(html).all("a")]


def test_quiet_hours_are_set_seen_and_taken_back(own: TestClient, database: Database) -> None:
    post(own, f"{HERE}/quiet", {"begin": "16:15", "end": "09:00"})
    set_ = texts(speaking(own, "fi").get(HERE).text, "dd")

    post(own, f"{HERE}/quiet", {})

    assert "16.15–9.00" in set_
    assert "kuten koko järjestelmässä" in texts(own.get(HERE).text, "dd")
    with database.look() as db:
        house = db.scalars(select(Organisation).where(Organisation.code == "oulu")).one()
        assert (house.quiet_from, house.quiet_until) == (None, None)


def test_one_time_alone_is_no_quiet_hours(own: TestClient, database: Database) -> None:
    refused = post(speaking(own, "en"), f"{HERE}/quiet", {"begin": "16:15"})

    assert (refused.status_code, Page(refused.text).texts("div", "troubles")) == (
        422,
        ["That is not possible Give both times, or neither."],
    )
    assert 'value="16:15"' in refused.text


def test_what_sent_and_received_may_differ_by_is_kept(own: TestClient, database: Database) -> None:
    post(own, f"{HERE}/keep", KEPT | {"balance_tolerance": "2"})

    with database.look() as db:
        house = db.scalars(select(Organisation).where(Organisation.code == "oulu")).one()
        assert house.balance_tolerance == 2
