"""A letter of any kind with invented people and the round's own dates: made from what its record asks for."""

from dataclasses import dataclass, fields, is_dataclass
from datetime import date, datetime, timedelta
from enum import Enum
from types import NoneType, UnionType
from typing import Union, get_args, get_origin, get_type_hints

from invites.ask_contexts import Choice
from invites.letterhead import Letterhead
from invites.meetings import AllDay, Mailbox, Session, Timed
from models.languages import Language, Words, _
from models.rounds import Round
from models.states import Kind
from models.timeline import MORNING, moment

LINK = "https://vaihto.example.org/answer/example"
MEETINGS = (AllDay, Timed, Session)
PEOPLE = {
    "name": "Aino Esimerkki",
    "guest": "Aino Esimerkki",
    "applicant": "Aino Esimerkki",
    "host": "Onni Esimerkki",
    "host_organisation": "Keksilän liitto",
    "guest_organisation": "Satulan liitto",
    "supervisor": "Eero Esimerkki",
    "who": "Onni Esimerkki",
    "owner": "Onni Esimerkki",
    "sender": "onni@example.org",
    "recipient": "Onni Esimerkki, onni@example.org",
    "number": "3f2a9c1b",
    "mail": "3f2a9c1b",
    "status": "550 5.1.1",
    "place": "Keksilä",
}
NOT_SAID = {"advice", "brought_by", "invited_by", "instead_of", "named_by", "journey", "online"}
SENTENCE = _("an example")
IMPLIED = {"none_in_common"}  # is true only where another field says something


@dataclass(frozen=True)
class Dates:
    """What letters say of the round itself."""

    name: str
    reference: str
    closes_at: datetime
    decide_by: datetime
    first_day: date
    last_day: date


@dataclass(frozen=True)
class Setting:
    """Of which round, who writes, and which kind of exchange the letters speak of."""

    round_: Dates
    coordinator: Mailbox
    language: Language
    form: Kind


def dates_of(round_: Round, language: Language) -> Dates:
    return Dates(
        round_.name(language),
        round_.reference,
        round_.closes_at,
        round_.decide_by,
        round_.first_day,
        round_.last_day,
    )


def letter(kind: type[Letterhead], setting: Setting) -> Letterhead:
    """One of this kind; nothing in it is about anybody real."""
    return _letter(kind, _values(kind, setting))


def _letter(kind: type, values: dict[str, object]) -> Letterhead:
    made = kind(**values)
    if not isinstance(made, Letterhead):
        raise TypeError(f"{kind.__name__} is no letter")
    return made


def bare(letter: Letterhead) -> Letterhead:
    """The same letter where all that may be missing is missing, and every yes is a no."""
    hints = get_type_hints(type(letter))
    found = {each.name: getattr(letter, each.name) for each in fields(letter)}
    return _letter(type(letter), {name: _bare(name, hints[name], value) for name, value in found.items()})


def _bare(name: str, hint: object, value: object) -> object:
    if NoneType in get_args(hint):
        return None
    if hint is bool:
        return value if name in IMPLIED else not value
    return () if get_origin(hint) is tuple and Ellipsis in get_args(hint) else value


def _values(kind: type, setting: Setting) -> dict[str, object]:
    hints = get_type_hints(kind)
    return {each.name: _value(each.name, hints[each.name], setting) for each in fields(kind)}


def _value(name: str, hint: object, setting: Setting) -> object:
    """By its name where that says enough, else by its type."""
    said = _by_name(name, setting)
    if said is not None:
        return said
    arms = [each for each in get_args(hint) if each is not NoneType]
    if get_origin(hint) in (Union, UnionType):
        return _one_of(name, hint, arms, setting)
    if get_origin(hint) is tuple:
        return () if name == "part" else _several(name, arms, setting)
    return _by_type(name, hint, setting)


def _several(name: str, arms: list[object], setting: Setting) -> tuple[object, ...]:
    """Two of a kind, or one of each where it says which."""
    kinds = [arms[0]] * (1 if name == "blocks" else 2) if Ellipsis in arms else arms
    return tuple(_value(name, each, setting) for each in kinds)


def _one_of(name: str, hint: object, arms: list[object], setting: Setting) -> object:
    if name in NOT_SAID or name == "session":
        return None if NoneType in get_args(hint) else ""
    if set(MEETINGS) & set(arms):
        return _when(setting)
    return _value(name, arms[0], setting)


def _by_name(name: str, setting: Setting) -> object:
    round_ = setting.round_
    known: dict[str, object] = {
        "round_name": round_.name,
        "reference": round_.reference,
        "coordinator": setting.coordinator,
        "form": setting.form,
        "closes_at": round_.closes_at,
        "approve_by": round_.decide_by,
        "first_day": round_.first_day,
        "last_day": round_.last_day,
        "waits_until": round_.last_day,
        "choices": 2 * (Choice(SENTENCE.into(setting.language), LINK),),
    }
    if name.endswith("link"):
        return LINK
    return "" if name in NOT_SAID - {"instead_of", "named_by"} else known.get(name, PEOPLE.get(name))


def _by_type(name: str, hint: object, setting: Setting) -> object:
    if hint is Words:
        return SENTENCE
    if isinstance(hint, type) and issubclass(hint, Enum):
        return next(iter(hint))
    if isinstance(hint, type) and is_dataclass(hint):
        return _when(setting) if hint in MEETINGS else hint(**_values(hint, setting))
    plain: dict[object, object] = {
        str: SENTENCE.into(setting.language),
        bool: False,
        int: 2,
        float: 1.5,
        datetime: setting.round_.closes_at,
        date: setting.round_.last_day,
    }
    if hint not in plain:
        raise TypeError(f"nothing is invented for {name}: {hint}")
    return plain[hint]


def _when(setting: Setting) -> AllDay | Session:
    first = setting.round_.first_day
    if setting.form is Kind.MENTORING:
        return Session(moment(first, MORNING), 60)
    return AllDay(first, first + timedelta(days=2))
