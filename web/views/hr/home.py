"""The first page of whoever steers: what waits for them, then the rounds that live."""

from models.record import Record
from web.views import rounds
from web.views.hr import waiting
from web.views.hr.todo import Todo
from web.views.reading import Reading
from web.views.rounds import RoundCard


class HomeView(Record):
    todos: tuple[Todo, ...]
    rounds: tuple[RoundCard, ...]
    has_rounds: bool  # perhaps none that lives


def look(seen: Reading) -> HomeView:
    steered = rounds.steered(seen)
    living = [each for each in steered if each[0].state not in waiting.OVER]
    return HomeView(
        todos=waiting.over_all(seen, [round_ for round_, _house in living]),
        rounds=rounds.cards(seen, [each for each in living if not each[0].is_standing]),
        has_rounds=any(not round_.is_standing for round_, _house in steered),
    )
