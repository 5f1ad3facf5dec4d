"""One aim of a large round: the best plan that can be found, and the lowest bound that can be shown."""

from concurrent.futures import ThreadPoolExecutor

import numpy as np

from solver.arrays.board import Board
from solver.arrays.columns import Columns, count
from solver.arrays.numbers import ENDLESS, Integers, Numbers
from solver.bound.prices import Desk, Pace, Quote, lowest
from solver.bound.tariff import SCALE, Tariff
from solver.exact.engine import Limits, Watcher
from solver.search.aim import Aim
from solver.search.chain import NO_WORTH, Chain
from solver.search.fees import Fees
from solver.search.field import Field, field
from solver.search.flow import assignment, prices_of
from solver.search.knapsack import MoneyDesk
from solver.search.patience import ALWAYS, Patience
from solver.search.quotes import WideDesk
from solver.search.ruin import Heat
from solver.solution import Progress

HUGE = 5_000  # parties from which on the search for prices is cut short
HEATS = ((HUGE, (10.0, 1.0)), (1_000, (20.0, 2.0)), (0, (200.0, 5.0)))  # first and last, by parties
CHAINS = 2
SLICE, HUGE_SLICE = 20_000, 2_000  # steps between two looks at the stop sign
USUAL_POINTS = 1_100  # what the temperatures were tuned to
COARSE, FINE = 10_000, 100_000  # steps of money in the largest budget
NEVER = 2**62
AGAIN = 3  # times as many steps have to be possible, before a second search is worth a first one
NEARLY = 0.001  # of the value: a gap that the exact engine is asked to close
WRITTEN_OUT = 250_000  # columns that are still worth writing out for it
FLOW_PRICES = Pace(stride=0.005, halved_after=15)
LATER_PRICES = Pace(stride=0.005, halved_after=25)
MONEY_PRICES = Pace(stride=0.01, halved_after=30)
LAST_PRICES = Pace(stride=0.003, halved_after=20)


class Hunt:
    """The state of one search: its chains, and the lowest bound with the prices that show it."""

    def __init__(self, board: Board, aim: Aim, limits: Limits, watcher: Watcher) -> None:
        self.board, self.aim, self.limits, self.watcher = board, aim, limits, watcher
        self.field = field(board, aim)
        self.desk = WideDesk(Tariff(board, aim.number, imbalance=aim.balance), self._optimistic)
        self.chains = [Chain(self.field, limits.seed * CHAINS + number) for number in range(CHAINS)]
        self.patience = Patience(limits, watcher)
        self.found: Columns | None = None
        self.lowest: Quote | None = None
        self.money_step: int | None = None
        self.desk_bound = NEVER

    @property
    def bound(self) -> int | None:
        """What no plan exceeds, constants included."""
        return None if self.lowest is None else self.lowest.bound // SCALE + self.aim.constant

    @property
    def best(self) -> Chain:
        """The chain with the best plan."""
        return max(self.chains, key=lambda chain: chain.worth)

    def run(self, start: Columns | None) -> None:
        """Find the best plan; none is found if some locked party got no place."""
        nothing = np.zeros(len(self.desk.tariff.limit), dtype=np.int64)
        by_points = self._begin(nothing, start)
        self.patience.allow(0.25)
        prices = self._prices_from_nothing(nothing, by_points, start)
        first = self.patience.steps // 5
        self.patience.allow(0.25)
        self._search(prices, start, steps=first, heat=0.5)
        self.patience.allow(0.2)
        prices = self._lower(self.desk, prices, LATER_PRICES, steps=self._few(100))
        self.patience.allow(0.35)
        self._keep_budgets_whole(prices)
        self.patience.allow(1.0)
        rest = self.patience.steps - first
        timed = self.patience.is_timed and not self.is_nearly_proved
        if not timed or self.patience.has_time_for(AGAIN * rest):
            self._search(prices, None, steps=rest, heat=1.0)
        if timed:
            self._search(prices, None, steps=None, heat=0.5)
        self.found = None if self.best.worth == NO_WORTH else self.best.plan(self.board)

    def _begin(self, nothing: Integers, start: Columns | None) -> Numbers:
        """The first chain at no prices; and the pairs of each party, the best first."""
        fees = self.desk.fees(nothing)
        self.chains[0].begin(start, fees, alpha=0.0)
        self._say("greedy")
        return fees.by_points

    def _prices_from_nothing(self, nothing: Integers, by_points: Numbers, start: Columns | None) -> Integers:
        """From the flow's prices of offers; in rounds not too huge, or from none, if that is better."""
        flow = nothing.copy()
        flow[: len(self.field.most)] = self._flow_prices(by_points)
        self.chains[1].begin(start, self.desk.fees(flow), alpha=1.0)
        self._say("flow")
        prices = self._lower(self.desk, flow, FLOW_PRICES, steps=60)
        if self._is_huge:
            return prices
        before = self.desk_bound
        again = self._lower(self.desk, nothing, Pace(), steps=150)
        return again if self.desk_bound < before else prices

    def _flow_prices(self, by_points: Numbers) -> Integers:
        taken = assignment(self.field, by_points)
        return prices_of(self.field, by_points, taken) * SCALE

    def _lower(self, desk: Desk, start: Integers, pace: Pace, *, steps: int) -> Integers:
        """Search for lower prices, and keep what they show if nothing showed less."""
        goes_on = self._goes_on
        pace, steps = self.patience.prices(pace, steps)
        found = lowest(desk, steps=steps, start=start, pace=pace, goes_on=goes_on)
        if self.lowest is None or found.bound < self.lowest.bound:
            self.lowest = found
            self.money_step = desk.step if isinstance(desk, MoneyDesk) else None
        if desk is self.desk:
            self.desk_bound = min(self.desk_bound, found.bound)
        return found.prices

    def _keep_budgets_whole(self, prices: Integers) -> None:
        """The bound by exact knapsacks, first in coarse steps of money, last in fine ones."""
        limited = self.field.budget[self.field.budget < ENDLESS]
        if not len(limited) or self._is_over:
            return
        coarse, fine = (max(1, int(limited.max()) // cells) for cells in (COARSE, FINE))
        desk = MoneyDesk(self.desk, coarse)
        better = self._lower(desk, prices, MONEY_PRICES, steps=self._few(150))
        better = self._lower(desk, better, LAST_PRICES, steps=self._few(100))
        self._lower(MoneyDesk(self.desk, fine), better, LAST_PRICES, steps=0)

    def _search(self, prices: Integers, start: Columns | None, *, steps: int | None, heat: float) -> None:
        """All chains from the best plan, or begun anew by these prices; in slices that are told.

        Without a count of steps it goes on as long as the stage lasts.
        """
        fees = self.desk.fees(prices)
        for number, chain in enumerate(self.chains):
            if number or start is not None or self.best is not chain:
                chain.begin(start, fees, alpha=1.0 - number / 2)
        best = self.best
        for chain in self.chains:
            if chain is not best:
                chain.adopt(best)
        cooling = self._heat(steps or ALWAYS, heat)
        each = HUGE_SLICE if self._is_huge else SLICE
        slices = self.patience.timed(each) if steps is None else self.patience.counted(steps, each)
        for begin, end in slices:
            if self._is_over:
                return
            self._slice(fees, cooling, begin, end)
            self.patience.count(end - begin)

    def _slice(self, fees: Fees, cooling: Heat, begin: int, end: int) -> None:
        with ThreadPoolExecutor(CHAINS) as threads:
            list(threads.map(lambda chain: chain.run(fees, cooling, begin, end), self.chains))
        self._say("search")

    def _heat(self, steps: int, heat: float) -> Heat:
        """Temperatures in the size of the points: in larger rounds a cooler start finds more."""
        unit = float(np.abs(self.field.points).mean()) / USUAL_POINTS if len(self.field.points) else 1.0
        hot, cold = next(heat for parties, heat in HEATS if len(self.field.size) >= parties)
        return Heat(max(1, steps), max(1e-3, hot * unit * heat), max(1e-4, cold * unit), 8)

    @property
    def _optimistic(self) -> Field:
        """The arrays for the bound: every wished swap half comes true by itself."""
        if not self.aim.swap:
            return self.field
        f, points = self.field, self.field.points.copy()
        for party in np.flatnonzero(np.diff(f.swaps_at)):
            pairs = slice(f.pairs_at[party], f.pairs_at[party + 1])
            for at in range(f.swaps_at[party], f.swaps_at[party + 1]):
                there = f.place[f.entry[pairs]] == f.swap_there[at]
                points[pairs] += np.where(there, -(-f.swap_weight // 2), 0)
        return f._replace(points=points)

    def _few(self, steps: int) -> int:
        return steps // 4 if self._is_huge else steps

    @property
    def _is_huge(self) -> bool:
        return len(self.field.size) >= HUGE

    @property
    def _is_over(self) -> bool:
        return self.patience.is_over or (self.bound is not None and self.bound <= self._value)

    @property
    def is_nearly_proved(self) -> bool:
        """Whether so little is left to decide that the exact engine may prove the rest."""
        if self.bound is None or count(self.board) > WRITTEN_OUT:
            return False
        return self.bound - self._value <= abs(self._value) * NEARLY

    @property
    def _value(self) -> int:
        return self.best.worth + self.aim.constant

    def _goes_on(self, quote: Quote) -> bool:
        bound = min(quote.bound, quote.bound if self.lowest is None else self.lowest.bound)
        self.watcher.say(
            "prices", value=self._value, bound=bound // SCALE + self.aim.constant, placed=self.best.placed
        )
        return not self._is_over

    def _say(self, phase: str) -> None:
        seconds = self.watcher.passed
        value = None if self.best.worth == NO_WORTH else self._value
        said = Progress(phase=phase, value=value, bound=self.bound, placed=self.best.placed, seconds=seconds)
        self.watcher.tell(said)
