"""How a round may be steered in its state, and what stands in the forms for it."""

from collections.abc import Mapping
from datetime import date, datetime
from enum import StrEnum

from domain.steering.pausing import PAUSABLE
from domain.steering.prolonging import BEFORE_DECISION, OVER
from models.languages import Words
from models.record import Record
from models.rounds import Round
from models.states import DateMode, RoundState
from models.timeline import local
from web.forms import Trouble

BEFORE_CLOSING = (RoundState.DRAFT, RoundState.OPEN)


class Verb(StrEnum):
    """What HR does with a round as a whole; the word is the last part of an address."""

    MOVE = "move"
    CLOSE = "close"
    PAUSE = "pause"
    RESUME = "resume"
    LOOK_AGAIN = "look-again"
    FINISH = "finish"
    CANCEL = "cancel"


class Steer(Record):
    """`values` is what stands in the fields: as it is, or as somebody has just written it."""

    verbs: tuple[Verb, ...]
    moves: tuple[str, ...]  # fields of MOVE that still can
    values: Mapping[str, str]
    told: int  # exchanges that a cancelled round would release
    tried: Verb | None = None
    refused: Words | None = None
    troubles: tuple[Trouble, ...] = ()


class Tried(Record):
    """What somebody wanted, and why not."""

    verb: Verb
    values: Mapping[str, str]
    refused: Words | None = None
    troubles: tuple[Trouble, ...] = ()


def steer(round_: Round, *, living: int, tried: Tried | None = None) -> Steer:
    return Steer(
        verbs=tuple(_verbs(round_)),
        moves=tuple(_moves(round_)),
        values=_values(round_) | (dict(tried.values) if tried else {}),
        told=living,
        tried=tried.verb if tried else None,
        refused=tried.refused if tried else None,
        troubles=tried.troubles if tried else (),
    )


def _verbs(round_: Round) -> list[Verb]:
    is_paused, is_over = round_.paused_at is not None, round_.state in OVER
    runs = round_.state is RoundState.RUNNING and not is_paused and round_.finished_at is None
    may = {
        Verb.RESUME: is_paused,
        Verb.MOVE: not is_over,
        Verb.CLOSE: round_.state is RoundState.OPEN and not is_paused,
        Verb.LOOK_AGAIN: runs,
        Verb.PAUSE: round_.state in PAUSABLE and not is_paused,
        Verb.FINISH: runs,
        Verb.CANCEL: not is_over,
    }
    return [verb for verb, is_possible in may.items() if is_possible]


def _moves(round_: Round) -> list[str]:
    may = {
        "closes": round_.state in BEFORE_CLOSING,
        "decides": round_.state in BEFORE_DECISION,
        "first_day": round_.state in BEFORE_DECISION,
        "last_day": True,
        "agree_by": round_.date_mode is not DateMode.FIXED,
        "answer_days": True,
    }
    return [name for name, is_possible in may.items() if is_possible]


def _values(round_: Round) -> dict[str, str]:
    """As a browser's fields write dates and clock times."""
    return {
        **_moment("closes", round_.closes_at),
        **_moment("decides", round_.decide_by),
        "first_day": _day(round_.first_day),
        "last_day": _day(round_.last_day),
        "agree_by": _day(round_.agree_by),
        "answer_days": str(round_.answer_working_days),
        "why": "",
        "releases": "",
    }


def _moment(name: str, at: datetime) -> dict[str, str]:
    here = local(at)
    return {f"{name}_day": f"{here:%Y-%m-%d}", f"{name}_clock": f"{here:%H:%M}"}


def _day(day: date | None) -> str:
    return day.isoformat() if day else ""
