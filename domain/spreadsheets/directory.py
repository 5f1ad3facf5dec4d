"""Whom and what a spreadsheet may name: everything stored, and everything in the files being read."""

from collections.abc import Iterable
from dataclasses import dataclass
from difflib import get_close_matches

from sqlalchemy import select
from sqlalchemy.orm import Session

from domain.spreadsheets.cells import Parser, T, email, quoted, short_text
from domain.spreadsheets.lists import kind
from domain.spreadsheets.problems import Wrong
from domain.spreadsheets.tables import Line, Table
from domain.spreadsheets.titles import Sheet
from models.applications import Application
from models.languages import _
from models.offers import Offer
from models.organisations import Organisation
from models.people import Person
from models.rounds import Round
from models.states import Kind, RoundState

MOST_GUESSED = 500

Key = tuple[str, ...]  # what a row is known by: ("person", e-mail), ("application", round, e-mail, kind) ...


@dataclass(frozen=True)
class Directory:
    stored: frozenset[Key]
    known: frozenset[Key]
    codes: dict[str, str]  # an organisation's code or name as it may be written -> its code
    usual_round: str | None  # for rows that name none

    def organisation(self, written: str) -> str:
        """The code behind a code or a name in any language."""
        code = self.codes.get(spelt(written)) or self.codes.get(bare(written))
        if code is None:
            near = _nearest(spelt(written), list(self.codes), cutoff=0.6)
            right = (
                _("Did you mean {title}?", title=quoted(self.codes[near[0]]))
                if near
                else _("Use a code or a name from the sheet of organisations.")
            )
            raise Wrong(_("There is no organisation {text}.", text=quoted(written)), right)
        return code

    def person(self, address: str) -> str:
        if ("person", address) not in self.known:
            people = [key[1] for key in self.known if key[0] == "person"]
            near = _nearest(address, people, cutoff=0.8)
            right = (
                _("Did you mean {title}?", title=quoted(near[0]))
                if near
                else _("Add the person to the sheet of people.")
            )
            raise Wrong(_("Nobody has the address {text}.", text=quoted(address)), right)
        return address

    def round(self, reference: str | None) -> str:
        chosen = reference or self.usual_round
        if chosen is None:
            raise Wrong(_("The round is not named."), _("Write the reference of the round."))
        if ("round", chosen) not in self.known:
            right = _("Use a reference from the sheet of rounds.")
            raise Wrong(_("There is no round {text}.", text=quoted(chosen)), right)
        return chosen


def _nearest(written: str, among: list[str], *, cutoff: float) -> list[str]:
    """Comparing with very many for each of very many mistakes would take minutes: then nothing is guessed."""
    return get_close_matches(written, among, n=1, cutoff=cutoff) if len(among) <= MOST_GUESSED else []


def spelt(written: str) -> str:
    return " ".join(written.casefold().split())


def bare(code: str) -> str:
    """A code without the zeros that a spreadsheet program drops from its beginning."""
    return spelt(code).lstrip("0")


def directory(db: Session, tables: tuple[Table, ...], *, usual_round: str | None) -> Directory:
    stored = frozenset(_stored(db))
    rounds = _named(tables, Sheet.ROUNDS, "reference", short_text)
    usual = usual_round or _only(rounds) or _only(_running(db))
    found: set[Key] = {("round", reference) for reference in rounds}
    found |= {("person", address) for address in _named(tables, Sheet.PEOPLE, "email", email)}
    found |= {("organisation", code) for code in _named(tables, Sheet.ORGANISATIONS, "code", short_text)}
    found |= set(_requests(tables, usual))
    return Directory(stored, stored | found, _codes(db, tables), usual)


def _stored(db: Session) -> Iterable[Key]:
    yield from (("organisation", code) for code in db.scalars(select(Organisation.code)))
    yield from (("person", address) for address in db.scalars(select(Person.email)))
    yield from (("round", reference) for reference in db.scalars(select(Round.reference)))
    for name, row in (("application", Application), ("offer", Offer)):
        found = select(Round.reference, Person.email, row.kind).join(Round, Round.id == row.round_id)
        for reference, address, kind_ in db.execute(found.join(Person, Person.id == row.person_id)):
            yield name, reference, address, kind_.value


def _named(tables: tuple[Table, ...], sheet: Sheet, key: str, parse: Parser[str]) -> list[str]:
    """What a column names, leaving out the cells that cannot be read; those are told elsewhere."""
    lines = ((table, line) for table in tables if table.sheet is sheet for line in table.lines)
    return [found for table, line in lines if (found := _read(table, line, key, parse))]


def _read(table: Table, line: Line, key: str, parse: Parser[T]) -> T | None:
    column = table.column(key)
    try:
        return parse(line.cell(column)) if column else None
    except Wrong:
        return None


def _requests(tables: tuple[Table, ...], usual_round: str | None) -> Iterable[Key]:
    kinds = {Sheet.HOST_OFFERS: Kind.SHADOWING, Sheet.MENTOR_OFFERS: Kind.MENTORING, Sheet.APPLICATIONS: None}
    for table in (table for table in tables if table.sheet in kinds):
        for line in table.lines:
            reference = _read(table, line, "round", short_text) or usual_round
            address = _read(table, line, "email", email)
            offered = kinds[table.sheet]
            kind_ = offered or _read(table, line, "kind", kind)
            if reference and address and kind_:
                yield "offer" if offered else "application", reference, address, kind_.value


def _codes(db: Session, tables: tuple[Table, ...]) -> dict[str, str]:
    """Codes before codes without zeros before names: the first to claim a spelling keeps it."""
    rows: list[tuple[str, tuple[str, ...]]] = [
        (row.code, (row.name_fi, row.name_sv, row.name_en)) for row in db.scalars(select(Organisation))
    ]
    keys = ("name_fi", "name_sv", "name_en")
    for table in (table for table in tables if table.sheet is Sheet.ORGANISATIONS):
        for line in table.lines:
            code = _read(table, line, "code", short_text)
            names = tuple(_read(table, line, key, short_text) or "" for key in keys)
            rows += [(code, names)] if code else []
    return _first_claims(rows)


def _first_claims(rows: list[tuple[str, tuple[str, ...]]]) -> dict[str, str]:
    claims = [(spelt(code), code) for code, _names in rows]
    claims += [(bare(code), code) for code, _names in rows]
    claims += [(spelt(name), code) for code, names in rows for name in names if name]
    return {spelling: code for spelling, code in reversed(claims) if spelling}


def _running(db: Session) -> list[str]:
    over = (RoundState.ENDED, RoundState.CANCELLED)
    return list(db.scalars(select(Round.reference).where(Round.state.not_in(over))))


def _only(references: list[str]) -> str | None:
    return references[0] if len(set(references)) == 1 else None
