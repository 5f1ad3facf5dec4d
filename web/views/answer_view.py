"""What the page behind an answer link shows."""

from domain import meetings
from invites import dates
from models.exchanges import Exchange
from models.languages import Language, Words, _
from models.people import Person
from models.record import Record
from web.views.note_form import NoteForm
from web.views.other_days import OtherDays


class Fact(Record):
    """One line of what it is about; a time that would change has an old value too."""

    label: str
    values: tuple[str, ...]
    old: str = ""


class Button(Record):
    word: str
    text: str
    days: str = ""  # their mark


class Choice(Record):
    word: str
    text: str


class Entry(Record):
    """One thing that may be written beside an answer; `entry` is the kind of field."""

    name: str
    label: str
    entry: str
    choices: tuple[Choice, ...] = ()


class Asked(Record):
    """`happened` says what stands now; without buttons there is nothing to answer any more."""

    title: str
    intro: str = ""
    happened: str = ""
    facts: tuple[Fact, ...] = ()
    buttons: tuple[Button, ...] = ()
    days: tuple[Button, ...] = ()
    mark: str = ""  # of the days that are asked about
    note: NoteForm | None = None
    fields: tuple[Entry, ...] = ()
    other_days: OtherDays | None = None  # those that may be named instead
    link: str = ""  # where the next question is answered


class AnswerView(Record):
    """The question, whom to ask for help, if that is known, and why a word was refused, if one was."""

    asked: Asked
    helper: str = ""
    address: str = ""
    refusal: str = ""


YES, NO = _("Yes, this suits me"), _("No, I cannot")


def yes_and_no(language: Language, *, first: str, yes: Words = YES, no: Words = NO) -> tuple[Button, ...]:
    """Both answers; the one that the link spoke of stands first."""
    both = (Button(word="yes", text=yes.into(language)), Button(word="no", text=no.into(language)))
    return both[::-1] if first == "no" else both


def facts(exchange: Exchange, language: Language) -> tuple[Fact, ...]:
    """When, where and who."""
    told = meetings.particulars(exchange, language)
    mentoring = told.form == "mentoring"
    guest, host = (_("Mentee"), _("Mentor")) if mentoring else (_("Guest"), _("Host"))
    when = tuple(line for block in told.blocks for line in dates.spell(block, language))
    rows = (
        (_("When"), when),
        (_("Place"), (told.place,)),
        (_("Link to the meeting"), (told.online,)),
        (guest, (f"{told.guest}, {told.guest_organisation}",)),
        (host, (f"{told.host}, {told.host_organisation}",)),
    )
    return tuple(Fact(label=label.into(language), values=values) for label, values in rows if any(values))


def other(exchange: Exchange, person: Person) -> Person:
    return exchange.host if person.id == exchange.guest_id else exchange.guest
