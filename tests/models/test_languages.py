import pytest

from models.languages import Language, _, plural

FI, SV, EN = Language.FI, Language.SV, Language.EN


@pytest.mark.parametrize(
    ("language", "said"), [(FI, "asiantuntijavaihto"), (SV, "expertutbyte"), (EN, "expert exchange")]
)
def test_words_wait_for_their_readers_language(language: Language, said: str) -> None:
    assert _("expert exchange").into(language) == said


def test_a_field_takes_its_place_after_translation() -> None:
    assert _("Session {number}", number=3).into(SV) == "Mentorträff 3"


def test_a_field_that_is_words_is_said_too() -> None:
    assert _("{form}!", form=_("mentoring")).into(FI) == "mentorointi!"


def test_what_people_wrote_is_never_read_as_a_pattern() -> None:
    assert _("{form}!", form="{number} {0.__class__}").into(FI) == "{number} {0.__class__}!"


def test_words_without_a_language_are_english() -> None:
    assert str(_("Session {number}", number=3)) == "Session 3"


@pytest.mark.parametrize(("number", "said"), [(1, "1 mail"), (0, "0 mails"), (2, "2 mails")])
def test_a_number_chooses_its_form(number: int, said: str) -> None:
    assert plural("{number} mail", "{number} mails", number).into(EN) == said
