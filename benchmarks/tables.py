"""What is measured, as a table that can be pasted into docs/performance.md."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Table:
    """A title, a head and rows of words."""

    title: str
    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]

    def __str__(self) -> str:
        lines = (self.head, tuple("---" for _ in self.head), *self.rows)
        widths = [max(len(cell) for cell in column) for column in zip(*lines, strict=True)]
        return "\n".join((f"{self.title}\n", *(_line(line, widths) for line in lines)))


def _line(cells: tuple[str, ...], widths: list[int]) -> str:
    padded = (cell.ljust(width) for cell, width in zip(cells, widths, strict=True))
    return f"| {' | '.join(padded)} |"
