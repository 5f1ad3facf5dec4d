"""`vaihto import` and `vaihto export`: HR's own spreadsheets in and out."""

from pathlib import Path

import click
from sqlalchemy.orm import Session

from cli import options
from domain.rounds import by_reference
from domain.spreadsheets.loading import Loaded, load
from domain.spreadsheets.reading import open_books
from domain.spreadsheets.titles import SHEET_TITLES
from domain.spreadsheets.writing import Written, as_csv, as_excel, file_name, written
from migrations.upgrade import upgrade
from models.languages import Language, Words, _, plural
from workers.office import clock_of

in_language = click.option(
    "--language", type=click.Choice([each.value for each in Language]), help="fi, sv or en."
)
of_round = click.option("--round", "round_", metavar="REFERENCE", help="The round that is meant.")


@click.command("import")
@click.argument("files", nargs=-1, required=True, type=click.Path(exists=True, path_type=Path))
@of_round
@in_language
@click.option("--skip-bad", is_flag=True, help="Save the good rows, although others have problems.")
@options.data
def import_command(
    *, files: tuple[Path, ...], round_: str | None, language: str | None, skip_bad: bool, data: Path | None
) -> None:
    """Read spreadsheets (.xlsx, .csv, or a folder of them) into the database.

    Every problem is told first; nothing is saved while there is any, unless bad rows are skipped.
    """
    database = options.open_database(options.settings_of(data))
    upgrade(database)
    now = clock_of(database).now()
    with database.change() as db:
        loaded = load(db, open_books(files), now=now, skip_bad=skip_bad, usual_round=round_)
    database.close()
    tell(loaded, Language(language) if language else loaded.language)
    if not loaded.is_saved:
        raise SystemExit(1)


@click.command("export")
@click.argument("out", type=click.Path(path_type=Path))
@of_round
@in_language
@options.data
def export_command(*, out: Path, round_: str | None, language: str | None, data: Path | None) -> None:
    """Write what is stored as one .xlsx, or as a folder of .csv files, in the shapes that import reads."""
    database = options.open_database(options.settings_of(data))
    chosen = Language(language or Language.FI)
    with database.look() as db:
        sheets = _sheets(db, round_, chosen)
    database.close()
    if out.suffix.lower() == ".xlsx":
        out.write_bytes(as_excel(sheets, language=chosen))
    else:
        _write_folder(out, sheets, chosen)
    for sheet in sheets:
        _say(_("{sheet}: {number} rows", sheet=sheet.name, number=len(sheet.rows)), chosen)


def tell(loaded: Loaded, language: Language) -> None:
    """Problems first, one a line; then what was saved, or that nothing was."""
    for problem in (*loaded.problems, *loaded.left_out):
        click.echo(problem.into(language), err=True)
    if not loaded.is_saved:
        number = len(loaded.problems)
        _say(
            plural("{number} problem: nothing was saved.", "{number} problems: nothing was saved.", number),
            language,
        )
        return
    for count in loaded.counts:
        line = _(
            "{sheet}: {added} added, {changed} changed, {unchanged} unchanged, {skipped} skipped",
            sheet=SHEET_TITLES[count.sheet].into(language),
            added=count.added,
            changed=count.changed,
            unchanged=count.unchanged,
            skipped=count.skipped,
        )
        _say(line, language)


def _sheets(db: Session, reference: str | None, language: Language) -> tuple[Written, ...]:
    round_ = by_reference(db, reference) if reference else None
    return written(db, language=language, round_=round_)


def _write_folder(out: Path, sheets: tuple[Written, ...], language: Language) -> None:
    out.mkdir(parents=True, exist_ok=True)
    for sheet in sheets:
        (out / file_name(sheet)).write_bytes(as_csv(sheet, language=language))


def _say(words: Words, language: Language) -> None:
    click.echo(words.into(language))
