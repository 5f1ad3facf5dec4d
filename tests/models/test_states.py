"""Life cycles: what may follow what."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol, runtime_checkable

import pytest

from models import states
from models.states import (
    ApplicationState,
    ExchangeState,
    RoundState,
    ScheduleState,
    WhatIfState,
    WorkshopState,
)


@runtime_checkable
class Living(Protocol):
    """A state that says what may follow it."""

    def may_become(self, next_: StrEnum) -> bool: ...


@dataclass(frozen=True)
class Cycle:
    """A life cycle as its users see it: one question about two states."""

    states: type[StrEnum]
    begins: StrEnum
    ends: frozenset[StrEnum]

    def after(self, state: StrEnum) -> set[StrEnum]:
        assert isinstance(state, Living)
        return {each for each in self.states if state.may_become(each)}


CYCLES = (
    Cycle(RoundState, RoundState.DRAFT, frozenset({RoundState.ENDED, RoundState.CANCELLED})),
    Cycle(ApplicationState, ApplicationState.DRAFT, frozenset({ApplicationState.WITHDRAWN})),
    Cycle(ScheduleState, ScheduleState.DRAFT, frozenset({ScheduleState.SUPERSEDED})),
    Cycle(ExchangeState, ExchangeState.PROPOSED, frozenset({ExchangeState.CLOSED, ExchangeState.RELEASED})),
    Cycle(WorkshopState, WorkshopState.DRAFT, frozenset({WorkshopState.CLOSED, WorkshopState.CANCELLED})),
    Cycle(WhatIfState, WhatIfState.ASKED, frozenset({WhatIfState.ADOPTED, WhatIfState.DROPPED})),
)
every_cycle = pytest.mark.parametrize("cycle", CYCLES, ids=lambda cycle: cycle.states.__name__)


def test_every_life_cycle_is_judged_here() -> None:
    declared = {each for each in vars(states).values() if hasattr(each, "may_become")}

    assert declared == {cycle.states for cycle in CYCLES}


@every_cycle
def test_ends_are_ends_and_nothing_else_is(cycle: Cycle) -> None:
    assert {state for state in cycle.states if not cycle.after(state)} == cycle.ends


@every_cycle
def test_every_state_can_be_reached_from_the_first(cycle: Cycle) -> None:
    reached: set[StrEnum] = set()
    coming = {cycle.begins}

    while coming:
        reached |= coming
        coming = {after for state in coming for after in cycle.after(state)} - reached

    assert reached == set(cycle.states)


@every_cycle
def test_nothing_becomes_what_it_is(cycle: Cycle) -> None:
    assert [state for state in cycle.states if state in cycle.after(state)] == []


def test_a_round_is_open_again_when_its_closing_is_moved() -> None:
    assert [state for state in RoundState if state.may_become(RoundState.OPEN)] == [
        RoundState.DRAFT,
        RoundState.CLOSED,
    ]


def test_an_exchange_is_released_until_it_is_closed() -> None:
    """Also after its days: nobody came after all."""
    assert [state for state in ExchangeState if state.may_become(ExchangeState.RELEASED)] == [
        ExchangeState.PROPOSED,
        ExchangeState.CONFIRMED,
        ExchangeState.BROKEN,
        ExchangeState.HELD,
    ]


def test_an_exchange_takes_its_place_until_it_is_held_or_released() -> None:
    living = [state for state in ExchangeState if state.is_live]

    assert living == [ExchangeState.PROPOSED, ExchangeState.CONFIRMED, ExchangeState.BROKEN]


def test_an_exchange_is_over_at_its_ends() -> None:
    over = [state for state in ExchangeState if state.is_over]

    assert over == [ExchangeState.CLOSED, ExchangeState.RELEASED]
