"""What a deed would send, to be read before it is done."""

from domain.send_plans import SendPlan
from models.languages import Words
from models.record import Record
from web.words.effects import EFFECTS
from web.words.kinds import kind


class PlannedLine(Record):
    name: str
    effect: Words
    letter: Words
    lines: tuple[str, ...]


class PlanView(Record):
    messages: tuple[PlannedLine, ...]


def plan_view(plan: SendPlan) -> PlanView:
    """Who would get which message, and what is different in it."""
    lines = (
        PlannedLine(
            name=each.name,
            effect=EFFECTS[each.effect],
            letter=kind(each.kind),
            lines=(*each.when, *(f"{one.label}: {one.old} → {one.new}" for one in each.differences)),
        )
        for each in plan.messages
    )
    return PlanView(messages=tuple(lines))
