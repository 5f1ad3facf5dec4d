from collections.abc import Callable
from datetime import UTC, date, datetime, time

import pytest

from domain.spreadsheets import cells, lists
from domain.spreadsheets.grids import Raw
from domain.spreadsheets.problems import Wrong
from domain.spreadsheets.spans import Span, spans
from models.states import Half


def marches(first: int, last: int, half: Half | None = None) -> Span:
    return Span(date(2027, 3, first), date(2027, 3, last), half)


@pytest.mark.parametrize(
    ("parse", "written", "meant"),
    [
        (cells.day, "1.3.2027", date(2027, 3, 1)),
        (cells.day, "2027-03-01", date(2027, 3, 1)),
        (cells.day, date(2027, 3, 1), date(2027, 3, 1)),
        (cells.email, " Aino.Virtanen@Liitto.EXAMPLE.org ", "aino.virtanen@liitto.example.org"),
        (cells.between(0, 900), "240", 240),
        (cells.between(0, 900), 240.0, 240),
        (cells.degrees(-90, 90), "60,1699", 60.1699),
        (cells.cents, "0,55", 55),
        (cells.cents, "13.50 €", 1350),
        (cells.at(time(16, 0)), "15.1.2027", datetime(2027, 1, 15, 14, 0, tzinfo=UTC)),
        (cells.at(time(16, 0)), "15.6.2027 klo 9.30", datetime(2027, 6, 15, 6, 30, tzinfo=UTC)),
        (cells.at(time(16, 0)), "2027-01-15 16:00", datetime(2027, 1, 15, 14, 0, tzinfo=UTC)),
        (cells.text, "'=1+1", "=1+1"),
        (cells.text, "'tis", "'tis"),
        (cells.text, 2027.0, "2027"),
        (lists.half_days, "2", (4,)),
        (lists.half_days, 1.5, (3,)),
        (lists.half_days, "1,5", (3,)),
        (lists.half_days, "2+2", (4, 4)),
        (lists.half_days, "2 pv + 1,5 pv", (4, 3)),
        (lists.slot, "ti 13.00", "tue 13:00"),
        (lists.slot, "tis 13:00", "tue 13:00"),
        (lists.slot, "tue 9:00", "tue 09:00"),
        (lists.slot, "Torstaisin klo 14", "thu 14:00"),
        (lists.every(lists.slot), "ti 13.00, ke 9.00; ti 13.00", ("tue 13:00", "wed 09:00")),
        (lists.weighted_topics, "Ilmasto: 5; EU-finansiering (2)", (("climate", 5), ("funding", 2))),
        (lists.weighted_topics, "foresight", (("foresight", 3),)),
        (lists.ranked_names, "1. Lapin liitto; 2. 01, 19", ("Lapin liitto", "01", "19")),
        (lists.whole_numbers, "0, 30; 180", (0, 30, 180)),
        (spans, "12.3.-16.3.2027; 5.3.2027", (marches(5, 5), marches(12, 16))),
        (spans, "12.–16.3.2027", (marches(12, 16),)),
        (spans, "2027-03-12..2027-03-16", (marches(12, 16),)),
        (
            spans,
            "12.3.2027 ap, 12.3.2027 ip",
            (marches(12, 12, Half.MORNING), marches(12, 12, Half.AFTERNOON)),
        ),
        (spans, datetime(2027, 3, 12, tzinfo=UTC), (marches(12, 12),)),
    ],
)
def test_a_cell_is_read_as_it_is_meant(parse: Callable[[Raw], object], written: Raw, meant: object) -> None:
    assert parse(written) == meant


@pytest.mark.parametrize(
    ("parse", "written"),
    [
        (cells.day, "29.2.2027"),
        (cells.day, "03/01/2027"),
        (cells.day, "1.3."),
        (cells.email, "aino@"),
        (cells.email, "aino..virtanen@liitto.example.org"),
        (cells.email, "aino@localhost"),
        (cells.email, "a@b.example.org; c@d.example.org"),
        (cells.between(0, 900), "1,5"),
        (cells.between(0, 900), "901"),
        (cells.between(0, 900), True),
        (cells.between(0, 900), "nan"),
        (cells.degrees(-90, 90), 91),
        (cells.text, "#REF!"),
        (cells.text, "#NOT-COMPUTED!"),
        (cells.at(time(9, 0)), "1.3.2027 klo 25"),
        (lists.half_days, "0"),
        (lists.half_days, "11"),
        (lists.half_days, "kaksi"),
        (lists.slot, "la 13.00"),
        (lists.slot, "ti"),
        (lists.weighted_topics, "Ilmasto: 6"),
        (lists.weighted_topics, "Ilmasto: 2, klimat: 3"),
        (spans, "5.4."),
        (spans, "16.3.-12.3.2027"),
    ],
)
def test_a_cell_that_cannot_be_read_says_what_would_be_right(
    parse: Callable[[Raw], object], written: Raw
) -> None:
    with pytest.raises(Wrong) as wrong:
        parse(written)

    assert wrong.value.right is not None
