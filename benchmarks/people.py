"""Who takes part in a drawn round. Everything comes from one `Random`, in a fixed order."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from itertools import accumulate
from random import Random
from typing import TypeVar

from benchmarks.seats import Seat
from benchmarks.sizes import Size, Tightness
from solver.problem import (
    Application,
    Free,
    HostOffer,
    MentorOffer,
    Sessions,
    Slot,
    Stay,
    TopicOffer,
    TopicWish,
    Wish,
)

Choice = TypeVar("Choice")
WHOLE_DAYS = ((2,), (4,), (6,), (8,), (10,))
WHOLE_DAY_WEIGHTS = (10, 38, 34, 10, 8)
PARTS = (*WHOLE_DAYS, (1,), (3,), (4, 4))
PART_WEIGHTS = (8, 34, 28, 8, 6, 4, 4, 8)
LANGUAGES = (("fi",), ("fi", "en"), ("fi", "sv"), ("fi", "en"), ("sv", "en"))
WANTED, TAUGHT = (3, 3, 2, 1, 1), (4, 3, 2, 1)  # how often one topic, two, three ...
UNPLACED_BEFORE, ONLY_EXPERT = 0.12, 0.18


@dataclass(frozen=True)
class Cast:
    """Draws people one after the other; the order of the calls is part of the round."""

    chance: Random
    size: Size
    tightness: Tightness
    seats: tuple[Seat, ...]
    dates: tuple[date, ...]
    slots: tuple[Slot, ...]

    @cached_property
    def weeks(self) -> tuple[int, ...]:
        """The weeks of the window, in order."""
        return tuple(dict.fromkeys(day.isocalendar().week for day in self.dates))

    @cached_property
    def topics(self) -> tuple[str, ...]:
        return tuple(f"topic-{number:02}" for number in range(self.size.topics))

    @cached_property
    def _topic_weights(self) -> list[float]:
        return list(accumulate((rank + 1) ** -0.6 for rank in range(self.size.topics)))

    @cached_property
    def _seat_weights(self) -> list[float]:
        return list(accumulate(seat.weight for seat in self.seats))

    @cached_property
    def _weeks_and_weekdays(self) -> tuple[tuple[date, int, int], ...]:
        return tuple((day, day.isocalendar().week, day.weekday()) for day in self.dates)

    def host(self, number: int) -> HostOffer:
        """Somebody who takes guests on some days."""
        tight = self.tightness
        return HostOffer(
            id=f"host-{number:05}",
            person=f"host-person-{number:05}",
            organisation=self._home(),
            topics=self._taught(),
            languages=self._of(LANGUAGES),
            free=self._free(busy=tight.busy, weeks_off=tight.weeks_off, fixed_weekday=0.25),
            guests_per_day=self._of(tight.guests_per_day),
            most_stays=self._of(tight.most_stays),
            preferred_organisations=(self._home(),),
        )

    def guest(self, number: int, hosts: tuple[HostOffer, ...]) -> Application:
        """In a mixed round every tenth guest is also a host, so that nobody may be in two places."""
        both = self.size.mixed and number % 10 == 0 and number < len(hosts)
        wishes = self.chance.sample(hosts, self.chance.randint(0, 2))
        blocks = self._blocks()
        return Application(
            id=f"guest-{number:05}",
            kind="shadowing",
            person=f"host-person-{number:05}" if both else f"guest-person-{number:05}",
            organisation=hosts[number].organisation if both else self._home(),
            needs=Stay(blocks=blocks),
            free=self._free(busy=0.25, weeks_off=3, fixed_weekday=0.2),
            topics=tuple(TopicWish(topic=topic) for topic in self._some_topics(WANTED)),
            languages=self._of(LANGUAGES),
            max_minutes=self.chance.randint(90, 480),
            max_cost=self.chance.randint(21_000 + 4000 * sum(blocks), 100_000),
            excluded_organisations=tuple(
                dict.fromkeys(self._home() for _ in range(self.chance.randint(0, 2)))
            ),
            wishes=tuple(Wish(offer=wish.id, weight=self._of((50, 100))) for wish in wishes),
            priority=self._priority(),
        )

    def mentor(self, number: int) -> MentorOffer:
        """In a mixed round every fifth mentor is also a host."""
        both = self.size.mixed and number % 5 == 0
        return MentorOffer(
            id=f"mentor-{number:05}",
            person=f"host-person-{number:05}" if both else f"mentor-person-{number:05}",
            organisation=self._home(),
            topics=self._taught(),
            languages=self._of(LANGUAGES),
            slots=tuple(slot.id for slot in self.chance.sample(self.slots, 3)),
            most_mentees=self._of(self.tightness.most_stays),
        )

    def mentee(self, number: int) -> Application:
        """In a mixed round also a guest."""
        return Application(
            id=f"mentee-{number:05}",
            kind="mentoring",
            person=f"guest-person-{number:05}" if self.size.mixed else f"mentee-person-{number:05}",
            organisation=self._home(),
            needs=Sessions(count=self._of((4, 6)), every_weeks=self._of((1, 2))),
            slots=tuple(slot.id for slot in self.chance.sample(self.slots, 5)),
            topics=tuple(TopicWish(topic=topic) for topic in self._some_topics(WANTED[:3])),
            languages=self._of(LANGUAGES),
            priority=self._priority(),
        )

    def _of(self, choices: Sequence[Choice]) -> Choice:
        return self.chance.choice(choices)

    def _home(self) -> str:
        return self.chance.choices(self.seats, cum_weights=self._seat_weights)[0].id

    def _priority(self) -> int:
        """Ten for everybody, three for those left out last time, two for the only expert at home."""
        unplaced, only = self.chance.random() < UNPLACED_BEFORE, self.chance.random() < ONLY_EXPERT
        return 10 + 3 * unplaced + 2 * only

    def _blocks(self) -> tuple[int, ...]:
        if self.size.mixed:
            return self.chance.choices(PARTS, PART_WEIGHTS)[0]
        return self.chance.choices(WHOLE_DAYS, WHOLE_DAY_WEIGHTS)[0]

    def _free(self, *, busy: float, weeks_off: int, fixed_weekday: float) -> Free:
        """Days without some whole weeks, a fixed weekday for some, and single busy days."""
        away = self.chance.sample(self.weeks, self.chance.randint(0, weeks_off))
        weekday = self.chance.randint(0, 4) if self.chance.random() < fixed_weekday else None
        days = (day for day, week, its in self._weeks_and_weekdays if week not in away and its != weekday)
        return Free(days=tuple(day for day in days if self.chance.random() >= busy))

    def _some_topics(self, weights: tuple[int, ...]) -> list[str]:
        """Different topics, the first ones of the list more often."""
        number = min(len(self.topics), self.chance.choices(range(1, len(weights) + 1), weights)[0])
        drawn: dict[str, None] = {}
        while len(drawn) < number:
            drawn[self.chance.choices(self.topics, cum_weights=self._topic_weights)[0]] = None
        return list(drawn)

    def _taught(self) -> tuple[TopicOffer, ...]:
        taught = self._some_topics(TAUGHT)
        return tuple(TopicOffer(topic=topic, strength=self._of((60, 80, 100))) for topic in taught)
