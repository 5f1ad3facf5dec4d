"""Property lines, read back by icalendar: what was written is what is read."""

from hypothesis import given
from hypothesis import strategies as st

from invites.properties import folded, parameter, text
from invites.texts import display_name, lines
from tests.invites.made import Seen, events

ANYTHING = st.text(alphabet=st.characters(codec="utf-8"), max_size=300)


def read(*written: str) -> Seen:
    """The one event that has these lines."""
    head, foot = b"BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\n", b"END:VEVENT\r\nEND:VCALENDAR\r\n"
    return events(head + b"".join(folded(line) for line in written) + foot)[0]


@given(ANYTHING)
def test_a_text_is_read_back_as_it_was_written(said: str) -> None:
    clean = lines(said)

    event = read(f"DESCRIPTION:{text(clean)}")

    assert event["DESCRIPTION"] == clean


@given(ANYTHING)
def test_a_name_is_read_back_as_it_is_shown(said: str) -> None:
    shown = display_name(said)

    event = read(f"ORGANIZER;CN={parameter(shown)}:mailto:hr@example.org")

    assert event["ORGANIZER"].params["CN"] == shown


@given(ANYTHING)
def test_no_line_is_longer_than_75_octets_or_cut_inside_a_character(said: str) -> None:
    pieces = folded(f"SUMMARY:{text(lines(said))}").split(b"\r\n")

    assert pieces.pop() == b""
    assert all(len(piece) <= 75 for piece in pieces)
    assert all(piece.decode() for piece in pieces)
