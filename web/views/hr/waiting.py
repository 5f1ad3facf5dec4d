"""What waits for somebody who steers rounds: over all of them, or in one."""

from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from itertools import chain

from models.rounds import Round
from models.states import RoundState
from web.views.hr import todo_forgetting, todo_people, todo_plans
from web.views.hr.todo import Desk, Press, Todo
from web.views.reading import Reading

OVER = (RoundState.ENDED, RoundState.CANCELLED)
OF_ROUNDS = (
    todo_plans.impossible,
    todo_plans.plans,
    todo_plans.drafts,
    todo_plans.pauses,
    todo_people.questions,
    todo_people.stuck,
    todo_people.refused_mails,
    todo_plans.supervisors,
)
OF_ALL = (todo_people.inbox, todo_people.errands, todo_forgetting.wishes)
ORDER = tuple(Press)
NEVER = datetime.max.replace(tzinfo=UTC)


def over_all(seen: Reading, rounds: Iterable[Round]) -> tuple[Todo, ...]:
    """What presses most first, then what is due first."""
    desk = _desk(seen, rounds)
    return _sorted(chain.from_iterable(each(desk) for each in (*OF_ROUNDS, *OF_ALL)))


def in_one(seen: Reading, round_: Round) -> tuple[Todo, ...]:
    desk = _desk(seen, [round_])
    return _sorted(chain.from_iterable(each(desk) for each in OF_ROUNDS))


def _desk(seen: Reading, rounds: Iterable[Round]) -> Desk:
    return Desk(seen, {each.id: each for each in rounds if not each.is_standing})


def _sorted(found: Iterator[Todo]) -> tuple[Todo, ...]:
    return tuple(sorted(found, key=lambda each: (ORDER.index(each.press), each.deadline or NEVER)))
