"""The pages on mail tell of every outcome, and in which folder of the mailbox it ends."""

import re

from tests.taste.tree import ROOT
from workers.shelves import SHELVES

ROW = re.compile(r"^\| (Done|Held|Rejected) \| (.+) \|$", re.MULTILINE)
CODE = re.compile(r"`([a-z_]+)`")


def test_every_outcome_is_told_with_its_folder() -> None:
    page = (ROOT / "docs" / "mail.md").read_text(encoding="utf-8")

    told = {code: shelf.lower() for shelf, codes in ROW.findall(page) for code in CODE.findall(codes)}

    assert told == {f"{code}": shelf.value for code, shelf in SHELVES.items()}


def test_every_outcome_is_told_with_its_meaning() -> None:
    page = (ROOT / "docs" / "mail-outcomes.md").read_text(encoding="utf-8")

    firsts = (line.split("|")[1] for line in page.splitlines() if line.startswith("| "))

    assert {f"{code}" for code in SHELVES} - {code for cell in firsts for code in CODE.findall(cell)} == set()
