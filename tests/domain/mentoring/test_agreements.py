"""A pair accepts the same words about how it works."""

from datetime import timedelta

import pytest
from sqlalchemy.orm import Session

from domain.mentoring import agreements
from domain.refusals import Invalid
from models.asks import About, AskState
from models.exchanges import Exchange
from tests.domain.lived import facts, lane, letters, told
from tests.domain.mentoring.paired import ASKED, ENDS, a_pair, live, says, states

LATER = ENDS + timedelta(hours=1)


def a_pair_with_words(db: Session) -> Exchange:
    pair = a_pair(db)
    live(db, pair, ASKED)
    live(db, pair, ENDS)
    return pair


def test_when_both_accept_both_get_the_words(lite: Session) -> None:
    pair = a_pair_with_words(lite)

    says(lite, About.PAIR_AGREEMENT, pair.guest, "accept", now=LATER)
    says(lite, About.PAIR_AGREEMENT, pair.host, "accept", now=LATER)

    assert told(lite, lane(pair))[-2:] == [("pair_agreed", "Aino"), ("pair_agreed", "Onni")]
    assert facts(lite, lane(pair))[-2:] == ["pair_agreed", "ask_answered"]
    row = agreements.of(lite, pair)
    assert row is not None
    assert agreements.is_agreed(row)


def test_other_words_need_the_others_yes_again(lite: Session) -> None:
    pair = a_pair_with_words(lite)
    says(lite, About.PAIR_AGREEMENT, pair.guest, "accept", now=LATER)

    says(lite, About.PAIR_AGREEMENT, pair.host, "change", now=LATER, rhythm="Kävellen, joka toinen tiistai")

    row = agreements.of(lite, pair)
    assert row is not None
    assert not agreements.is_agreed(row)
    assert told(lite, lane(pair))[-1] == ("ask_pair_agreement", "Aino")
    assert "Kävellen, joka toinen tiistai" in letters(lite, lane(pair))[-1]


def test_a_change_ends_what_was_asked_about_the_older_words(lite: Session) -> None:
    pair = a_pair_with_words(lite)

    says(lite, About.PAIR_AGREEMENT, pair.host, "change", now=LATER, cancelling="Soitetaan.")

    assert states(lite, pair, About.PAIR_AGREEMENT).count(AskState.OPEN) == 1
    says(lite, About.PAIR_AGREEMENT, pair.guest, "accept", now=LATER)
    assert [kind for kind, _who in told(lite, lane(pair))][-2:] == ["pair_agreed", "pair_agreed"]


def test_a_change_without_words_is_refused(lite: Session) -> None:
    pair = a_pair_with_words(lite)

    with pytest.raises(Invalid):
        says(lite, About.PAIR_AGREEMENT, pair.host, "change", now=LATER)
