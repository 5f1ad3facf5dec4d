import pytest

from domain.fit_words import codes, in_words
from models.languages import Language
from models.schedules import FitReason
from solver.solution import FitReasons, TopicHit

FI, SV, EN = Language


def test_the_solvers_reasons_become_codes_with_their_points() -> None:
    reasons = FitReasons(
        topics=(TopicHit(topic="kaavoitus", weight=5, strength=80),),
        wished="organisation",
        wish_points=12,
        preferred=True,
        preferred_points=5,
        languages=("fi", "sv"),
    )

    assert codes(reasons) == (
        FitReason(code="topic", about="kaavoitus", points=5),
        FitReason(code="wished_organisation", points=12),
        FitReason(code="preferred", points=5),
        FitReason(code="language", about="fi"),
        FitReason(code="language", about="sv"),
    )


def test_a_fit_without_reasons_has_no_codes() -> None:
    assert codes(FitReasons()) == ()


@pytest.mark.parametrize(
    ("reason", "words"),
    [
        (FitReason(code="language", about="sv"), "shared language: Swedish"),
        (FitReason(code="language", about="se"), "shared language: se"),
        (FitReason(code="preferred"), "the host hoped for guests from your organisation"),
        (FitReason(code="wished_offer"), "this very host was wished for"),
        (FitReason(code="wished_organisation"), "this organisation was wished for"),
    ],
)
def test_each_code_has_its_words(reason: FitReason, words: str) -> None:
    assert in_words(reason, EN) == words


def test_every_code_has_words_of_its_own_in_every_language() -> None:
    reasons = [
        FitReason(code="topic", about="kaavoitus"),
        FitReason(code="language", about="fi"),
        FitReason(code="preferred"),
        FitReason(code="wished_offer"),
        FitReason(code="wished_organisation"),
    ]

    said = {in_words(reason, language) for reason in reasons for language in Language}

    assert len(said) == len(reasons) * len(Language)
