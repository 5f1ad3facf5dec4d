"""What pictures are made of: sizes, words and shapes, without a browser."""

import re
from datetime import date

import pytest

from models.languages import Language, plural
from web.pictures import balances, columns, drawing, gantt, maps
from web.pictures.balances import Balance, Balances
from web.pictures.columns import Column, Columns, Limit, Part
from web.pictures.drawing import Look
from web.pictures.finland import LABELS, Spot, outline
from web.pictures.gantt import Gantt, Row, Sheet, Span
from web.pictures.maps import Flow, FlowMap

EVIL = '<script>alert("1")</script>'
ENGLISH = Language.EN
HELSINKI = Spot(name="Helsinki", latitude=60.17, longitude=24.94)
ROVANIEMI = Spot(name="Rovaniemi", latitude=66.5, longitude=25.73)
STAYS = plural("{number} visit", "{number} visits", 2)


def of_columns(*numbers: tuple[int, int], limit: Limit | None = None) -> Columns:
    return Columns(
        name="some",
        title=STAYS,
        head=STAYS,
        parts=(Part(name=STAYS, look=Look.FIRM), Part(name=STAYS, look=Look.HATCHED)),
        columns=tuple(Column(label=f"{n}", told=EVIL, numbers=each) for n, each in enumerate(numbers)),
        limit=limit,
    )


def heights(svg: str) -> list[float]:
    return [float(each) for each in re.findall(r'<rect class="mark[^>]* height="([\d.]+)"', svg)]


def test_columns_are_as_high_as_their_numbers() -> None:
    svg = columns.columns(of_columns((6, 2), (4, 0)), ENGLISH)

    assert heights(svg) == [112.5, 37.5, 75.0]


def test_kinds_differ_by_pattern_and_not_by_colour_alone() -> None:
    svg = columns.columns(of_columns((6, 2)), ENGLISH)

    assert re.findall(r'class="mark (\w+)"', svg) == ["firm", "hatched"]
    assert 'fill="url(#some-hatched)"' in svg
    assert 'id="some-hatched"' in svg


def test_columns_of_nothing_are_drawn_without_a_fault() -> None:
    assert heights(columns.columns(of_columns((0, 0)), ENGLISH)) == []


def test_a_deadline_stands_after_its_column() -> None:
    svg = columns.columns(of_columns((1, 0), (1, 0), limit=Limit(after=1, words=STAYS)), ENGLISH)

    assert '<line class="limit" x1="108"' in svg


@pytest.mark.parametrize("draw", ["columns", "balances", "gantt", "names", "flows", "way"])
def test_names_of_people_are_never_markup(draw: str) -> None:
    evil = Spot(name=EVIL, latitude=61, longitude=25)
    span = Span(first=date(2027, 3, 8), last=date(2027, 3, 10), look=Look.FIRM, told=EVIL)
    sheet = Sheet(name="sheet-1", title=EVIL, rows=(Row(label=EVIL, below=EVIL, after=EVIL, spans=(span,)),))
    days = Gantt(
        first=date(2027, 3, 8), last=date(2027, 3, 14), today=date(2027, 3, 9), shades=(), sheets=(sheet,)
    )
    rows = (Balance(name=EVIL, received=1, given=2, shown=(EVIL, EVIL)),)
    flow = Flow(origin=evil, destination=HELSINKI, number=1)
    svg = {
        "columns": lambda: columns.columns(of_columns((3, 1)), ENGLISH),
        "balances": lambda: balances.balances(Balances(rows=rows), ENGLISH),
        "gantt": lambda: gantt.days(days, sheet, ENGLISH),
        "names": lambda: gantt.labels(sheet, ENGLISH),
        "flows": lambda: maps.flows(FlowMap(spots=(evil,), flows=(flow,)), ENGLISH),
        "way": lambda: maps.way(evil, HELSINKI, ENGLISH),
    }[draw]()

    assert "<script" not in svg
    assert "&lt;script&gt;" in svg


@pytest.mark.parametrize("draw", [Look.FIRM, "dotted"])
def test_pictures_have_neither_styles_nor_colours_of_their_own(draw: Look | str) -> None:
    svg = drawing.key(draw, "key") + maps.way(HELSINKI, ROVANIEMI, ENGLISH)

    assert "style=" not in svg
    assert re.findall(r"#[0-9a-f]{3,6}\b|rgb|hsl", svg) == []


def test_every_seat_of_a_council_stands_on_the_outline_with_a_label_of_its_own() -> None:
    x, y = outline().at(HELSINKI)
    north = outline().at(ROVANIEMI)

    assert (0 < x < outline().width, 0 < y < outline().height, north[1] < y) == (True, True, True)
    assert len(LABELS) == 18


def test_both_ways_between_two_places_can_be_told_apart() -> None:
    there = maps.way(HELSINKI, ROVANIEMI, ENGLISH)
    back = maps.way(ROVANIEMI, HELSINKI, ENGLISH)

    curves = [re.findall(r'class="flow" d="([^"]+)"', svg) for svg in (there, back)]

    assert curves[0] != curves[1]
    assert "From Helsinki to Rovaniemi" in there


def test_a_way_within_one_town_is_a_dot() -> None:
    svg = maps.way(HELSINKI, HELSINKI, ENGLISH)

    assert (svg.count('class="dot-of-place"'), 'class="flow"' in svg) == (1, False)


def test_the_bigger_flow_is_the_thicker() -> None:
    many = Flow(origin=HELSINKI, destination=ROVANIEMI, number=9)
    one = Flow(origin=ROVANIEMI, destination=HELSINKI, number=1)

    svg = maps.flows(FlowMap(spots=(HELSINKI, ROVANIEMI), flows=(one, many)), ENGLISH)

    widths = [float(each) for each in re.findall(r'stroke-width="([\d.]+)"', svg)]
    assert widths == [maps.THICKEST, maps.THINNEST]
    assert "Helsinki → Rovaniemi: 9 visits" in svg
