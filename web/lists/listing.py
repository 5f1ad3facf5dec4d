"""A list of a round, whatever it holds: how it is narrowed, how much of it is found, which page is shown."""

from collections.abc import Iterable, Mapping
from enum import StrEnum
from typing import TypeVar
from uuid import UUID

from sqlalchemy import Select, select

from domain import topics as all_topics
from domain.refusals import NotFound
from models.languages import Language, Words, _
from models.organisations import Organisation
from models.record import Record
from models.rounds import Round
from models.states import Kind
from web.lists.named import NamedFilters, named
from web.views.hr.round_head import RoundHead, head
from web.views.paging import Chosen, Narrowed, Paging
from web.views.reading import Reading
from web.words import states

C = TypeVar("C", bound=str)
NAMES = {  # what organisations are sorted by
    Language.FI: Organisation.name_fi,
    Language.SV: Organisation.name_sv,
    Language.EN: Organisation.name_en,
}


class Table(StrEnum):
    """The part of the address after the round's own."""

    APPLICATIONS = "applications"
    OFFERS = "offers"
    EXCHANGES = "exchanges"


class Entry(StrEnum):
    """How a filter is filled in."""

    TEXT = "text"
    CHOICE = "choice"
    ORDER = "order"  # always one of them
    TICK = "tick"
    TABS = "tabs"  # with numbers, above the others


class Option(Record):
    code: str
    words: str
    number: int | None = None
    query: str = ""  # of the same list with this in it, where it is a link


class Filter(Record):
    name: str
    label: Words
    entry: Entry
    chosen: str
    options: tuple[Option, ...] = ()


class Asked(Narrowed):
    """What every list of a round is asked for; `undo` is a named filter that has just been changed."""

    passing = frozenset(("page", "undo"))

    undo: Chosen[UUID] = None


class Listing(Record):
    code: Table
    head: RoundHead
    filters: tuple[Filter, ...]
    query: str
    paging: Paging
    whole: int  # without any filter
    named: NamedFilters

    @property
    def address(self) -> str:
        return f"{self.head.address}/{self.code}"

    @property
    def number(self) -> int:
        """That the address finds."""
        return self.paging.rows

    @property
    def again(self) -> str:
        """The address of the same look, for what stands in it besides."""
        return f"{self.address}?{self.query}" if self.query else self.address


class ListView(Record):
    """What the page of a list begins with; `refused` came back from a form, with what was written in it."""

    listing: Listing
    refused: Words | None = None
    said: Mapping[str, str] = {}


def listing(
    seen: Reading,
    round_: Round,
    table: Table,
    asked: Asked,
    filters: Iterable[Filter],
    *,
    numbers: tuple[int, int],
) -> Listing:
    """`numbers`: how many are found, of how many. A page after the last one is unknown."""
    found, whole = numbers
    paging = Paging(page=asked.page, rows=found)
    if paging.is_beyond:
        raise NotFound(_("There is no such page."))
    return Listing(
        code=table,
        head=head(seen, round_, f"/{table}"),
        filters=tuple(filters),
        query=asked.query,
        paging=paging,
        whole=whole,
        named=named(seen, round_, table, asked.query, asked.undo),
    )


def text(label: Words, said: str, *, name: str = "text") -> Filter:
    return Filter(name=name, label=label, entry=Entry.TEXT, chosen=said)


def tick(name: str, label: Words, said: object) -> Filter:
    return Filter(name=name, label=label, entry=Entry.TICK, chosen="1" if said else "")


def choose(seen: Reading, name: str, label: Words, options: Mapping[C, Words], chosen: str | None) -> Filter:
    found = tuple(Option(code=code, words=words.into(seen.language)) for code, words in options.items())
    return Filter(name=name, label=label, entry=Entry.CHOICE, chosen=chosen or "", options=found)


def order(seen: Reading, options: Mapping[C, Words], chosen: str) -> Filter:
    found = choose(seen, "sort", _("Order"), options, chosen)
    return found.model_copy(update={"entry": Entry.ORDER})


def kinds(seen: Reading, chosen: str | None) -> Filter:
    return choose(seen, "kind", _("Kind"), {each: states.tag(each).words for each in Kind}, chosen)


def topics(seen: Reading, chosen: str) -> Filter:
    found = tuple(Option(code=each.code, words=each.name(seen.language)) for each in all_topics.TOPICS)
    return Filter(name="topic", label=_("Topic"), entry=Entry.CHOICE, chosen=chosen, options=found)


def organisations(seen: Reading, ids: Select[UUID], chosen: str) -> Filter:
    """Those of these ids, by name."""
    found = seen.db.scalars(select(Organisation).where(Organisation.id.in_(ids)))
    named = [Option(code=each.code, words=each.name(seen.language)) for each in found]
    return Filter(
        name="organisation",
        label=_("Organisation"),
        entry=Entry.CHOICE,
        chosen=chosen,
        options=tuple(sorted(named, key=lambda each: each.words.casefold())),
    )
