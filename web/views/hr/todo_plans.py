"""What rounds themselves wait for: to be prepared, to be decided, to go on."""

from collections.abc import Iterator
from uuid import UUID

from sqlalchemy import BindParameter, bindparam, func, select

from domain import readiness
from models import streams
from models.applications import Application, Endorsement
from models.events import Wait
from models.languages import _, plural
from models.questions import ask
from models.repairs import RepairChoice
from models.schedules import Schedule
from models.states import ApplicationState, EndorsementState, RoundState, ScheduleState
from web.views.hr.todo import Desk, Press, Todo

ROUNDS: BindParameter[UUID] = bindparam("rounds")
PLANS = (
    select(Schedule.round_id, Schedule.version, Schedule.is_repair, func.count(RepairChoice.id))
    .outerjoin(RepairChoice, RepairChoice.schedule_id == Schedule.id)
    .where(Schedule.round_id.in_(ROUNDS), Schedule.state == ScheduleState.DRAFT)
    .group_by(Schedule.round_id, Schedule.version, Schedule.is_repair)
    .order_by(Schedule.version)
)
IMPOSSIBLE = (
    select(Wait.stream_id)
    .where(Wait.stream_id.in_(bindparam("streams")), Wait.waiting_for == "possible_plan")
    .order_by(Wait.stream_id)
)
NOT_ENDORSED = (
    select(Application.round_id, func.count())
    .join(Endorsement, Endorsement.application_id == Application.id)
    .where(
        Application.round_id.in_(ROUNDS),
        Application.state == ApplicationState.SUBMITTED,
        Endorsement.state == EndorsementState.ASKED,
    )
    .group_by(Application.round_id)
)


def drafts(desk: Desk) -> Iterator[Todo]:
    """Rounds that are prepared: what they lack, or that they may open."""
    for round_ in desk.rounds.values():
        if round_.state is RoundState.DRAFT:
            lacking = len(readiness.missing(round_))
            words = (
                plural(
                    "{number} thing is missing before the round can open.",
                    "{number} things are missing before the round can open.",
                    lacking,
                )
                if lacking
                else _("The round is ready: nobody hears of it before you open it.")
            )
            action = _("Prepare it") if lacking else _("Open it")
            yield desk.todo(round_, words, action, "/prepare", deadline=round_.opens_at)


def plans(desk: Desk) -> Iterator[Todo]:
    """Drafts of plans; a repair with several choices is chosen, any other is approved with its send-plan."""
    for round_id, version, is_repair, choices in ask(desk.seen.db, PLANS, rounds=desk.rounds):
        round_ = desk.rounds[round_id]
        if choices > 1:
            words = plural("{number} repair to choose from.", "{number} repairs to choose from.", choices)
            yield desk.todo(round_, words, _("Choose"), "/repairs")
        elif is_repair:
            words = _("Change proposal {version} waits for your yes.", version=version)
            yield desk.todo(round_, words, _("Look at it"), "/plan")
        else:
            words = _("Plan {version} waits for your decision.", version=version)
            yield desk.todo(round_, words, _("Look at it"), "/plan", deadline=round_.decide_by)


def impossible(desk: Desk) -> Iterator[Todo]:
    """Limits and locks that contradict each other."""
    of = {streams.of_round(each): each for each in desk.rounds}
    for stream_id in ask(desk.seen.db, IMPOSSIBLE, streams=of).scalars():
        round_ = desk.rounds[of[stream_id]]
        words = _("No plan is possible: limits and locks contradict each other.")
        yield desk.todo(round_, words, _("See why"), "/plan", press=Press.BAD, deadline=round_.decide_by)


def supervisors(desk: Desk) -> Iterator[Todo]:
    """Endorsements that nobody has given or refused yet."""
    numbers = dict(ask(desk.seen.db, NOT_ENDORSED, rounds=desk.rounds).all())
    for round_ in desk.rounds.values():
        if number := numbers.get(round_.id, 0):
            words = plural(
                "{number} application without its supervisor's word.",
                "{number} applications without their supervisors' word.",
                number,
            )
            press = Press.NEWS if round_.state is RoundState.OPEN else Press.WARN
            deadline = round_.closes_at if round_.state is RoundState.OPEN else round_.decide_by
            end = "/applications?endorsement=asked"
            yield desk.todo(round_, words, _("See whose"), end, press=press, deadline=deadline)


def pauses(desk: Desk) -> Iterator[Todo]:
    for round_ in desk.rounds.values():
        if round_.paused_at is not None:
            words = _("The round is paused: no deadline moves before you resume it.")
            yield desk.todo(round_, words, _("Resume it"), "#steer", press=Press.WARN)
