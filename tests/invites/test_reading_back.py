"""Our own mails, read from their octets for a digest."""

import pytest

from domain.urgency import URGENCIES
from invites.contexts import KINDS, Letterhead
from invites.letters import render
from invites.message import compose
from invites.reading_back import subject_of, words_of
from models.languages import Language
from models.states import Urgency
from tests.invites.letters import EVERY_LANGUAGE, sample
from tests.invites.test_message import ENVELOPE

CAN_WAIT = [kind for kind in KINDS if URGENCIES.get(kind.kind) is Urgency.CAN_WAIT]


@pytest.mark.parametrize("kind", CAN_WAIT, ids=lambda kind: kind.kind)
@EVERY_LANGUAGE
def test_all_but_the_greeting_and_the_round_is_kept(kind: type[Letterhead], language: Language) -> None:
    letter = render(sample(kind), language)
    greeting, *said, round_ = letter.text.strip().split("\n\n")

    item = words_of(compose(ENVELOPE, letter))

    assert item.subject == letter.subject
    assert "\n".join(item.lines) == "\n\n".join(said)
    assert "Kaisa" in greeting
    assert round_.endswith("Kierros 2027")


def test_a_subject_is_read_as_it_was_written() -> None:
    letter = render(sample(CAN_WAIT[0]), Language.FI)

    assert subject_of(compose(ENVELOPE, letter)) == letter.subject
