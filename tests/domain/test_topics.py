import pytest

from domain import topics
from domain.topics import TOPICS, Topic
from models.languages import Language


@pytest.mark.parametrize(
    "written", ["funding", "EU-rahoitus", " eu-RAHOITUS ", "EU-finansiering", "EU funding"]
)
def test_a_topic_is_found_by_its_code_and_by_its_name_in_any_language(written: str) -> None:
    found = topics.find(written)

    assert found is not None
    assert found.code == "funding"


def test_an_unknown_topic_is_not_guessed() -> None:
    assert topics.find("rahoitus") is None


def test_every_spelling_means_one_topic() -> None:
    spellings = {(each.casefold(), topic.code) for topic in TOPICS for each in _all_spellings(topic)}

    assert len({spelling for spelling, _code in spellings}) == len(spellings)


def test_a_topic_is_shown_in_the_readers_language_and_a_retired_code_as_it_is() -> None:
    assert [topics.name("climate", language) for language in Language] == ["Ilmasto", "Klimat", "Climate"]
    assert topics.name("retired", Language.FI) == "retired"


def _all_spellings(topic: Topic) -> tuple[str, ...]:
    return topic.code, topic.fi, topic.sv, topic.en
