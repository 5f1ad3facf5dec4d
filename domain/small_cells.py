"""Numbers of few people are not told, nor those from which they could be reckoned by subtraction."""

from collections.abc import Iterable, Iterator, Sequence

FEW = 5  # fewer people than this could be recognised

Cell = tuple[int, int]
Numbers = Sequence[Sequence[int]]


def with_totals(rows: Numbers) -> list[list[int]]:
    """A sum at the end of each row, and a row of sums at the end."""
    wide = [[*row, sum(row)] for row in rows]
    return [*wide, [sum(column) for column in zip(*wide, strict=True)]] if wide else []


def hidden(rows: Numbers, *, already: Iterable[Cell] = ()) -> frozenset[Cell]:
    """Which cells of the table with its totals are not told; the last row and column are the totals.

    Cells of one to four people, and beside them the smallest others, until in no row and no column a single
    cell is missing, or several that together are fewer than five. Zeros are told: they are nobody.
    """
    table = with_totals(rows)
    found = {at for at in _cells(table) if 0 < _value(table, at) < FEW} | set(already)
    while more := _more(table, found):
        found |= more
    return frozenset(found)


def _cells(table: Numbers) -> Iterator[Cell]:
    return ((row, column) for row in range(len(table)) for column in range(len(table[0])))


def _value(table: Numbers, at: Cell) -> int:
    return table[at[0]][at[1]]


def _lines(table: Numbers) -> Iterator[list[Cell]]:
    """Every row and every column, its total last."""
    if table:
        yield from ([(row, column) for column in range(len(table[0]))] for row in range(len(table)))
        yield from ([(row, column) for row in range(len(table))] for column in range(len(table[0])))


def _more(table: Numbers, found: set[Cell]) -> set[Cell]:
    """One cell more in the first line that gives something away."""
    for line in _lines(table):
        parts = [at for at in line if at in found]
        if parts and _tells(table, parts, total=line[-1]):
            others = [at for at in line[:-1] if at not in found and _value(table, at)]
            if others:
                return {min(others, key=lambda at: (_value(table, at), at))}
            if line[-1] not in found:
                return {line[-1]}
    return set()


def _tells(table: Numbers, parts: Sequence[Cell], *, total: Cell) -> bool:
    if len(parts) == 1:
        return True
    return total not in parts and sum(_value(table, at) for at in parts) < FEW
