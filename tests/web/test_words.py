"""Everything that a page can say has words, in every language."""

from enum import StrEnum
from gettext import NullTranslations

import pytest

from invites.contexts import KINDS as LETTERS
from invites.judgement import Outcome
from invites.replies import Unread
from models.languages import Language, Words, translations
from models.states import Answer, ExchangeState, Kind, MailState, RoundState, ScheduleState
from web.views.steps import Step
from web.words import endings, kinds, states, waits

SHOWN: list[type[StrEnum]] = [RoundState, ScheduleState, ExchangeState, MailState, Answer, Kind, Step]


class Silence(NullTranslations):
    """Says nothing, where a catalogue alone would say the English sentence that it does not have."""

    def gettext(self, message: str) -> str:
        return ""


@pytest.mark.parametrize("life", SHOWN)
def test_every_state_has_words_of_its_own(life: type[StrEnum]) -> None:
    said = [states.tag(state).words for state in life]

    assert len(set(said)) == len(said)


def test_every_letter_has_a_name_in_the_outbox() -> None:
    assert set(kinds.KINDS) == {letter.kind for letter in LETTERS}


def test_every_end_of_a_reply_has_words() -> None:
    ends = {end.value for life in (Outcome, Unread) for end in life}

    assert ends - set(endings.ENDINGS) == set()


@pytest.mark.parametrize("language", Language)
def test_all_words_are_translated(language: Language) -> None:
    tags = [*states.TAGS.values(), *endings.ENDINGS.values()]
    said: list[Words] = [*(tag.words for tag in tags), *kinds.KINDS.values(), *waits.WAITS.values()]

    catalogue = translations.__wrapped__(language)  # one of our own, as it is about to change
    catalogue.add_fallback(Silence())

    assert [each.english for each in said if not catalogue.gettext(each.english)] == []
