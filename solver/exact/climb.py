"""Rounds small enough for proof: prices show what no better plan holds, CP-SAT decides on the rest."""

from collections.abc import Callable
from dataclasses import dataclass, replace

import numpy as np

from solver.arrays.board import Board
from solver.arrays.columns import Columns, columns
from solver.arrays.numbers import Integers, Truths
from solver.bound.counter import Counter
from solver.bound.prices import Pace, Quote, lowest
from solver.bound.rung import Rung
from solver.bound.tariff import SCALE, Tariff
from solver.exact import greedy
from solver.exact.aims import objective, optimistic, value
from solver.exact.engine import Answer, Limits, Watcher, maximise
from solver.exact.model import Model, Row
from solver.rules import RULES
from solver.solution import Progress, Status
from solver.wishes import terms

FEW = 2_500  # columns that the engine is given without asking for prices
MANY = 6_000  # columns that are worth looking for a better plan, and better prices, before the last word
TIMES = 5  # of each pair among them
SPREAD = 613  # times that cost the same are taken from all over the window
LAST = 25_000  # columns with which it may have the last word
ROUNDS = 3  # of that
STEPS = 110  # of each search for prices
AGAIN = Pace(stride=0.003, halved_after=20)  # from prices that are good already


def climb(board: Board, limits: Limits, watcher: Watcher, start: Columns | None) -> tuple[Rung, ...]:
    """Sum after sum; what one reached is a floor for those after it."""
    every = columns(board)
    plan = _first(every, watcher) if start is None else start
    rungs: list[Rung] = []
    for number in range(len(terms(board.view))):
        ascent = Ascent(every, number, tuple(rungs), watcher)
        rungs.append(ascent.climb(plan, _left(limits, rungs)))
        plan, every = rungs[-1].chosen, ascent.every
        if plan is None:
            break
    return tuple(rungs)


def _first(every: Columns, watcher: Watcher) -> Columns | None:
    """The best columns first."""
    plan = greedy.plan(every, greedy.best_first(every, every.points(0)))
    placed = None if plan is None else int(plan.size.sum())
    watcher.tell(Progress(phase="greedy", placed=placed, seconds=watcher.passed))
    return plan


def _left(limits: Limits, rungs: list[Rung]) -> Limits:
    """What the sums so far left of the effort; the clock runs on by itself."""
    return limits.less(sum(rung.effort for rung in rungs))


@dataclass
class Ascent:
    """One sum on its way up. `every` loses the columns that no plan as good as the best one holds."""

    every: Columns
    number: int
    before: tuple[Rung, ...]
    watcher: Watcher

    @property
    def name(self) -> str:
        return terms(self.every.board.view)[self.number][0]

    def climb(self, plan: Columns | None, limits: Limits) -> Rung:
        """The best plan by this sum among those that keep what the sums before reached."""
        if plan is None or self.before or len(self.every) <= FEW:
            return self._ask(self.every, plan, limits)
        tariff = Tariff(self.every.board, self.number)
        desk = Counter(tariff, self.every, optimistic(self.every, self.number))
        quote = self._prices(desk, plan, None, limits)
        best, effort, slack = plan, 0.0, self._slack(desk, quote)
        for _ in range(ROUNDS):
            if quote.bound // SCALE <= self._worth(best) or self._count(quote, slack, best) <= LAST:
                break
            rung = self._ask(self._promising(slack, best), best, limits.less(effort))
            best, effort = rung.chosen or best, effort + rung.effort
            quote = self._prices(desk, best, quote, limits)
            slack = self._slack(desk, quote)
        if quote.bound // SCALE <= self._worth(best):
            rung = Rung(self.name, Status.OPTIMAL, value(best, self.number), None, best)
        else:
            left = self._useful(quote, slack, best, more=1)
            rung = self._ask(self.every.kept(left), best, limits.less(effort))
        self.every = self.every.kept(self._useful(quote, slack, rung.chosen or best, more=0))
        return self._with_prices(rung, quote, effort)

    def _count(self, quote: Quote, slack: Integers, plan: Columns) -> int:
        """How many columns a better plan could hold."""
        return int(self._useful(quote, slack, plan, more=1).sum())

    def _prices(self, desk: Counter, plan: Columns, quote: Quote | None, limits: Limits) -> Quote:
        """Lower prices' bound, from nothing or from where it was."""
        start, pace = (None, Pace()) if quote is None else (quote.prices, AGAIN)
        goes_on = self._goes_on(plan, limits)
        return lowest(desk, steps=STEPS, start=start, pace=pace, goes_on=goes_on)

    def _slack(self, desk: Counter, quote: Quote) -> Integers:
        """What the bound loses if a column has to be chosen."""
        return quote.best[self.every.party] - desk.gain(quote.prices)

    def _promising(self, slack: Integers, plan: Columns) -> Columns:
        """A few times of each pair that cost the bound least: a better plan of them makes the rest fewer."""
        pair = self.every.pair
        order = np.lexsort((self.every.time * SPREAD % 1009, slack, pair))
        ranked = np.arange(len(order)) - np.searchsorted(pair[order], pair[order])
        few = order[ranked < TIMES]
        near = few[np.argsort(slack[few], kind="stable")[:MANY]]
        return self.every.kept(np.isin(np.arange(len(pair)), near) | self._among(plan))

    def _useful(self, quote: Quote, slack: Integers, plan: Columns, *, more: int) -> Truths:
        """The columns that a plan worth so much more than this one could hold, and its own."""
        room = quote.bound - (self._worth(plan) + more) * SCALE
        return (slack <= room) | self._among(plan)

    def _among(self, plan: Columns) -> Truths:
        """Which columns are those of a plan."""
        return np.isin(self.every.key, plan.key)

    def _worth(self, plan: Columns) -> int:
        """The value of a plan without the constant."""
        return value(plan, self.number) - int(plan.board.constants[self.number])

    def _ask(self, some: Columns, plan: Columns | None, limits: Limits) -> Rung:
        """CP-SAT on some columns, unless we are to stop."""
        if self.watcher.ask_stop():
            return self._rung(some, plan, Answer(Status.UNKNOWN, None, None, None, effort=0.0))
        model = Model(some)
        for rule in RULES:
            model.rows.extend(rule(model))
        sums = objective(model)
        for rung, term in zip(self.before, sums, strict=False):
            floor = (rung.value or 0) - term.constant
            model.rows.append(Row(term.variables, term.coefficients, low=floor))
        hint = {} if plan is None else dict(enumerate(np.isin(some.key, plan.key).astype(int).tolist()))
        answer = maximise(model, sums[self.number], hint=hint, limits=limits, watcher=self.watcher)
        return self._rung(some, plan, answer)

    def _rung(self, some: Columns, plan: Columns | None, answer: Answer) -> Rung:
        """What CP-SAT said; out of time before it had a plan, the one that we had stands."""
        status, reached, chosen = answer.status, answer.value, plan
        if answer.chosen is not None:
            chosen = some.kept(np.flatnonzero(answer.chosen[: len(some)]))
        elif status == Status.UNKNOWN and plan is not None:
            status, reached = Status.FEASIBLE, value(plan, self.number)
        elif status == Status.INFEASIBLE:
            chosen = None
        bound = answer.bound
        if bound is None and status != Status.INFEASIBLE:
            bound = self._ceiling(some)
        if status == Status.FEASIBLE and bound == reached:
            status = Status.OPTIMAL
        return Rung(self.name, status, reached, bound, chosen, effort=answer.effort)

    def _ceiling(self, some: Columns) -> int:
        """What everybody's best columns are worth together."""
        desk = Counter(Tariff(some.board, self.number), some, optimistic(some, self.number))
        nothing = np.zeros(len(desk.tariff.limit), dtype=np.int64)
        return desk.quote(nothing).bound // SCALE + int(some.board.constants[self.number])

    def _with_prices(self, rung: Rung, quote: Quote, effort: float) -> Rung:
        """No plan is worth more than the prices allow, nor than the bound of the rest."""
        ceiling = quote.bound // SCALE + int(self.every.board.constants[self.number])
        reached = rung.value if rung.value is not None else ceiling
        bound = min(ceiling, max(ceiling if rung.bound is None else rung.bound, reached))
        status = Status.OPTIMAL if bound == rung.value else rung.status
        return replace(rung, status=status, bound=bound, prices=quote.prices, effort=rung.effort + effort)

    def _goes_on(self, plan: Columns, limits: Limits) -> Callable[[Quote], bool]:
        """Tells how far the prices are, at each step, and stops when asked to or out of time."""
        reached, placed = value(plan, self.number), int(plan.size.sum())
        constant = int(plan.board.constants[self.number])

        def goes_on(quote: Quote) -> bool:
            self.watcher.say("prices", value=reached, bound=quote.bound // SCALE + constant, placed=placed)
            over = limits.wall is not None and self.watcher.passed > limits.wall
            proved = quote.bound // SCALE + constant <= reached
            return not (proved or over or self.watcher.ask_stop())

        return goes_on
