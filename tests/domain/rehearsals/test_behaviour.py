"""Shares of what invented people say: what is set is set, the other words share the rest."""

import pytest

from domain.rehearsals.behaviour import USUAL, Behaviour, Said, with_share

CHANCES = (("yes", 0.6), ("perhaps", 0.2), ("no", 0.1), ("", 0.1))


def rounded(chances: tuple[tuple[str, float], ...]) -> tuple[tuple[str, float], ...]:
    return tuple((word, round(share, 6)) for word, share in chances)


def test_one_share_is_set_and_the_others_keep_their_proportions() -> None:
    changed = with_share(CHANCES, ("no",), 0.55)

    assert rounded(changed) == (("yes", 0.3), ("perhaps", 0.1), ("no", 0.55), ("", 0.05))


def test_words_besides_keep_their_share() -> None:
    changed = with_share(CHANCES, ("no",), 0.3, besides=("",))

    assert rounded(changed) == (("yes", 0.45), ("perhaps", 0.15), ("no", 0.3), ("", 0.1))


def test_a_share_that_leaves_no_room_is_cut() -> None:
    changed = with_share(CHANCES, ("no",), 1.0, besides=("",))

    assert rounded(changed) == (("yes", 0.0), ("perhaps", 0.0), ("no", 0.9), ("", 0.1))


def test_who_says_nothing_of_people_gets_the_usual_ones() -> None:
    assert Said().behaviour() == USUAL


def test_noes_and_silences_are_set_for_every_question() -> None:
    behaviour = Said(declines=0.1, silences=0.05, illnesses=0.03, late=0.2).behaviour()

    assert rounded(behaviour.endorsements) == (("given", 0.85), ("refused", 0.1), ("", 0.05))
    assert rounded(behaviour.confirmations) == (("accepted", 0.85), ("declined", 0.1), ("", 0.05))
    assert dict(rounded(behaviour.notes))[""] == 0.05
    assert rounded(behaviour.illnesses)[2] == ("", 0.97)
    assert behaviour.late == 0.2


@pytest.mark.parametrize("name", [name for name in Behaviour.model_fields if name != "late"])
def test_the_shares_of_each_question_make_one(name: str) -> None:
    behaviour = Said(declines=0.3, silences=0.2, illnesses=0.5).behaviour()

    assert sum(share for _word, share in getattr(behaviour, name)) == pytest.approx(1.0)
