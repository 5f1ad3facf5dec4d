"""How a change of one exchange is shown, then made: the same verb twice, the first time taken back."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import click

from cli import send_plan, speech
from cli.desk import Desk, coordinator, desk
from cli.exchange_rows import meant
from domain import exchanges, send_plans
from domain.behalf import Behalf
from domain.send_plans import SendPlan
from models.exchanges import Exchange
from models.languages import Words, _
from models.rounds import Round

heard = click.option(
    "--why", default="by phone", show_default=True, help="How you know it; kept with what is recorded."
)
only_plan = click.option(
    "--plan", "only_plan", is_flag=True, help="Only show what would be sent; nothing changes."
)


@dataclass(frozen=True)
class At:
    """What a change needs: the desk, the exchange under its lock, and who records it."""

    desk: Desk
    exchange: Exchange
    behalf: Behalf


@dataclass(frozen=True)
class Said:
    """Who records a change, and how they know of it."""

    by: str
    why: str = "by phone"


def carry_out(
    data: Path | None, prefix: str, said: Said, verb: Callable[[At], None], *, only_plan: bool
) -> None:
    """Show what a change sends, and make it unless only the plan is wanted."""
    with desk(data) as at:
        found = meant(at.db, prefix)
        exchange_id, round_ = found.id, at.db.get_one(Round, found.round_id)
        behalf = Behalf(coordinator(at.db, said.by, of=round_), said.why)

        def act() -> None:
            verb(At(at, exchanges.load(at.db, exchange_id), behalf))

        plan = send_plans.of_change(at.db, round_, act, now=at.now, reader=speech.reader())
        if not only_plan:
            act()
    send_plan.tell(send_plan.without_untouched(plan))
    speech.say(_outcome(plan, only_plan=only_plan))


def _outcome(plan: SendPlan, *, only_plan: bool) -> Words:
    if only_plan:
        return _("Nothing has been changed or sent.")
    return _("Recorded.") if plan.messages else _("Recorded. Nobody needs to be told.")
