"""`vaihto round new, check, design, preview, ask-hosts, interest`: before a round opens."""

from datetime import date, datetime
from pathlib import Path

import click
from sqlalchemy.orm import Session

from cli import options, speech
from cli.desk import coordinator, desk, looking, person
from cli.listing import Listing, show
from cli.parameters import Day
from domain import preparing, readiness, rounds
from domain.hosting import coverage, interest
from domain.hosting.coverage import Coverage, Said
from domain.preparing import Wanted
from domain.previews import previewing
from domain.previews.previewing import Previewed
from domain.readiness import Lack, NotReady
from domain.refusals import Conflict, Invalid
from invites import dates
from models.hosting import HostAnswer
from models.languages import Language, Words, _, plural
from models.people import Person
from models.rounds import Round
from models.states import DateMode, Kind

TITLES = (_("Code"), _("Organisation"), _("Who"), _("Answer"), _("Guests"), _("Weeks"), _("Topics"))
ANSWERS: dict[HostAnswer | None, Words] = {
    HostAnswer.CAN: _("can host"),
    HostAnswer.NOT_NOW: _("not this time"),
    HostAnswer.ARRANGED: _("arranged already"),
    None: _("no word yet"),
}
MENDED_BY = {
    Lack.DESIGN: "(`vaihto round design {reference}`)",
    Lack.DATES: "(`vaihto round move {reference}`)",
    Lack.PEOPLE: "(`vaihto round design {reference} --deputy ADDRESS`)",
    Lack.PREVIEW: "(`vaihto round preview {reference}`)",
}


@click.command()
@click.argument("reference")
@click.option("--name", required=True, help="In Finnish.")
@click.option("--name-sv", default="", help="In Swedish.")
@click.option("--name-en", default="", help="In English.")
@click.option("--opens", "opens_on", type=Day(), required=True, help="When it opens; all dates follow it.")
@click.option("--like", metavar="REFERENCE", help="Everything else as in this earlier round.")
@click.option("--kind", "kinds", multiple=True, type=click.Choice([each.value for each in Kind]))
@click.option("--days", "date_mode", type=click.Choice([each.value for each in DateMode]))
@click.option("--deputy", metavar="ADDRESS", help="Who steers it when you cannot.")
@click.option("--by", required=True, metavar="ADDRESS", help="Who coordinates the round.")
@speech.language
@options.data
def new(
    *,
    reference: str,
    name: str,
    name_sv: str,
    name_en: str,
    opens_on: date,
    like: str | None,
    kinds: tuple[str, ...],
    date_mode: str | None,
    deputy: str | None,
    by: str,
    data: Path | None,
) -> None:
    """Start a round without a spreadsheet; `vaihto round move` changes its dates."""
    with desk(data) as at:
        wanted = Wanted(
            reference=reference,
            name_fi=name,
            name_sv=name_sv,
            name_en=name_en,
            opens_on=opens_on,
            kinds=tuple(Kind(each) for each in kinds),
            date_mode=DateMode(date_mode) if date_mode else None,
            like=rounds.by_reference(at.db, like) if like else None,
            deputy=person(at.db, deputy) if deputy else None,
        )
        round_ = preparing.new(at.db, wanted, owner=person(at.db, by))
    speech.say(_prepared(round_))


def _prepared(round_: Round) -> Words:
    language = speech.reader()
    return _(
        "{reference} is being prepared: applications until {closes}, exchanges {days}.",
        reference=round_.reference,
        closes=dates.moment(round_.closes_at, language),
        days=dates.days(round_.first_day, round_.last_day, language),
    )


@click.command()
@click.argument("reference")
@speech.language
@options.data
def check(data: Path | None, reference: str) -> None:
    """What the round still lacks before it may open, a line each; mentors without training, too."""
    with looking(data) as db:
        round_ = rounds.by_reference(db, reference)
        found, warnings = readiness.missing(round_), readiness.warnings(db, round_)
    language = speech.reader()
    for each in found:
        click.echo(f"- {each.words.into(language)} {MENDED_BY[each.lack].format(reference=reference)}")
    for words in warnings:
        click.echo(f"- {words.into(language)}")
    if found:
        speech.say(plural("{number} thing is missing.", "{number} things are missing.", len(found)))
    else:
        speech.say(_("{reference} is ready to open.", reference=reference))


def open_(db: Session, round_: Round, *, now: datetime) -> None:
    """A no names the command that tells all that is missing."""
    try:
        rounds.open_(db, round_, now=now)
    except NotReady as no:
        command = f"vaihto round check {round_.reference}"
        raise Conflict(_("{refusal} All of it: `{command}`.", refusal=no.words, command=command)) from no


@click.command()
@click.argument("reference")
@click.option("--say", "said", multiple=True, metavar="ELEMENT=TEXT", help="objectives, time ...")
@click.option("--leave", "left", multiple=True, metavar="ELEMENT=REASON", help="Left open on purpose.")
@click.option("--deputy", metavar="ADDRESS", help="Who steers it when the coordinator cannot.")
@options.by
@speech.language
@options.data
def design(
    *,
    reference: str,
    said: tuple[str, ...],
    left: tuple[str, ...],
    deputy: str | None,
    by: str,
    data: Path | None,
) -> None:
    """Answer the seven elements of the design, or leave one open with a reason."""
    with desk(data) as at:
        round_ = rounds.by_reference(at.db, reference)
        coordinator(at.db, by, of=round_)
        for element, text in map(_pair, said):
            readiness.answer(round_, element, text)
        for element, why in map(_pair, left):
            readiness.leave(round_, element, why=why)
        if deputy:
            round_.deputy_id = person(at.db, deputy).id
    speech.say(_("The design of {reference} is written down.", reference=reference))


@click.command()
@click.argument("reference")
@click.option("--out", type=click.Path(file_okay=False, path_type=Path), help="A file for each letter.")
@options.by
@speech.language
@options.data
def preview(*, reference: str, out: Path | None, by: str, data: Path | None) -> None:
    """Read every letter that this round will send, with invented names; that you did is written down."""
    with desk(data) as at:
        round_ = rounds.by_reference(at.db, reference)
        who = coordinator(at.db, by, of=round_)
        found = previewing.letters(at.db, round_, speech.reader())
        previewing.mark(at.db, round_, by=who, now=at.now)
    for number, each in enumerate(found, start=1):
        _show(each, out, number)
    speech.say(plural("{number} letter.", "{number} letters.", len(found)))


@click.command(name="ask-hosts")
@click.argument("reference")
@click.option("--to", "addresses", multiple=True, metavar="ADDRESS")
@click.option("--all", "everybody", is_flag=True, help="HR of each organisation, and all earlier hosts.")
@options.by
@speech.language
@options.data
def ask_hosts(
    *, reference: str, addresses: tuple[str, ...], everybody: bool, by: str, data: Path | None
) -> None:
    """Ask by mail who can host; each is asked once."""
    if not addresses and not everybody:
        raise Invalid(_("Name whom to ask with --to, or --all."))
    with desk(data) as at:
        round_ = rounds.by_reference(at.db, reference)
        coordinator(at.db, by, of=round_)
        people = {each.id: each for each in _asked(at.db, round_, addresses, everybody=everybody)}
        number = interest.ask(at.db, round_, people.values(), now=at.now)
    speech.say(plural("{number} person is asked.", "{number} people are asked.", number))


@click.command(name="interest")
@click.argument("reference")
@speech.language
@options.data
def interest_(data: Path | None, reference: str) -> None:
    """Who can host so far, council by council; without a name, nobody has been asked there."""
    language = speech.reader()
    with looking(data) as db:
        found = coverage.coverage(db, rounds.by_reference(db, reference))
        rows = [row for each in found for row in _rows(each, language)]
    show(Listing(TITLES, tuple(rows)))
    speech.say(
        _(
            "{spoken} places are spoken of, {offered} are offered.",
            spoken=sum(each.spoken_of for each in found),
            offered=sum(each.offered for each in found),
        )
    )


def _pair(written: str) -> tuple[str, str]:
    element, equals, text = written.partition("=")
    if not equals:
        raise Invalid(_("Write it as ELEMENT=TEXT."))
    return element.strip(), text.strip()


def _show(each: Previewed, out: Path | None, number: int) -> None:
    if out is None:
        click.echo(f"== {each.letter.subject}\n\n{each.letter.text}\n")
        return
    out.mkdir(parents=True, exist_ok=True)
    name = f"{number:02}-{each.kind}-{each.form.value}"
    (out / f"{name}.txt").write_text(f"{each.letter.subject}\n\n{each.letter.text}", encoding="utf-8")
    (out / f"{name}.html").write_text(each.letter.html, encoding="utf-8")


def _asked(db: Session, round_: Round, addresses: tuple[str, ...], *, everybody: bool) -> list[Person]:
    named = [person(db, each) for each in addresses]
    return [*named, *(interest.contacts(db, round_) if everybody else [])]


def _rows(each: Coverage, language: Language) -> list[tuple[str, ...]]:
    head = (each.organisation.code, each.organisation.name(language))
    return [(*head, *_cells(said, language)) for said in each.said] or [(*head, "", "", "", "", "")]


def _cells(said: Said, language: Language) -> tuple[str, ...]:
    guests = f"{said.offers or said.most or ''}"
    return (said.name, ANSWERS[said.answer].into(language), guests, said.weeks, said.topics)


COMMANDS = (new, check, design, preview, ask_hosts, interest_)
