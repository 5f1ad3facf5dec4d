"""`vaihto round compare`, `repairs`, `choose`, `aim`, `repair-limit`: versions of the plan and their aims."""

from pathlib import Path

import click

from cli import comparing, options, speech
from cli.desk import coordinator, desk, looking
from cli.listing import Listing, show
from domain import choosing, comparisons, planning_settings, repairs, rounds, schedules
from domain.comparisons import names_of
from domain.planning_settings import RepairLimit
from domain.refusals import Invalid, NotFound
from domain.repairs import Choice
from models.languages import _
from models.planning import Weights

TITLES = (
    *(_("Choice"), _("Others who move"), _("Left without a place"), _("More euros"), _("Points")),
    *(_("Who moves"), _("Who loses")),
)


@click.command()
@click.argument("reference")
@click.argument("one", type=int)
@click.argument("other", type=int)
@speech.language
@options.data
def compare(*, reference: str, one: int, other: int, data: Path | None) -> None:
    """Two versions of the plan, person by person."""
    with looking(data) as db:
        found = comparisons.of_versions(db, rounds.by_reference(db, reference), one, other)
        comparing.tell(found)


@click.command(name="repairs")
@click.argument("reference")
@click.argument("number", type=int, required=False)
@speech.language
@options.data
def repairs_(*, reference: str, number: int | None, data: Path | None) -> None:
    """The repairs to choose from, each with its bill; with a NUMBER, person by person."""
    with looking(data) as db:
        draft = schedules.pending(db, rounds.by_reference(db, reference))
        found = repairs.choices(db, draft) if draft else ()
        if not found:
            raise NotFound(_("There is nothing to choose from: one repair at most waits for approval."))
        if number is None:
            show(Listing(TITLES, tuple(_row(each) for each in found)))
            return
        wanted = next((each for each in found if each.number == number), None)
        if wanted is None:
            raise NotFound(_("There is no choice {number} for this plan.", number=number))
        comparing.tell(wanted.comparison)


@click.command()
@click.argument("reference")
@click.argument("number", type=int)
@options.by
@speech.language
@options.data
def choose(*, reference: str, number: int, by: str, data: Path | None) -> None:
    """Make one of the repairs the plan that waits for approval."""
    with desk(data) as at:
        round_ = rounds.by_reference(at.db, reference)
        who = coordinator(at.db, by, of=round_)
        version = choosing.choose(at.db, round_, number, by=who, now=at.now).version
    speech.say(_("Version {version} waits for approval.", version=version))


@click.command()
@click.argument("reference")
@click.option("--weight", "weights", multiple=True, metavar="NAME=POINTS", help="As in fit=100.")
@click.option("--waiting-bonus", "bonus", type=int, help="Priority for who waited in vain before.")
@options.by
@speech.language
@options.data
def aim(*, reference: str, weights: tuple[str, ...], bonus: int | None, by: str, data: Path | None) -> None:
    """What the next plans aim at."""
    points = dict(_weight(each) for each in weights)
    with desk(data) as at:
        round_ = rounds.by_reference(at.db, reference)
        who = coordinator(at.db, by, of=round_)
        if points:
            planning_settings.weigh(at.db, round_, points, by=who, now=at.now)
        if bonus is not None:
            planning_settings.set_waiting_bonus(at.db, round_, bonus, by=who, now=at.now)
        now = ", ".join(f"{name}={getattr(round_.weights, name)}" for name in Weights.model_fields)
    speech.say(_("The plans of {reference} aim at: {weights}.", reference=reference, weights=now))


@click.command(name="repair-limit")
@click.argument("reference")
@click.option("--most-moved", type=int, help="So many others may move; 0: only who broke.")
@click.option("--most-euros", type=int, help="So much more it may cost.")
@click.option("--off", is_flag=True, help="Every repair waits for approval.")
@options.by
@speech.language
@options.data
def repair_limit(
    *, reference: str, most_moved: int | None, most_euros: int | None, off: bool, by: str, data: Path | None
) -> None:
    """Which repairs are made without asking; the coordinator hears of each afterwards."""
    if off == (most_moved is not None and most_euros is not None):
        raise Invalid(_("Say --most-moved and --most-euros, or --off."))
    limit = None if most_moved is None or most_euros is None else RepairLimit(most_moved, most_euros)
    with desk(data) as at:
        round_ = rounds.by_reference(at.db, reference)
        who = coordinator(at.db, by, of=round_)
        planning_settings.limit_repairs(at.db, round_, limit, by=who, now=at.now)
    speech.say(_("Recorded."))


COMMANDS = (compare, repairs_, choose, aim, repair_limit)


def _row(choice: Choice) -> tuple[str, ...]:
    asked = choice.price
    return (
        f"{choice.number}",
        f"{asked.others_moved}",
        f"{asked.lost}",
        f"{asked.euros:+}",
        f"{-asked.worth}",
        names_of(choice.comparison.moving),
        names_of(choice.comparison.losing),
    )


def _weight(told: str) -> tuple[str, int]:
    name, _equals, points = told.partition("=")
    if not points.strip().isdecimal():
        raise Invalid(_("{told} is not a number.", told=told))
    return name.strip(), int(points)
