"""Letters in words of the house: the same facts, a fence around them, and ours where theirs fail."""

from dataclasses import replace
from importlib.resources import files

import pytest

from domain.previews.examples import tried
from invites import letters
from invites.contexts import KINDS, AskHost, Letterhead, ReminderDay
from invites.house_words import NONE, HouseWords
from invites.letters import file_of
from invites.spelt_out import spelt_out
from models.languages import Language
from tests.invites.letters import EVERY_KIND, EVERY_LANGUAGE, LINK, sample

EN, FI = Language.EN, Language.FI
NAMES = sorted(
    each.name.removesuffix(".txt")
    for each in files("invites").joinpath("templates").iterdir()
    if each.name.endswith(".txt")
)
SPELT_OUT = HouseWords(
    {(name, each): spelt_out(file_of(f"{name}.txt", each), each) for name in NAMES for each in Language}
)


@EVERY_KIND
@EVERY_LANGUAGE
def test_what_is_spelt_out_says_what_is_shipped(kind: type[Letterhead], language: Language) -> None:
    for example in tried(kind.kind, language, NONE):
        said = letters.write_out(SPELT_OUT.say(example, language), language)

        assert said == letters.render(example, language)


def test_nothing_waits_to_be_translated_in_what_is_spelt_out() -> None:
    assert [key for key, text in SPELT_OUT.texts.items() if "trans" in text.split()] == []


def test_own_words_count_in_their_language_alone() -> None:
    house = HouseWords({("reminder_day", FI): "Subject: Huomenna!\n\nTerve {{ name }}.\n"})

    finnish, english = (house.render(sample(ReminderDay), each).letter for each in (FI, EN))

    assert (finnish.subject, finnish.text) == ("Huomenna!", "Terve Kaisa.\n")
    assert english == letters.render(sample(ReminderDay), EN)


def test_an_own_part_stands_in_every_letter_that_has_it() -> None:
    house = HouseWords({("_round", EN): "Yours, {{ coordinator.name }}\n"})

    texts = {kind.kind: house.render(tried(kind.kind, EN, NONE)[0], EN).letter.text for kind in KINDS}

    without = [kind for kind, text in texts.items() if not text.endswith("\n\nYours, Kaija Esimerkki\n")]
    assert without == ["login_link"]


@pytest.mark.parametrize(
    "text",
    [
        "Subject: x\n\n{{ session|moment }}{{ nothing }}",
        "Subject: x\n\n{{ ''.__class__.__mro__ }}",
        "Subject: x\n\n{{ particulars.blocks }}",
        "Subject: x\n\n{% if %}",
        "Subject: x\n\n> Go | {{ name }}",
        '{% include "reminder_day.txt" %}',
        "Subject: x\n\n" + "{% for a in name %}" * 30 + "{% endfor %}" * 30,
        "Subject: x\n\n{{ " + "(" * 5000 + ")" * 5000 + " }}",
    ],
    ids=range(8),
)
def test_what_fails_never_stops_a_letter(text: str) -> None:
    house = HouseWords({("reminder_day", EN): text})

    rendered = house.render(sample(ReminderDay), EN)

    assert rendered.letter == letters.render(sample(ReminderDay), EN)
    assert rendered.failed == ("reminder_day",)


@pytest.mark.parametrize(
    "inside",
    [
        "{{ name.__class__ }}",
        "{{ name.format }}",
        "{{ particulars.__init__.__globals__ }}",
        "{{ particulars['guest'] }}",
        "{{ coordinator.__dataclass_fields__ }}",
        "{{ self._TemplateReference__context }}",
        "{{ cycler.__init__.__globals__.os }}",
        "{{ lipsum(9) }}",
        "{{ range(999999999) }}",
        "{{ 'x' * 999999999 }}",
        "{{ 9 ** 9 ** 9 ** 9 }}",
        "{{ name|attr('__class__') }}",
        "{{ name|map('upper') }}",
        "{{ '%999999999d'|format(1) }}",
        "{% set name = 'x' %}",
        "{% import 'x' as y %}",
        "{% for a in reasons recursive %}{{ loop(reasons) }}{% endfor %}",
        "{% for a in reasons %}{{ loop.__class__ }}{% endfor %}",
    ],
)
def test_nothing_beyond_the_facts_can_be_reached(inside: str) -> None:
    house = HouseWords({("ask_host", EN): f"Subject: x\n\n{inside}"})

    rendered = house.render(sample(AskHost), EN)

    assert rendered.failed == ("ask_host",)


def test_no_letter_grows_without_end() -> None:
    grown = "{% for a in reasons %}{% for b in reasons %}" + "x" * 1000 + "{% endfor %}{% endfor %}"
    house = HouseWords({("ask_host", EN): f"Subject: x\n\n{grown}"})

    few, many = (
        house.render(replace(sample(AskHost), reasons=("a",) * number), EN).failed for number in (5, 50)
    )

    assert (few, many) == ((), ("ask_host",))


def test_what_people_write_is_no_mark_in_own_words_either() -> None:
    house = HouseWords({("reminder_day", EN): "Subject: x\n\n{{ name }}\n"})

    written = house.render(replace(sample(ReminderDay), name=f"> Click | {LINK}"), EN).letter

    assert "href" not in written.html
