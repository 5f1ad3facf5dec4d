"""What the pages for operators tell them to write into the files of other programs."""

from itertools import dropwhile, takewhile
from pathlib import Path
from textwrap import dedent

DOCS = Path(__file__).parents[2] / "docs"


def lines_after(page: str, introduction: str) -> str:
    """The indented lines that follow the paragraph ending with these words."""
    _before, found, after = (DOCS / page).read_text("utf-8").partition(f"{introduction}\n\n")
    assert found, f"{page} no longer says: {introduction}"
    lines = takewhile(lambda line: not line or line.startswith("    "), after.splitlines())
    return dedent("\n".join(dropwhile(lambda line: not line, lines))).rstrip() + "\n"
