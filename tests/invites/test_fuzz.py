"""No mail, however odd, makes its reader fail; `make fuzz` tries for longer."""

import os
from pathlib import Path

import pytest
from hypothesis import given, settings

from invites import frames
from invites.own_words import MAX_WORDS
from invites.replies import MAX_EVENTS, Heard, Reply, read
from tests.invites.grammar import mails

EXAMPLES = int(os.environ.get("VAIHTO_FUZZ", "200"))
CORPUS = sorted((Path(__file__).parent / "corpus").glob("*.eml"))


def is_sound(heard: Heard) -> bool:
    """Within its limits, and the same after the way through the pipe."""
    answers = len(heard.said) if isinstance(heard, Reply) else 1
    within = 1 <= answers <= MAX_EVENTS and len(heard.words) <= MAX_WORDS
    return within and frames.load(frames.dump(heard)) == heard


@settings(max_examples=EXAMPLES, deadline=None)
@given(mails())
def test_a_mail_of_any_shape_is_read_within_its_limits(octets: bytes) -> None:
    assert is_sound(read(octets))


@pytest.mark.parametrize("file", CORPUS, ids=lambda file: file.stem)
def test_what_once_made_a_reader_fail_does_so_no_more(file: Path) -> None:
    assert is_sound(read(file.read_bytes()))
