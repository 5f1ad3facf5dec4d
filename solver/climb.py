"""Which way up: all columns and a proof, or in large rounds a search beside a bound."""

from solver.arrays.board import Board
from solver.arrays.columns import Columns, count
from solver.bound.rung import Rung
from solver.exact import climb as exact
from solver.exact.engine import Limits, Watcher

LARGE = 60_000  # columns
LARGE_PARTIES = 250


def climb(board: Board, limits: Limits, watcher: Watcher, start: Columns | None) -> tuple[Rung, ...]:
    """Sum after sum of the objective."""
    if is_searched(board, limits):
        from solver.search import climb as search  # what is compiled takes a moment to load

        return search.climb(board, limits, watcher, start)
    return exact.climb(board, limits, watcher, start)


def is_searched(board: Board, limits: Limits) -> bool:
    """Whether a plan is searched for: in large rounds, and where somebody asks for so many steps at most."""
    return len(board.parties) > LARGE_PARTIES and (limits.iterations is not None or is_large(board))


def is_large(board: Board) -> bool:
    """Whether the exact engine would be slow or would need much memory."""
    return len(board.parties) > LARGE_PARTIES and count(board) > LARGE
