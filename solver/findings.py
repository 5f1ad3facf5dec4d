"""What repairs, clashes, prices and what-ifs answer: records only, so that reading them loads no engine."""

from datetime import date
from typing import Literal

from solver.clashing.limits import Limit
from solver.difference import Difference, Sum
from solver.parts import Id, Part
from solver.problem import Companions, Lock, Problem
from solver.solution import Rule, Solution, Status


class Ruled(Part):
    """A pair that a rule keeps apart."""

    application: Id
    offer: Id
    rule: Rule


class Clash(Part):
    """What cannot hold together; without any one of these there is a plan for the others.

    Without limits it is the pairs themselves that are impossible: `ruled` says by which rules, as far as a
    pair alone can tell.
    """

    locks: tuple[Lock, ...]
    companions: tuple[Companions, ...] = ()
    limits: tuple[Limit, ...] = ()
    ruled: tuple[Ruled, ...] = ()


class Relaxation(Part):
    """A limit and where it moves: to a number, or to more dates and slots; a forbidden pair is allowed.

    The dates of more guests are those of one plan that needs them.
    """

    limit: Limit
    to: int | None = None
    dates: tuple[date, ...] = ()
    slots: tuple[Id, ...] = ()


class Remedy(Part):
    """One way to end a clash; either a lock, or a group of companions, or limits are given up or moved."""

    unlock: Lock | None = None
    part: Companions | None = None
    relax: tuple[Relaxation, ...] = ()
    strain: int


class Fallen(Part):
    """A previous pairing that cannot stand even if nobody else is placed, and what says no.

    Reasons are rules by the names of `solver.check`, or offer_gone, or locked_elsewhere.
    """

    application: Id
    offer: Id
    confirmed: bool
    why: tuple[str, ...]


class Bill(Part):
    """What became of the previous pairings, as application ids in the order of the problem.

    What fell can be moved or lost as well. In sums, before is the old plan without what fell; worth is in
    points of all levels that count but stability. Change is that of pairings that could have stood, in the
    points of the change costs.
    """

    kept: tuple[Id, ...]
    moved_day: tuple[Id, ...]
    moved_offer: tuple[Id, ...]
    lost: tuple[Id, ...]
    gained: tuple[Id, ...]
    fell: tuple[Id, ...]
    confirmed_touched: tuple[Id, ...]  # of those that could have stood: only if no plan keeps them all
    confirmed_again: tuple[Id, ...]  # confirmed ones that fell and have a pairing again
    change: int
    worth: Sum
    levels: tuple[Sum, ...]
    cost: Sum


Aim = Literal["nobody_else", "least_change", "own_objective", "best_value", "between"]


class Repaired(Part):
    """A new plan and its bill; `solved` is the problem that the plan answers, with what it keeps locked.

    The clashes say why pairings could not all be kept that could have stood alone, or why there is no plan.
    """

    aim: Aim
    solved: Problem
    solution: Solution
    bill: Bill | None
    fallen: tuple[Fallen, ...]
    clashes: tuple[Clash, ...]


class Price(Part):
    """The plan with the wished pairing and what it loses, or why there is none.

    Proved means that both plans are the best, so that the loss is what the wish really costs.
    """

    wished: Lock
    status: Status
    proved: bool = False
    loss: int | None = None  # points of all levels that count
    difference: Difference | None = None
    clash: Clash | None = None


class WhatIf(Part):
    """The plan of the changed problem beside the one before; why there is none, if its locks clash."""

    solution: Solution
    difference: Difference
    clashes: tuple[Clash, ...] = ()
