"""The house itself: its database, its disk, its programs and their licences, and how it is set."""

import platform
import shutil
from collections.abc import Mapping
from importlib.metadata import Distribution, distributions
from pathlib import Path

from sqlalchemy import text
from sqlalchemy.orm import Session

from domain import letters
from migrations.upgrade import current, newest
from models.database import Database
from models.languages import Words, _
from models.record import Record
from web.words.tags import Tag, Tone

GIB = 1024**3
LEAST_FREE = 2 * GIB


class Checked(Record):
    """One thing that was looked at, how it stands, and what would be right."""

    name: Words
    standing: Tag
    told: str
    right: Words | None = None


class Program(Record):
    name: str
    version: str
    licence: str


class Setting(Record):
    name: str
    value: str


class SystemView(Record):
    checks: tuple[Checked, ...]
    settings: tuple[Setting, ...]
    programs: tuple[Program, ...]


def look(
    database: Database, *, folder: Path | None, settings: Mapping[str, str], temporal: str
) -> SystemView:
    """`temporal` is its version, or nothing while it is silent."""
    checks = [
        _database(database),
        _tables(database),
        *_disk(folder),
        _temporal(temporal),
        _letters(database),
        _python(),
    ]
    return SystemView(
        checks=tuple(checks),
        settings=tuple(Setting(name=name, value=value) for name, value in sorted(settings.items())),
        programs=programs(),
    )


def programs() -> tuple[Program, ...]:
    found = {each.metadata["Name"]: each for each in distributions() if each.metadata["Name"]}
    return tuple(
        Program(name=name, version=found[name].version, licence=_licence(found[name]))
        for name in sorted(found, key=str.casefold)
    )


def _licence(of: Distribution) -> str:
    known = of.metadata.json
    said = str(known.get("license_expression") or known.get("license") or "")
    if said and "\n" not in said and len(said) < 80:
        return said
    classifiers = of.metadata.get_all("Classifier") or []
    named = [each.rpartition(" :: ")[2] for each in classifiers if each.startswith("License ::")]
    return ", ".join(named)


def _database(database: Database) -> Checked:
    with database.look() as db:
        told = _version(db)
    return Checked(name=_("Database"), standing=GOOD, told=told)


def _version(db: Session) -> str:
    if db.get_bind().dialect.name == "sqlite":
        journal = db.scalar(text("PRAGMA journal_mode"))
        return f"SQLite {db.scalar(text('SELECT sqlite_version()'))}, {journal}"
    return f"PostgreSQL {db.scalar(text('SHOW server_version'))}"


def _tables(database: Database) -> Checked:
    is_, wanted = current(database), newest()
    if is_ == wanted:
        return Checked(name=_("Tables"), standing=GOOD, told=is_ or "")
    return Checked(
        name=_("Tables"),
        standing=Tag(_("Mend this"), Tone.BAD),
        told=f"{is_} ≠ {wanted}",
        right=_("Run `vaihto migrate`, or restart with the version that these tables belong to."),
    )


def _disk(folder: Path | None) -> tuple[Checked, ...]:
    if folder is None or not folder.is_dir():
        return ()
    free = shutil.disk_usage(folder).free
    told = f"{free / GIB:.1f} GiB"
    if free >= LEAST_FREE:
        return (Checked(name=_("Free on the disk"), standing=GOOD, told=told),)
    right = _("Make room: without it neither mails nor answers can be kept.")
    return (Checked(name=_("Free on the disk"), standing=SOON, told=told, right=right),)


def _temporal(version: str) -> Checked:
    if version:
        return Checked(name=_("Temporal"), standing=GOOD, told=version)
    right = _("Start it, or look at its log: steps and reminders wait until it is there.")
    return Checked(name=_("Temporal"), standing=Tag(_("Waits"), Tone.WARN), told="", right=right)


def _letters(database: Database) -> Checked:
    with database.look() as db:
        failed = ", ".join(f"{each.name} ({each.language})" for each in letters.failures(db))
    if not failed:
        return Checked(name=_("Own words of letters"), standing=GOOD, told="")
    right = _("Mails went out in the shipped words instead. Mend these at Mails, Words of the letters.")
    return Checked(name=_("Own words of letters"), standing=SOON, told=failed, right=right)


def _python() -> Checked:
    return Checked(name=_("Python"), standing=GOOD, told=platform.python_version())


GOOD = Tag(_("In order"), Tone.OK)
SOON = Tag(_("Look at it soon"), Tone.WARN)
