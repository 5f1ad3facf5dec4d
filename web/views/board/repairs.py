"""Repairs to choose from, each with its bill, and the rule by which some are made without asking."""

from domain import repairs
from models.languages import Words
from models.record import Record
from models.schedules import Schedule
from models.states import ScheduleState
from web.views.board import standing
from web.views.board.beside import BesideView, beside
from web.views.board.standing import Head, Proof
from web.views.hr import round_head
from web.views.reading import Reading
from web.words import plans


class ChoiceView(Record):
    number: int
    aim: Words
    others_moved: int
    lost: int
    euros: int
    points: int
    is_draft: bool
    beside: BesideView


class RepairsView(Record):
    """`most_moved` and `most_euros` are the round's limit; None: HR approves every repair."""

    head: Head
    proof: Proof | None
    choices: tuple[ChoiceView, ...]
    most_moved: int | None
    most_euros: int | None
    refused: Words | None = None


def look(seen: Reading, reference: str, *, refused: Words | None = None) -> RepairsView:
    round_ = round_head.find(seen, reference)
    head = standing.head(seen, round_, "/repairs")
    schedule = standing.version(seen, round_, None)
    waits = schedule is not None and schedule.is_repair and schedule.state is ScheduleState.DRAFT
    return RepairsView(
        head=head,
        proof=standing.proof(seen, schedule, head.versions) if schedule and waits else None,
        choices=_choices(seen, schedule) if schedule and waits else (),
        most_moved=round_.auto_repair_most_moved,
        most_euros=round_.auto_repair_most_euros,
        refused=refused,
    )


def _choices(seen: Reading, schedule: Schedule) -> tuple[ChoiceView, ...]:
    plan = {each.number: each.solution for each in repairs.rows(seen.db, schedule)}
    return tuple(
        ChoiceView(
            number=each.number,
            aim=plans.aim(each.aim, others_moved=each.price.others_moved),
            others_moved=each.price.others_moved,
            lost=each.price.lost,
            euros=each.price.euros,
            points=-each.price.worth,
            is_draft=plan[each.number] == schedule.solution,
            beside=beside(each.comparison, seen.language),
        )
        for each in repairs.choices(seen.db, schedule)
    )
