from itertools import product

import pytest

from domain.small_cells import FEW, hidden, with_totals


def solutions(table: list[list[int]], unknown: frozenset[tuple[int, int]]) -> set[tuple[int, ...]]:
    """Every way to fill the hidden cells so that all sums hold: brute force, for tiny tables."""
    cells = sorted(unknown)
    found = set()
    for guess in product(range(1, 13), repeat=len(cells)):
        filled = [list(row) for row in table]
        for (row, column), value in zip(cells, guess, strict=True):
            filled[row][column] = value
        if with_totals([row[:-1] for row in filled[:-1]]) == filled:
            found.add(guess)
    return found


def test_nothing_is_hidden_where_everybody_is_many_or_nobody() -> None:
    assert hidden([[7, 0], [5, 12]]) == frozenset()


def test_few_people_are_hidden_with_the_smallest_that_would_tell_them() -> None:
    """Twenty in all, and three hidden: without another the total would tell it."""
    found = hidden([[3], [8], [9]])

    assert found == {(0, 0), (0, 1), (1, 0), (1, 1)}


def test_two_of_one_are_not_told_by_their_sum() -> None:
    """Hidden are one and one, and the sum of the rest says two: so a third is hidden."""
    found = hidden([[1, 1, 6, 9]])

    assert {(0, 0), (0, 1), (0, 2)} <= found


def test_a_year_does_not_tell_a_round_by_subtraction() -> None:
    """Six and three: were the nine of the year told, the three would be known."""
    found = hidden([[6, 3], [20, 30]])

    assert (0, 1) in found
    assert (0, 0) in found or (0, 2) in found


def test_totals_hidden_elsewhere_stay_hidden_here() -> None:
    assert (1, 0) in hidden([[8]], already=[(1, 0)])
    assert (0, 0) in hidden([[8]], already=[(1, 0)])


@pytest.mark.parametrize("rows", [[[3, 8], [9, 6]], [[1, 1], [7, 5]], [[2, 0], [6, 7]], [[4, 4], [4, 4]]])
def test_no_hidden_number_of_few_can_be_reckoned(rows: list[list[int]]) -> None:
    table, found = with_totals(rows), hidden(rows)
    cells = sorted(found)

    ways = solutions(table, found)

    small = [n for n, (row, column) in enumerate(cells) if table[row][column] < FEW]
    assert [n for n in small if len({way[n] for way in ways}) < 2] == []
