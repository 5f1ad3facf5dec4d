"""What chance decides in a rehearsal: which word, and after how many days, by seed and by name."""

import hashlib
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from domain.rehearsals.behaviour import SILENCE, Chances
from domain.working_days import add_working_days, is_working_day, on_or_after
from models.rehearsals import Cue
from models.timeline import MORNING, local, local_day, moment
from workers.questions import Asked

OFFICE_HOURS = (MORNING, time(13, 0))
USUALLY = 3  # working days at most until somebody answers
LATE_BY = 3  # working days at most after the last moment
LATE_WITHOUT = 6  # where there is no last moment: so many working days, and up to three more


@dataclass(frozen=True)
class Dice:
    """The draws of one seed; `late` is the share of answers that come too late."""

    seed: int
    late: float = 0.0

    def cue(self, asked: Asked, chances: Chances, soonest: int, latest: int) -> Cue:
        """What will be said to a question, so many working days after it was asked; or silence."""
        return Cue(
            act=asked.act,
            about_id=asked.about_id,
            person_id=asked.person_id,
            at=self._when(asked, soonest + self.number(asked, latest - soonest + 1)),
            word=self.word(asked, chances),
            turn=asked.names,
        )

    def in_time(self, asked: Asked, chances: Chances) -> Cue:
        """What will be said to a question before its deadline, however near it is; or silence."""
        cue = self.cue(asked, chances, 0, USUALLY)
        is_late = chance(self.seed, "late", asked.act, asked.names) < self.late
        if asked.by is not None and cue.at >= asked.by and not is_late:
            cue.at = self.within(asked, asked.by).at
        return cue

    def within(self, asked: Asked, by: datetime) -> Cue:
        """Done at some moment before the last, in office hours as a rule."""
        share = chance(self.seed, "when", asked.act, asked.names)
        at = min(next_office_hour(asked.at + share * (by - asked.at)), by - timedelta(minutes=5))
        return Cue(
            act=asked.act,
            about_id=asked.about_id,
            person_id=asked.person_id,
            at=at,
            word=asked.act,
            turn=asked.names,
        )

    def number(self, asked: Asked, below: int) -> int:
        return int(chance(self.seed, "when", asked.act, asked.names) * below)

    def word(self, asked: Asked, chances: Chances) -> str:
        left = chance(self.seed, "what", asked.act, asked.names)
        for word, share in chances:
            left -= share
            if left < 0:
                return word
        return chances[-1][0] if chances else SILENCE

    def _when(self, asked: Asked, days: int) -> datetime:
        if chance(self.seed, "late", asked.act, asked.names) >= self.late:
            return _after(asked.at, days=days, by=asked.names)
        some = int(chance(self.seed, "how late", asked.act, asked.names) * LATE_BY)
        if asked.by is None:
            return _after(asked.at, days=LATE_WITHOUT + some, by=asked.names)
        return _after(max(asked.by, asked.at), days=1 + some, by=asked.names)


def chance(seed: int, *words: str) -> float:
    """A number from 0 to 1 that hangs on the seed and the words only."""
    digest = hashlib.sha256(" ".join((str(seed), *words)).encode()).digest()
    return int.from_bytes(digest[:8], "big") / 2**64


def _after(asked: datetime, *, days: int, by: str) -> datetime:
    """An office hour so many working days later; each question has its own."""
    hour = OFFICE_HOURS[int(chance(0, "hour", by) * len(OFFICE_HOURS))]
    return max(moment(add_working_days(local_day(asked), days), hour), next_office_hour(asked))


def next_office_hour(now: datetime) -> datetime:
    today = local(now)
    if is_working_day(today.date()):
        for hour in OFFICE_HOURS:
            if hour > today.time():
                return moment(today.date(), hour)
    day: date = on_or_after(today.date() + timedelta(days=1))
    return moment(day, OFFICE_HOURS[0])
