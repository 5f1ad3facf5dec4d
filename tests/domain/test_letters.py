"""Letters in words of the house: in force at once for every process, and undone whole."""

from pathlib import Path

import pytest
from sqlalchemy.orm import Session

from domain import letters
from domain.letters import Change, Unusable
from domain.previews import examples
from domain.refusals import Conflict
from invites.drafts import Draft
from invites.house_words import NONE
from models.database import Database
from models.languages import Language
from models.letters import LetterText
from models.people import Person
from tests.builders import NOON, a_person
from tests.web.queries import counted

EN = Language.EN
NAME = "no_successor"


def said(text: str) -> Draft:
    return Draft(NAME, EN, f"Subject: {text}\n\nDear {{{{ name }}}}\n")


def change(db: Session, draft: Draft, *, seen: int = 0, by: Person | None = None) -> None:
    asked = Change(draft, seen, by or a_person(db), NOON)
    letters.change(db, asked, examples.tried(draft.name, draft.language, NONE))


def subject(db: Session) -> str:
    [example, *_more] = examples.shown(NAME, EN, NONE)
    return letters.compose(db, example.letter, EN, now=NOON).subject


def test_what_one_process_changes_another_says_with_its_next_mail(
    sqlite_database: Database, tmp_path: Path
) -> None:
    other = Database(str(sqlite_database.engine.url))
    with other.look() as db:
        before = subject(db)
    with sqlite_database.change() as db:
        change(db, said("First"))
    with other.look() as db:
        first = subject(db)
    with sqlite_database.change() as db:
        change(db, said("Second"), seen=1)
    with other.look() as db:
        second = subject(db)
    other.close()

    assert ("First" in before, first, second) == (False, "First", "Second")


def test_a_transaction_looks_once_however_many_letters_it_writes(sqlite_database: Database) -> None:
    with sqlite_database.change() as db:
        change(db, said("First"))

    with sqlite_database.look() as db:
        subject(db)
    with sqlite_database.look() as db, counted(sqlite_database) as told:
        for _turn in range(3):
            subject(db)

    assert len([each for each in told if "BEGIN" not in each]) == 1


def test_what_is_rolled_back_was_never_said(sqlite_database: Database) -> None:
    with sqlite_database.trial() as db:
        change(db, said("Tried"))
        tried = subject(db)
    with sqlite_database.look() as db:
        assert (tried, subject(db) == "Tried") == ("Tried", False)


def test_the_second_of_two_who_have_seen_the_same_is_refused(db: Session) -> None:
    change(db, said("First"))

    with pytest.raises(Conflict):
        change(db, said("Second"))

    assert subject(db) == "First"


def test_taking_back_counts_as_a_change_and_twice_as_one(db: Session) -> None:
    shipped, person = subject(db), a_person(db)
    change(db, said("First"))

    letters.take_back(db, Change(said(""), 1, person, NOON))
    letters.take_back(db, Change(said(""), 2, person, NOON))

    assert subject(db) == shipped
    assert [each.text for each in letters.history(db, NAME, EN)] == ["", said("First").text]


def test_a_failure_is_noted_once_and_is_over_with_the_next_change(db: Session) -> None:
    words = {"name": NAME, "language": EN, "text": "Subject: {{ nothing }}"}
    db.add(LetterText(edition=1, number=1, at=NOON, by_id=a_person(db).id, **words))
    db.flush()

    subject(db)
    noted = [(each.name, each.failed_at) for each in letters.failures(db)]
    change(db, said("Mended"), seen=1)

    assert (noted, letters.failures(db)) == ([(NAME, NOON)], ())


def test_words_that_cannot_be_used_change_nothing(db: Session) -> None:
    with pytest.raises(Unusable) as refused:
        change(db, said("{{ nmae }}"))

    assert [each.line for each in refused.value.mistakes] == [1]
    assert letters.in_force(db) == NONE
