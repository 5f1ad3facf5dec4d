"""Property lines, read back by icalendar: what was written is what is read."""

from hypothesis import given
from hypothesis import strategies as st
from icalendar import Parameters, vText
from icalendar.parser import Contentline

from invites.properties import folded, parameter, text
from invites.texts import display_name, lines

ANYTHING = st.text(alphabet=st.characters(codec="utf-8"), max_size=300)


@given(ANYTHING)
def test_a_text_is_read_back_as_it_was_written(said: str) -> None:
    clean = lines(said)

    line = folded(f"DESCRIPTION:{text(clean)}")

    name, _parameters, value = Contentline.from_ical(line.decode()).parts()
    assert (name, vText.from_ical(value)) == ("DESCRIPTION", clean)


@given(ANYTHING)
def test_no_line_is_longer_than_75_octets_or_cut_inside_a_character(said: str) -> None:
    pieces = folded(f"SUMMARY:{text(lines(said))}").split(b"\r\n")

    assert pieces.pop() == b""
    assert all(len(piece) <= 75 for piece in pieces)
    assert all(piece.decode() for piece in pieces)


@given(ANYTHING)
def test_a_name_is_read_back_as_it_is_shown(said: str) -> None:
    shown = display_name(said)

    read = Parameters.from_ical(f"CN={parameter(shown)}")

    assert read.get("CN") == shown


def test_a_line_of_just_75_octets_may_be_folded_but_not_lost() -> None:
    lengths = {size: folded("X" * size) for size in (73, 74, 75, 76)}

    assert {size: line.replace(b"\r\n ", b"") for size, line in lengths.items()} == {
        size: b"X" * size + b"\r\n" for size in lengths
    }
