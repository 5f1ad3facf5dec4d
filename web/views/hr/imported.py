"""What a spreadsheet would do, or has done: counts by sheet, and every problem by row and field."""

from collections.abc import Iterable

from domain.spreadsheets.loading import Count, Loaded
from domain.spreadsheets.problems import Problem
from domain.spreadsheets.titles import SHEET_TITLES
from models.languages import Language, Words
from models.record import Record
from models.rounds import Round
from web.views.hr.round_head import RoundHead, head
from web.views.reading import Reading

SHOWN = 200


class SheetCount(Record):
    name: str
    added: int
    changed: int
    unchanged: int
    skipped: int


class Wrong(Record):
    """Where it stands as the spreadsheet shows it, what is wrong, and what would be right."""

    place: str
    wrong: Words
    right: Words | None


class ImportView(Record):
    """`token` keeps the file of a preview until it is saved or forgotten."""

    head: RoundHead | None
    counts: tuple[SheetCount, ...] = ()
    problems: tuple[Wrong, ...] = ()
    all_problems: int = 0
    is_tried: bool = False
    changes_nothing: bool = False
    names: tuple[str, ...] = ()
    kept: str = ""
    refused: Words | None = None


def empty(seen: Reading, round_: Round | None, *, refused: Words | None = None) -> ImportView:
    return ImportView(head=head(seen, round_) if round_ else None, refused=refused)


def tried(
    seen: Reading, round_: Round | None, loaded: Loaded, *, names: tuple[str, ...], kept: str
) -> ImportView:
    found = (*loaded.problems, *loaded.left_out)
    return ImportView(
        head=head(seen, round_) if round_ else None,
        counts=tuple(_count(each, seen.language) for each in loaded.counts),
        problems=tuple(_wrong(found[:SHOWN], seen.language)),
        all_problems=len(found),
        is_tried=True,
        changes_nothing=loaded.is_saved and not any(each.added or each.changed for each in loaded.counts),
        names=names,
        kept=kept,
    )


def _count(count: Count, language: Language) -> SheetCount:
    return SheetCount(
        name=SHEET_TITLES[count.sheet].into(language),
        added=count.added,
        changed=count.changed,
        unchanged=count.unchanged,
        skipped=count.skipped,
    )


def _wrong(problems: Iterable[Problem], language: Language) -> list[Wrong]:
    return [Wrong(place=each.place.into(language), wrong=each.wrong, right=each.right) for each in problems]
