"""An operator's own letters: they win, in their language, and wrong ones are refused with file and line."""

from collections.abc import Iterator
from importlib.resources import files
from pathlib import Path

import pytest

from invites.contexts import ReminderDay
from invites.letters import read_from, render
from invites.own_templates import Unusable, mistakes, use
from models.languages import Language
from tests.invites.letters import sample

OURS = "Subject: Huomenna!\n\nTerve {{ name }}, nähdään {{ particulars.blocks|begins }}.\n"


@pytest.fixture
def folder(tmp_path: Path) -> Iterator[Path]:
    yield tmp_path
    read_from(None)


def test_a_letter_of_the_house_wins_in_its_language_alone(folder: Path) -> None:
    (folder / "reminder_day.fi.txt").write_text(OURS)

    use(folder)

    finnish, swedish = (render(sample(ReminderDay), each) for each in (Language.FI, Language.SV))
    assert (finnish.subject, finnish.text) == ("Huomenna!", "Terve Kaisa, nähdään ma 15.3.2027.\n")
    assert swedish.subject.startswith("I morgon")


def test_a_part_of_the_house_stands_in_every_letter(folder: Path) -> None:
    (folder / "_round.txt").write_text("Terveisin {{ coordinator.name }}\n")

    use(folder)

    assert render(sample(ReminderDay), Language.EN).text.endswith("\n\nTerveisin Heli\n")


def test_every_template_that_is_shipped_is_without_mistakes(folder: Path) -> None:
    for each in files("invites").joinpath("templates").iterdir():
        (folder / each.name).write_text(each.read_text(encoding="utf-8"), encoding="utf-8")

    assert mistakes(folder) == ()


@pytest.mark.parametrize(
    ("name", "text", "told"),
    [
        ("reminder_day.txt", "Subject: x\n\nHei {{ nmae }}", "3: this letter knows no nmae"),
        ("reminder_day.txt", "Subject: x\n{{ answer_by }}", "2: this letter knows no answer_by"),
        (
            "reminder_day.txt",
            "Subject: x\n{% trans nmae %}Hei {{ nmae }}{% endtrans %}",
            "2: this letter knows no nmae",
        ),
        (
            "reminder_day.txt",
            "Subject: x\n\n{{ coordinator.phone }}",
            "3: Mailbox has no phone: address, name",
        ),
        (
            "reminder_day.txt",
            "Subject: x\n{{ name|shout }}",
            "2: this cannot be read: No filter named 'shout'.",
        ),
        ("reminder_day.txt", "Hei!\n", "1: the first line begins with Subject:"),
        ("reminder_dya.txt", "Subject: x\n", "1: there is no template of this name"),
        ("_round.txt", '{% include "x.txt" %}', "1: what is included must be one of our templates, by name"),
    ],
)
def test_what_is_wrong_is_told_with_its_line(folder: Path, name: str, text: str, told: str) -> None:
    (folder / name).write_text(text)

    assert mistakes(folder) == (f"{name}:{told}",)


def test_with_one_mistake_no_template_of_the_folder_is_used(folder: Path) -> None:
    (folder / "reminder_day.fi.txt").write_text(OURS)
    (folder / "released.txt").write_text("Subject: {{ x }}\n")

    with pytest.raises(Unusable, match=r"released\.txt:1: this letter knows no x"):
        use(folder)

    assert render(sample(ReminderDay), Language.FI).subject != "Huomenna!"
