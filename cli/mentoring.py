"""`vaihto mentoring`: what pairs need between their sessions, as a coordinator hears of it."""

from datetime import date, datetime
from pathlib import Path

import click

from cli import mentoring_rows, options, send_plan, speech
from cli.carrying_out import At, Said, carry_out, heard, only_plan
from cli.desk import coordinator, desk, looking, person
from cli.exchange_rows import meant
from cli.listing import show
from cli.parameters import Day, Start
from domain import rounds, send_plans
from domain.behalf import Behalf
from domain.mentoring import circles, endings, goals, leaving, pairs, rhythm, training
from domain.refusals import NotFound
from models.exchanges import Exchange
from models.languages import _, plural
from models.mentoring import EndCode, GoalState
from models.rounds import Round

ENDS = tuple(each.value for each in EndCode if each is not EndCode.MENTOR_LEFT)


@click.group()
def mentoring() -> None:
    """What mentoring pairs need between their sessions."""


@mentoring.command()
@click.argument("reference")
@click.option("--yes/--no", "asks", required=True, help="Whether pairs are asked how it goes.")
@options.by
@speech.language
@options.data
def accompany(*, reference: str, asks: bool, by: str, data: Path | None) -> None:
    """Whether a round asks its pairs after the first meeting and at half-time."""
    with desk(data) as at:
        round_ = rounds.by_reference(at.db, reference)
        who = coordinator(at.db, by, of=round_)
        pairs.accompany(at.db, round_, asks=asks, by=who, now=at.now)
    speech.say(_("Recorded."))


@mentoring.command(name="mentor-leaves")
@click.argument("email", metavar="ADDRESS")
@click.option("--from", "since", type=Start(), required=True, help='As in "7.1.2028".')
@options.by
@heard
@only_plan
@speech.language
@options.data
def mentor_leaves(
    *, email: str, since: datetime, by: str, why: str, only_plan: bool, data: Path | None
) -> None:
    """A mentor cannot go on: sessions from then are off, and every mentee gets a successor first."""
    with desk(data) as at:
        mentor, left = person(at.db, email), list[Exchange]()
        for round_ in leaving.rounds_of(at.db, mentor):
            behalf = Behalf(coordinator(at.db, by, of=round_), why)

            def act(round_: Round = round_, behalf: Behalf = behalf) -> None:
                left[:] = leaving.leave(at.db, mentor, round_, since=since, now=at.now, behalf=behalf)

            plan = send_plans.of_change(at.db, round_, act, now=at.now, reader=speech.reader())
            send_plan.tell(send_plan.without_untouched(plan))
            if not only_plan:
                act()
        number = len(left)
    if only_plan:
        speech.say(_("Nothing has been changed or sent."))
    else:
        speech.say(plural("{number} mentee needs a successor.", "{number} mentees need a successor.", number))


@mentoring.command()
@click.argument("prefix")
@click.option("--because", type=click.Choice(ENDS), required=True, help="Why.")
@options.by
@heard
@only_plan
@speech.language
@options.data
def end(*, prefix: str, because: str, by: str, why: str, only_plan: bool, data: Path | None) -> None:
    """A pair ends before its last session: calendars are cleared, and what was learnt is asked."""

    def verb(at: At) -> None:
        endings.end(at.desk.db, at.exchange, EndCode(because), now=at.desk.now, behalf=at.behalf)

    carry_out(data, prefix, Said(by, why), verb, only_plan=only_plan)


@mentoring.command()
@click.argument("lead", metavar="PREFIX")
@click.argument("others", metavar="PREFIX...", nargs=-1, required=True)
@options.by
@heard
@only_plan
@speech.language
@options.data
def circle(
    *, lead: str, others: tuple[str, ...], by: str, why: str, only_plan: bool, data: Path | None
) -> None:
    """Pairs of one mentor meet together, when the first of them does: one calendar entry for all."""

    def verb(at: At) -> None:
        found = [meant(at.desk.db, each) for each in others]
        circles.form(at.desk.db, at.exchange, found, now=at.desk.now, behalf=at.behalf)

    carry_out(data, lead, Said(by, why), verb, only_plan=only_plan)


@mentoring.command(name="find-again")
@click.argument("prefix")
@options.by
@heard
@only_plan
@speech.language
@options.data
def find_again(*, prefix: str, by: str, why: str, only_plan: bool, data: Path | None) -> None:
    """Move the sessions that a calendar, a holiday or July has made impossible to the nearest time."""

    def verb(at: At) -> None:
        rhythm.find_again(at.desk.db, at.exchange, now=at.desk.now, behalf=at.behalf)

    carry_out(data, prefix, Said(by, why), verb, only_plan=only_plan)


@mentoring.command(name="goals")
@click.argument("prefix")
@speech.language
@options.data
def list_goals(*, prefix: str, data: Path | None) -> None:
    """The mentee's goals, and how far they are."""
    with desk(data) as at:
        listing = mentoring_rows.goals(at.db, meant(at.db, prefix), speech.reader())
    show(listing)


@mentoring.command()
@click.argument("prefix")
@click.option("--add", "words", help="A new goal, in the mentee's words.")
@click.option("--number", type=int, help="Which goal is meant.")
@click.option("--state", type=click.Choice([each.value for each in GoalState]), help="What became of it.")
@options.by
@heard
@speech.language
@options.data
def goal(
    *,
    prefix: str,
    words: str | None,
    number: int | None,
    state: str | None,
    by: str,
    why: str,
    data: Path | None,
) -> None:
    """Write down a goal as the mentee says it, or what became of one."""
    with desk(data) as at:
        found = meant(at.db, prefix)
        behalf = at.behalf(by, why=why, of=at.db.get_one(Round, found.round_id))
        if words is not None:
            goals.add(at.db, found, words, by=found.guest, now=at.now, behalf=behalf)
        elif number is not None and state is not None:
            to = GoalState(state)
            goals.change(at.db, found, number, to, by=found.guest, now=at.now, behalf=behalf)
        else:
            raise NotFound(_("Say --add, or --number and --state."))
    speech.say(_("Recorded."))


@mentoring.command()
@click.argument("email", metavar="ADDRESS")
@options.of_round
@click.option("--on", "day", type=Day(), required=True, help='When, as in "30.8.2027".')
@options.by
@speech.language
@options.data
def trained(*, email: str, reference: str, day: date, by: str, data: Path | None) -> None:
    """Note that somebody has been trained as a mentor."""
    with desk(data) as at:
        round_ = rounds.by_reference(at.db, reference)
        behalf = at.behalf(by, why="trained", of=round_)
        training.note(at.db, round_, person(at.db, email), on=day, now=at.now, behalf=behalf)
    speech.say(_("Recorded."))


@mentoring.command()
@click.argument("reference")
@speech.language
@options.data
def untrained(*, reference: str, data: Path | None) -> None:
    """Those who offer to mentor in a round and have not been trained."""
    with looking(data) as db:
        listing = mentoring_rows.untrained(db, rounds.by_reference(db, reference))
    show(listing)
