"""Facts carry ids and codes into histories that nobody can erase: no name, no address, no words."""

from datetime import date, datetime
from enum import StrEnum
from typing import Literal, get_args, get_origin
from uuid import UUID

import pytest
from pydantic import TypeAdapter, ValidationError
from sqlalchemy import String

from models.events import Event
from models.facts import AnyFact, Fact, RoundOpened

DECLARED = Fact.__subclasses__()
HARMLESS = (UUID, datetime, date, int, bool)


def test_every_fact_can_be_written_to_the_log() -> None:
    union, _field = get_args(AnyFact)

    assert set(get_args(union)) == set(DECLARED)


def test_no_two_facts_share_a_type() -> None:
    types = [type_of(each) for each in DECLARED]

    assert sorted(set(types)) == sorted(types)


def test_the_type_of_a_fact_is_its_name_and_fits_its_column() -> None:
    column = Event.__table__.c.type.type

    assert isinstance(column, String)
    assert [type_of(each) for each in DECLARED] == [in_small_letters(each.__name__) for each in DECLARED]
    assert max(len(type_of(each)) for each in DECLARED) <= (column.length or 0)


@pytest.mark.parametrize("fact", DECLARED, ids=lambda fact: fact.__name__)
def test_a_fact_holds_ids_dates_numbers_and_codes_only(fact: type[Fact]) -> None:
    fields = {name: field.annotation for name, field in fact.model_fields.items()}

    assert {name: kind for name, kind in fields.items() if not is_harmless(kind)} == {}


def test_a_field_with_words_would_be_seen() -> None:
    assert [is_harmless(kind) for kind in (str, str | None, dict[str, str], bytes)] == [False] * 4


def test_a_fact_does_not_change() -> None:
    fact = RoundOpened(round_id=UUID(int=1))

    with pytest.raises(ValidationError, match="frozen"):
        fact.round_id = UUID(int=2)


def test_a_fact_with_something_more_is_refused() -> None:
    with pytest.raises(ValidationError, match="extra_forbidden"):
        TypeAdapter[object](AnyFact).validate_python(
            {"type": "round_opened", "round_id": UUID(int=1), "name": "Aino"}
        )


def is_harmless(kind: object) -> bool:
    if get_origin(kind) is Literal:
        return True
    return isinstance(kind, type) and (kind in HARMLESS or issubclass(kind, StrEnum))


def type_of(fact: type[Fact]) -> str:
    return str(fact.model_fields["type"].default)


def in_small_letters(name: str) -> str:
    return "".join(f"_{letter.lower()}" if letter.isupper() else letter for letter in name).lstrip("_")
